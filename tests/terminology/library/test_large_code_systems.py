import json
from typing import Any

from fhir_resources import code_system
from terminology.library.large_code_systems import READ_AT_ONCE, PackedText, read_in_parts

CODES = READ_AT_ONCE * 2 + 7


def resource() -> dict[str, Any]:
    use = {"system": "http://snomed.info/sct", "code": "900000000000013009"}
    concepts: list[dict[str, Any]] = [
        {
            "code": str(number),
            "designation": [{"language": "de", "use": use, "value": f"Zahl {number}"}],
            "property": [{"code": "even", "valueBoolean": number % 2 == 0}, {"code": "half", "valueDecimal": 1.50}],
        }
        for number in range(CODES)
    ]
    concepts[0]["concept"] = [{"code": "below", "display": "first"}]
    concepts[-1]["concept"] = [{"code": "below", "display": "second"}, {"code": "0"}]
    return {
        "resourceType": "CodeSystem",
        "url": "http://example.org/numbers",
        "concept": concepts,
        "status": "active",
        "content": "complete",
        "title": "Numbers",
    }


def test_reading_in_parts_gives_what_reading_at_once_gives() -> None:
    assert read_in_parts(json.dumps(resource()), code_system.read) == code_system.read(resource())


def test_equal_parts_of_concepts_are_one_object() -> None:
    concepts = read_in_parts(json.dumps(resource()), code_system.read).concepts
    first, last = concepts[2], concepts[READ_AT_ONCE + 2]
    assert first.designations[0].use is last.designations[0].use
    assert first.designations[0].language is last.designations[0].language
    assert first.properties[0] is last.properties[0]


def test_a_packed_text_comes_back_as_it_was() -> None:
    text = "Überraschung 😀 " * 200_000
    assert PackedText(text).unpack() == text
