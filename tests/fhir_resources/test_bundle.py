from typing import Any

import pytest

from fhir_resources import json_format, models
from fhir_resources.bundle import BatchAnswer, batch_response, searchset
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.version import FhirVersion

CODE_SYSTEM = {"resourceType": "CodeSystem", "status": "active", "content": "complete"}
LINKS = {"next": "http://x/b", "self": "http://x/a"}
ANSWERS = [
    BatchAnswer(200, CODE_SYSTEM, etag='W/"1"', last_modified="2026-01-01T00:00:00Z"),
    BatchAnswer(404, operation_outcome([])),
    BatchAnswer(204),
]


def answered() -> dict[str, Any]:
    return json_format.loads(json_format.dumps(batch_response(ANSWERS)))


def test_a_page_has_its_matches_the_total_of_all_and_its_links_in_order() -> None:
    page = searchset([("http://x/CodeSystem/1", CODE_SYSTEM)], 7, LINKS)
    assert page["total"] == 7
    assert [link["relation"] for link in page["link"]] == ["self", "next"]
    entry = {"fullUrl": "http://x/CodeSystem/1", "resource": CODE_SYSTEM, "search": {"mode": "match"}}
    assert page["entry"] == [entry]


def test_a_search_without_matches_has_a_total_of_zero_and_no_entries() -> None:
    assert searchset([], 0, {}) == {"resourceType": "Bundle", "type": "searchset", "total": 0}


def test_an_answer_to_a_batch_is_a_resource_or_an_outcome() -> None:
    good, bad, empty = answered()["entry"]
    assert (good["resource"], good["response"]["status"]) == (CODE_SYSTEM, "200 OK")
    assert bad == {"response": {"status": "404 Not Found", "outcome": operation_outcome([])}}
    assert empty == {"response": {"status": "204 No Content"}}


@pytest.mark.parametrize("version", FhirVersion)
def test_both_are_valid_in_both_versions(version: FhirVersion) -> None:
    assert models.check(searchset([("http://x/CodeSystem/1", CODE_SYSTEM)], 1, LINKS), version) == ()
    assert models.check(answered(), version) == ()
