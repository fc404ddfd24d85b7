import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.errors import BadRequest, InvalidValueSet, TooCostly, UnknownCodeSystem, UnknownValueSet
from terminology.core.model import Coding, Concept, Designation, Extension, PropertyDefinition, Value
from terminology.core.requests import Context, VersionRules
from terminology.core.results import ExpandResult
from terminology.core.status import STANDARDS_STATUS
from terminology.core.value_sets import ConceptReference, Contains, ExpansionParameter, ValueSet, ValueSetHeader
from tests.builders.asking import context_of, expanded_codes, expansion_of, flat
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SUPPLEMENT,
    SYSTEM,
    VALUE_SET,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    filtered,
    imports,
    supplement_of,
    value_set_of,
)

DEFINITIONS = "http://hl7.org/fhir/StructureDefinition/"
SUMMARY = Coding("http://example.org/section", "summary")
SHORT = Coding("http://example.org/uses", "short-description")
EQUIPMENT = code_system_of(
    concept_of("E", "Equipment", notSelectable=True),
    concept_of("E01", "Walking aids", Designation("Gehhilfen", "de"), definition="To walk with", coverage="D"),
    concept_of("E0110", "Crutches, forearm", Designation("CRUTCH FOREARM", "en", SHORT), status="retired"),
    concept_of("K0001", "Standard wheelchair", Designation("Rollstuhl", "de"), coverage="C"),
    nesting={"E01": "E", "E0110": "E01"},
    language="en",
    version="2025-10",
    properties=(PropertyDefinition("coverage", "code", "http://example.org/coverage"),),
)
KNOWN = catalogue_of(EQUIPMENT)
EVERYTHING = value_set_of(all_of())
LETTERS = code_system_of(*"abcdef")


def named(result: ExpandResult, name: str) -> list[object]:
    return [item.content for item in result.parameters if item.name == name]


def entry(result: ExpandResult, code: str) -> Contains:
    return next(item for item in flat(result.contains) if item.code == code)


# Which codes, in which shape


def test_a_hierarchy_is_shown_nested() -> None:
    result = expansion_of(KNOWN, EVERYTHING)
    assert [item.code for item in result.contains] == ["E", "K0001"]
    assert [item.code for item in result.contains[0].contains] == ["E01"]
    assert [item.code for item in result.contains[0].contains[0].contains] == ["E0110"]
    assert result.total == 4


def test_a_member_stands_below_the_nearest_member_above_it() -> None:
    without_middle = value_set_of(filtered(("code", "not-in", "E01")))
    result = expansion_of(KNOWN, without_middle)
    assert [item.code for item in result.contains[0].contains] == ["E0110"]


@pytest.mark.parametrize(
    "value_set",
    [
        value_set_of(codes_of("E", "E01")),
        value_set_of(all_of(), exclude=(codes_of("K0001"),)),
        value_set_of(imports(f"{SYSTEM}?fhir_vs")),
    ],
)
def test_what_was_listed_or_imported_or_excluded_from_is_shown_flat(value_set: ValueSet) -> None:
    assert all(not item.contains for item in expansion_of(KNOWN, value_set).contains)


def test_pages_searches_and_those_who_ask_for_it_get_a_flat_list() -> None:
    for fields in ({"count": 10}, {"offset": 0}, {"excludes_nested": True}, {"filter": "E"}):
        assert all(not item.contains for item in expansion_of(KNOWN, EVERYTHING, **fields).contains)


def test_a_hierarchy_in_a_circle_is_shown_flat_and_whole() -> None:
    circle = code_system_of("a", "b", "c", "d", nesting={"a": "b", "b": "a", "c": "c", "d": "c"})
    result = expansion_of(catalogue_of(circle), EVERYTHING)
    assert [item.code for item in result.contains] == ["a", "b", "c", "d"]


def test_a_hierarchy_too_deep_to_read_is_shown_flat() -> None:
    codes = [f"c{number:04}" for number in range(900)]
    chain = code_system_of(*codes, nesting=dict(zip(codes[1:], codes, strict=False)))
    assert [item.code for item in expansion_of(catalogue_of(chain), EVERYTHING).contains] == codes


@pytest.mark.parametrize(
    ("offset", "count", "codes"),
    [(0, 2, "ab"), (2, 2, "cd"), (4, 9, "ef"), (9, 2, ""), (None, 3, "abc"), (4, None, "ef"), (0, 0, "")],
)
def test_a_page_is_what_was_asked_for_and_the_total_counts_all(
    offset: int | None, count: int | None, codes: str
) -> None:
    result = expansion_of(catalogue_of(LETTERS), EVERYTHING, offset=offset, count=count)
    assert [item.code for item in result.contains] == list(codes)
    assert (result.total, result.offset) == (6, offset)


