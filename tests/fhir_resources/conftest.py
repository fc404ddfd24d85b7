"""HL7's test resources, and random FHIR JSON from the element tables."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from fhir_resources import json_format, models
from fhir_resources.structure_definitions import ElementDefinition, find_elements
from fhir_resources.version import FhirVersion
from tests.builders import r5_resources

SUITE = Path(__file__).parents[3] / "shared" / "conformance" / "txsuite"
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">1 &lt; 2 <b>gram</b></div>'

Json = dict[str, Any]
_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from("\n\t<&\"'"), min_size=1)
_PRIMITIVES = r5_resources.PRIMITIVES | {
    "integer": st.integers(-(2**31), 2**31 - 1),
    "decimal": st.decimals(-1000, 1000, places=2),
    "code": st.from_regex("[a-z<&]+( [a-zé]+)*", fullmatch=True),
    "uri": st.from_regex('urn:[a-zé&<"]+', fullmatch=True),
    "xhtml": st.just(DIV),
}


def _without_marks(value: Any) -> Any:
    """The test resources without the runner's annotations ($optional$ and the like)."""
    if isinstance(value, dict):
        return {name: _without_marks(item) for name, item in value.items() if not name.startswith("$")}
    return [_without_marks(item) for item in value] if isinstance(value, list) else value


@pytest.fixture(scope="session")
def suite_resources() -> list[tuple[str, Json]]:
    """Every valid R5 resource of HL7's terminology test suite, with the name of its file."""
    if not SUITE.is_dir():
        pytest.skip(f"HL7's terminology test suite is missing: expected in {SUITE}")
    found = []
    for path in sorted(SUITE.rglob("*.json")):
        try:
            resource = _without_marks(json_format.loads(path.read_bytes()))
        except json_format.NotJson:  # a few files hold the runner's template language, and one a list
            continue
        if "resourceType" in resource and not models.check(resource, FhirVersion.R5):
            found.append((path.name, resource))
    return found


@pytest.fixture(scope="session")
def fhir_json() -> Callable[[str, FhirVersion], st.SearchStrategy[Json]]:
    """A strategy for resources of a type: some of its elements, slightly nested, in any order, with any text."""

    def resources(type_: str, version: FhirVersion) -> st.SearchStrategy[Json]:
        return st.builds(lambda element: {"resourceType": type_, **element}, _element(type_, version, 3))

    return resources


def _element(type_: str, version: FhirVersion, depth: int) -> st.SearchStrategy[Json]:
    elements = find_elements(type_, version)
    assert elements is not None
    usable = [item for item in elements.values() if depth > 1 or item.is_primitive]
    required = [item for item in usable if item.is_attribute and item.name == "url"]

    @st.composite
    def build(draw: st.DrawFn) -> Json:
        by_stem = {item.stem: item for item in (*draw(st.lists(st.sampled_from(usable), min_size=1, max_size=4)),)}
        by_stem |= {item.stem: item for item in required}
        return {item.name: draw(_value(item, version, depth - 1)) for item in by_stem.values()}

    return build()


def _value(item: ElementDefinition, version: FhirVersion, depth: int) -> st.SearchStrategy[Any]:
    if item.is_attribute and item.name == "url":
        return _TEXT.map("urn:{}".format)  # a bare word would be the url of a part of an extension
    if item.type == "Resource":
        one: st.SearchStrategy[Any] = st.just({"resourceType": "OperationOutcome", "id": "inside"})
    elif item.is_primitive:
        one = _PRIMITIVES.get(item.type, _TEXT)
    else:
        one = st.deferred(lambda: _element(item.type, version, depth))
    return st.lists(one, min_size=1, max_size=2) if item.is_list else one
