from typing import Any

import pytest

from fhir_resources import models
from fhir_resources.concept_map import read, write
from fhir_resources.convert.concept_map import EQUIVALENCE
from fhir_resources.convert.resources import to_r4
from fhir_resources.elements import InvalidResource
from fhir_resources.version import FhirVersion
from terminology.core.concept_maps import (
    ConceptMap,
    ConceptMapHeader,
    DependsOn,
    Element,
    Group,
    MapProperty,
    Target,
    Unmapped,
)
from terminology.core.model import Coding, Value

Json = dict[str, Any]
DEPENDS_ON = (
    DependsOn("http://example.org/attributes/laterality", Value("Coding", Coding("urn:cs", "left"))),
    DependsOn("http://example.org/other#laterality", Value("string", "left")),
    DependsOn("age", value_set="urn:vs"),
)
CONCEPT_MAP = ConceptMap(
    ConceptMapHeader(url="http://example.org/cm", source_scope="urn:vs1", target_scope="urn:vs2|1"),
    (
        Group(
            "urn:cs1|1",
            "urn:cs2",
            (
                Element("a", "A", targets=(Target("x", "equivalent", "X", "equal", comment="Quite"),)),
                Element(
                    "b",
                    targets=(
                        Target(
                            "y",
                            "related-to",
                            properties=(MapProperty("p", Value("boolean", True), "urn:p"),),
                            depends_on=DEPENDS_ON,
                            products=DEPENDS_ON[:1],
                        ),
                    ),
                ),
                Element("c", no_map=True),
                Element(None, value_set="urn:vs", targets=(Target(None, "related-to", value_set="urn:vs2"),)),
            ),
            Unmapped("fixed", "u", "U", relationship="related-to"),
        ),
        Group(unmapped=Unmapped("other-map", other_map="urn:cm2")),
    ),
)


def test_a_concept_map_round_trips() -> None:
    assert read(write(CONCEPT_MAP)) == CONCEPT_MAP


@pytest.mark.parametrize("version", FhirVersion)
def test_written_output_is_valid(version: FhirVersion) -> None:
    resource = write(ConceptMap(CONCEPT_MAP.header, CONCEPT_MAP.groups[:1]))  # FHIR wants elements in every group
    assert models.check(to_r4(resource) if version is FhirVersion.R4 else resource, version) == ()


def test_attributes_are_declared_once_under_codes_that_differ() -> None:
    assert write(CONCEPT_MAP)["additionalAttribute"] == [
        {"code": "laterality", "uri": "http://example.org/attributes/laterality", "type": "Coding"},
        {"code": "laterality-1", "uri": "http://example.org/other#laterality", "type": "string"},
        {"code": "age", "type": "code"},
    ]


def test_the_uri_of_a_property_is_looked_up_in_its_declaration() -> None:
    assert write(CONCEPT_MAP)["property"] == [{"code": "p", "uri": "urn:p", "type": "boolean"}]


def test_a_more_specific_equivalence_is_found_on_the_target_and_on_its_relationship() -> None:
    finer = {"extension": [{"url": EQUIVALENCE, "valueCode": "subsumes"}]}
    for target in (finer, {"_relationship": finer}):
        element = {"code": "a", "target": [{"code": "x", "relationship": "related-to", **target}]}
        concept_map = read({"resourceType": "ConceptMap", "group": [{"element": [element]}]})
        assert concept_map.groups[0].elements[0].targets[0].equivalence == "subsumes"


@pytest.mark.parametrize("period", [{"start": "2025-10-01", "end": "2025-12-31"}, {"end": "2025"}])
def test_the_days_on_which_it_is_intended_to_be_used_are_retained(period: Json) -> None:
    resource = {"resourceType": "ConceptMap", "url": "urn:a", "status": "active", "effectivePeriod": period}
    header = read(resource).header
    assert (header.effective_start, header.effective_end) == (period.get("start"), period.get("end"))
    assert write(read(resource)) == resource


def test_scopes_are_read_as_uri_too() -> None:
    header = read({"resourceType": "ConceptMap", "sourceScopeUri": "urn:a"}).header
    assert (header.url, header.source_scope, header.target_scope) == ("", "urn:a", None)


@pytest.mark.parametrize(
    ("group", "expression"),
    [
        ({"element": [{"target": [{"code": "x"}]}]}, "ConceptMap.group[0].element[0].target[0].relationship"),
        ({"unmapped": {}}, "ConceptMap.group[0].unmapped.mode"),
    ],
)
def test_missing_elements_are_named_by_expression(group: Json, expression: str) -> None:
    with pytest.raises(InvalidResource) as caught:
        read({"resourceType": "ConceptMap", "group": [group]})
    assert caught.value.issues[0].expression == (expression,)
