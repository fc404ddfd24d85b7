"""$closure: its Parameters, and a version of a closure table as ConceptMap."""

from datetime import UTC, datetime
from typing import Any

import pytest

from fhir_resources import models
from fhir_resources.operation_definitions import CLOSURE
from fhir_resources.operations import closure
from fhir_resources.operations.closure import ClosureRequest
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from terminology.core.closure import ClosureEntry, ClosureTable
from terminology.core.errors import BadRequest
from terminology.core.model import Coding

CODING = {"system": "urn:s", "code": "a"}
TABLE = ClosureTable("t1", "mine", datetime(2026, 11, 27, tzinfo=UTC))
ENTRIES = (
    ClosureEntry("urn:s", "1", "b", "a"),
    ClosureEntry("urn:s", "1", "c", "a"),
    ClosureEntry("urn:s", "1", "c", "b"),
)


def read(*values: tuple[str, Any]) -> ClosureRequest:
    return closure.read(Parameters(CLOSURE, (Parameter(*item) for item in values)))


def test_a_request_with_only_a_name_creates_a_table_and_codes_are_added() -> None:
    assert read(("name", "mine")) == ClosureRequest("mine")
    assert read(("name", "mine"), ("concept", CODING)) == ClosureRequest("mine", (Coding("urn:s", "a"),))
    assert read(("name", "mine"), ("version", "3")).since == 3


@pytest.mark.parametrize(
    "values",
    [
        [],
        [("name", "m"), ("version", "x")],
        [("name", "m"), ("version", "1"), ("concept", CODING)],
        [("name", "m" * 201)],
    ],
)
def test_contradictory_options_are_refused(values: list[tuple[str, Any]]) -> None:
    with pytest.raises(BadRequest):
        read(*values)


@pytest.mark.parametrize(
    ("version", "relation"),
    [
        (FhirVersion.R4, {"equivalence": "subsumes"}),
        (FhirVersion.R5, {"relationship": "source-is-narrower-than-target"}),
    ],
)
def test_entries_are_elements_of_a_valid_map_in_the_form_of_the_version(
    version: FhirVersion, relation: dict[str, str]
) -> None:
    written = closure.write(TABLE, ENTRIES, version, "t1", "2026-11-27T00:00:00+00:00")
    assert models.check(written, version) == ()
    [group] = written["group"]
    assert group["element"][1] == {"code": "c", "target": [{"code": "a", **relation}, {"code": "b", **relation}]}


def test_no_entries_make_a_map_without_groups() -> None:
    assert "group" not in closure.write(TABLE, (), FhirVersion.R5, "t1", "2026-11-27T00:00:00+00:00")