@given(st.integers(1, 7), st.sets(st.sampled_from("abcdef")), st.sampled_from([None, "", "d", "display"]))
def test_pages_concatenate_to_the_whole(count: int, excluded: set[str], text: str | None) -> None:
    known = catalogue_of(LETTERS)
    value_set = value_set_of(all_of(), exclude=(codes_of(*excluded),) if excluded else ())
    whole = expanded_codes(known, value_set, filter=text, excludes_nested=True)
    pages = [
        code
        for offset in range(0, 7, count)
        for code in expanded_codes(known, value_set, filter=text, offset=offset, count=count)
    ]
    assert pages == whole


def test_the_same_question_to_the_same_catalogue_has_the_same_answer() -> None:
    known = catalogue_of(EQUIPMENT, supplement_of(concept_of("E01", None, Designation("aides", "fr"))))
    context = context_of("de", supplements=(SUPPLEMENT,))
    asked = [expansion_of(known, EVERYTHING, context, includes_designations=True) for _ in range(2)]
    assert asked[0] == asked[1]


def test_an_offset_alone_gives_a_page_of_the_servers_own_size_and_tells_it() -> None:
    pages = [expansion_of(catalogue_of(LETTERS), EVERYTHING, limit_codes=4, offset=offset) for offset in (0, 4)]
    assert [[entry.code for entry in page.contains] for page in pages] == [list("abcd"), list("ef")]
    assert all(page.total == 6 and ExpansionParameter("count", "integer", 4) in page.parameters for page in pages)


def test_a_page_has_no_more_codes_than_the_largest_and_says_so() -> None:
    page = expansion_of(catalogue_of(LETTERS), EVERYTHING, count=5, largest_count=4)
    assert ([entry.code for entry in page.contains], page.total) == (list("abcd"), 6)
    text = "A count of 5 was asked for, and one page has at most 4 codes: ask for the rest with offset"
    assert ExpansionParameter("warning", "string", text) in page.parameters
    rest = expansion_of(catalogue_of(LETTERS), EVERYTHING, count=4, offset=4, largest_count=4)
    assert [entry.code for entry in rest.contains] == list("ef")
    assert all(item.name != "warning" for item in rest.parameters)
    with pytest.raises(BadRequest, match="one page has at most"):
        expansion_of(catalogue_of(LETTERS), EVERYTHING, Context(is_strict=True), count=5, largest_count=4)


def test_more_codes_than_the_limit_are_refused_unless_a_count_is_given() -> None:
    known = catalogue_of(LETTERS)
    with pytest.raises(TooCostly, match=rf"value set '{VALUE_SET}' expansion has too many codes .*\(>5\)"):
        expansion_of(known, EVERYTHING, limit_codes=5)
    assert len(expansion_of(known, EVERYTHING, limit_codes=5, count=6).contains) == 6
    assert len(expansion_of(known, EVERYTHING, limit_codes=6).contains) == 6


def test_inactive_and_abstract_codes_are_told_and_left_out_on_request() -> None:
    result = expansion_of(KNOWN, EVERYTHING)
    assert [item.code for item in flat(result.contains) if item.is_inactive] == ["E0110"]
    assert [item.code for item in flat(result.contains) if item.is_abstract] == ["E"]
    assert expanded_codes(KNOWN, EVERYTHING, only_active=True) == ["E", "E01", "K0001"]
    assert expanded_codes(KNOWN, EVERYTHING, excludes_not_for_ui=True) == ["E01", "E0110", "K0001"]


@pytest.mark.parametrize(
    ("reference", "left"),
    [
        (SYSTEM, ["x"]),
        (f"{SYSTEM}|1", ["x"]),
        (f"{SYSTEM}|one", ["x"]),
        ("urn:oid:1.2", ["x"]),
        (f"{SYSTEM}|2", ["a", "x"]),
    ],
)
def test_a_system_may_be_excluded_from_the_answer(reference: str, left: list[str]) -> None:
    mine = code_system_of("a", version="1", version_aliases=("one",), aliases=("urn:oid:1.2",))
    known = catalogue_of(mine, code_system_of("x", url=OTHER_SYSTEM))
    both = value_set_of(all_of(), all_of(OTHER_SYSTEM))
    assert expanded_codes(known, both, exclude_systems=(reference,)) == left


def test_a_value_set_may_be_named_by_its_url() -> None:
    assert expanded_codes(catalogue_of(LETTERS, value_set_of(codes_of("a"))), VALUE_SET) == ["a"]
    assert expanded_codes(catalogue_of(LETTERS), f"{SYSTEM}?fhir_vs") == list("abcdef")


