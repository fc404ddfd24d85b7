"""R5 → R4 → R5 loses what this file lists, and nothing else:

- id and extensions of a primitive that only R5 has (`_copyrightLabel`), and of mapped codes
- values of a type that R4 lacks (integer64, RatioRange, CodeableReference, Availability, ExtendedContactDetail) in a
  choice, and Bundle.issues
- the operators child-of and descendent-leaf of CodeSystem.filter (those of ValueSet filters are kept)
- ConceptMap: identifiers after the first; noMap false; the targets of an element with noMap; the code of an
  additionalAttribute with a uri, the type of its values (code, boolean, Quantity become string)
- CapabilityStatement.fhirVersion, which is always that of the endpoint
"""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fhir_resources import models, xml_format
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.structure_definitions_build import RESOURCES
from fhir_resources.version import FhirVersion

Json = dict[str, Any]
LOST = {f"value{type_}" for type_ in ("Integer64", "RatioRange", "CodeableReference", "Availability")} | {
    "valueExtendedContactDetail",
    "issues",
    "fhirVersion",
    "filter",
}
UNLISTED = [name for name in RESOURCES if name != "ConceptMap"]  # its own test has its cases


def without_listed_losses(value: Any) -> Any:
    if isinstance(value, list):
        return [without_listed_losses(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: without_listed_losses(item) for name, item in value.items() if name not in LOST}


@pytest.mark.parametrize("type_", UNLISTED)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_resource_comes_back_through_r4_which_has_no_element_of_r5(
    fhir_json: Callable[[str, FhirVersion], st.SearchStrategy[Json]], type_: str, data: st.DataObject
) -> None:
    resource = without_listed_losses(data.draw(fhir_json(type_, FhirVersion.R5)))
    before = copy.deepcopy(resource)
    r4 = to_r4(resource)
    assert xml_format.dumps(r4, FhirVersion.R4)  # refuses what R4 does not have
    assert to_r5(r4) == resource
    assert resource == before


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_concept_map_is_the_same_r4_after_a_second_journey(
    fhir_json: Callable[[str, FhirVersion], st.SearchStrategy[Json]], data: st.DataObject
) -> None:
    r4 = to_r4(without_listed_losses(data.draw(fhir_json("ConceptMap", FhirVersion.R5))))
    assert xml_format.dumps(r4, FhirVersion.R4)
    assert to_r4(to_r5(r4)) == r4


def test_every_resource_of_hl7s_suite_is_valid_r4_and_round_trips(suite_resources: list[tuple[str, Json]]) -> None:
    for name, resource in suite_resources:
        r4 = to_r4(resource)
        assert models.check(r4, FhirVersion.R4) == (), name
        assert to_r5(r4) == resource, name


def test_resources_inside_resources_are_converted() -> None:
    value_set = {"resourceType": "ValueSet", "status": "active", "copyrightLabel": "Ours"}
    parameters = {"resourceType": "Parameters", "parameter": [{"name": "a", "part": [{"name": "b"}]}]}
    parameters["parameter"][0]["part"][0]["resource"] = value_set
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": [{"resource": parameters}]}
    converted = to_r4(bundle)["entry"][0]["resource"]["parameter"][0]["part"][0]["resource"]
    assert converted == to_r4(value_set) != value_set
    assert to_r5(to_r4(bundle)) == bundle


def test_a_resource_that_is_equal_in_both_is_not_changed() -> None:
    outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "invalid"}]}
    assert to_r4(outcome) == to_r5(outcome) == outcome


@pytest.mark.parametrize("resource", [{}, {"resourceType": "Patient", "active": True}, {"resourceType": []}])
def test_content_without_tables_is_passed_through(resource: Json) -> None:
    assert to_r4(resource) == to_r5(resource) == resource
