from typing import Any

import pytest
from fhir.resources import get_fhir_model_class
from fhir.resources.R4B import get_fhir_model_class as get_r4_model_class
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from fhir_resources.models import check
from fhir_resources.plain_concepts import plain_concept_test
from fhir_resources.version import FhirVersion

R4, R5 = FhirVersion.R4, FhirVersion.R5
is_plain = plain_concept_test()

# Members of concepts as they should be, as they may be, and as they must not be.
TEXTS = st.sampled_from(["a", "a b", " a", "a  b", "", " ", "\n", "2020", "2020-13", "2020-02-30", "é", "5", "true"])
ODD: st.SearchStrategy[Any] = st.sampled_from([None, 0, -1, 2**40, 1.5, True, [], {}, [None], {"a": 1}, "x", ["x"]])
VALUES = TEXTS | ODD
EXTENSION = st.fixed_dictionaries({"url": VALUES}, optional={"valueString": VALUES, "_valueString": TEXTS})
CODING = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("system", "code", "version", "display", "userSelected", "colour", "id"), VALUES)
)
DESIGNATION = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("language", "value", "_value", "additionalUse"), VALUES) | {"use": CODING | VALUES},
)
PROPERTY = st.fixed_dictionaries(
    {"code": TEXTS},
    optional={
        f"value{type}": CODING if type == "Coding" else VALUES
        for type in ("Code", "Coding", "String", "Integer", "Boolean", "DateTime", "Decimal", "Uri")
    },
)


def concepts_with(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {"code": TEXTS | VALUES},
        optional={
            "display": VALUES,
            "_display": VALUES,
            "definition": VALUES,
            "colour": VALUES,
            "extension": st.lists(EXTENSION, max_size=2),
            "designation": st.lists(DESIGNATION | ODD, max_size=2) | ODD,
            "property": st.lists(PROPERTY | ODD, max_size=2) | ODD,
            "concept": st.lists(inner, max_size=2) | ODD,
        },
    )


SOUND = st.sampled_from([{"code": "a"}, {"code": "b", "display": "B"}, {"code": "c", "id": "x"}])
CONCEPTS = SOUND | st.recursive(ODD, concepts_with, max_leaves=4)
HEADS = st.fixed_dictionaries(
    {"resourceType": st.just("CodeSystem")},
    optional={
        "status": st.sampled_from(["active", None, 5]),
        "content": st.sampled_from(["complete", ""]),
        "url": st.sampled_from(["http://example.org", " ", 3]),
        "colour": st.just("red"),
        "contained": st.sampled_from([[{"resourceType": "Nothing"}], [{"resourceType": "Patient"}], []]),
        "useContext": st.sampled_from([[None], []]),
    },
)


def library_model(name: str, version: FhirVersion) -> type[BaseModel]:
    model: type[BaseModel] = (get_r4_model_class if version is R4 else get_fhir_model_class)(name)
    return model


def refused_by_the_library(resource: dict[str, Any], version: FhirVersion) -> list[tuple[str, str]]:
    """The issues of a full validation: FHIRPath and text."""
    try:
        library_model("CodeSystem", version).model_validate(resource)
    except ValidationError as error:
        return [
            ("CodeSystem" + "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in item["loc"]), item["msg"])
            for item in error.errors(include_url=False)
        ]
    except (KeyError, TypeError, AttributeError):
        return [("CodeSystem", "a resource inside it is not a FHIR resource")]
    return []


@given(CONCEPTS)
def test_plain_concepts_are_valid_in_both_versions(concept: Any) -> None:
    if is_plain(concept):
        for version in FhirVersion:
            library_model("CodeSystemConcept", version).model_validate(concept)


@given(HEADS, st.lists(CONCEPTS, max_size=5) | ODD, st.sampled_from(FhirVersion))
def test_errors_are_the_same_as_in_a_full_validation(head: dict[str, Any], concepts: Any, version: FhirVersion) -> None:
    resource = head | {"concept": concepts}
    found = [issue for issue in check(resource, version) if issue.code != "code-invalid"]
    expected = refused_by_the_library(resource, version)
    assert [issue.expression[0] for issue in found] == [expression for expression, _ in expected]
    for issue, (_, text) in zip(found, expected, strict=True):
        assert issue.code == "structure" or issue.text.endswith(" ".join(text.split()))


@pytest.mark.parametrize(
    "concept",
    [
        {"code": "a"},
        {"code": "a b", "display": "A", "definition": "The letter"},
        {"code": "a", "designation": [{"value": "A", "language": "de", "use": {"system": "urn:s", "code": "x"}}]},
        {"code": "a", "property": [{"code": "p", "valueCode": "b"}, {"code": "q", "valueDateTime": "2020-02"}]},
        {"code": "a", "concept": [{"code": "b", "concept": [{"code": "c"}]}]},
    ],
)
def test_typical_concepts_are_plain(concept: dict[str, Any]) -> None:
    assert is_plain(concept)


@pytest.mark.parametrize(
    "concept",
    [
        None,
        "a",
        {},
        {"code": " a"},
        {"code": "a", "display": None},
        {"code": "a", "display": ""},
        {"code": "a", "id": "1"},
        {"code": "a", "extension": [{"url": "http://example.org", "valueCode": "b"}]},
        {"code": "a", "_display": {"id": "1"}},
        {"code": "a", "designation": []},
        {"code": "a", "designation": [{"language": "de"}]},
        {"code": "a", "property": [{"code": "p"}]},
        {"code": "a", "property": [{"valueCode": "p", "valueString": "b"}]},
        {"code": "a", "property": [{"code": "p", "valueCode": "b", "valueString": "b"}]},
        {"code": "a", "concept": [{"code": "b", "concept": [{"code": " "}]}]},
    ],
)
def test_possibly_invalid_concepts_are_not_plain(concept: Any) -> None:
    assert not is_plain(concept)
