from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fhir_resources.version import FhirVersion
from terminology.core.model import Header
from terminology.core.principals import Principal
from terminology.core.scopes import scopes_of
from terminology.library.resources import ResourceEntry
from terminology.pages.writing.steps import next_version, steps_for

ENTRY = ResourceEntry(
    "ValueSet",
    "x",
    Header("https://a.org/v", "1.0.0", status="draft"),
    1,
    datetime(2026, 1, 1, tzinfo=UTC),
    FhirVersion.R5,
    dict,
    is_written=True,
)


def names(entry: ResourceEntry, scope: str = "system/*.cruds", below: tuple[str, ...] = ()) -> list[str]:
    return [step.name for step in steps_for(entry, Principal("a", "a", "key", scopes_of(scope), below))]


def with_status(status: str) -> ResourceEntry:
    return replace(ENTRY, header=replace(ENTRY.header, status=status))


@pytest.mark.parametrize(
    ("status", "steps"),
    [
        ("draft", ["release", "clone", "approve", "withdraw"]),
        ("active", ["draft", "clone", "approve", "retire"]),
        ("retired", ["clone"]),
    ],
)
def test_each_status_has_its_steps(status: str, steps: list[str]) -> None:
    assert names(with_status(status)) == steps


def test_only_permitted_actions_are_offered() -> None:
    assert names(ENTRY, "system/ValueSet.c") == ["clone"]
    assert names(ENTRY, "system/ValueSet.rs") == []
    assert names(ENTRY, below=("https://b.org",)) == ["clone"]
    assert names(replace(ENTRY, is_written=False)) == ["clone"]


@pytest.mark.parametrize(
    ("version", "expected"),
    [("1.0.0", "1.1.0"), ("1.9.3", "1.10.0"), ("7", "8"), ("2.4", "2.5"), ("2025-10", ""), ("", ""), ("1.x", "")],
)
def test_the_next_version_is_guessed_where_it_can_be(version: str, expected: str) -> None:
    assert next_version(version) == expected
