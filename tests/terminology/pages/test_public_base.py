import pytest
from starlette.types import Scope

from terminology.pages.public_base import public_base


def scope(host: bytes | None) -> Scope:
    headers = [] if host is None else [(b"host", host)]
    return {"type": "http", "scheme": "http", "server": ("10.0.0.1", 8000), "headers": headers}


def test_the_configuration_counts() -> None:
    assert public_base("https://tx.example.org/fhir/", scope(b"internal")) == "https://tx.example.org/fhir"


@pytest.mark.parametrize("host", ["localhost:8000", "tx.example.org", "[::1]:8000"])
def test_otherwise_it_is_the_host_of_the_request(host: str) -> None:
    assert public_base(None, scope(host.encode())) == f"http://{host}"


@pytest.mark.parametrize("host", [None, b"", b"evil.example/path", b'a"b', b"a b", b"<script>", b"[1:2]"])
def test_an_invalid_host_is_not_used_in_links(host: bytes | None) -> None:
    assert public_base(None, scope(host)) == "http://10.0.0.1:8000"
