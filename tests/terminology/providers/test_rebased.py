"""A release and a narrative imported under one canonical base and served under another."""

from typing import Any

import orjson

from fhir_resources.code_system import write_code_system_header
from fhir_resources.operation_definitions import find_operation
from fhir_resources.parameters import Parameters, parameters_from_query
from fhir_resources.version import FhirVersion
from seed.hcpcs.code_lists import short_description_use
from seed.hcpcs.code_system import hcpcs_header
from seed.narrative.concepts import narrative_supplement, use_of
from seed.release import Source
from terminology.core.meanings import NARRATIVE as NARRATIVE_EXTENSION
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, Designation, Extension, Property, Value
from terminology.library.answering import answer
from terminology.library.loading import Loaded, LoadedImport
from terminology.library.ports import ImportRecord
from terminology.library.snapshots import Snapshot, snapshots_of
from terminology.providers.generic import in_memory
from terminology.providers.rebased import Rebase
from tests.examples.all_releases import HCPCS, NOW

OLD, NEW = "https://old.example.org/fhir", "https://new.example.org/terminology"
J3111 = Concept(
    "J3111",
    "Injection, romosozumab-aqqg, 1 mg",
    designations=(Designation("Romosozumab", use=short_description_use(OLD)),),
    properties=(Property("coverage", Value("code", "C")),),
)
RELEASE = CodeSystem(hcpcs_header("2025-10", OLD), (J3111,))
STATUS = Extension(OLD + NARRATIVE_EXTENSION, extensions=(Extension("status", Value("code", "draft")),))
SUMMARY = Designation("A shot.", "en", use_of("summary", OLD), extensions=(STATUS,))
NARRATIVE = Concept("J3111", designations=(SUMMARY,))


def snapshot(base: str) -> Snapshot:
    sources = (Source("a", "00", 1),)
    release = ImportRecord("a", "hcpcs", sources, NOW, NOW, HCPCS, "2025-10")
    narratives = ImportRecord("b", "narratives", sources, NOW, NOW, HCPCS, "")
    imports = (
        LoadedImport(release, RELEASE, in_memory(RELEASE)),
        LoadedImport(narratives, narrative_supplement((NARRATIVE,), OLD, "")),
    )
    return snapshots_of(Loaded(imports=imports), base)[FhirVersion.R4]


def ask(base: str, resource: str, operation_code: str, /, **query: str) -> dict[str, Any]:
    operation = find_operation(resource, operation_code)
    assert operation
    asked = Parameters(operation, parameters_from_query(list(query.items())))
    return answer(snapshot(base), FhirVersion.R4, asked, now=NOW, new_id=lambda: "")


def test_meanings_sections_and_designations_follow_the_base() -> None:
    for base in (OLD, NEW):
        answered = ask(base, "CodeSystem", "lookup", system=HCPCS, code="J3111")
        parts = [item.get("part", ()) for item in answered["parameter"]]
        coverage = next(part for part in parts if {"name": "code", "valueCode": "coverage"} in part)
        assert {"name": "description", "valueString": "carrier judgment"} in coverage
        uses = [item["valueCoding"]["system"] for part in parts for item in part if item["name"] == "use"]
        ours = [system for system in uses if "example.org" in system]
        assert ours == [f"{base}/CodeSystem/hcpcs-designation-use", f"{base}/CodeSystem/procedure-narrative-section"]


def test_nothing_that_a_code_or_its_code_system_says_is_left_under_the_old_base() -> None:
    looked_up = orjson.dumps(ask(NEW, "CodeSystem", "lookup", system=HCPCS, code="J3111")).decode()
    assert NEW + NARRATIVE_EXTENSION in looked_up
    code_system = snapshot(NEW).catalogue.find_code_system(HCPCS)
    assert code_system
    header = orjson.dumps(write_code_system_header(code_system.header)).decode()
    assert f"{NEW}/CodeSystem/hcpcs-processing-note?fhir_vs" in header
    assert OLD not in looked_up + header


def test_a_designation_is_requested_under_the_base_of_today() -> None:
    for base, found in ((NEW, ["Romosozumab"]), (OLD, [])):
        asked = f"{base}/CodeSystem/hcpcs-designation-use|short-description"
        expansion = ask(NEW, "ValueSet", "expand", url=f"{HCPCS}?fhir_vs", designation=asked)["expansion"]
        [entry] = expansion["contains"]
        assert [item["value"] for item in entry.get("designation", ())] == found


def test_content_of_this_base_and_of_others_stays_the_same_object() -> None:
    rebase = Rebase(OLD, ("/CodeSystem/hcpcs-coverage",))
    provider = in_memory(RELEASE)
    assert rebase.provider(provider) is provider
    assert rebase.code_system(RELEASE) is RELEASE
    other = Rebase(NEW, ("/CodeSystem/hcpcs-coverage",))
    plain = CodeSystemHeader(url="http://example.org")
    assert other.header(plain) is plain
    assert other.url("http://example.org/CodeSystem/mine") == "http://example.org/CodeSystem/mine"
    assert other.url(f"{OLD}/CodeSystem/hcpcs-coverage") == f"{NEW}/CodeSystem/hcpcs-coverage"
    assert other.url(None) is None
