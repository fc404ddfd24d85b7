import pytest

from terminology.pages.site import site_of


@pytest.mark.parametrize(
    ("configured", "host", "expected"),
    [
        ("https://tx.org/", b"other", "https://tx.org"),
        (None, b"tx.org:8000", "http://tx.org:8000"),
        (None, b"<script>", "http://127.0.0.1:80"),
    ],
)
def test_the_address_is_configured_or_what_was_asked(configured: str | None, host: bytes, expected: str) -> None:
    scope = {"type": "http", "scheme": "http", "server": ("127.0.0.1", 80), "headers": [(b"host", host)]}
    assert site_of(configured, scope) == expected
