"""ConceptMap/$translate as FHIR Parameters, in R4 and R5."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from fhir_resources.operation_definitions import TRANSLATE
from fhir_resources.operations import translate
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from terminology.core.concept_maps import DependsOn, MapProperty
from terminology.core.errors import BadRequest
from terminology.core.model import Coding, Value
from terminology.core.requests import ConceptMapReference, Context, Dependency, TranslateRequest
from terminology.core.results import Mapping, TranslateResult

OLD, NEW = "http://example.org/old", "http://example.org/new"
MAP = "http://example.org/map"
Json = dict[str, Any]
BOTH = (FhirVersion.R4, FhirVersion.R5)
MAPPING = Mapping(
    source=Coding(OLD, "a", display="Aye"),
    target=Coding(NEW, "x", display="Ex"),
    relationship="source-is-narrower-than-target",
    equivalence="subsumes",
    origin_map=f"{MAP}|2",
    properties=(MapProperty("units", Value("integer", 10), "http://example.org/units"),),
    depends_on=(DependsOn("http://example.org/setting", Value("string", "clinic")),),
    products=(DependsOn("http://example.org/route", Value("Coding", Coding(NEW, "iv"))),),
)


def parameters(*more: Parameter, **supplied: Any) -> Parameters:
    return Parameters(TRANSLATE, (*(Parameter(name, value) for name, value in supplied.items()), *more))


def read(*more: Parameter, **supplied: Any) -> TranslateRequest:
    return translate.read(parameters(*more, **supplied), Context(), 1000)


def written(version: FhirVersion, mapping: Mapping = MAPPING, **supplied: Any) -> list[Json]:
    """The parts of the one match."""
    answer = translate.write(TranslateResult((mapping,)), parameters(**supplied), version)
    (match,) = (item for item in answer["parameter"] if item["name"] == "match")
    return list(match["part"])


def part(parts: list[Json], name: str) -> Json | None:
    return next((item for item in parts if item["name"] == name), None)


def coding(system: str, code: str, **more: str) -> Json:
    return {"system": system, "code": code, **more}


@pytest.mark.parametrize(
    "supplied",
    [
        {"code": "a", "system": OLD},
        {"sourceCode": "a", "system": OLD},
        {"sourceCode": "a", "sourceSystem": OLD},
        {"coding": coding(OLD, "a")},
        {"sourceCoding": coding(OLD, "a")},
        {"codeableConcept": {"coding": [coding(OLD, "a"), {"code": "without a system"}]}},
        {"sourceCodeableConcept": {"coding": [coding(OLD, "a")]}},
    ],
)
def test_the_source_code_has_many_names(supplied: Json) -> None:
    request = read(**supplied)
    assert request.codings == (Coding(OLD, "a"),)
    assert not request.is_reverse


@pytest.mark.parametrize(
    "supplied",
    [
        {"targetCode": "x", "system": NEW},
        {"targetCode": "x", "targetSystem": NEW},
        {"targetCoding": coding(NEW, "x")},
        {"targetCodeableConcept": {"coding": [coding(NEW, "x")]}},
        {"code": "x", "system": NEW, "reverse": "true"},
        {"coding": coding(NEW, "x"), "reverse": True},
    ],
)
def test_the_other_direction_has_many_names(supplied: Json) -> None:
    request = read(**supplied)
    assert request.codings == (Coding(NEW, "x"),)
    assert request.is_reverse
    assert request.source_system is None


def test_with_a_target_code_the_source_system_is_a_filter() -> None:
    request = read(targetCode="x", targetSystem=NEW, sourceSystem=OLD)
    assert (request.codings, request.source_system) == ((Coding(NEW, "x"),), OLD)


def test_reverse_swaps_source_and_target() -> None:
    request = read(code="x", system=NEW, reverse=True, source="http://from", target="http://to", targetsystem=OLD)
    assert (request.source_system, request.source_scope, request.target_scope) == (OLD, "http://to", "http://from")


@pytest.mark.parametrize(
    ("r4", "r5", "field"),
    [
        ("source", "sourceScope", "source_scope"),
        ("target", "targetScope", "target_scope"),
        ("targetsystem", "targetSystem", "target_system"),
    ],
)
def test_output_filters_have_two_parameter_names(r4: str, r5: str, field: str) -> None:
    for name in (r4, r5):
        request = read(**{"code": "a", "system": OLD, name: "http://example.org/this"})
        assert getattr(request, field) == "http://example.org/this"


def test_the_version_follows_the_code() -> None:
    assert read(code="a", system=OLD, version="3").codings == (Coding(OLD, "a", "3"),)
    assert read(coding=coding(OLD, "a", version="4")).codings == (Coding(OLD, "a", "4"),)


def test_a_map_is_named_or_sent_in_the_request() -> None:
    assert read(code="a", system=OLD).concept_map is None
    assert read(code="a", system=OLD, url=MAP, conceptMapVersion="2").concept_map == ConceptMapReference(MAP, "2")
    supplied = read(code="a", system=OLD, conceptMap={"resourceType": "ConceptMap", "url": MAP}).concept_map
    assert supplied is not None
    assert supplied.concept_map is not None
    assert supplied.concept_map.header.url == MAP


@pytest.mark.parametrize(
    ("parts", "values"),
    [
        ({"attribute": "http://a", "value": "clinic"}, ("clinic",)),
        ({"attribute": "http://a", "value": True}, ("true",)),
        ({"attribute": "http://a", "value": coding(NEW, "iv")}, (Coding(NEW, "iv"),)),
        (
            {"element": "http://a", "concept": {"coding": [coding(NEW, "iv"), coding(OLD, "i")]}},
            (Coding(NEW, "iv"), Coding(OLD, "i")),
        ),
    ],
)
def test_a_dependency_is_read_in_the_form_of_both_versions(parts: Json, values: tuple[Coding | str, ...]) -> None:
    supplied = Parameter("dependency", None, tuple(Parameter(name, value) for name, value in parts.items()))
    assert read(supplied, code="a", system=OLD).dependencies == (Dependency("http://a", values),)


def test_a_dependency_without_a_value_is_refused() -> None:
    with pytest.raises(BadRequest, match="needs an attribute and a value"):
        read(Parameter("dependency", None, (Parameter("attribute", "http://a"),)), code="a", system=OLD)


@pytest.mark.parametrize(
    ("supplied", "sentence"),
    [
        ({}, "There is no code to translate"),
        ({"url": MAP}, "There is no code to translate"),
        ({"code": "a", "sourceCode": "a", "system": OLD}, "not sourceCode and code"),
        ({"code": "a"}, "The parameter system is missing"),
        ({"targetCode": "x"}, "The parameter targetSystem is missing"),
        ({"coding": {"system": OLD}}, "The parameter coding is missing"),
        ({"targetCode": "x", "targetSystem": NEW, "reverse": True}, "reverse and targetCode both select"),
    ],
)
def test_a_question_without_one_clear_code_is_refused(supplied: Json, sentence: str) -> None:
    with pytest.raises(BadRequest, match=sentence):
        read(**supplied)


def test_r5_answers_with_its_terms() -> None:
    parts = written(FhirVersion.R5, sourceCode="a", system=OLD)
    assert [item["name"] for item in parts] == [
        "concept",
        "relationship",
        "property",
        "dependsOn",
        "product",
        "originMap",
    ]
    assert part(parts, "concept") == {"name": "concept", "valueCoding": coding(NEW, "x", display="Ex")}
    assert part(parts, "relationship") == {"name": "relationship", "valueCode": "source-is-narrower-than-target"}
    assert part(parts, "originMap") == {"name": "originMap", "valueCanonical": f"{MAP}|2"}
    assert part(parts, "property") == {
        "name": "property",
        "part": [{"name": "uri", "valueUri": "http://example.org/units"}, {"name": "value", "valueInteger": 10}],
    }
    assert part(parts, "product") == {
        "name": "product",
        "part": [
            {"name": "attribute", "valueUri": "http://example.org/route"},
            {"name": "value", "valueCoding": coding(NEW, "iv")},
        ],
    }


def test_r4_answers_with_its_terms_and_preserves_its_specific_equivalence() -> None:
    parts = written(FhirVersion.R4, code="a", system=OLD)
    assert part(parts, "relationship") is None
    assert part(parts, "equivalence") == {"name": "equivalence", "valueCode": "subsumes"}
    assert part(parts, "source") == {"name": "source", "valueUri": f"{MAP}|2"}
    product = part(parts, "product")
    assert product is not None
    assert [item["name"] for item in product["part"]] == ["element", "concept"]


def test_r4_has_only_its_own_parts_and_the_rest_as_extensions() -> None:
    mapping = replace(
        MAPPING,
        products=(*MAPPING.products, DependsOn("http://example.org/dose", Value("string", "1 mg"))),
        depends_on=(DependsOn("http://example.org/age", Value("integer", 18)),),
    )
    answer = translate.write(TranslateResult((mapping,)), parameters(code="a", system=OLD), FhirVersion.R4)
    match = next(item for item in answer["parameter"] if item["name"] == "match")
    assert {item["name"] for item in match["part"]} == {"concept", "equivalence", "product", "source"}
    target = "http://hl7.org/fhir/5.0/StructureDefinition/extension-ConceptMap.group.element.target"
    assert [item["url"] for item in match["extension"]] == [f"{target}.property", f"{target}.dependsOn"]
    assert match["extension"][1]["extension"] == [
        {"url": "attribute", "valueUri": "http://example.org/age"},
        {"url": "value", "valueInteger": 18},
    ]
    products = [item for item in match["part"] if item["name"] == "product"]
    assert {part["name"] for item in products for part in item["part"]} == {"element", "concept"}
    assert products[-1]["extension"] == [{"url": f"{target}.product.value", "valueString": "1 mg"}]


@pytest.mark.parametrize(
    ("relationship", "equivalence"),
    [
        ("related-to", "relatedto"),
        ("equivalent", "equivalent"),
        ("source-is-narrower-than-target", "wider"),
        ("source-is-broader-than-target", "narrower"),
        ("not-related-to", "disjoint"),
    ],
)
def test_r4_has_an_equivalence_for_every_relationship(relationship: str, equivalence: str) -> None:
    mapping = Mapping(Coding(OLD, "a"), Coding(NEW, "x"), relationship)
    parts = written(FhirVersion.R4, mapping, code="a", system=OLD)
    assert part(parts, "equivalence") == {"name": "equivalence", "valueCode": equivalence}


def test_r5_parameters_get_r5s_originmap_at_the_r4_endpoint() -> None:
    parts = written(FhirVersion.R4, sourceCode="a", system=OLD)
    assert part(parts, "originMap") == {"name": "originMap", "valueCanonical": f"{MAP}|2"}
    assert part(parts, "source") is None


@pytest.mark.parametrize("version", BOTH)
def test_a_target_code_gets_the_code_that_is_mapped_to_it_as_source(version: FhirVersion) -> None:
    parts = written(version, targetCode="x", targetSystem=NEW)
    assert part(parts, "concept") == {"name": "concept", "valueCoding": coding(NEW, "x", display="Ex")}
    assert part(parts, "source") == {"name": "source", "valueCoding": coding(OLD, "a", display="Aye")}


@pytest.mark.parametrize(
    ("version", "word", "turned"),
    [
        (FhirVersion.R5, "relationship", "source-is-broader-than-target"),
        (FhirVersion.R4, "equivalence", "specializes"),
    ],
)
def test_reverse_returns_the_found_code_with_the_inverse_relationship(
    version: FhirVersion, word: str, turned: str
) -> None:
    parts = written(version, code="x", system=NEW, reverse=True)
    assert part(parts, "concept") == {"name": "concept", "valueCoding": coding(OLD, "a", display="Aye")}
    assert part(parts, word) == {"name": word, "valueCode": turned}


@pytest.mark.parametrize(("version", "word"), [(FhirVersion.R5, "not-related-to"), (FhirVersion.R4, "unmatched")])
def test_a_nomap_mapping_is_a_match_without_a_concept(version: FhirVersion, word: str) -> None:
    parts = written(version, Mapping(Coding(OLD, "a"), None, "not-related-to", "unmatched"), code="a", system=OLD)
    assert part(parts, "concept") is None
    no_map = {"name": "noMap", "valueBoolean": True}
    assert part(parts, "noMap") == (no_map if version is FhirVersion.R5 else None)  # R4 says it by `unmatched`
    assert word in {item.get("valueCode") for item in parts}


@pytest.mark.parametrize("version", BOTH)
def test_an_answer_is_sound_with_and_without_matches(sound: Callable[[Json], Json], version: FhirVersion) -> None:
    asked = parameters(code="a", system=OLD)
    answer = sound(translate.write(TranslateResult((MAPPING,), ("http://other",)), asked, version))
    assert [item["name"] for item in answer["parameter"]] == ["result", "match", "used-conceptmap"]
    nothing = sound(translate.write(TranslateResult((), message="Nothing"), asked, version))
    assert nothing["parameter"] == [
        {"name": "result", "valueBoolean": False},
        {"name": "message", "valueString": "Nothing"},
    ]
