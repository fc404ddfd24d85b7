"""ValueSet/$health as FHIR Parameters."""

from collections.abc import Callable
from typing import Any

import pytest

from fhir_resources.operation_definitions import HEALTH, R5
from fhir_resources.operations import health
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest
from terminology.core.health import KINDS, HealthFinding, HealthRequest, ValueSetHealth
from terminology.core.requests import Context, ValueSetReference
from terminology.core.value_sets import ValueSetHeader

Json = dict[str, Any]
SYSTEM = "http://example.org/codes"
FINDINGS = (
    HealthFinding("unknown-system", "urn:vs", SYSTEM, "", "Not loaded", path="ValueSet.compose.include[0]"),
    HealthFinding("renamed", "urn:vs", SYSTEM, "a", "Called B", "A", "B", "ValueSet.compose.include[1].concept[0]"),
)
RESULT = ValueSetHealth(ValueSetHeader(url="urn:vs"), None, 1, FINDINGS, ("urn:import",))
REQUEST = HealthRequest(ValueSetReference("urn:vs"))


def read(**values: Any) -> HealthRequest:
    return health.read(Parameters(HEALTH, (Parameter(name, value) for name, value in values.items())), Context())


def test_kinds_and_page_are_read() -> None:
    found = read(url="urn:vs", kind="ended", offset=1, count="2")
    assert found == HealthRequest(ValueSetReference("urn:vs"), ("ended",), 1, 2)


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(BadRequest) as refused:
        read(url="urn:vs", kind="dead")
    assert refused.value.issues[0].expression == ("kind",)


def test_the_numbers_come_before_the_findings(sound: Callable[[Json], Json]) -> None:
    answer = sound(health.write(RESULT, REQUEST))["parameter"]
    names = [entry["name"] for entry in answer]
    assert names[:5] == ["result", "valueSet", "checked", "summary", "unresolved"]
    assert names[5:] == ["total", "offset", "finding", "finding"]
    assert [part["name"] for part in answer[3]["part"]] == list(KINDS)


def test_a_page_has_the_requested_findings() -> None:
    answer = health.write(RESULT, HealthRequest(ValueSetReference("urn:vs"), ("renamed",), count=5))["parameter"]
    found = [entry for entry in answer if entry["name"] == "finding"]
    assert {part["name"] for part in found[0]["part"]} == {
        "kind",
        "coding",
        "stated",
        "display",
        "text",
        "path",
        "valueSet",
    }
    assert len(found) == 1


def test_the_answer_is_as_the_operation_defines_it() -> None:
    defined = {item.name: item for item in HEALTH.outputs(R5)}
    for entry in health.write(RESULT, REQUEST)["parameter"]:
        known = {part.name for part in defined[entry["name"]].parts}
        assert {part["name"] for part in entry.get("part", ())} <= known