def test_an_expansion_that_came_as_such_is_shown_with_what_it_says() -> None:
    abstract, inactive = Contains(OTHER_SYSTEM, "x", is_abstract=True), Contains(OTHER_SYSTEM, "y", is_inactive=True)
    expanded = ValueSet(ValueSetHeader(VALUE_SET), expansion=(abstract, inactive))
    result = expansion_of(KNOWN, expanded)
    assert [(item.code, item.is_abstract, item.is_inactive) for item in result.contains] == [
        ("x", True, False),
        ("y", False, True),
    ]
    assert expanded_codes(KNOWN, expanded, only_active=True) == ["x"]


# The text filter


def test_a_text_finds_a_code_itself_first_then_beginnings_then_words() -> None:
    known = catalogue_of(
        code_system_of(
            concept_of("K0001", "Wheelchair E01"), concept_of("E01", "Walking aid"), concept_of("E0110", "Crutches")
        )
    )
    assert expanded_codes(known, EVERYTHING, filter="E01") == ["E01", "E0110", "K0001"]


@pytest.mark.parametrize(
    ("text", "codes"), [("wheelchair standard", ["K0001"]), ("ROLLSTUHL", ["K0001"]), ("xyzzy", [])]
)
def test_a_text_is_looked_for_in_all_names_of_a_code(text: str, codes: list[str]) -> None:
    assert expanded_codes(KNOWN, EVERYTHING, filter=text) == codes


def test_active_codes_come_before_inactive_ones() -> None:
    known = catalogue_of(code_system_of(concept_of("A", "drug", status="retired"), concept_of("B", "drug")))
    assert expanded_codes(known, EVERYTHING, filter="drug") == ["B", "A"]


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_text_leaves_nothing_out(text: str) -> None:
    assert len(expanded_codes(KNOWN, EVERYTHING, filter=text)) == 4


def test_a_text_is_looked_for_among_members_only() -> None:
    listed = value_set_of(codes_of("E01", ConceptReference("K0001", "My chair")))
    assert expanded_codes(KNOWN, listed, filter="E0110") == []
    assert expanded_codes(KNOWN, listed, filter="chair") == ["K0001"]


# What is told of each code


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
def test_the_display_is_in_the_language_asked_for(languages: str, header_languages: str, display: str | None) -> None:
    assert entry(expansion_of(KNOWN, EVERYTHING, context_of(languages, header_languages)), "E01").display == display


def test_the_language_of_the_value_set_counts_when_the_request_names_none() -> None:
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


def test_a_version_is_told_only_where_a_system_is_there_in_several() -> None:
    known = catalogue_of(code_system_of("a", version="1"), code_system_of("a", version="2"))
    assert [item.version for item in expansion_of(known, EVERYTHING).contains] == [None]
    both = value_set_of(codes_of("a", version="1"), codes_of("a", version="2"))
    assert [item.version for item in expansion_of(known, both).contains] == ["2", "1"]


def test_designations_are_told_on_request_only() -> None:
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
def test_designations_may_be_asked_for_by_language_or_use(asked: str, values: list[str]) -> None:
    listed = value_set_of(codes_of("E0110", "K0001"))
    result = expansion_of(KNOWN, listed, designations=(asked,))
    assert [d.value for item in result.contains for d in item.designations] == values


def test_a_display_that_another_language_replaced_is_a_designation() -> None:
    result = expansion_of(KNOWN, EVERYTHING, context_of("de"), includes_designations=True)
    assert [(d.value, d.language) for d in entry(result, "E01").designations] == [("Walking aids", "en")]


def test_the_properties_asked_for_are_told_and_declared() -> None:
    result = expansion_of(KNOWN, EVERYTHING, properties=("coverage", "definition", "nonsense"))
    assert [(p.code, p.value.content) for p in entry(result, "E01").properties] == [
        ("coverage", "D"),
        ("definition", "To walk with"),
    ]
    assert {(p.code, p.uri) for p in result.properties} >= {("coverage", "http://example.org/coverage")}


def test_a_status_that_is_not_active_is_told_without_being_asked_for() -> None:
    result = expansion_of(KNOWN, EVERYTHING)
    assert [(p.code, p.value.content) for p in entry(result, "E0110").properties] == [("status", "retired")]
    assert entry(result, "E01").properties == ()


def test_what_the_value_set_says_of_a_concept_reaches_the_expansion() -> None:
    trial = Extension(STANDARDS_STATUS, Value("code", "trial-use"))
    local = Extension("http://example.org/local", Value("boolean", True))
    known = catalogue_of(code_system_of(Concept("a", "a", extensions=(trial,)), "b"))
    listed = value_set_of(codes_of("a", ConceptReference("b", extensions=(trial, local))))
    assert [entry.extensions for entry in expansion_of(known, listed).contains] == [(), (trial,)]


