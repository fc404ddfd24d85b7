"""CodeSystem/$diff as FHIR Parameters."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from fhir_resources.operation_definitions import DIFF, R5
from fhir_resources.operations import diff
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.changes import KINDS, Change, DiffRequest, DiffResult
from terminology.core.errors import BadRequest
from terminology.core.model import CodeSystemHeader

SYSTEM = "http://example.org/drugs"
Json = dict[str, Any]
OLD, NEW = (CodeSystemHeader(SYSTEM, version) for version in ("2020-04", "2020-07"))
RESULT = DiffResult(
    old=OLD,
    new=NEW,
    counts=dict.fromkeys(KINDS, 1),
    total=7,
    offset=5,
    changes=(
        Change("short-text", "a", "Old", None),
        Change("property", "a", "11, 12", "11", "pricingIndicator"),
    ),
)


def read(**values: Any) -> DiffRequest:
    return diff.read(Parameters(DIFF, (Parameter(name, value) for name, value in values.items())))


def parts(entry: Json) -> Json:
    return {part["name"]: part.get("valueCode", part.get("valueString")) for part in entry["part"]}


def test_versions_kinds_and_page_are_read() -> None:
    values = {"system": SYSTEM, "from": "2020-04", "to": "2020-07", "kind": "added", "offset": 10, "count": "5"}
    assert read(**values) == DiffRequest(SYSTEM, "2020-04", "2020-07", ("added",), 10, 5)


def test_the_defaults_are_the_latest_version_and_every_change() -> None:
    assert read(system=SYSTEM, **{"from": "2020-04"}) == DiffRequest(SYSTEM, "2020-04", None, (), 0, None)


@pytest.mark.parametrize(
    ("values", "about"),
    [({"from": "1"}, "system"), ({"system": SYSTEM}, "from"), ({"system": SYSTEM, "from": "1", "kind": "new"}, "kind")],
)
def test_missing_or_unknown_values_are_named(values: dict[str, Any], about: str) -> None:
    with pytest.raises(BadRequest) as refused:
        read(**values)
    assert refused.value.issues[0].expression == (about,)


def test_the_summary_comes_before_the_changes(sound: Callable[[Json], Json]) -> None:
    answer = sound(diff.write(RESULT))["parameter"]
    names = [entry["name"] for entry in answer]
    assert names == ["system", "from", "to", "summary", "total", "offset", "change", "change"]
    assert [part["name"] for part in answer[3]["part"]] == list(KINDS)


def test_a_change_has_the_values_that_there_are(sound: Callable[[Json], Json]) -> None:
    changes = [parts(entry) for entry in sound(diff.write(RESULT))["parameter"] if entry["name"] == "change"]
    assert changes == [
        {"kind": "short-text", "code": "a", "old": "Old"},
        {"kind": "property", "code": "a", "property": "pricingIndicator", "old": "11, 12", "new": "11"},
    ]


def test_a_message_is_reported(sound: Callable[[Json], Json]) -> None:
    answer = sound(diff.write(replace(RESULT, message="Only a part is loaded")))["parameter"]
    assert {"name": "message", "valueString": "Only a part is loaded"} in answer


def test_the_answer_is_as_the_operation_defines_it() -> None:
    defined = {item.name: item for item in DIFF.outputs(R5)}
    for entry in diff.write(RESULT)["parameter"]:
        known = {part.name for part in defined[entry["name"]].parts}
        assert {part["name"] for part in entry.get("part", ())} <= known
    assert [part.name for part in defined["summary"].parts] == list(KINDS)
