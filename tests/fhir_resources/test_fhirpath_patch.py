from typing import Any

import pytest

from fhir_resources.fhirpath_patch import MAX_OPERATIONS, apply_fhirpath_patch, read_fhirpath_patch
from fhir_resources.json_patch import PatchFailed
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest, TooCostly

Json = dict[str, Any]
TYPES = {"type": "valueCode", "index": "valueInteger", "source": "valueInteger", "destination": "valueInteger"}


def operation(value: Json | None = None, **parts: Any) -> Json:
    made = [{"name": name, TYPES.get(name, "valueString"): content} for name, content in parts.items()]
    return {"name": "operation", "part": [*made, *([{"name": "value", **value}] if value else [])]}


def value_set() -> Json:
    concepts = [{"code": "a"}, {"code": "b", "display": "B"}, {"code": "c"}]
    return {
        "resourceType": "ValueSet",
        "status": "draft",
        "compose": {"include": [{"system": "https://a.org/c", "concept": concepts}, {"system": "https://a.org/d"}]},
    }


def patched(*operations: Json, resource: Json | None = None) -> Json:
    parameters = {"resourceType": "Parameters", "parameter": list(operations)}
    return apply_fhirpath_patch(resource or value_set(), read_fhirpath_patch(parameters), FhirVersion.R5)


def concepts(resource: Json) -> list[str]:
    return [item["code"] for item in resource["compose"]["include"][0]["concept"]]


CONCEPTS = "ValueSet.compose.include[0].concept"
NEW = {"part": [{"name": "code", "valueCode": "n"}, {"name": "display", "valueString": "N"}]}


def test_an_element_is_added_once() -> None:
    add = operation({"valueString": "T"}, type="add", path="ValueSet", name="title")
    assert patched(add)["title"] == "T"
    with pytest.raises(PatchFailed, match="already"):
        patched(add, add)


def test_an_item_added_to_a_list_comes_last() -> None:
    found = patched(operation(NEW, type="add", path="ValueSet.compose.include[0]", name="concept"))
    assert found["compose"]["include"][0]["concept"][-1] == {"code": "n", "display": "N"}


def test_a_datatype_is_added_as_a_unit() -> None:
    identifier = {"valueIdentifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2"}}
    found = patched(operation(identifier, type="add", path="ValueSet", name="identifier"))
    assert found["identifier"] == [identifier["valueIdentifier"]]


def test_an_element_is_inserted_at_its_index() -> None:
    assert concepts(patched(operation(NEW, type="insert", path=CONCEPTS, index=1))) == ["a", "n", "b", "c"]
    with pytest.raises(PatchFailed, match="index"):
        patched(operation(NEW, type="insert", path=CONCEPTS, index=4))


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (f"{CONCEPTS}[0]", ["b", "c"]),
        (f"{CONCEPTS}.where(code = 'b')", ["a", "c"]),
        (f"{CONCEPTS}.where(code='b' and display = 'B')", ["a", "c"]),
        (f"{CONCEPTS}.where(display = 'a and b')", ["a", "b", "c"]),
        (f"{CONCEPTS}.first()", ["b", "c"]),
        (f"{CONCEPTS}.last()", ["a", "b"]),
        (f"{CONCEPTS}[7]", ["a", "b", "c"]),
        ("ValueSet.compose.include.where(system = 'https://a.org/c').concept[1]", ["a", "c"]),
    ],
)
def test_the_selected_element_is_deleted(path: str, left: list[str]) -> None:
    assert concepts(patched(operation(type="delete", path=path))) == left


def test_removing_the_last_entry_removes_the_list() -> None:
    found = patched(*(operation(type="delete", path="ValueSet.compose.include[0].concept[0]") for _ in range(3)))
    assert "concept" not in found["compose"]["include"][0]


def test_an_element_is_replaced() -> None:
    found = patched(
        operation({"valueCode": "active"}, type="replace", path="ValueSet.status"),
        operation({"valueString": "A"}, type="add", path=f"{CONCEPTS}[0]", name="display"),
        operation({"valueString": "A!"}, type="replace", path=f"{CONCEPTS}[0].display"),
    )
    assert (found["status"], found["compose"]["include"][0]["concept"][0]["display"]) == ("active", "A!")


def test_an_element_is_moved() -> None:
    assert concepts(patched(operation(type="move", path=CONCEPTS, source=0, destination=2))) == ["b", "c", "a"]
    with pytest.raises(PatchFailed):
        patched(operation(type="move", path=CONCEPTS, source=0, destination=3))


def test_a_choice_takes_the_type_of_its_value() -> None:
    resource = {"resourceType": "CodeSystem", "concept": [{"code": "a", "property": [{"code": "p"}]}]}
    add = operation({"valueBoolean": True}, type="add", path="CodeSystem.concept[0].property[0]", name="value")
    found = patched(add, resource=resource)
    assert found["concept"][0]["property"][0] == {"code": "p", "valueBoolean": True}


@pytest.mark.parametrize(
    "path",
    [
        "ValueSet.compose.include.concept",
        "CodeSystem.status",
        "ValueSet",
        "ValueSet.descendants()",
        "ValueSet.compose.include[0].concept.where(code ~ 'b')",
        "ValueSet.compose.include[0].concept.where(iif(true,1,2))",
        "ValueSet.",
        "ValueSet[",
        "ValueSet" + ".compose" * 400,
        "ValueSet.compose.include[99999999999]",
        "x",
    ],
)
def test_a_path_that_finds_several_or_is_not_understood_changes_nothing(path: str) -> None:
    with pytest.raises(PatchFailed):
        patched(operation(type="delete", path=path))


@pytest.mark.parametrize(
    "wrong",
    [
        operation({"valueString": "T"}, type="add", path="ValueSet", name="colour"),
        operation({"valueString": "T"}, type="replace", path="ValueSet.title"),
        operation(type="add", path="ValueSet", name="title"),
        operation({"valueString": "T"}, type="insert", path="ValueSet.title", index=0),
        operation({"valueString": "T"}, type="add", path="ValueSet.status", name="x"),
    ],
)
def test_invalid_operations_fail(wrong: Json) -> None:
    with pytest.raises(PatchFailed):
        patched(wrong)


@pytest.mark.parametrize(
    "parameters",
    [
        {"resourceType": "ValueSet"},
        {"resourceType": "Parameters"},
        {"resourceType": "Parameters", "parameter": [{"name": "x"}]},
        {"resourceType": "Parameters", "parameter": [operation(type="fly", path="x")]},
        {"resourceType": "Parameters", "parameter": [operation(type="add", path="x")]},
        {"resourceType": "Parameters", "parameter": [operation({"part": 1}, type="replace", path="x")]},
        {"resourceType": "Parameters", "parameter": [operation(type="move", path="x", source="1")]},
    ],
)
def test_an_invalid_patch_is_refused(parameters: Json) -> None:
    with pytest.raises(BadRequest):
        read_fhirpath_patch(parameters)


def test_too_many_operations_are_refused() -> None:
    many = [operation(type="delete", path="ValueSet.title")] * (MAX_OPERATIONS + 1)
    with pytest.raises(TooCostly):
        read_fhirpath_patch({"resourceType": "Parameters", "parameter": many})
