from typing import Any

import pytest

from fhir_resources import models
from fhir_resources.code_system import PROPERTY_VALUE_SET, read, write, write_code_system_header
from fhir_resources.convert.resources import to_r4
from fhir_resources.elements import InvalidResource
from fhir_resources.version import FhirVersion
from terminology.core.model import (
    CodeSystem,
    CodeSystemHeader,
    Coding,
    Concept,
    Designation,
    Extension,
    FilterDefinition,
    Property,
    PropertyDefinition,
    Value,
)

Json = dict[str, Any]

HEADER = CodeSystemHeader(
    url="http://example.org/cs",
    version="2026-01",
    content="complete",
    case_sensitive=False,
    hierarchy_meaning="is-a",
    compositional=True,
    version_needed=True,
    value_set="http://example.org/vs",
    version_algorithm="date",
    properties=(
        PropertyDefinition("status", "code", "http://hl7.org/fhir/concept-properties#status", "Its status", "urn:s"),
        PropertyDefinition("units", "decimal"),
    ),
    filters=(FilterDefinition("concept", ("is-a", "child-of"), "a code", "Below"),),
    replaces=("http://example.org/old",),
    standards_status="trial-use",
    extensions=(Extension("urn:e", None, (Extension("part", Value("boolean", True)),)),),
)
CODE_SYSTEM = CodeSystem(
    HEADER,
    (
        Concept(
            "a",
            "A",
            "The first",
            designations=(
                Designation("Ah", "de", Coding("urn:u", "use"), (Coding("urn:u", "more"),), HEADER.extensions),
            ),
            properties=(
                Property("status", Value("code", "active")),
                Property("kin", Value("Coding", Coding("s", "c"))),
            ),
            extensions=HEADER.extensions,
        ),
        Concept("b", properties=(Property("parent", Value("code", "a")),)),
        Concept("c"),
        Concept("d"),
    ),
    {"b": ("a",), "c": ("b",)},
)


def test_a_code_system_round_trips() -> None:
    assert read(write(CODE_SYSTEM)) == CODE_SYSTEM


@pytest.mark.parametrize("version", FhirVersion)
def test_written_output_is_valid(version: FhirVersion) -> None:
    resource = write(CODE_SYSTEM)
    assert models.check(to_r4(resource) if version is FhirVersion.R4 else resource, version) == ()


def test_concepts_nest_below_their_parents_and_a_parent_property_stays_a_property() -> None:
    first, last = write(CODE_SYSTEM)["concept"]
    assert (first["concept"][0]["code"], first["concept"][0]["concept"][0]["code"], last["code"]) == ("b", "c", "d")
    assert first["concept"][0]["property"] == [{"code": "parent", "valueCode": "a"}]


def test_the_first_of_several_parents_contains_the_concept_and_the_others_are_properties() -> None:
    code_system = CodeSystem(HEADER, (Concept("a"), Concept("b"), Concept("c")), {"c": ("a", "b")})
    first, second = write(code_system)["concept"]
    assert first["concept"] == [{"code": "c", "property": [{"code": "parent", "valueCode": "b"}]}]
    assert second == {"code": "b"}


def test_a_code_defined_twice_is_one_concept_below_both() -> None:
    resource = {"concept": [{"code": "a", "concept": [{"code": "c", "display": "C"}]}, {"code": "b"}]}
    resource["concept"][1]["concept"] = [{"code": "c", "display": "See a"}]
    code_system = read(minimal(**resource))
    assert [(c.code, c.display) for c in code_system.concepts] == [("a", None), ("c", "C"), ("b", None)]
    assert code_system.parents == {"c": ("a", "b")}


def test_the_code_system_of_a_property_is_an_implicit_value_set() -> None:
    written = write(CODE_SYSTEM)["property"][0]["extension"]
    assert written == [{"url": PROPERTY_VALUE_SET, "valueCanonical": "urn:s?fhir_vs"}]
    other = {"code": "p", "type": "code", "extension": [{"url": PROPERTY_VALUE_SET, "valueCanonical": "urn:vs"}]}
    assert read(minimal(property=[other])).header.properties[0].code_system is None


@pytest.mark.parametrize(("algorithm", "member"), [("semver", "Coding"), ("ours", "String")])
def test_a_standard_version_algorithm_is_a_coding_and_another_a_string(algorithm: str, member: str) -> None:
    header = CodeSystemHeader("urn:x", version_algorithm=algorithm)
    resource = write_code_system_header(header)
    assert f"versionAlgorithm{member}" in resource
    assert read(resource).header == header


def test_members_that_fhir_does_not_have_and_missing_defaults_are_tolerated() -> None:
    header = read(minimal(colour="red", contact=[{"name": "x"}])).header
    assert (header.case_sensitive, header.status, header.version) == (True, "unknown", None)


def minimal(**more: Any) -> Json:
    return {"resourceType": "CodeSystem", "url": "urn:x", "content": "complete", **more}


@pytest.mark.parametrize(
    ("more", "expression"),
    [
        ({"url": None}, "CodeSystem.url"),
        ({"content": None}, "CodeSystem.content"),
        ({"content": "most"}, "CodeSystem.content"),
        ({"concept": [{"code": "a", "concept": [{}]}]}, "CodeSystem.concept[0].concept[0].code"),
        ({"concept": [{"code": "a", "designation": [{}]}]}, "CodeSystem.concept[0].designation[0].value"),
        ({"concept": [{"code": "a", "property": [{}]}]}, "CodeSystem.concept[0].property[0].code"),
        ({"property": [{"code": "p", "type": "text"}]}, "CodeSystem.property[0].type"),
        ({"filter": [{"code": "f"}]}, "CodeSystem.filter[0].value"),
        ({"extension": [{}]}, "CodeSystem.extension[0].url"),
    ],
)
def test_missing_elements_are_named_by_expression(more: Json, expression: str) -> None:
    with pytest.raises(InvalidResource) as caught:
        read(minimal(**more))
    assert caught.value.issues[0].expression == (expression,)


def test_every_code_system_of_hl7s_suite_is_read_and_round_trips(suite_resources: list[tuple[str, Json]]) -> None:
    found = [resource for _, resource in suite_resources if resource["resourceType"] == "CodeSystem"]
    assert len(found) > 35
    for resource in found:
        code_system = read(resource)
        assert read(write(code_system)) == code_system
