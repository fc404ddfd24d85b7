from dataclasses import replace
from typing import Any

import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import (
    ConceptMap,
    ConceptMapHeader,
    DependsOn,
    Element,
    Group,
    MapProperty,
    Target,
    Unmapped,
)
from terminology.core.days import parse_days
from terminology.core.errors import TooCostly, UnknownConceptMap
from terminology.core.model import Coding, Value
from terminology.core.requests import ConceptMapReference, Context, Dependency, TranslateRequest
from terminology.core.results import Mapping, TranslateResult
from terminology.core.value_sets import Compose, ValueSet
from terminology.operations.translate import translate
from terminology.providers.generic import in_memory
from tests.builders.catalogue import code_system_of, codes_of, value_set_of

OLD, NEW, ELSE = "http://example.org/old", "http://example.org/new", "http://example.org/else"
MAP, OTHER_MAP = "http://example.org/map", "http://example.org/other-map"
SCOPE = "http://example.org/scope"
SETTING = "http://example.org/setting"


def target(code: str | None, relationship: str = "equivalent", **fields: Any) -> Target:
    return Target(code, relationship, **fields)


def element(code: str | None, *targets: Target | str, **fields: Any) -> Element:
    return Element(code, targets=tuple(target(t) if isinstance(t, str) else t for t in targets), **fields)


def map_of(
    *elements: Element,
    url: str = MAP,
    source: str | None = OLD,
    target: str | None = NEW,
    unmapped: Unmapped | None = None,
    **header: Any,
) -> ConceptMap:
    return ConceptMap(ConceptMapHeader(url=url, **header), (Group(source, target, elements, unmapped),))


def listed(url: str, system: str, *codes: str) -> ValueSet:
    return value_set_of(codes_of(*codes, system=system), url=url)


def catalogue_of(*maps: ConceptMap, value_sets: tuple[ValueSet, ...] = ()) -> Catalogue:
    systems = (
        code_system_of("a", "b", "c", "Mixed", url=OLD, version="1", case_sensitive=False),
        code_system_of("x", "y", "z", url=NEW),
    )
    return Catalogue().with_resources(map(in_memory, systems), value_sets=value_sets, concept_maps=maps)


def translated(catalogue: Catalogue, code: str = "a", system: str = OLD, **fields: Any) -> TranslateResult:
    return translate(catalogue, TranslateRequest((Coding(system, code),), **fields))


def targets(result: TranslateResult) -> list[str | None]:
    return [item.target.code if item.target else None for item in result.mappings]


def sources(result: TranslateResult) -> list[str | None]:
    return [item.source.code for item in result.mappings]


def named(url: str, version: str | None = None) -> ConceptMapReference:
    return ConceptMapReference(url, version)


def test_a_mapping_says_all_that_the_map_says_of_it() -> None:
    units = MapProperty("units", Value("integer", 10), "http://example.org/units")
    product = DependsOn(SETTING, Value("string", "clinic"))
    stated = target("x", "related-to", display="Ex", equivalence="inexact", properties=(units,), products=(product,))
    catalogue = catalogue_of(map_of(element("a", stated, display="Aye"), version="2", target=f"{NEW}|7"))
    assert translated(catalogue).mappings == (
        Mapping(
            source=Coding(OLD, "a", display="Aye"),
            target=Coding(NEW, "x", "7", "Ex"),
            relationship="related-to",
            equivalence="inexact",
            origin_map=f"{MAP}|2",
            properties=(units,),
            products=(product,),
        ),
    )


def test_every_target_is_a_mapping_in_the_order_of_the_map() -> None:
    catalogue = catalogue_of(map_of(element("b", "z"), element("a", "y", "x")))
    assert targets(translated(catalogue)) == ["y", "x"]


def test_every_coding_is_translated() -> None:
    catalogue = catalogue_of(map_of(element("a", "x"), element("b", "y")))
    result = translate(catalogue, TranslateRequest((Coding(OLD, "b"), Coding(OLD, "a"))))
    assert targets(result) == ["y", "x"]


def test_the_code_is_written_as_its_code_system_writes_it() -> None:
    catalogue = catalogue_of(map_of(element("Mixed", "x")))
    assert sources(translated(catalogue, "mixed")) == ["Mixed"]


def test_in_reverse_every_source_of_the_target_is_found() -> None:
    catalogue = catalogue_of(
        map_of(element("a", target("x", "source-is-narrower-than-target")), element("b", "y", "x"))
    )
    result = translated(catalogue, "x", NEW, is_reverse=True)
    assert sources(result) == ["a", "b"]
    assert {item.target for item in result.mappings} == {Coding(NEW, "x")}
    assert result.mappings[0].relationship == "source-is-narrower-than-target"


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


def test_a_map_that_comes_along_is_the_only_one_used() -> None:
    given = ConceptMapReference(concept_map=map_of(element("a", "y"), url=""))
    result = translated(catalogue_of(map_of(element("a", "x"))), concept_map=given)
    assert [(item.target, item.origin_map) for item in result.mappings] == [(Coding(NEW, "y"), None)]


