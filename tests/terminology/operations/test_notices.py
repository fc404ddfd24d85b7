"""Nothing is ignored silently: unknown parameters, properties, languages and values, and inexact spellings.

Both with lenient handling, which reports it, and with Prefer: handling=strict, which refuses it.
"""

from functools import cache
from typing import Any

import pytest

from fhir_resources import json_format
from fhir_resources.operation_definitions import find_operation
from fhir_resources.parameters import Parameters, parameters_from_resource
from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import hcpcs_header
from terminology.core.errors import BadRequest
from terminology.core.model import CodeSystem, Concept
from terminology.library.answering import answer
from terminology.library.snapshots import Snapshot
from tests.examples.all_releases import BASE, HCPCS, NOW, snapshot_of

Json = dict[str, Any]
ALL = f"{HCPCS}?fhir_vs"
LOOSE = "https://hcpcs.codes/"


@cache
def snapshot() -> Snapshot:
    return snapshot_of([CodeSystem(hcpcs_header("2025-10", BASE), (Concept("J3111", "Romosozumab"), Concept("KX")))])


def ask(operation: str, is_strict: bool = False, **named: str | Json) -> Json:
    resource, _, code = operation.partition("/$")
    definition = find_operation(resource, code)
    assert definition
    body = {"resourceType": "Parameters", "parameter": [_written(name, value) for name, value in named.items()]}
    supplied = parameters_from_resource(body)
    found: Json = answer(
        snapshot(), FhirVersion.R4, Parameters(definition, supplied), now=NOW, new_id=lambda: "", is_strict=is_strict
    )
    return found


def _written(name: str, value: str | Json) -> Json:
    name = name.replace("_", "-")
    return {"name": name, "valueString": value} if isinstance(value, str) else {"name": name, "resource": value}


def value_set(**include: Any) -> Json:
    return {"resourceType": "ValueSet", "url": "http://x", "status": "draft", "compose": {"include": [include]}}


COVERED = value_set(system=HCPCS, filter=[{"property": "coverage", "op": "=", "value": "ZZ"}])
QUESTIONS: dict[str, dict[str, str | Json]] = {
    "CodeSystem/$lookup": {"system": HCPCS, "code": "J3111"},
    "CodeSystem/$validate-code": {"url": HCPCS, "code": "J3111"},
    "CodeSystem/$subsumes": {"system": HCPCS, "codeA": "J3111", "codeB": "KX"},
    "ValueSet/$expand": {"url": ALL},
    "ValueSet/$validate-code": {"url": ALL, "system": HCPCS, "code": "J3111"},
    "ConceptMap/$translate": {"system": HCPCS, "code": "J3111"},
}


def question_of(operation: str, more: dict[str, str | Json]) -> dict[str, str | Json]:
    """The request of an operation; a value set in the request replaces its url."""
    return {name: value for name, value in QUESTIONS[operation].items() if not (name == "url" and "valueSet" in more)}


@pytest.mark.parametrize("operation", QUESTIONS)
def test_a_misspelt_parameter_is_named_by_every_operation_and_refused_by_a_strict_one(operation: str) -> None:
    named = {**QUESTIONS[operation], "filtr": "2020-01-01"}
    assert "'filtr'" in json_format.dumps(ask(operation, **named)).decode()
    with pytest.raises(BadRequest, match="'filtr'"):
        ask(operation, is_strict=True, **named)
    ask(operation, is_strict=True, **QUESTIONS[operation], uuid="1")  # what HL7's tools send


