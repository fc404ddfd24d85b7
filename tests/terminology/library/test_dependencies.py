from dataclasses import replace
from typing import Any

import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.noted_names import MAX_NAMES
from terminology.library.dependencies import Basis, Dependencies
from terminology.library.resources import ResourceIndex
from terminology.library.snapshots import Snapshot

CATALOGUE = Catalogue(value_sets={"u": (), "v": ()}, value_set_identifiers={"urn:oid:1.2": ("v",)})


def noted(*asked: Any) -> frozenset[str]:
    dependencies = Dependencies()
    catalogue = dependencies.noting(CATALOGUE)
    for ask in asked:
        ask(catalogue)
    return dependencies.basis.names


def test_until_something_is_noted_an_answer_depends_on_anything() -> None:
    snapshot = replace(Snapshot(Catalogue(), ResourceIndex(), 1), written=7)
    assert Dependencies(snapshot).basis == Basis(7, frozenset({"*"}))
    assert noted() == {"CodeSystem"}


@pytest.mark.parametrize(
    ("ask", "names"),
    [
        (lambda catalogue: catalogue.find_value_set("u"), {"ValueSet u"}),
        (lambda catalogue: catalogue.find_value_set("none"), {"ValueSet none", "ValueSet= none"}),
        (
            lambda catalogue: catalogue.is_value_set("urn:oid:1.2"),
            {"ValueSet= urn:oid:1.2", "ValueSet urn:oid:1.2", "ValueSet v"},
        ),
        (lambda catalogue: catalogue.find_concept_map("m"), {"ConceptMap m"}),
        (lambda catalogue: list(catalogue.value_sets), {"ValueSet"}),
        (lambda catalogue: len(catalogue.concept_maps), {"ConceptMap"}),
        (lambda catalogue: catalogue.with_resources(value_sets=()).find_value_set("u"), {"ValueSet u"}),
    ],
)
def test_lookups_are_recorded_even_of_missing_content(ask: Any, names: set[str]) -> None:
    assert noted(ask) == {"CodeSystem", *names}


def test_many_names_are_all_of_the_type() -> None:
    names = noted(*(lambda catalogue, n=n: catalogue.find_value_set(f"u{n}") for n in range(1000)))  # type: ignore[misc]
    assert "ValueSet" in names
    assert len(names) <= MAX_NAMES + 2


def test_an_id_stays_recorded_next_to_the_lookups_of_the_operation() -> None:
    dependencies = Dependencies()
    dependencies.note_id("ValueSet", "x")
    dependencies.noting(CATALOGUE).find_value_set("u")
    assert dependencies.basis.names == {"ValueSet/x", "CodeSystem", "ValueSet u"}


def test_an_identifier_counts_for_whether_an_answer_holds_and_not_for_its_stamp() -> None:
    basis = Basis(7, frozenset({"ValueSet= urn:oid:1.2", "ValueSet=", "ValueSet v"}))
    assert set(basis.tracked_names) == {"ValueSet v"}
