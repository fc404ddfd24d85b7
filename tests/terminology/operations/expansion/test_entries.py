import pytest

from terminology.core.model import Concept, Designation, Extension, Value
from terminology.core.status import STANDARDS_STATUS
from terminology.core.value_sets import ConceptReference
from tests.builders.catalogue import (
    SUPPLEMENT,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    filtered,
    supplement_of,
    value_set_of,
)
from tests.builders.equipment import EQUIPMENT, EVERYTHING, KNOWN, SUMMARY, entry
from tests.builders.operations import context_of, expanded_codes, expansion_of

DEFINITIONS = "http://hl7.org/fhir/StructureDefinition/"


@pytest.mark.parametrize(
    ("languages", "header_languages", "display"),
    [
        ("", "", "Walking aids"),
        ("de", "", "Gehhilfen"),
        ("", "de;q=0.8, fr", "Gehhilfen"),
        ("en", "de", "Walking aids"),
        ("fr", "", "Walking aids"),
        ("fr,*;q=0", "", None),
    ],
)
def test_the_display_is_in_the_requested_language(languages: str, header_languages: str, display: str | None) -> None:
    assert entry(expansion_of(KNOWN, EVERYTHING, context_of(languages, header_languages)), "E01").display == display


def test_the_language_of_the_value_set_applies_if_the_request_has_none() -> None:
    parts = (Extension("name", Value("code", "displayLanguage")), Extension("value", Value("code", "de")))
    stating = Extension(DEFINITIONS + "valueset-expansion-parameter", extensions=parts)
    result = expansion_of(KNOWN, value_set_of(all_of(), extensions=(stating,)), context_of("", "en"))
    assert entry(result, "E01").display == "Gehhilfen"
    assert entry(expansion_of(KNOWN, value_set_of(all_of(), language="de")), "E01").display == "Gehhilfen"


def test_a_value_set_may_give_a_code_its_own_display() -> None:
    reference = ConceptReference("E01", "Sticks", (Designation("Stöcke", "de"),))
    listed = value_set_of(codes_of(reference))
    assert entry(expansion_of(KNOWN, listed), "E01").display == "Sticks"
    assert entry(expansion_of(KNOWN, listed, context_of("de")), "E01").display == "Stöcke"


def test_a_version_is_shown_only_where_a_system_is_there_in_several() -> None:
    known = catalogue_of(code_system_of("a", version="1"), code_system_of("a", version="2"))
    assert [item.version for item in expansion_of(known, EVERYTHING).contains] == [None]
    both = value_set_of(codes_of("a", version="1"), codes_of("a", version="2"))
    assert [item.version for item in expansion_of(known, both).contains] == ["2", "1"]


def test_designations_are_listed_on_request_only() -> None:
    assert entry(expansion_of(KNOWN, EVERYTHING), "E01").designations == ()
    result = expansion_of(KNOWN, EVERYTHING, includes_designations=True)
    assert entry(result, "E01").designations == (Designation("Gehhilfen", "de"),)


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("urn:ietf:bcp:47|de", ["Rollstuhl"]),
        ("http://example.org/uses|short-description", ["CRUTCH FOREARM"]),
        ("http://example.org/uses|other", []),
    ],
)
def test_designations_may_be_requested_by_language_or_use(asked: str, values: list[str]) -> None:
    listed = value_set_of(codes_of("E0110", "K0001"))
    result = expansion_of(KNOWN, listed, designations=(asked,))
    assert [d.value for item in result.contains for d in item.designations] == values


def test_a_display_that_another_language_replaced_is_a_designation() -> None:
    result = expansion_of(KNOWN, EVERYTHING, context_of("de"), includes_designations=True)
    assert [(d.value, d.language) for d in entry(result, "E01").designations] == [("Walking aids", "en")]


def test_the_requested_properties_are_written_and_declared() -> None:
    result = expansion_of(KNOWN, EVERYTHING, properties=("coverage", "definition", "nonsense"))
    assert [(p.code, p.value.content) for p in entry(result, "E01").properties] == [
        ("coverage", "D"),
        ("definition", "To walk with"),
    ]
    assert {(p.code, p.uri) for p in result.properties} >= {("coverage", "http://example.org/coverage")}


def test_a_status_that_is_not_active_is_stated_without_being_requested() -> None:
    result = expansion_of(KNOWN, EVERYTHING)
    assert [(p.code, p.value.content) for p in entry(result, "E0110").properties] == [("status", "retired")]
    assert entry(result, "E01").properties == ()


def test_statements_of_the_value_set_about_a_concept_reach_the_expansion() -> None:
    trial = Extension(STANDARDS_STATUS, Value("code", "trial-use"))
    local = Extension("http://example.org/local", Value("boolean", True))
    known = catalogue_of(code_system_of(Concept("a", "a", extensions=(trial,)), "b"))
    listed = value_set_of(codes_of("a", ConceptReference("b", extensions=(trial, local))))
    assert [entry.extensions for entry in expansion_of(known, listed).contains] == [(), (trial,)]


def test_some_extensions_are_written_as_properties_and_the_value_set_takes_precedence() -> None:
    def weight(content: int) -> Extension:
        return Extension(DEFINITIONS + "itemWeight", Value("decimal", content))

    known = catalogue_of(code_system_of(Concept("a", "a", extensions=(weight(1),))))
    assert [p.value.content for p in entry(expansion_of(known, EVERYTHING), "a").properties] == [1]
    listed = value_set_of(codes_of(ConceptReference("a", extensions=(weight(2),))))
    assert [p.value.content for p in entry(expansion_of(known, listed), "a").properties] == [2]


# Narratives: a default supplement

NARRATIVES = supplement_of(
    concept_of("E01", None, Designation("Sticks and frames carry your weight", "en", SUMMARY)), is_default=True
)
NARRATED = catalogue_of(EQUIPMENT, NARRATIVES)


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({}, False),
        ({"includes_designations": True}, True),
        ({"designations": ("http://example.org/section|summary",)}, True),
        ({"designations": ("urn:ietf:bcp:47|de",)}, False),
    ],
)
def test_a_narrative_is_shown_only_where_designations_are_requested(fields: dict[str, object], is_shown: bool) -> None:
    shown = entry(expansion_of(NARRATED, EVERYTHING, **fields), "E01")
    assert any(item.use == SUMMARY for item in shown.designations) == is_shown
    assert shown.display == "Walking aids"


def test_a_narrative_that_is_requested_explicitly_is_shown_once() -> None:
    asked = context_of(supplements=(SUPPLEMENT,))
    shown = entry(expansion_of(NARRATED, EVERYTHING, asked, includes_designations=True), "E01")
    assert [item.use for item in shown.designations].count(SUMMARY) == 1


@pytest.mark.parametrize("context", [context_of(), context_of("en"), context_of("en", supplements=(SUPPLEMENT,))])
def test_a_narrative_never_becomes_a_display_nor_is_it_searched_by_a_filter_on_displays(context: object) -> None:
    shown = expansion_of(NARRATED, EVERYTHING, context, includes_designations=True)
    assert entry(shown, "E01").display == "Walking aids"
    by_display = value_set_of(filtered(("display", "regex", "Sticks.*")))
    assert expansion_of(NARRATED, by_display, context, includes_designations=True).contains == ()


@pytest.mark.parametrize("includes_designations", [False, True])
def test_a_search_finds_the_same_whether_designations_are_listed_or_not(includes_designations: bool) -> None:
    fields = {"filter": "frames", "includes_designations": includes_designations}
    assert expanded_codes(NARRATED, EVERYTHING, **fields) == ["E01"]