def test_some_extensions_are_told_as_properties_and_the_value_set_has_the_last_word() -> None:
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
def test_a_narrative_is_told_only_where_designations_are_asked_for(fields: dict[str, object], is_shown: bool) -> None:
    told = entry(expansion_of(NARRATED, EVERYTHING, **fields), "E01")
    assert any(item.use == SUMMARY for item in told.designations) == is_shown
    assert told.display == "Walking aids"


def test_a_narrative_that_is_asked_for_besides_is_told_once() -> None:
    asked = context_of(supplements=(SUPPLEMENT,))
    told = entry(expansion_of(NARRATED, EVERYTHING, asked, includes_designations=True), "E01")
    assert [item.use for item in told.designations].count(SUMMARY) == 1


@pytest.mark.parametrize("context", [context_of(), context_of("en"), context_of("en", supplements=(SUPPLEMENT,))])
def test_a_narrative_never_becomes_a_display_nor_is_it_searched_by_a_filter_on_displays(context: object) -> None:
    told = expansion_of(NARRATED, EVERYTHING, context, includes_designations=True)
    assert entry(told, "E01").display == "Walking aids"
    by_display = value_set_of(filtered(("display", "regex", "Sticks.*")))
    assert expansion_of(NARRATED, by_display, context, includes_designations=True).contains == ()


@pytest.mark.parametrize("includes_designations", [False, True])
def test_a_search_finds_the_same_whether_designations_are_told_or_not(includes_designations: bool) -> None:
    fields = {"filter": "frames", "includes_designations": includes_designations}
    assert expanded_codes(NARRATED, EVERYTHING, **fields) == ["E01"]


# What is told of the expansion


def test_what_was_asked_and_used_is_named() -> None:
    given_parameters = (ExpansionParameter("count", "integer", 10),)
    some = value_set_of(codes_of("E01"), url="http://example.org/some", version="3")
    known = catalogue_of(EQUIPMENT, some, supplement_of(version="1"))
    rules = VersionRules(system=(f"{SYSTEM}|2025-10", f"{OTHER_SYSTEM}|1"))
    context = context_of("de", supplements=(SUPPLEMENT,), versions=rules)
    result = expansion_of(known, value_set_of(imports("http://example.org/some")), context, supplied=given_parameters)
    assert [(item.name, item.content) for item in result.parameters] == [
        ("count", 10),
        ("displayLanguage", "de"),
        ("system-version", f"{SYSTEM}|2025-10"),
        ("used-codesystem", f"{SYSTEM}|2025-10"),
        ("used-valueset", "http://example.org/some|3"),
        ("used-supplement", f"{SUPPLEMENT}|1"),
    ]


def test_no_language_is_named_where_none_was_asked_for() -> None:
    assert named(expansion_of(KNOWN, EVERYTHING), "displayLanguage") == []


@pytest.mark.parametrize(
    ("header", "warning"),
    [
        ({"status": "draft"}, "warning-draft"),
        ({"experimental": True}, "warning-experimental"),
        ({"standards_status": "deprecated"}, "warning-deprecated"),
        ({"standards_status": "withdrawn"}, "warning-withdrawn"),
    ],
)
def test_content_to_be_used_with_care_is_warned_of(header: dict[str, object], warning: str) -> None:
    assert named(expansion_of(catalogue_of(code_system_of("a", **header)), EVERYTHING), warning) == [SYSTEM]
    imported = value_set_of(codes_of("E01"), url="http://example.org/some", **header)
    result = expansion_of(catalogue_of(EQUIPMENT, imported), value_set_of(imports("http://example.org/some")))
    assert named(result, warning) == ["http://example.org/some"]


def test_an_expansion_of_a_fragment_says_that_it_may_lack_codes() -> None:
    result = expansion_of(catalogue_of(code_system_of("a", content="fragment")), EVERYTHING)
    assert named(result, "used-fragment") == [SYSTEM]
    assert [item.url.removeprefix(DEFINITIONS) for item in result.extensions] == [
        "valueset-unclosed",
        "valueset-unclosed-reason",
    ]
    example = expansion_of(catalogue_of(code_system_of("a", content="example")), EVERYTHING)
    assert example.extensions[1].value == Value(
        "string", f"This extension is based on an example of the code system {SYSTEM}"
    )
    assert expansion_of(KNOWN, EVERYTHING).extensions == ()


# What cannot be answered


def test_what_cannot_be_expanded_is_an_error() -> None:
    with pytest.raises(UnknownValueSet):
        expansion_of(KNOWN, "http://example.org/none")
    with pytest.raises(UnknownCodeSystem):
        expansion_of(KNOWN, value_set_of(all_of(OTHER_SYSTEM)))
    with pytest.raises(InvalidValueSet):
        expansion_of(KNOWN, value_set_of(filtered(("code", "=", None))))
