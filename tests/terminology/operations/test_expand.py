import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.errors import BadRequest, InvalidValueSet, TooCostly, UnknownCodeSystem, UnknownValueSet
from terminology.core.model import Designation
from terminology.core.requests import Context
from terminology.core.value_sets import ConceptReference, Contains, ExpansionParameter, ValueSet, ValueSetHeader
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
    supplement_of,
    value_set_of,
)
from tests.builders.equipment import EQUIPMENT, EVERYTHING, KNOWN
from tests.builders.operations import context_of, expanded_codes, expansion_of, flat

LETTERS = code_system_of(*"abcdef")


# Which codes, in which shape


@pytest.mark.parametrize(
    ("offset", "count", "codes"),
    [(0, 2, "ab"), (2, 2, "cd"), (4, 9, "ef"), (9, 2, ""), (None, 3, "abc"), (4, None, "ef"), (0, 0, "")],
)
def test_a_page_has_the_requested_entries_and_the_total_of_all(
    offset: int | None, count: int | None, codes: str
) -> None:
    result = expansion_of(catalogue_of(LETTERS), EVERYTHING, offset=offset, count=count)
    assert [item.code for item in result.contains] == list(codes)
    assert (result.total, result.offset) == (6, offset)


@given(st.integers(1, 7), st.sets(st.sampled_from("abcdef")), st.sampled_from([None, "", "d", "display"]))
def test_pages_concatenate_to_the_whole(count: int, excluded: set[str], text: str | None) -> None:
    known = catalogue_of(LETTERS)
    value_set = value_set_of(all_of(), exclude=(codes_of(*excluded),) if excluded else ())
    complete = expanded_codes(known, value_set, filter=text, excludes_nested=True)
    pages = [
        code
        for offset in range(0, 7, count)
        for code in expanded_codes(known, value_set, filter=text, offset=offset, count=count)
    ]
    assert pages == complete


def test_the_same_question_to_the_same_catalogue_has_the_same_answer() -> None:
    known = catalogue_of(EQUIPMENT, supplement_of(concept_of("E01", None, Designation("aides", "fr"))))
    context = context_of("de", supplements=(SUPPLEMENT,))
    asked = [expansion_of(known, EVERYTHING, context, includes_designations=True) for _ in range(2)]
    assert asked[0] == asked[1]


def test_an_offset_without_a_count_returns_a_page_of_the_default_size_and_states_it() -> None:
    pages = [expansion_of(catalogue_of(LETTERS), EVERYTHING, limit_codes=4, offset=offset) for offset in (0, 4)]
    assert [[entry.code for entry in page.contains] for page in pages] == [list("abcd"), list("ef")]
    assert all(page.total == 6 and ExpansionParameter("count", "integer", 4) in page.parameters for page in pages)


def test_a_page_is_limited_to_the_maximum_with_a_notice() -> None:
    page = expansion_of(catalogue_of(LETTERS), EVERYTHING, count=5, largest_count=4)
    assert ([entry.code for entry in page.contains], page.total) == (list("abcd"), 6)
    text = "count was 5, but a page has at most 4 codes: use offset to get the rest"
    assert ExpansionParameter("warning", "string", text) in page.parameters
    rest = expansion_of(catalogue_of(LETTERS), EVERYTHING, count=4, offset=4, largest_count=4)
    assert [entry.code for entry in rest.contains] == list("ef")
    assert all(item.name != "warning" for item in rest.parameters)
    with pytest.raises(BadRequest, match="a page has at most"):
        expansion_of(catalogue_of(LETTERS), EVERYTHING, Context(is_strict=True), count=5, largest_count=4)


def test_more_codes_than_the_limit_are_refused_without_a_count() -> None:
    known = catalogue_of(LETTERS)
    with pytest.raises(TooCostly, match=rf"value set '{VALUE_SET}' expansion has too many codes .*\(>5\)"):
        expansion_of(known, EVERYTHING, limit_codes=5)
    assert len(expansion_of(known, EVERYTHING, limit_codes=5, count=6).contains) == 6
    assert len(expansion_of(known, EVERYTHING, limit_codes=6).contains) == 6


def test_inactive_and_abstract_codes_are_marked_and_left_out_on_request() -> None:
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


def test_a_received_expansion_is_shown_as_received() -> None:
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


def test_an_unexpandable_value_set_is_an_error() -> None:
    with pytest.raises(UnknownValueSet):
        expansion_of(KNOWN, "http://example.org/none")
    with pytest.raises(UnknownCodeSystem):
        expansion_of(KNOWN, value_set_of(all_of(OTHER_SYSTEM)))
    with pytest.raises(InvalidValueSet):
        expansion_of(KNOWN, value_set_of(filtered(("code", "=", None))))
