from typing import Any

import pytest

from fhir_resources import models
from fhir_resources.convert.resources import to_r4
from fhir_resources.elements import InvalidResource
from fhir_resources.value_set import read, write
from fhir_resources.version import FhirVersion
from terminology.core.model import Coding, Designation, Extension, Property, Value
from terminology.core.value_sets import Compose, ConceptReference, Contains, Filter, Include, ValueSet, ValueSetHeader

Json = dict[str, Any]
EXTENSIONS = (Extension("urn:e", Value("integer", 3)),)
DESIGNATIONS = (Designation("Ah", "de", Coding("urn:u", "use"), (Coding("urn:u", "more"),), EXTENSIONS),)
VALUE_SET = ValueSet(
    ValueSetHeader(url="http://example.org/vs", version="1", immutable=False, extensions=EXTENSIONS),
    Compose(
        include=(
            Include("urn:cs", "1", (ConceptReference("a", "A", DESIGNATIONS, EXTENSIONS),), extensions=EXTENSIONS),
            Include("urn:cs", filters=(Filter("concept", "child-of", "a"),), value_sets=("#inner", "urn:vs|2")),
        ),
        exclude=(Include(value_sets=("urn:other",)),),
        inactive=False,
        locked_date="2026-01-01",
        properties=("definition",),
        extensions=EXTENSIONS,
    ),
    contained=(ValueSet(ValueSetHeader(url="", id="inner"), Compose((Include("urn:cs"),))),),
)
EXPANDED = ValueSet(
    ValueSetHeader(url="http://example.org/vs", date="2026-01-01"),
    expansion=(
        Contains("urn:cs", display="Group", is_abstract=True, contains=(Contains("urn:cs", "b", is_inactive=True),)),
        Contains(
            "urn:cs",
            "a",
            "1",
            "A",
            designations=DESIGNATIONS,
            properties=(Property("p", Value("code", "x")),),
            extensions=EXTENSIONS,
        ),
    ),
)


@pytest.mark.parametrize("value_set", [VALUE_SET, EXPANDED])
def test_a_value_set_round_trips(value_set: ValueSet) -> None:
    assert read(write(value_set)) == value_set


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("value_set", [VALUE_SET, EXPANDED])
def test_written_output_is_valid(value_set: ValueSet, version: FhirVersion) -> None:
    resource = write(value_set)
    assert models.check(to_r4(resource) if version is FhirVersion.R4 else resource, version) == ()


def test_an_inline_value_set_may_lack_its_url() -> None:
    value_set = read({"resourceType": "ValueSet", "compose": {"include": [{"system": "urn:cs"}]}})
    assert value_set.header.url == ""
    assert "url" not in write(value_set)


def test_a_filter_without_a_value_is_read_without_one() -> None:
    absent = {"property": "p", "op": "=", "_value": {"extension": [{"url": "urn:absent", "valueCode": "unknown"}]}}
    value_set = read({"resourceType": "ValueSet", "compose": {"include": [{"filter": [absent]}]}})
    assert value_set.compose is not None
    assert value_set.compose.include[0].filters == (Filter("p", "=", None),)


def test_the_timestamp_of_an_expansion_is_the_supplied_one_or_the_value_sets_date() -> None:
    assert write(EXPANDED)["expansion"]["timestamp"] == "2026-01-01"
    assert write(EXPANDED, "2026-02-02")["expansion"]["timestamp"] == "2026-02-02"


def test_properties_of_an_expansion_are_declared_once() -> None:
    assert write(EXPANDED)["expansion"]["property"] == [{"code": "p"}]


def test_an_empty_expansion_is_an_expansion() -> None:
    value_set = ValueSet(ValueSetHeader(url="urn:vs"), expansion=())
    assert read(write(value_set, "2026")).expansion == ()


@pytest.mark.parametrize(
    ("compose", "expression"),
    [
        ({"include": [{"concept": [{}]}]}, "ValueSet.compose.include[0].concept[0].code"),
        ({"exclude": [{"filter": [{"op": "="}]}]}, "ValueSet.compose.exclude[0].filter[0].property"),
        ({"include": [{"filter": [{"property": "p"}]}]}, "ValueSet.compose.include[0].filter[0].op"),
        ({"include": [{"valueSet": [1]}]}, "ValueSet.compose.include[0].valueSet"),
        ([], "ValueSet.compose"),
    ],
)
def test_missing_elements_are_named_by_expression(compose: Any, expression: str) -> None:
    with pytest.raises(InvalidResource) as caught:
        read({"resourceType": "ValueSet", "compose": compose})
    assert caught.value.issues[0].expression == (expression,)


def test_every_value_set_of_hl7s_suite_is_read_and_round_trips(suite_resources: list[tuple[str, Json]]) -> None:
    found = [resource for _, resource in suite_resources if resource["resourceType"] == "ValueSet"]
    assert len(found) > 200
    for resource in found:
        value_set = read(resource)
        assert read(write(value_set)) == value_set


@pytest.mark.parametrize(
    ("more", "is_partial"),
    [
        ({}, False),
        ({"total": 3}, False),
        ({"total": 4}, True),
        ({"offset": 0}, False),
        ({"offset": 2}, True),
        ({"next": "http://example.org/ValueSet/$expand?page=2"}, True),
        (
            {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/valueset-unclosed", "valueBoolean": True}]},
            True,
        ),
        (
            {
                "extension": [
                    {"url": "http://hl7.org/fhir/StructureDefinition/valueset-unclosed", "valueBoolean": False}
                ]
            },
            False,
        ),
        *(
            ({"parameter": [{"name": name, **value}], **more}, is_partial)
            for name, value, more, is_partial in [
                ("count", {"valueInteger": 3}, {}, True),
                ("count", {"valueInteger": 3}, {"total": 3}, False),
                ("count", {"valueInteger": 4}, {}, False),
                ("offset", {"valueInteger": 2}, {}, True),
                ("offset", {"valueInteger": 0}, {}, False),
                ("filter", {"valueString": "x"}, {}, True),
                ("filter", {"valueString": ""}, {}, False),
                ("activeOnly", {"valueBoolean": True}, {}, True),
                ("activeOnly", {"valueBoolean": False}, {}, False),
                ("excludeNotForUI", {"valueBoolean": True}, {}, True),
                ("limitedExpansion", {"valueBoolean": True}, {}, True),
                ("exclude-system", {"valueCanonical": "urn:s"}, {}, True),
                ("used-fragment", {"valueUri": "urn:s"}, {}, True),
                ("displayLanguage", {"valueCode": "en"}, {}, False),
                ("filter", {}, {}, False),
            ]
        ),
    ],
)
def test_an_expansion_that_is_only_a_part_says_so(more: Json, is_partial: bool) -> None:
    nested = {"system": "urn:s", "code": "a", "contains": [{"system": "urn:s", "code": "b"}]}
    expansion = {"contains": [nested, {"system": "urn:s", "code": "c"}], **more}
    value_set = read({"resourceType": "ValueSet", "url": "urn:v", "expansion": expansion})
    assert value_set.is_partial is is_partial
    assert read(write(value_set)) == value_set
