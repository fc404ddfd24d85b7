from dataclasses import replace
from typing import Any

from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import (
    ConceptMap,
    DependsOn,
    MapProperty,
    Unmapped,
)
from terminology.core.model import Coding, Value
from terminology.core.requests import TranslateRequest
from terminology.core.results import Mapping
from terminology.operations.translate import translate
from tests.builders.translating import (
    ELSE,
    MAP,
    NEW,
    OLD,
    OTHER_MAP,
    SCOPE,
    SETTING,
    catalogue_of,
    element,
    listed,
    map_of,
    sources,
    target,
    targets,
    translated,
)


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


def test_having_no_mapping_is_a_result_without_a_target() -> None:
    catalogue = catalogue_of(map_of(element("a", no_map=True), unmapped=Unmapped("fixed", "z")))
    result = translated(catalogue)
    assert [(item.target, item.relationship, item.equivalence) for item in result.mappings] == [
        (None, "not-related-to", "unmatched")
    ]
    assert not result.is_translated
    assert result.message == f"No translation was found for '{OLD}#a': '{MAP}' states that there is none"


def test_not_related_is_not_a_translation() -> None:
    result = translated(catalogue_of(map_of(element("a", target("x", "not-related-to")))))
    assert targets(result) == ["x"]
    assert not result.is_translated
    assert "states only what it is not related to" in str(result.message)


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


def test_a_delegated_map_answers_for_other_codes_once_in_the_name_of_the_first() -> None:
    first = map_of(element("a", "x"), unmapped=Unmapped("other-map", other_map=OTHER_MAP))
    catalogue = catalogue_of(first, map_of(element("a", "z"), element("b", "y"), url=OTHER_MAP, version="4"))
    result = translated(catalogue, "b")
    assert [(item.target, item.origin_map) for item in result.mappings] == [(Coding(NEW, "y"), MAP)]
    assert result.used_maps == (f"{OTHER_MAP}|4",)
    assert targets(translated(catalogue, "a")) == ["x", "z"]


def test_another_map_that_is_not_here_is_named() -> None:
    catalogue = catalogue_of(map_of(unmapped=Unmapped("other-map", other_map=OTHER_MAP)))
    assert f"'{MAP}' delegates to '{OTHER_MAP}', which is not loaded" in str(translated(catalogue).message)


def test_maps_that_delegate_in_a_cycle_terminate() -> None:
    catalogue = catalogue_of(
        map_of(element("a", "x"), unmapped=Unmapped("other-map", other_map=OTHER_MAP)),
        map_of(element("b", "y"), url=OTHER_MAP, unmapped=Unmapped("other-map", other_map=MAP)),
    )
    assert targets(translated(catalogue, "c")) == []
    assert targets(translated(catalogue, "a")) == ["x"]
    assert targets(translated(catalogue, "b")) == ["y"]


def spelled(*maps: ConceptMap) -> Catalogue:
    """OLD's codes may be lower case, and `?` means a, b or c."""
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


def test_a_code_in_the_form_of_the_map_is_that_code() -> None:
    assert targets(translated(spelled(map_of(element("a", "x"), element("A", "y"))), "a")) == ["x"]


def test_an_ambiguous_text_is_not_translated_but_pointed_out() -> None:
    result = translated(spelled(map_of(element("A", "x"), element("C", "y"))), "?")
    assert not result.is_translated
    assert result.message == (
        f"No translation was found for '{OLD}#?': looked in '{MAP}'. '?' may stand for A or C: use the one you mean"
    )


def test_a_text_that_matches_no_code_of_the_map_is_not_found() -> None:
    assert targets(translated(spelled(map_of(element("Z", "x"))), "?")) == []
