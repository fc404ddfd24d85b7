from typing import Any

import orjson
import pytest

from fhir_resources.batched_validation import LARGE_BYTES, MB, find_head
from fhir_resources.json_window import ELEMENTS_AT_ONCE
from fhir_resources.version import FhirVersion

R4, R5 = FhirVersion.R4, FhirVersion.R5
CODES = ELEMENTS_AT_ONCE + 3
HEAD = {"resourceType": "CodeSystem", "url": "http://example.org/l", "status": "active", "content": "complete"}


def large(*more: Any, **members: Any) -> bytes:
    """A code system with these concepts after many others, padded with blanks."""
    concepts = [*({"code": str(number), "display": f"Number {number}"} for number in range(CODES)), *more]
    return orjson.dumps({**HEAD, "concept": concepts, **members}) + b" " * LARGE_BYTES


@pytest.mark.parametrize("version", FhirVersion)
def test_the_head_of_a_valid_large_code_system_is_returned(version: FhirVersion) -> None:
    assert find_head(large(title="Grün"), version) == {**HEAD, "concept": [], "title": "Grün"}


def test_concepts_may_say_anything_that_is_valid() -> None:
    extension = {"url": "http://example.org/e", "valueCode": "x"}
    nested = {"code": "a", "id": "1", "extension": [extension], "concept": [{"code": "b"}]}
    assert find_head(large(nested), R5)


def test_it_may_begin_with_a_byte_order_mark() -> None:
    assert find_head(b"\xef\xbb\xbf" + large(), R5)


@pytest.mark.parametrize(
    "data",
    [
        large().strip(),
        large({"code": " "}),
        large({"display": "without code"}),
        large({"code": "a", "_display": {"extension": []}, "colour": "red"}),
        large({"code": "a", "designation": [{"_value": {"extension": [{"url": "u:a", "valueCode": "x"}]}}]}),
        large(status="good"),
        large(url=None),
        large(concept=[]) + b"x",
        large(resourceType="ValueSet"),
        large().replace(b'"3"', b'"\xff"'),
        large(title="x").replace(b'"x"', b'"\xff"'),
        b"[" + b" " * LARGE_BYTES + b"]",
        orjson.dumps({"resourceType": "Bundle"}) + b" " * LARGE_BYTES,
    ],
    ids=[
        "small",
        "code",
        "no code",
        "element",
        "value",
        "status",
        "url",
        "rest",
        "type",
        "UTF-8",
        "UTF-8 behind",
        "array",
        "Bundle",
    ],
)
def test_small_or_invalid_code_systems_are_validated_as_a_whole(data: bytes) -> None:
    assert find_head(data, R5) is None


def test_elements_of_the_other_version_are_invalid() -> None:
    additional = {"code": "a", "designation": [{"value": "A", "additionalUse": [{"code": "x"}]}]}
    assert find_head(large(additional), R5)
    assert find_head(large(additional), R4) is None


def test_it_is_reported_how_far_the_judging_is() -> None:
    reported: list[tuple[int, int]] = []
    data = large()
    find_head(data, R5, lambda done, total: reported.append((done, total)))
    total = len(data) // MB + 1
    assert reported == [(done, total) for done in range(1, total + 1)]
