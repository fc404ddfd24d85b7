import pytest

from terminology.pages.negotiation import page_of, prefers_html

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "format", "expected"),
    [
        (BROWSER, None, True),
        (BROWSER, "json", False),
        ("application/fhir+json", "html", True),
        ("*/*", None, False),
        (None, None, False),
        ("application/fhir+json, text/html;q=0.5", None, False),
        ("text/html;q=x", None, False),
        ("text/html;q=0, */*", None, False),
    ],
)
def test_only_clients_that_prefer_html_get_a_page(accept: str | None, format: str | None, expected: bool) -> None:
    assert prefers_html(accept, format) is expected


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/r4/CodeSystem/$lookup", {"system": HCPCS, "code": "J3111", "date": "2020"}, "/hcpcs/J3111?date=2020"),
        ("/r5/CodeSystem/$lookup", {"system": "urn:x", "code": "a"}, "/code-systems?url=urn%3Ax&code=a"),
        ("/r5/CodeSystem/administrative-gender", {}, "/code-systems/administrative-gender"),
        ("/r4/ValueSet/<a>", {}, "/value-sets/%3Ca%3E"),
        ("/r4/ValueSet/$expand", {"url": "urn:v"}, "/value-sets?url=urn%3Av"),
        ("/r4/CodeSystem", {}, "/content"),
        ("/r4/metadata", {}, "/api"),
        ("/r4/CodeSystem/$subsumes", {}, None),
        ("/r4/nothing/like/this", {}, None),
    ],
)
def test_a_fhir_address_has_its_page(path: str, query: dict[str, str], expected: str | None) -> None:
    assert page_of(path, query) == expected