@pytest.mark.parametrize("reference", [named("http://example.org/none"), named(MAP, "3")])
def test_a_map_that_is_named_and_not_here_is_unknown(reference: ConceptMapReference) -> None:
    with pytest.raises(UnknownConceptMap, match="is not known here"):
        translated(catalogue_of(map_of(element("a", "x"), version="1")), concept_map=reference)


def test_the_other_system_is_a_filter_in_both_directions() -> None:
    catalogue = catalogue_of(
        map_of(element("a", "x")),
        map_of(element("a", "q"), url=OTHER_MAP, target=ELSE),
        map_of(element("e", "x"), url="http://example.org/third", source=ELSE),
    )
    assert targets(translated(catalogue)) == ["x", "q"]
    assert targets(translated(catalogue, target_system=ELSE)) == ["q"]
    assert sources(translated(catalogue, "x", NEW, is_reverse=True)) == ["a", "e"]
    assert sources(translated(catalogue, "x", NEW, is_reverse=True, source_system=ELSE)) == ["e"]


def test_a_group_for_another_version_of_the_system_does_not_count() -> None:
    catalogue = catalogue_of(map_of(element("a", "x"), source=f"{OLD}|1"))
    assert targets(translate(catalogue, TranslateRequest((Coding(OLD, "a", "1"),)))) == ["x"]
    assert targets(translate(catalogue, TranslateRequest((Coding(OLD, "a"),)))) == ["x"]
    assert targets(translate(catalogue, TranslateRequest((Coding(OLD, "a", "2"),)))) == []


def test_a_scope_asked_for_is_the_maps_own_or_holds_the_code() -> None:
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


def test_to_have_no_mapping_is_an_answer_without_a_target() -> None:
    catalogue = catalogue_of(map_of(element("a", no_map=True), unmapped=Unmapped("fixed", "z")))
    result = translated(catalogue)
    assert [(item.target, item.relationship, item.equivalence) for item in result.mappings] == [
        (None, "not-related-to", "unmatched")
    ]
    assert not result.is_translated
    assert result.message == f"No translation was found for '{OLD}#a': '{MAP}' says that there is none"


def test_not_related_is_no_translation() -> None:
    result = translated(catalogue_of(map_of(element("a", target("x", "not-related-to")))))
    assert targets(result) == ["x"]
    assert not result.is_translated
    assert "says only what it is not related to" in str(result.message)


def test_an_answer_without_mappings_says_where_was_looked() -> None:
    catalogue = catalogue_of(map_of(element("a", "x")))
    assert translated(catalogue, "b").message == f"No translation was found for '{OLD}#b': looked in '{MAP}'"
    assert "no loaded concept map covers it" in str(translated(catalogue, "a", ELSE).message)


def test_other_codes_are_mapped_to_themselves_to_a_fixed_code_or_to_fixed_codes() -> None:
    def unmapped(mode: str, **fields: Any) -> list[tuple[str | None, str]]:
        scope = listed(SCOPE, NEW, "y", "z")
        catalogue = catalogue_of(map_of(element("a", "x"), unmapped=Unmapped(mode, **fields)), value_sets=(scope,))
        assert targets(translated(catalogue, "a")) == ["x"]
        found = translated(catalogue, "b").mappings
        return [(item.target.code if item.target else None, item.relationship) for item in found]

    assert unmapped("use-source-code", relationship="equivalent") == [("b", "equivalent")]
    assert unmapped("fixed", code="z") == [("z", "related-to")]
    assert unmapped("fixed", value_set=SCOPE, relationship="related-to") == [("y", "related-to"), ("z", "related-to")]
    assert unmapped("unheard-of") == []


def test_another_map_answers_for_other_codes_in_the_name_of_the_first_and_only_once() -> None:
    first = map_of(element("a", "x"), unmapped=Unmapped("other-map", other_map=OTHER_MAP))
    catalogue = catalogue_of(first, map_of(element("a", "z"), element("b", "y"), url=OTHER_MAP, version="4"))
    result = translated(catalogue, "b")
    assert [(item.target, item.origin_map) for item in result.mappings] == [(Coding(NEW, "y"), MAP)]
    assert result.used_maps == (f"{OTHER_MAP}|4",)
    assert targets(translated(catalogue, "a")) == ["x", "z"]


def test_another_map_that_is_not_here_is_named() -> None:
    catalogue = catalogue_of(map_of(unmapped=Unmapped("other-map", other_map=OTHER_MAP)))
    assert f"'{MAP}' passes on to '{OTHER_MAP}', which is not known here" in str(translated(catalogue).message)


def test_maps_that_pass_a_code_round_come_to_an_end() -> None:
    catalogue = catalogue_of(
        map_of(element("a", "x"), unmapped=Unmapped("other-map", other_map=OTHER_MAP)),
        map_of(element("b", "y"), url=OTHER_MAP, unmapped=Unmapped("other-map", other_map=MAP)),
    )
    assert targets(translated(catalogue, "c")) == []
    assert targets(translated(catalogue, "a")) == ["x"]
    assert targets(translated(catalogue, "b")) == ["y"]