@pytest.mark.parametrize(
    ("operation", "more", "reported"),
    [
        ("CodeSystem/$lookup", {"property": "colour"}, "has no property 'colour'"),
        ("ValueSet/$expand", {"property": "colour"}, "has a property 'colour'"),
        ("CodeSystem/$lookup", {"displayLanguage": "english"}, "'english' is not a language tag"),
        ("CodeSystem/$validate-code", {"displayLanguage": "english"}, "'english' is not a language tag"),
        ("ValueSet/$validate-code", {"displayLanguage": "english"}, "'english' is not a language tag"),
        ("ValueSet/$expand", {"displayLanguage": "xx"}, "'xx' is not a language tag"),
        ("ValueSet/$expand", {"valueSet": COVERED}, "selects 'ZZ', which no concept has"),
        ("ValueSet/$validate-code", {"valueSet": COVERED}, "selects 'ZZ', which no concept has"),
    ],
)
def test_unsupported_options_are_reported_or_refused(
    operation: str, more: dict[str, str | Json], reported: str
) -> None:
    question = question_of(operation, more)
    assert reported in json_format.dumps(ask(operation, **question, **more)).decode()
    with pytest.raises(BadRequest, match=reported.replace("'", ".")):
        ask(operation, is_strict=True, **question, **more)


@pytest.mark.parametrize("property", ["coverage", "effectiveDate", "parent", "inactive", "designation"])
def test_supported_content_is_not_reported(property: str) -> None:
    for operation in ("CodeSystem/$lookup", "ValueSet/$expand"):
        ask(operation, is_strict=True, **QUESTIONS[operation], property=property)


@pytest.mark.parametrize(
    ("operation", "more"),
    [
        ("CodeSystem/$lookup", {"system": LOOSE, "version": "2025"}),
        ("CodeSystem/$subsumes", {"system": LOOSE, "version": "2025"}),
        ("CodeSystem/$validate-code", {"url": LOOSE, "version": "2025"}),
        ("ConceptMap/$translate", {"system": LOOSE, "version": "2025"}),
        ("ValueSet/$expand", {"valueSet": value_set(system=LOOSE, version="2025")}),
        ("ValueSet/$validate-code", {"valueSet": value_set(system=LOOSE, version="2025")}),
        ("ValueSet/$expand", {"system_version": f"{LOOSE}|2025"}),
        ("ValueSet/$expand", {"force_system_version": f"{LOOSE}|2025"}),
        ("ValueSet/$expand", {"check_system_version": f"{LOOSE}|2025"}),
        ("ValueSet/$validate-code", {"check_system_version": f"{LOOSE}|2025"}),
    ],
)
def test_a_loose_spelling_is_reported_by_every_operation(operation: str, more: dict[str, str | Json]) -> None:
    question = question_of(operation, more)
    text = json_format.dumps(ask(operation, **{**question, **more})).decode()
    assert f"'{LOOSE}' was understood as HCPCS Level II" in text
    assert "Version '2025' was understood as 2025-10" in text


@pytest.mark.parametrize("system", [f"{HCPCS}|2025", f"{HCPCS}|2025-10"])
def test_system_and_version_in_one_are_understood_in_an_include(system: str) -> None:
    definition = value_set(system=system, concept=[{"code": "J3111"}])
    expanded = ask("ValueSet/$expand", valueSet=definition)
    assert [entry["code"] for entry in expanded["expansion"]["contains"]] == ["J3111"]
    assert "was understood as the code system" in json_format.dumps(expanded).decode()
    validated = ask("ValueSet/$validate-code", valueSet=definition, system=HCPCS, code="J3111")
    assert validated["parameter"][0] == {"name": "result", "valueBoolean": True}
    inferred = ask("ValueSet/$validate-code", valueSet=definition, code="J3111", inferSystem="true")
    assert inferred["parameter"][0] == {"name": "result", "valueBoolean": True}


def test_a_translation_reports_a_name_used_as_a_system() -> None:
    answer = ask("ConceptMap/$translate", system="HCPCS", code="J3111")
    assert f"The code system 'HCPCS' is not known. Use '{HCPCS}'" in json_format.dumps(answer).decode()


def test_a_property_that_a_definition_names_but_no_concept_has_is_reported_and_not_an_error() -> None:
    definition: Json = {"resourceType": "ValueSet", "url": "http://example.org/few", "status": "active"}
    definition["compose"] = {"include": [{"system": HCPCS, "concept": [{"code": "J3111"}]}], "property": ["colour"]}
    answer = ask("ValueSet/$expand", is_strict=True, valueSet=definition)
    assert "has a property 'colour'" in json_format.dumps(answer).decode()
