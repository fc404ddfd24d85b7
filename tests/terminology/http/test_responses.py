from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fhir_resources.version import FhirVersion
from terminology.http.requests import FhirRequest
from terminology.http.responses import Answer, body_of, etag_of, holds_any, http_date, in_version, is_current

REQUEST = FhirRequest(FhirVersion.R5, "GET", "CodeSystem", "http://tx/r5", (("b", "1"), ("a", "2")))
MOMENT = datetime(2026, 11, 22, 8, 30, 0, 999, tzinfo=UTC)


def test_the_order_of_parameters_does_not_make_another_answer() -> None:
    other_order = replace(REQUEST, query=tuple(reversed(REQUEST.query)))
    assert etag_of("x", REQUEST, "json") == etag_of("x", other_order, "json")


@pytest.mark.parametrize(
    ("content", "request_", "format"),
    [
        ("y", REQUEST, "json"),
        ("x", REQUEST, "xml"),
        ("x", replace(REQUEST, path="ValueSet"), "json"),
        ("x", replace(REQUEST, version=FhirVersion.R4), "json"),
        ("x", replace(REQUEST, query=()), "json"),
        ("x", replace(REQUEST, headers={"accept-language": "de"}), "json"),
    ],
)
def test_other_content_and_other_questions_have_other_tags(content: str, request_: FhirRequest, format: str) -> None:
    assert etag_of(content, request_, format) != etag_of("x", REQUEST, "json")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"if-none-match": 'W/"1"'}, True),
        ({"if-none-match": '"1"'}, True),
        ({"if-none-match": 'W/"0", W/"1"'}, True),
        ({"if-none-match": "*"}, False),
        ({"if-none-match": 'W/"0"'}, False),
        ({"if-none-match": 'W/"0"', "if-modified-since": http_date(MOMENT)}, False),
        ({"if-modified-since": http_date(MOMENT)}, True),
        ({"if-modified-since": "Sun, 22 Nov 2026 08:29:59 GMT"}, False),
        ({"if-modified-since": "yesterday"}, False),
    ],
)
def test_the_copy_of_the_client_is_current_or_not(headers: dict[str, str], expected: bool) -> None:
    assert is_current(replace(REQUEST, headers=headers), 'W/"1"', MOMENT) is expected


def test_a_star_matches_any_existing_resource() -> None:
    assert holds_any(replace(REQUEST, headers={"if-none-match": " * "}))
    assert not holds_any(replace(REQUEST, headers={"if-none-match": 'W/"1"'}))


def test_a_response_is_converted_to_the_version_of_its_endpoint() -> None:
    concept_map = {"resourceType": "ConceptMap", "status": "active", "sourceScopeUri": "http://example.org/vs"}
    as_r4 = in_version(Answer(concept_map), FhirVersion.R4)
    assert as_r4 is not None
    assert as_r4["sourceUri"] == "http://example.org/vs"
    assert in_version(Answer(as_r4, written_in=FhirVersion.R4), FhirVersion.R5) == concept_map


def test_a_response_without_a_resource_has_no_body() -> None:
    assert body_of(Answer(status=304), FhirVersion.R5, "json", pretty=False) == b""
