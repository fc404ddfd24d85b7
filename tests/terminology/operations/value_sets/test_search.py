from typing import Any

import pytest

from terminology.core.errors import NotSupported, UnknownCodeSystem
from terminology.core.model import Designation, Value
from terminology.core.requests import Context, ExpandRequest, ValueSetReference
from terminology.core.value_sets import ConceptReference, Contains, ValueSet, ValueSetHeader
from terminology.operations.expand import expand
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SUPPLEMENT,
    SYSTEM,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    filtered,
    supplement_of,
    value_set_of,
)

WALKERS = code_system_of(
    concept_of("E0130", "Walker, rigid", Designation("Walker rigid adj"), coverage="D"),
    concept_of("E0131", "Walker, old", status="retired", coverage="C"),
    concept_of("E0135", "Walker, folding", coverage="D"),
    concept_of("E0156", "Seat attachment, walker", coverage="D"),
    concept_of("E", "Walkers and the like", notSelectable=True),
    nesting={"E0130": "E", "E0135": "E"},
)
OTHERS = code_system_of(concept_of("1", "Gait"), concept_of("2", "Walker, toy"), url=OTHER_SYSTEM)
SHOE = supplement_of(concept_of("E0135", None, Designation("Zimmer frame")))
CATALOGUE = catalogue_of(WALKERS, OTHERS, SHOE)


def found(value_set: ValueSet, text: str | None, **request: Any) -> list[str | None]:
    asked = ExpandRequest(ValueSetReference(value_set=value_set), text, excludes_nested=True, **request)
    return [entry.code for entry in expand(CATALOGUE, asked).contains]


def test_the_best_members_come_first() -> None:
    assert found(value_set_of(all_of()), "walker") == ["E0130", "E0135", "E", "E0131", "E0156"]


def test_only_members_are_found() -> None:
    assert found(value_set_of(filtered(("coverage", "=", "D"))), "walker") == ["E0130", "E0135", "E0156"]
    assert found(value_set_of(filtered(("concept", "is-a", "E"))), "walker") == ["E0130", "E0135", "E"]
    assert found(value_set_of(codes_of("E0156", "E0135")), "walker") == ["E0135", "E0156"]
    assert found(value_set_of(all_of(), exclude=(codes_of("E0130", "E"),)), "walker") == ["E0135", "E0131", "E0156"]


def test_unstated_values_are_not_found() -> None:
    assert "E0131" not in found(value_set_of(all_of()), "walker", only_active=True)
    assert "E0131" not in found(value_set_of(all_of(), inactive=False), "walker")
    assert "E" not in found(value_set_of(all_of()), "walker", excludes_not_for_ui=True)
    assert found(value_set_of(all_of()), "walker", exclude_systems=(SYSTEM,)) == []


def test_a_display_of_the_value_set_is_found_too() -> None:
    renamed = codes_of(ConceptReference("E0130", "Zimmer frame"), "E0156")
    assert found(value_set_of(renamed), "zimmer") == ["E0130"]
    assert found(value_set_of(renamed), "walker") == ["E0130", "E0156"]


def test_the_names_of_a_supplement_are_found_where_it_is_used() -> None:
    everything = value_set_of(all_of())
    assert found(everything, "zimmer") == []
    assert found(everything, "zimmer", context=Context(supplements=(SUPPLEMENT,))) == ["E0135"]


LOOSE = f"{CATALOGUE.canonical_base}/StructureDefinition/loose-match"


def marks(value_set: ValueSet, text: str) -> dict[str | None, bool]:
    asked = ExpandRequest(ValueSetReference(value_set=value_set), text, excludes_nested=True)
    return {
        entry.code: any(item.url == LOOSE and item.value == Value("boolean", True) for item in entry.extensions)
        for entry in expand(CATALOGUE, asked).contains
    }


def test_loose_matches_are_marked() -> None:
    for value_set in (value_set_of(all_of()), value_set_of(codes_of("E0156", ConceptReference("E0135", "Own walker")))):
        assert set(marks(value_set, "walker").values()) == {False}
        assert set(marks(value_set, "wallker").values()) == {True}
    assert marks(value_set_of(filtered(("coverage", "=", "D"))), "foldin wolker") == {"E0135": True}


def test_loose_matches_come_after_exact_ones_of_any_code_system() -> None:
    toys = value_set_of(all_of(), all_of(OTHER_SYSTEM))
    assert marks(toys, "gaits") == {"1": False}
    assert next(iter(marks(toys, "walker toy").items())) == ("2", False)


def test_the_best_of_each_code_system_come_before_the_second_best() -> None:
    assert found(value_set_of(all_of(), all_of(OTHER_SYSTEM)), "walker")[:3] == ["E0130", "2", "E0135"]


def test_an_expansion_without_a_definition_is_searched_by_its_own_texts() -> None:
    contains = (Contains("http://example.org/unknown", "Z", display="Walker of Z"), Contains(SYSTEM, "E0156"))
    assert found(ValueSet(ValueSetHeader(url="http://example.org/v"), expansion=contains), "walker") == ["Z", "E0156"]


def test_an_empty_filter_leaves_nothing_out() -> None:
    assert found(value_set_of(all_of()), " ") == found(value_set_of(all_of()), None)


def test_a_page_has_the_total() -> None:
    request = ExpandRequest(ValueSetReference(value_set=value_set_of(all_of())), "walker", offset=1, count=2)
    result = expand(CATALOGUE, request)
    assert [entry.code for entry in result.contains] == ["E0135", "E"]
    assert result.total == 5


@pytest.mark.parametrize(
    ("value_set", "error"),
    [
        (value_set_of(all_of("http://example.org/nowhere")), UnknownCodeSystem),
        (value_set_of(filtered(("unknown", "=", "x"))), NotSupported),
    ],
)
def test_a_search_refuses_the_same_requests_as_a_listing(value_set: ValueSet, error: type[Exception]) -> None:
    with pytest.raises(error):
        found(value_set, "walker")
    with pytest.raises(error):
        found(value_set, "")