def test_a_value_set_on_either_side_stands_for_its_codes() -> None:
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


CODED = Value("Coding", Coding(ELSE, "home"))


@pytest.mark.parametrize(
    ("condition", "given", "holds"),
    [
        (DependsOn(SETTING, CODED), Coding(ELSE, "home"), True),
        (DependsOn(SETTING, CODED), Coding(NEW, "home"), False),
        (DependsOn(SETTING, CODED), "home", True),
        (DependsOn(SETTING, CODED), Coding(ELSE, "clinic"), False),
        (DependsOn(SETTING, Value("string", "home")), "home", True),
        (DependsOn(SETTING, Value("boolean", True)), "true", True),
        (DependsOn(SETTING, Value("boolean", True)), "false", False),
        (DependsOn(SETTING, value_set=SCOPE), Coding(NEW, "y"), True),
        (DependsOn(SETTING, value_set=SCOPE), Coding(NEW, "x"), False),
        (DependsOn("http://example.org/something-else", CODED), Coding(ELSE, "clinic"), True),
    ],
)
def test_a_mapping_whose_condition_is_contradicted_is_left_out(
    condition: DependsOn, given: Coding | str, holds: bool
) -> None:
    catalogue = catalogue_of(
        map_of(element("a", target("x", depends_on=(condition,)))), value_sets=(listed(SCOPE, NEW, "y"),)
    )
    result = translated(catalogue, dependencies=(Dependency(SETTING, (given,)),))
    assert targets(result) == (["x"] if holds else [])


def test_a_mapping_whose_condition_cannot_be_judged_stays_and_that_is_reported() -> None:
    condition = DependsOn(SETTING, value_set="http://nowhere.example.org/vs")
    catalogue = catalogue_of(map_of(element("a", target("x", depends_on=(condition,)))))
    result = translated(catalogue, dependencies=(Dependency(SETTING, (Coding(NEW, "y"),)),))
    assert targets(result) == ["x"]
    assert "Whether the dependency" in str(result.message)
    assert "cannot be determined here" in str(result.message)


def test_a_condition_of_which_nothing_is_said_comes_along_and_is_pointed_out() -> None:
    condition = DependsOn(SETTING, CODED)
    result = translated(catalogue_of(map_of(element("a", target("x", depends_on=(condition,))))))
    assert result.is_translated
    assert result.mappings[0].depends_on == (condition,)
    assert result.message == f"Some mappings depend on values that were not supplied (dependency): {SETTING}"


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
def test_a_day_on_which_none_is_in_force_is_answered_with_those_that_are_known(is_reverse: bool) -> None:
    system, code = (NEW, "y") if is_reverse else (OLD, "a")
    result = translated(catalogue_of(*QUARTERS), code, system, is_reverse=is_reverse, context=on("2026-01-01"))
    assert not result.is_translated
    assert result.message == (
        f"No translation was found for '{system}#{code}': no version of '{MAP}' that is known here is in force on "
        "2026-01-01; known: 2025-07 (2025-07-01 to 2025-09-30), 2025-10 (2025-10-01 to 2025-12-31)"
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
    assert result.message == (f"The date 2025-08-01 was not considered: '{MAP}|1' does not say when it is in force")


def test_codes_are_passed_on_to_the_version_in_force() -> None:
    passing = map_of(element("b", "z"), url=OTHER_MAP, unmapped=Unmapped("other-map", other_map=MAP))
    result = translated(catalogue_of(passing, *QUARTERS), concept_map=named(OTHER_MAP), context=on("2025-08-01"))
    assert (targets(result), result.used_maps) == (["x"], (f"{MAP}|2025-07",))


def spelled(*maps: ConceptMap) -> Catalogue:
    """OLD's codes may be written in small letters, and `?` stands for a, b or c."""
    return replace(
        Catalogue().with_resources(concept_maps=maps),
        spellings={OLD: lambda text: ("A", "B", "C") if text == "?" else (text.upper(),)},
    )


def test_a_code_is_found_in_the_form_in_which_the_map_writes_it() -> None:
    catalogue = spelled(map_of(element("A", "x")))
    assert sources(translated(catalogue, "a")) == ["A"]
    assert targets(translated(catalogue, "?")) == ["x"]
    turned = spelled(map_of(element("x", "A"), source=NEW, target=OLD))
    assert sources(translated(turned, "a", is_reverse=True)) == ["x"]


def test_a_code_that_the_map_writes_as_it_was_given_is_that_code() -> None:
    assert targets(translated(spelled(map_of(element("a", "x"), element("A", "y"))), "a")) == ["x"]


def test_a_text_that_may_stand_for_several_codes_is_not_translated_but_pointed_out() -> None:
    result = translated(spelled(map_of(element("A", "x"), element("C", "y"))), "?")
    assert not result.is_translated
    assert result.message == (
        f"No translation was found for '{OLD}#?': looked in '{MAP}'. '?' may stand for A or C: use the one you mean"
    )


def test_a_text_that_stands_for_no_code_of_the_map_is_not_found() -> None:
    assert targets(translated(spelled(map_of(element("Z", "x"))), "?")) == []
