import pytest

from fhir_resources.version import FhirVersion
from terminology.http.errors import NotAcceptable, UnsupportedMediaType
from terminology.http.media_types import answer_format, body_kind, content_type_of

R4, R5 = FhirVersion.R4, FhirVersion.R5
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "format_parameter", "expected"),
    [
        ("", None, "json"),
        ("*/*", None, "json"),
        ("application/*", None, "json"),
        ("application/json", None, "json"),
        ("text/json", None, "json"),
        ("application/fhir+json; charset=utf-8", None, "json"),
        ("application/fhir+json; fhirVersion=4.0", None, "json"),
        ("Application/FHIR+XML", None, "xml"),
        ("application/xml", None, "xml"),
        ("text/xml", None, "xml"),
        (BROWSER, None, "json"),
        ("application/fhir+json;q=0.5, application/fhir+xml", None, "xml"),
        ("application/fhir+xml;q=0, */*;q=0.1", None, "json"),
        ("application/fhir+xml;q=high, application/json", None, "json"),
        ("image/png, application/xml;q=0.1", None, "xml"),
        ("application/fhir+json; fhirVersion=5.0, application/fhir+xml; fhirVersion=4.0; q=0.2", None, "xml"),
        ("application/fhir+xml", "json", "json"),
        ("application/fhir+json", "xml", "xml"),
        ("image/png", "application/fhir+xml", "xml"),
        ("*/*", "application/fhir xml", "xml"),
        ("*/*", "application/fhir json; fhirVersion=4.0", "json"),
        ("*/*", "text/html", "json"),
    ],
)
def test_the_format_is_what_format_says_or_else_the_heaviest_range_of_accept(
    accept: str, format_parameter: str | None, expected: str
) -> None:
    assert answer_format(accept, format_parameter, R4) == expected


@pytest.mark.parametrize(
    ("accept", "format_parameter"),
    [
        ("image/png", None),
        ("application/fhir+json;q=0", None),
        ("application/fhir+json; fhirVersion=5.0", None),
        ("application/fhir+json; fhirVersion=3.0", None),
        ("*/*", "ttl"),
        ("*/*", "application/fhir+json; fhirVersion=5.0"),
    ],
)
def test_another_fhir_version_is_not_acceptable_at_this_endpoint(accept: str, format_parameter: str | None) -> None:
    with pytest.raises(NotAcceptable):
        answer_format(accept, format_parameter, R4)


def test_the_refusal_of_another_fhir_version_says_where_it_is_spoken() -> None:
    with pytest.raises(NotAcceptable, match=r"FHIR 4\.0\.1, not '5\.0': use /r4 for 4\.0 and /r5 for 5\.0"):
        answer_format("application/fhir+json; fhirVersion=5.0", None, R4)


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("application/fhir+json", "json"),
        ("application/json", "json"),
        ("text/json", "json"),
        ("application/fhir+json; fhirVersion=4.0;charset=UTF-8", "json"),
        ("text/xml; charset=utf-8", "xml"),
        ("application/x-www-form-urlencoded", "form"),
    ],
)
def test_a_body_is_known_by_its_type(content_type: str, expected: str) -> None:
    assert body_kind(content_type, R4) == expected


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/csv", "application/json; charset=latin-1", "application/fhir+json; fhirVersion=5.0"],
)
def test_another_type_charset_or_fhir_version_of_a_body_is_refused(content_type: str | None) -> None:
    with pytest.raises(UnsupportedMediaType):
        body_kind(content_type, R4)


def test_answers_say_their_fhir_version_and_charset() -> None:
    assert content_type_of("xml", R5) == "application/fhir+xml; fhirVersion=5.0; charset=utf-8"
