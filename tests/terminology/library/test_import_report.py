from datetime import UTC, datetime

from fhir_resources.version import FhirVersion
from seed.release import Source
from terminology.library.import_report import MANY, as_json, loaded_lines, trouble_lines
from terminology.library.ports import StoredResource
from terminology.library.resource_imports import Refused, ResourceImport

NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)


def stored(number: int, source: str = "p.tgz") -> StoredResource:
    url, versions = f"http://example.org/{number}", tuple(FhirVersion)
    return StoredResource("ValueSet", "a", url, "1", FhirVersion.R5, versions, "{}", Source(source, "00", 1), NOON)


def test_few_resources_are_named_and_many_are_counted() -> None:
    many = [stored(number) for number in range(MANY + 1)]
    imported = ResourceImport((stored(0, "a.json"), *many))
    assert list(loaded_lines(imported)) == ["ValueSet http://example.org/0|1", "p.tgz: 21 ValueSet for R4 and R5"]


def test_unusable_resources_are_counted_by_reason_and_then_listed() -> None:
    refused = tuple(Refused("p.tgz, a.json", f"ValueSet {n}", "status is wrong", "not valid") for n in range(2))
    imported = ResourceImport((stored(0),), refused, {"Patient": 3}, (stored(1),))
    assert list(trouble_lines(imported)) == [
        "3 resources of other types left out: 3 Patient.",
        "1 code system is listed without concepts (content not-present):",
        "  ValueSet http://example.org/1|1",
        "2 resources could not be used: 2 not valid.",
        "  p.tgz, a.json, ValueSet 0: status is wrong",
        "  p.tgz, a.json, ValueSet 1: status is wrong",
    ]


def test_there_is_nothing_to_say_when_all_was_used() -> None:
    assert list(trouble_lines(ResourceImport((stored(0),)))) == []


def test_the_report_for_programs_has_the_same() -> None:
    imported = ResourceImport((stored(0),), (Refused("f", "ValueSet 1", "why", "not valid"),), {"Patient": 3})
    report = as_json(imported)
    assert report["loadedByType"] == {"ValueSet": 1}
    assert report["loaded"][0]["url"] == "http://example.org/0"
    assert report["refusedByReason"] == {"not valid": 1}
    assert report["refused"] == [{"file": "f", "resource": "ValueSet 1", "kind": "not valid", "reason": "why"}]
    assert report["otherTypes"] == {"Patient": 3}


def test_rules_that_are_broken_are_counted_and_codes_that_repeat_are_named() -> None:
    warnings = tuple(
        Refused("p.tgz, a.json", "CodeSystem 1", f"about {rule}", rule, in_package=True) for rule in ("cnl-0", "csd-1")
    )
    imported = ResourceImport((stored(0),), warnings=warnings)
    assert list(trouble_lines(imported)) == [
        "Rules of FHIR are broken in 2 places: 1 cnl-0, 1 csd-1.",
        "  p.tgz, a.json, CodeSystem 1: about csd-1",
    ]
    assert as_json(imported)["warnings"][1] == {
        "file": "p.tgz, a.json",
        "resource": "CodeSystem 1",
        "rule": "csd-1",
        "text": "about csd-1",
    }
