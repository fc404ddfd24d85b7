import pytest

from terminology.core.requests import prescribed


@pytest.mark.parametrize(
    ("rules", "version"),
    [
        ((), None),
        (("http://example.org/codes|1",), "1"),
        (("http://example.org/other|2", "http://example.org/codes|1"), "1"),
        (("http://example.org/codes|1", "http://example.org/codes|2"), "1"),
        (("http://example.org/codes",), None),
        (("http://example.org/codes|",), None),
    ],
)
def test_the_first_rule_that_names_a_version_of_the_url_prescribes_it(
    rules: tuple[str, ...], version: str | None
) -> None:
    assert prescribed(rules, "http://example.org/codes") == version
