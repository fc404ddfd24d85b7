"""ValueSet/$expand: its parameters, and the value set with its expansion."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from fhir_resources.operation_definitions import EXPAND
from fhir_resources.operations import expand
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest
from terminology.core.model import Coding, Designation, Extension, Property, PropertyDefinition, Value
from terminology.core.requests import Context, ExpandRequest, ValueSetReference
from terminology.core.results import ExpandResult
from terminology.core.value_sets import Compose, Contains, ExpansionParameter, Include, ValueSet, ValueSetHeader

URL, SYSTEM = "http://example.org/vs", "http://example.org/hcpcs"
IDENTIFIER = "urn:uuid:6a1f0c52-6d5f-4f6e-9d43-0d7c0c7c1b11"
NOW = datetime(2025, 10, 1, 12, 30, 15, 123456, tzinfo=UTC)
HEADER = ValueSetHeader(url=URL, version="1", name="Things", title="Things", description="Many", copyright="Ours")
VALUE_SET = ValueSet(HEADER, Compose(include=(Include(system=SYSTEM),)))
Json = dict[str, Any]


def read(*values: tuple[str, Any]) -> ExpandRequest:
    parameters = Parameters(EXPAND, (Parameter(name, value) for name, value in (("url", URL), *values)))
    return expand.read(parameters, Context(), 500)


def write(timestamp: datetime = NOW, **changes: Any) -> Json:
    known: dict[str, Any] = {"contains": (), "total": 0, "offset": None, "parameters": ()}
    return expand.write(ExpandResult(VALUE_SET, **known | changes), IDENTIFIER, timestamp)


def test_nothing_but_a_value_set_asks_for_all_of_it() -> None:
    assert read() == ExpandRequest(ValueSetReference(URL), limit_codes=500)


def test_every_wish_is_handed_on() -> None:
    asked = read(
        ("filter", "cane"),
        ("offset", "0"),
        ("count", "0"),
        ("includeDesignations", "true"),
        ("includeDefinition", "true"),
        ("activeOnly", "true"),
        ("excludeNested", "true"),
        ("excludeNotForUI", "true"),
        ("designation", "urn:ietf:bcp:47|de"),
        ("exclude-system", "http://a"),
        ("property", "coverage"),
        ("property", "status"),
    )
    assert (asked.filter, asked.offset, asked.count) == ("cane", 0, 0)
    assert asked.includes_designations
    assert asked.includes_definition
    assert asked.only_active
    assert asked.excludes_nested
    assert asked.excludes_not_for_ui
    assert (asked.designations, asked.exclude_systems) == (("urn:ietf:bcp:47|de",), ("http://a",))
    assert asked.properties == ("coverage", "status")


def test_request_parameters_are_echoed_with_their_type() -> None:
    asked = read(
        ("filter", "cane"), ("count", 5), ("activeOnly", False), ("designation", "a|b"), ("designation", "c|d")
    )
    assert set(asked.supplied) == {
        ExpansionParameter("activeOnly", "boolean", False),
        ExpansionParameter("count", "integer", 5),
        ExpansionParameter("designation", "string", "a|b"),
        ExpansionParameter("designation", "string", "c|d"),
        ExpansionParameter("filter", "string", "cane"),
    }


@pytest.mark.parametrize("name", ["excludePostCoordinated", "activeOnly"])
def test_an_invalid_boolean_option_is_refused(name: str) -> None:
    with pytest.raises(BadRequest, match=name):
        read((name, "perhaps"))


def test_an_empty_expansion_is_sound(sound: Callable[[Json], Json]) -> None:
    answer = sound(write())
    assert answer["expansion"] == {"identifier": IDENTIFIER, "timestamp": "2025-10-01T12:30:15+00:00", "total": 0}
    assert (answer["url"], answer["version"], answer["status"]) == (URL, "1", "active")


def test_the_purpose_of_the_value_set_is_left_out_unless_the_definition_is_requested() -> None:
    assert {"description", "copyright", "compose"}.isdisjoint(write())
    complete = write(includes_definition=True)
    assert (complete["description"], complete["compose"]) == ("Many", {"include": [{"system": SYSTEM}]})


def test_the_time_keeps_its_zone() -> None:
    answer = write(NOW.astimezone(timezone(timedelta(hours=-5))))
    assert answer["expansion"]["timestamp"] == "2025-10-01T07:30:15-05:00"


def test_an_expansion_with_everything_is_sound(sound: Callable[[Json], Json]) -> None:
    child = Contains(system=SYSTEM, code="b", display="B", is_inactive=True, version="1")
    parent = Contains(
        system=SYSTEM,
        code="a",
        display="A",
        is_abstract=True,
        designations=(Designation("Ah", "de", Coding("http://u", "x"), (Coding("http://u", "y"),)),),
        properties=(Property("weight", Value("decimal", Decimal("1.10"))), Property("coverage", Value("code", "C"))),
        extensions=(Extension("http://e", Value("string", "x")),),
        contains=(child,),
    )
    answer = sound(
        write(
            contains=(parent,),
            total=2,
            offset=0,
            parameters=(
                ExpansionParameter("used-codesystem", "uri", f"{SYSTEM}|1"),
                ExpansionParameter("activeOnly", "boolean", False),
                ExpansionParameter("count", "integer", 0),
            ),
            properties=(PropertyDefinition("weight", "decimal", "http://p"), PropertyDefinition("coverage", "code")),
            extensions=(Extension("http://closed", Value("boolean", True)),),
            includes_definition=True,
        )
    )
    expansion = answer["expansion"]
    assert (expansion["total"], expansion["offset"]) == (2, 0)
    assert expansion["parameter"][1:] == [
        {"name": "activeOnly", "valueBoolean": False},
        {"name": "count", "valueInteger": 0},
    ]
    assert expansion["property"] == [{"code": "weight", "uri": "http://p"}, {"code": "coverage"}]
    (entry,) = expansion["contains"]
    assert entry["abstract"] is True
    assert entry["contains"][0]["inactive"] is True
    assert "inactive" not in entry
