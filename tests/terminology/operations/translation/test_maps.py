import pytest

from terminology.core.concept_maps import Unmapped
from terminology.core.days import parse_days
from terminology.core.errors import UnknownConceptMap
from terminology.core.model import Coding
from terminology.core.requests import ConceptMapReference, Context
from tests.builders.translating import (
    ELSE,
    MAP,
    NEW,
    OLD,
    OTHER_MAP,
    catalogue_of,
    element,
    map_of,
    named,
    targets,
    translated,
)


def test_without_a_map_the_latest_version_of_each_is_used() -> None:
    maps = (
        map_of(element("a", "x"), version="1"),
        map_of(element("a", "y"), version="2"),
        map_of(element("a", "z"), url=OTHER_MAP),
        map_of(element("a", "x"), url="http://example.org/from-elsewhere", source=ELSE),
    )
    assert targets(translated(catalogue_of(*maps))) == ["y", "z"]


def test_a_map_that_is_named_is_the_only_one_used() -> None:
    catalogue = catalogue_of(
        map_of(element("a", "x"), version="1"),
        map_of(element("a", "y"), version="2"),
        map_of(element("a", "z"), url=OTHER_MAP),
    )
    assert targets(translated(catalogue, concept_map=named(MAP))) == ["y"]
    assert targets(translated(catalogue, concept_map=named(MAP, "1"))) == ["x"]
    assert targets(translated(catalogue, concept_map=named(f"{MAP}|1"))) == ["x"]


def test_a_map_in_the_request_is_the_only_one_used() -> None:
    supplied = ConceptMapReference(concept_map=map_of(element("a", "y"), url=""))
    result = translated(catalogue_of(map_of(element("a", "x"))), concept_map=supplied)
    assert [(item.target, item.origin_map) for item in result.mappings] == [(Coding(NEW, "y"), None)]


@pytest.mark.parametrize("reference", [named("http://example.org/none"), named(MAP, "3")])
def test_a_map_that_is_named_and_not_here_is_unknown(reference: ConceptMapReference) -> None:
    with pytest.raises(UnknownConceptMap, match="is not loaded"):
        translated(catalogue_of(map_of(element("a", "x"), version="1")), concept_map=reference)


QUARTERS = (
    map_of(element("a", "x"), version="2025-07", effective_start="2025-07-01", effective_end="2025-09-30"),
    map_of(element("a", "y"), version="2025-10", effective_start="2025-10-01", effective_end="2025-12-31"),
)


def on(day: str) -> Context:
    return Context(days=parse_days(day))


@pytest.mark.parametrize("reference", [None, named(MAP)])
@pytest.mark.parametrize(
    ("day", "found"),
    [("2025-07-01", ["x"]), ("2025-09-30", ["x"]), ("2025-10-01", ["y"]), ("2025-12", ["y"])],
)
def test_the_version_that_is_in_force_on_the_day_answers(
    reference: ConceptMapReference | None, day: str, found: list[str]
) -> None:
    result = translated(catalogue_of(*QUARTERS), concept_map=reference, context=on(day))
    assert (targets(result), result.message) == (found, None)


def test_without_a_day_the_latest_version_answers() -> None:
    assert targets(translated(catalogue_of(*QUARTERS))) == ["y"]


@pytest.mark.parametrize("is_reverse", [False, True])
def test_a_day_without_a_map_in_force_is_answered_with_the_known_maps(is_reverse: bool) -> None:
    system, code = (NEW, "y") if is_reverse else (OLD, "a")
    result = translated(catalogue_of(*QUARTERS), code, system, is_reverse=is_reverse, context=on("2026-01-01"))
    assert not result.is_translated
    assert result.message == (
        f"No translation was found for '{system}#{code}': no loaded version of '{MAP}' is in force on "
        "2026-01-01; loaded: 2025-07 (2025-07-01 to 2025-09-30), 2025-10 (2025-10-01 to 2025-12-31)"
    )


def test_a_year_that_several_versions_share_has_no_single_answer() -> None:
    result = translated(catalogue_of(*QUARTERS), context=on("2025"))
    assert "is in force throughout 2025;" in (result.message or "")


@pytest.mark.parametrize("reference", [named(MAP, "2025-07"), ConceptMapReference(concept_map=QUARTERS[0])])
def test_a_version_that_is_named_answers_for_its_own_days_only(reference: ConceptMapReference) -> None:
    catalogue = catalogue_of(*QUARTERS)
    assert targets(translated(catalogue, concept_map=reference, context=on("2025-08-01"))) == ["x"]
    assert targets(translated(catalogue, concept_map=reference, context=on("2025-11-01"))) == []


def test_maps_between_other_systems_are_not_spoken_of() -> None:
    other = map_of(element("a", "x"), url=OTHER_MAP, source=ELSE, version="1", effective_end="2001-12-31")
    message = translated(catalogue_of(other, *QUARTERS), context=on("2026-01-01")).message or ""
    assert OTHER_MAP not in message


def test_a_map_that_states_no_period_answers_and_says_that_the_day_was_not_considered() -> None:
    result = translated(catalogue_of(map_of(element("a", "x"), version="1")), context=on("2025-08-01"))
    assert targets(result) == ["x"]
    assert result.message == (f"The date 2025-08-01 was ignored: '{MAP}|1' does not state when it is in force")


def test_codes_are_passed_on_to_the_version_in_force() -> None:
    passing = map_of(element("b", "z"), url=OTHER_MAP, unmapped=Unmapped("other-map", other_map=MAP))
    result = translated(catalogue_of(passing, *QUARTERS), concept_map=named(OTHER_MAP), context=on("2025-08-01"))
    assert (targets(result), result.used_maps) == (["x"], (f"{MAP}|2025-07",))
