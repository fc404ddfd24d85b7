from typing import Any

import pytest

from fhir_resources.elements import InvalidResource
from fhir_resources.shapes import refuse_wrong_shapes
from fhir_resources.version import FhirVersion

Json = dict[str, Any]
R4, R5 = FhirVersion.R4, FhirVersion.R5


def parameters(**content: Any) -> Json:
    return {"resourceType": "Parameters", "parameter": [{"name": "a", **content}]}


def value_set(**content: Any) -> Json:
    return {"resourceType": "ValueSet", **content}


def refused(resource: Json, version: FhirVersion = R5) -> str:
    with pytest.raises(InvalidResource) as caught:
        refuse_wrong_shapes(resource, version)
    [issue] = caught.value.issues
    assert issue.expression
    return issue.text


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize(
    "resource",
    [
        parameters(valueBoolean=True, unknown=[[1]]),
        parameters(part=[{"name": "b", "resource": value_set(url="urn:x")}]),
        parameters(resource={"resourceType": "SomethingElse", "status": 1}),
        parameters(valueDecimal=1),
        parameters(valueBoolean="true"),  # HL7's test batch-validate-bad
        value_set(title=None, _title={"extension": [{"url": "urn:x", "valueCode": "unknown"}]}),
        value_set(extension=[]),
        {"resourceType": "CodeSystem", "filter": [{"operator": ["=", None], "_operator": [None, {"id": "i"}]}]},
        {"resourceType": "ConceptMap", "sourceUri": "urn:r4", "sourceScopeUri": "urn:r5"},
    ],
)
def test_the_shape_of_either_version_passes(resource: Json, version: FhirVersion) -> None:
    refuse_wrong_shapes(resource, version)


@pytest.mark.parametrize(
    ("resource", "text"),
    [
        ({}, "The body is not a FHIR resource: it has no resourceType"),
        ({"resourceType": ["ValueSet"]}, "The body is not a FHIR resource: it has no resourceType"),
        (parameters(name=1), "Parameters.parameter[0].name must be a text"),
        ({"resourceType": "Parameters", "parameter": {}}, "Parameters.parameter must be an array"),
        ({"resourceType": "Parameters", "parameter": [None]}, "Parameters.parameter[0] must be an object"),
        (value_set(experimental="true"), "ValueSet.experimental must be true or false"),
        (parameters(valueBoolean=1), "Parameters.parameter[0].valueBoolean must be true or false"),
        (parameters(valueInteger=True), "Parameters.parameter[0].valueInteger must be a whole number"),
        (parameters(valueDecimal=True), "Parameters.parameter[0].valueDecimal must be a number"),
        (parameters(valueFoo="x"), "Parameters.parameter[0].valueFoo must be of a type that FHIR has for value[x]"),
        (parameters(valueCoding="x"), "Parameters.parameter[0].valueCoding must be an object"),
        (
            parameters(resource={"resourceType": 1}),
            "Parameters.parameter[0].resource.resourceType must be a text: the type of the resource",
        ),
        (
            parameters(resource=value_set(compose={"include": [{"concept": [{"code": "a"}, {"code": 1}]}]})),
            "Parameters.parameter[0].resource.compose.include[0].concept[1].code must be a text",
        ),
        (value_set(_title=["x"]), "ValueSet._title must be an object"),
        (value_set(extension=[{"extension": [None]}]), "ValueSet.extension[0].extension[0] must be an object"),
    ],
)
def test_a_wrong_shape_is_refused_with_its_path(resource: Json, text: str) -> None:
    assert refused(resource) == text


def test_the_place_is_called_as_the_sender_calls_it() -> None:
    element = {"target": [{"equivalence": 1, "dependsOn": [{"property": 2}]}]}
    concept_map = {"resourceType": "ConceptMap", "group": [{"element": [element]}]}
    assert refused(concept_map, R4) == "ConceptMap.group[0].element[0].target[0].equivalence must be a text"


@pytest.mark.parametrize(
    ("version", "name", "attribute"), [(R4, "equivalence", "property"), (R5, "relationship", "attribute")]
)
def test_a_missing_mapping_element_is_reported_by_its_name_in_the_version(
    version: FhirVersion, name: str, attribute: str
) -> None:
    def mapped(target: Json) -> Json:
        return {"resourceType": "ConceptMap", "group": [{"element": [{"target": [target]}]}]}

    place = "ConceptMap.group[0].element[0].target[0]"
    assert refused(mapped({"code": "a"}), version) == f"{place}.{name} must be there"
    target = {name: "equivalent", "product": [{"valueString": "x"}]}
    assert refused(mapped(target), version) == f"{place}.product[0].{attribute} must be there"
