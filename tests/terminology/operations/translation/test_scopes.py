from dataclasses import replace

import pytest

from terminology.core.concept_maps import (
    Unmapped,
)
from terminology.core.errors import TooCostly
from terminology.core.value_sets import Compose
from tests.builders.translating import (
    MAP,
    NEW,
    OLD,
    OTHER_MAP,
    SCOPE,
    catalogue_of,
    element,
    listed,
    map_of,
    named,
    sources,
    target,
    targets,
    translated,
)


def test_a_requested_scope_is_that_of_the_map_or_contains_the_code() -> None:
    catalogue = catalogue_of(
        map_of(element("a", "x", "y"), target_scope=f"{SCOPE}|1"),
        map_of(element("a", "y", "z"), url=OTHER_MAP),
        value_sets=(listed("http://example.org/ys", NEW, "y"),),
    )
    assert targets(translated(catalogue, target_scope=SCOPE)) == ["x", "y"]
    assert targets(translated(catalogue, target_scope="http://example.org/ys")) == ["y", "y"]


def test_a_scope_that_cannot_be_judged_excludes_nothing_and_is_named() -> None:
    result = translated(catalogue_of(map_of(element("a", "x"))), target_scope=SCOPE)
    assert targets(result) == ["x"]
    assert f"Whether the codes are in the value set '{SCOPE}' cannot be determined here" in str(result.message)


def test_a_scope_whose_code_system_is_not_here_cannot_be_judged() -> None:
    absent = "http://example.org/not-loaded"
    scope = listed(SCOPE, absent, "a")
    catalogue = catalogue_of(map_of(element("a", "x"), source=absent, source_scope=SCOPE), value_sets=(scope,))
    assert targets(translated(catalogue, system=absent)) == ["x"]
    pinned = listed(SCOPE, OLD, "a")
    assert pinned.compose
    pinned = replace(pinned, compose=Compose((replace(pinned.compose.include[0], version="9"),)))
    assert targets(translated(catalogue_of(map_of(element("a", "x"), source_scope=SCOPE), value_sets=(pinned,)))) == [
        "x"
    ]


def test_a_map_that_is_named_answers_beyond_its_scope_and_says_so() -> None:
    catalogue = catalogue_of(map_of(element("b", "y"), source_scope=SCOPE), value_sets=(listed(SCOPE, OLD, "a"),))
    assert targets(translated(catalogue, "b")) == []
    result = translated(catalogue, "b", concept_map=named(MAP))
    assert targets(result) == ["y"]
    assert "is not in the source value set" in str(result.message)


def test_a_map_says_nothing_of_codes_outside_its_source_scope() -> None:
    catalogue = catalogue_of(
        map_of(element("a", "x"), element("b", "y"), unmapped=Unmapped("fixed", "z"), source_scope=SCOPE),
        value_sets=(listed(SCOPE, OLD, "a"),),
    )
    assert targets(translated(catalogue, "a")) == ["x"]
    assert targets(translated(catalogue, "b")) == []
    assert targets(translated(catalogue, "c", concept_map=named(MAP))) == []
    assert sources(translated(catalogue, "y", NEW, is_reverse=True)) == []


def test_a_value_set_on_either_side_means_its_codes() -> None:
    catalogue = catalogue_of(
        map_of(element(None, target(None, value_set=SCOPE), value_set="http://example.org/ab")),
        value_sets=(listed(SCOPE, NEW, "y", "z"), listed("http://example.org/ab", OLD, "a", "b")),
    )
    assert targets(translated(catalogue, "b")) == ["y", "z"]
    assert targets(translated(catalogue, "c")) == []
    assert sources(translated(catalogue, "z", NEW, is_reverse=True)) == ["a", "b"]


def test_a_value_set_with_too_many_codes_is_too_costly() -> None:
    catalogue = catalogue_of(
        map_of(element("a", target(None, value_set=SCOPE))), value_sets=(listed(SCOPE, NEW, "x", "y", "z"),)
    )
    assert len(translated(catalogue, limit_codes=3).mappings) == 3
    with pytest.raises(TooCostly):
        translated(catalogue, limit_codes=2)
