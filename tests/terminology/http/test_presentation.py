import pytest

from fhir_resources.version import FhirVersion
from terminology.http.errors import NotAcceptable
from terminology.http.presentation import Presentation, presentation_of
from terminology.http.responses import Answer

R4 = FhirVersion.R4
CODE_SYSTEM = {"resourceType": "CodeSystem", "status": "active"}


@pytest.mark.parametrize(
    ("query", "headers", "expected"),
    [
        ((), {}, Presentation(R4)),
        ((), {"accept": "application/fhir+xml"}, Presentation(R4, "xml")),
        ((("_format", "json"), ("_pretty", "true")), {"accept": "application/fhir+xml"}, Presentation(R4, pretty=True)),
    ],
)
def test_the_address_counts_more_than_the_header(
    query: tuple[tuple[str, str], ...], headers: dict[str, str], expected: Presentation
) -> None:
    assert presentation_of(query, headers, R4) == expected


def test_a_format_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(NotAcceptable):
        presentation_of((), {"accept": "image/png"}, R4)


def test_an_answer_is_written_as_it_is_wanted() -> None:
    written = Presentation(R4, "xml").response(Answer(CODE_SYSTEM), 'W/"1"')
    assert written.headers["content-type"] == "application/fhir+xml; fhirVersion=4.0; charset=utf-8"
    assert written.headers["etag"] == 'W/"1"'
    assert b'<CodeSystem xmlns="http://hl7.org/fhir"><status' in bytes(written.body)
    assert b"\n  " in bytes(Presentation(R4, pretty=True).response(Answer(CODE_SYSTEM)).body)


def test_an_unchanged_resource_has_no_body() -> None:
    written = Presentation(R4).response(Answer(status=304), 'W/"1"')
    assert (written.status_code, written.body) == (304, b"")
