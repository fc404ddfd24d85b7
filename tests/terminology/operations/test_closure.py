"""Which codes are added to a closure table, and the resulting entries."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terminology.core.closure import ClosureEntry, ClosureStep, ClosureTable
from terminology.core.errors import BadRequest, TerminologyError, UnknownCode, UnknownCodeSystem, VersionMismatch
from terminology.core.model import Coding
from terminology.core.requests import no_deadline
from terminology.operations.closure import entries_since, joining
from tests.builders.catalogue import SYSTEM, catalogue_of, code_system_of

TREE = {"b": "a", "c": "b", "d": "b"}
CATALOGUE = catalogue_of(
    code_system_of("a", "b", "c", "d", "e", nesting=TREE, version="1"), code_system_of("a", "z", version="2")
)
EMPTY = ClosureTable("t1", "mine", datetime(2026, 11, 27, tzinfo=UTC))


def coded(*codes: str, version: str | None = "1", system: str = SYSTEM) -> list[Coding]:
    return [Coding(system, code, version) for code in codes]


def with_codes(table: ClosureTable, codings: Sequence[Coding]) -> ClosureTable:
    step = ClosureStep(table.version + 1, joining(CATALOGUE, table, codings))
    return ClosureTable(table.id, table.name, table.used_at, (*table.steps, step))


def pairs(table: ClosureTable, since: int) -> set[tuple[str, str]]:
    found = entries_since(CATALOGUE, table, since, no_deadline)
    assert len(set(found)) == len(found)
    return {(item.narrower, item.broader) for item in found}


def test_the_first_codes_are_related_to_each_other() -> None:
    assert pairs(with_codes(EMPTY, coded("c", "a", "e")), 1) == {("c", "a")}


def test_a_code_added_later_is_related_to_existing_ones_above_and_below() -> None:
    table = with_codes(with_codes(EMPTY, coded("c", "a")), coded("b", "d"))
    assert pairs(table, 2) == {("b", "a"), ("c", "b"), ("d", "a"), ("d", "b")}
    assert pairs(table, 0) == pairs(table, 2) | {("c", "a")}
    assert pairs(table, 3) == set()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from("abcde"), min_size=1), st.integers(0, 5))
def test_the_table_is_the_same_in_any_order_of_codes(codes: list[str], cut: int) -> None:
    table = EMPTY
    for part in (codes[:cut], codes[cut:]):
        table = with_codes(table, coded(*part)) if joining(CATALOGUE, table, coded(*part)) else table
    assert pairs(table, 0) == pairs(with_codes(EMPTY, coded(*codes)), 0)


def test_a_code_joins_once() -> None:
    table = with_codes(EMPTY, coded("a", "a"))
    assert len(table.steps[0].codes) == 1
    assert joining(CATALOGUE, table, coded("a")) == ()


def test_a_code_system_keeps_the_version_with_which_it_was_first_used() -> None:
    table = with_codes(EMPTY, coded("a"))
    assert joining(CATALOGUE, table, coded("b", version=None))[0].version == "1"
    with pytest.raises(VersionMismatch):
        joining(CATALOGUE, table, coded("z", version="2"))


@pytest.mark.parametrize(
    ("coding", "error"),
    [
        (Coding(SYSTEM, None), BadRequest),
        (Coding(SYSTEM, "none"), UnknownCode),
        (Coding("http://example.org/none", "a"), UnknownCodeSystem),
    ],
)
def test_a_code_that_cannot_be_added_is_refused_with_its_place(coding: Coding, error: type[TerminologyError]) -> None:
    with pytest.raises(error):
        joining(CATALOGUE, EMPTY, [*coded("a"), coding])


def test_an_entry_says_which_is_broader() -> None:
    table = with_codes(EMPTY, coded("a", "b"))
    assert entries_since(CATALOGUE, table, 0, no_deadline) == (ClosureEntry(SYSTEM, "1", "b", "a"),)
