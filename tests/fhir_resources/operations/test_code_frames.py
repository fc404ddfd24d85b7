from typing import Any

import pytest

from fhir_resources.operations.code_frames import framed
from terminology.core.model import Coding

URL = {"name": "url", "valueUri": "http://example.org/set"}


def parameters(*items: Any) -> dict[str, Any]:
    return {"resourceType": "Parameters", "parameter": list(items)}


def coding(**members: Any) -> dict[str, Any]:
    return {"name": "coding", "valueCoding": members}


def code(text: Any, key: str = "valueCode", name: str = "code") -> dict[str, Any]:
    return {"name": name, key: text}


def test_requests_that_differ_only_in_the_code_share_a_frame() -> None:
    one, other = framed(parameters(URL, code("a"))), framed(parameters(URL, code("b")))
    assert one
    assert other
    assert one.frame == other.frame
    assert (one.coding, other.coding) == (Coding(code="a"), Coding(code="b"))


def test_system_version_and_display_of_a_coding_may_differ_too() -> None:
    one = framed(parameters(coding(system="s", code="a", display="A")))
    other = framed(parameters(coding(code="b", version="2")))
    assert one
    assert other
    assert one.frame == other.frame
    assert one.coding == Coding("s", "a", None, "A")


def test_a_display_next_to_a_code_may_differ_too() -> None:
    one, other = (framed(parameters(code("a"), code(text, "valueString", "display"))) for text in ("A", "B"))
    assert one
    assert other
    assert one.frame == other.frame
    assert other.coding.display == "B"


@pytest.mark.parametrize(
    "resource",
    [
        parameters(code("a")),
        parameters(URL, code("a"), code("A", "valueString", "display"), code(True, "valueBoolean", "activeOnly")),
        parameters(coding(system="s", version="1", code="a", display="A"), code("2025-10-01", "valueDate", "date")),
    ],
)
def test_a_resource_comes_back_from_its_frame_and_its_code(resource: Any) -> None:
    found = framed(resource)
    assert found
    assert found.resource() == resource
    assert framed(found) is found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (parameters(code("a")), parameters(code("a", "valueString"))),
        (parameters(code("a")), parameters(code("a"), code("A", "valueString", "display"))),
        (parameters(URL, code("a")), parameters(code("a"), URL)),
        (parameters(code("a"), code(True, "valueBoolean", "x")), parameters(code("a"), code(1, "valueInteger", "x"))),
        (parameters(code("a")), parameters(coding(code="a"))),
    ],
)
def test_requests_that_differ_otherwise_have_another_frame(one: Any, other: Any) -> None:
    first, second = framed(one), framed(other)
    assert first
    assert second
    assert first.frame != second.frame


@pytest.mark.parametrize(
    "resource",
    [
        None,
        "text",
        parameters(),
        parameters(URL),
        {"resourceType": "Parameters", "parameter": {}},
        {"resourceType": "Patient", "parameter": [code("a")]},
        parameters(code("a")) | {"id": "1"},
        parameters(code("a"), code("b")),
        parameters(code("a"), coding(code="a")),
        parameters(coding(code="a"), code("A", "valueString", "display")),
        parameters(code("")),
        parameters(code(1, "valueInteger")),
        parameters(code("a"), code(True, "valueInteger", "x")),
        parameters(code("a"), code(1.5, "valueDecimal", "x")),
        parameters(code("a"), code("b", "valueFoo", "x")),
        parameters(code("a"), {"name": "x", "resource": {"resourceType": "ValueSet"}}),
        parameters(code("a") | {"extension": []}),
        parameters({"valueCode": "a", "name": "code"}),
        parameters(coding(code="")),
        parameters(coding(system="s")),
        parameters(coding(code="a", userSelected=True)),
        parameters(coding(code=1)),
        parameters({"name": "code", "part": []}),
        parameters("text"),
    ],
)
def test_a_request_with_complex_values_has_no_frame(resource: Any) -> None:
    assert framed(resource) is None
