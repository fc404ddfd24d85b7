from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.catalogue import Catalogue
from terminology.core.errors import (
    InvalidValueSet,
    NotSupported,
    TimedOut,
    UnknownCode,
    UnknownCodeSystem,
    UnknownValueSet,
)
from terminology.core.issues import Issue
from terminology.core.model import Coding, PropertyDefinition
from terminology.core.requests import Context, SubsumesRequest
from terminology.core.value_sets import ConceptReference, Contains, Include, ValueSet, ValueSetHeader
from terminology.operations.subsumes import subsumes
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.one_code import Findings, Match, matches_of
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SYSTEM,
    VALUE_SET,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    filtered,
    imports,
    value_set_of,
)
from tests.builders.operations import context_of, expansion_of, flat, looked_up, message_ids, validation_of

LETTERS = code_system_of(*"abcdef", nesting={"b": "a", "c": "b", "e": "d"})
ONE, TWO = "http://example.org/one", "http://example.org/two"
OLD, NEW = code_system_of("a", "gone", version="1.0.0"), code_system_of("a", "born", version="2.0.0")


def found(
    catalogue: Catalogue, value_set: ValueSet, coding: Coding | str, context: Context | None = None, **fields: bool
) -> tuple[list[Match], Findings]:
    coding = Coding(SYSTEM, coding) if isinstance(coding, str) else coding
    return matches_of(Evaluation(catalogue, context or Context(), value_set), value_set, coding, **fields)


def is_member(catalogue: Catalogue, value_set: ValueSet, coding: Coding | str, context: Context | None = None) -> bool:
    return bool(found(catalogue, value_set, coding, context)[0])


def test_a_code_of_an_included_system_is_a_member_and_others_are_not() -> None:
    known = catalogue_of(LETTERS)
    assert is_member(known, value_set_of(all_of()), "a")
    assert not is_member(known, value_set_of(all_of()), "z")
    assert not is_member(known, value_set_of(all_of()), Coding(OTHER_SYSTEM, "a"))
    assert not is_member(known, value_set_of(all_of()), Coding(None, "a"))


def test_a_match_has_what_the_value_set_states_about_the_code() -> None:
    reference = ConceptReference("b", "the letter b")
    matches, _ = found(catalogue_of(LETTERS), value_set_of(codes_of("a", reference, "c")), "b")
    assert [match.reference for match in matches] == [reference]


def test_a_code_of_a_case_insensitive_system_is_a_member_in_any_case() -> None:
    known = catalogue_of(code_system_of("Abc", case_sensitive=False))
    for value_set in (value_set_of(all_of()), value_set_of(codes_of("abc")), value_set_of(codes_of("ABC"))):
        matches, _ = found(known, value_set, "aBC")
        assert [match.concept and match.concept.code for match in matches] == ["Abc"]


def test_a_fragment_may_have_any_code_where_all_its_codes_are_included() -> None:
    known = catalogue_of(code_system_of("a", content="fragment"))
    matches, _ = found(known, value_set_of(all_of()), "unheard-of")
    assert [match.concept for match in matches] == [None]
    assert not is_member(known, value_set_of(all_of(), exclude=(all_of(),)), "unheard-of")


def test_a_code_missing_from_a_fragment_is_never_an_error_by_itself() -> None:
    """It is not a member, because the list lacks it; whether the code exists is unknown."""
    known = catalogue_of(code_system_of("a", content="fragment", version="1"))
    result = validation_of(known, value_set_of(codes_of("q")), "zz")
    assert message_ids(result) == ["None_of_the_provided_codes_are_in_the_value_set_one", "UNKNOWN_CODE_IN_FRAGMENT"]
    with pytest.raises(UnknownCode) as unknown:
        looked_up(known, "zz")
    assert "the rest may have the code" in unknown.value.issues[-1].text
    with pytest.raises(UnknownCode) as unknown:
        subsumes(known, SubsumesRequest(SYSTEM, None, "a", "zz"))
    assert "the rest may have the code" in unknown.value.issues[-1].text


@pytest.mark.parametrize("content", ["fragment", "example"])
def test_whether_a_filter_selects_a_code_that_a_fragment_lacks_cannot_be_judged(content: str) -> None:
    """Unknown is never false; codes in the fragment are decided, and so are lists without the code."""
    known = catalogue_of(code_system_of(*"ab", nesting={"b": "a"}, content=content))
    below = filtered(("concept", "descendent-of", "a"))
    listed = replace(codes_of("x"), filters=below.filters)
    for value_set in (
        value_set_of(below),
        value_set_of(listed),
        value_set_of(all_of(), exclude=(below,)),
        value_set_of(codes_of("x"), exclude=(below,)),
    ):
        result = validation_of(known, value_set, "x")
        assert not result.is_valid
        assert [item.code for item in result.issues] == ["incomplete"]
        assert "cannot be determined whether the filters" in str(result.message)
    assert validation_of(known, value_set_of(below), "b").is_valid
    assert "None_of_the_provided" in message_ids(validation_of(known, value_set_of(below), "a"))[0]
    assert "None_of_the_provided" in message_ids(validation_of(known, value_set_of(listed), "y"))[0]
    assert message_ids(validation_of(known, value_set_of(below, codes_of("x")), "x")) == ["UNKNOWN_CODE_IN_FRAGMENT"]


def test_inactive_codes_are_left_out_where_definition_or_request_say_so() -> None:
    known = catalogue_of(code_system_of(concept_of("J1441", status="retired")))
    assert is_member(known, value_set_of(all_of()), "J1441")
    for matches, findings in (
        found(known, value_set_of(all_of(), inactive=False), "J1441"),
        found(known, value_set_of(all_of()), "J1441", only_active=True),
    ):
        assert matches == []
        assert list(findings.inactive_omitted) == [SYSTEM]


def test_a_missing_import_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownValueSet, match=f"value Set '{ONE}' could not be found"):
        is_member(catalogue_of(LETTERS), value_set_of(imports(ONE)), "a")


def test_a_cycle_is_an_error_here_too() -> None:
    known = catalogue_of(LETTERS, value_set_of(imports(TWO), url=ONE), value_set_of(imports(ONE), url=TWO))
    with pytest.raises(InvalidValueSet, match="circularity"):
        is_member(known, value_set_of(imports(ONE)), "a")


def test_a_broken_filter_is_an_error_even_if_the_code_is_unknown() -> None:
    known = catalogue_of(LETTERS)
    with pytest.raises(InvalidValueSet):
        is_member(known, value_set_of(filtered(("code", "=", None))), "z")
    with pytest.raises(NotSupported):
        is_member(known, value_set_of(filtered(("code", "like", "a"))), "z")


def test_value_sets_imported_in_diamonds_are_searched_once_each() -> None:
    def level(number: int) -> str:
        return f"http://example.org/level-{number}"

    layers = [value_set_of(imports(level(i + 1)), imports(level(i + 1)), url=level(i)) for i in range(40)]
    known = catalogue_of(LETTERS, *layers, value_set_of(codes_of("a"), url=level(40)))
    steps = count()

    def check_deadline() -> None:
        if next(steps) > 1_000:
            raise TimedOut(Issue("error", "timeout", "too long"))

    assert is_member(known, value_set_of(imports(level(0))), "a", context_of(check_deadline=check_deadline))


def test_the_entries_of_an_expansion_are_its_members_abstract_ones_too() -> None:
    group = Contains(SYSTEM, "d", is_abstract=True, contains=(Contains(SYSTEM, "e"), Contains(OTHER_SYSTEM, "x")))
    expanded = ValueSet(ValueSetHeader(ONE), expansion=(group,))
    known = catalogue_of(LETTERS)
    assert [is_member(known, expanded, code) for code in ("d", "e", "a")] == [True, True, False]
    assert is_member(known, expanded, Coding(OTHER_SYSTEM, "x"))


# The law: expanding and validating say the same

letters = st.sampled_from("abcdef")
filters = st.tuples(
    st.just("concept"),
    st.sampled_from(["is-a", "descendent-of", "is-not-a", "child-of", "descendent-leaf", "generalizes", "=", "not-in"]),
    letters,
) | st.tuples(st.just("coverage"), st.sampled_from(["=", "not-in"]), st.sampled_from(["C", "D"]))
value_sets = st.lists(st.sampled_from([ONE, TWO]), max_size=2, unique=True).map(tuple)
includes = (
    st.builds(filtered, filters, value_sets=value_sets)
    | st.builds(filtered, filters, filters)
    | st.lists(letters, min_size=1, max_size=4).map(lambda found: codes_of(*found))
    | st.builds(imports, st.sampled_from([ONE, TWO]), system=st.sampled_from([None, SYSTEM]))
    | st.just(imports(ONE, TWO))
    | st.just(all_of())
    | st.just(all_of(OTHER_SYSTEM))
)
leaf_includes = st.lists(letters, min_size=1, max_size=4).map(lambda found: codes_of(*found)) | filters.map(filtered)


def composed(include: st.SearchStrategy[Include], url: str) -> st.SearchStrategy[ValueSet]:
    several = st.lists(include, max_size=3).map(tuple)
    return st.builds(
        lambda included, excluded, inactive: value_set_of(*included, exclude=excluded, inactive=inactive, url=url),
        several,
        several,
        st.sampled_from([None, False, True]),
    )


@given(
    st.dictionaries(letters, st.lists(letters, unique=True, max_size=2).map(tuple)),
    st.dictionaries(letters, st.sampled_from(["C", "D"])),
    st.sets(letters),
    composed(leaf_includes, ONE),
    composed(leaf_includes, TWO),
    composed(includes, VALUE_SET),
    st.booleans(),
)
def test_a_code_is_in_the_expansion_exactly_if_validate_code_says_so(
    nesting: dict[str, tuple[str, ...]],
    coverage: dict[str, str],
    retired: set[str],
    one: ValueSet,
    two: ValueSet,
    value_set: ValueSet,
    only_active: bool,
) -> None:
    concepts = [
        concept_of(
            code,
            code,
            **({"coverage": coverage[code]} if code in coverage else {}),
            **({"status": "retired"} if code in retired else {}),
        )
        for code in "abcdef"
    ]
    known = catalogue_of(
        code_system_of(*concepts, nesting=nesting, properties=(PropertyDefinition("coverage", "code"),)),
        code_system_of("a", "b", url=OTHER_SYSTEM),
        one,
        two,
        value_set,
    )
    expanded = flat(expansion_of(known, value_set, only_active=only_active).contains)
    members = {(entry.system, entry.code) for entry in expanded}
    assert len(members) == len(expanded)
    for coding in (Coding(system, code) for system in (SYSTEM, OTHER_SYSTEM) for code in "abcdefg"):
        answer = validation_of(known, value_set, coding, only_active=only_active)
        assert answer.is_valid == ((coding.system, coding.code) in members), message_ids(answer)


def test_a_listed_code_is_valid_if_the_code_system_is_partially_loaded() -> None:
    """Whether a fragment's code system has the code is unknown; whether the value set lists or excludes it is known."""
    known = catalogue_of(code_system_of("a", content="fragment"))
    assert message_ids(validation_of(known, value_set_of(codes_of("x")), "x")) == ["UNKNOWN_CODE_IN_FRAGMENT"]
    assert not validation_of(known, value_set_of(codes_of("y")), "x").is_valid
    assert not validation_of(known, value_set_of(all_of(), exclude=(codes_of("x"),)), "x").is_valid
    assert validation_of(known, value_set_of(all_of(), exclude=(codes_of("y"),)), "x").is_valid


@pytest.mark.parametrize("op", ["is-a", "descendent-of", "descendent-leaf", "child-of", "is-not-a", "generalizes"])
@pytest.mark.parametrize("content", ["fragment", "example"])
def test_relations_to_a_concept_missing_from_a_fragment_are_undecided(op: str, content: str) -> None:
    known = catalogue_of(code_system_of(*"abc", nesting={"b": "a"}, content=content))
    place = filtered(("concept", op, "gone"))
    imported = value_set_of(place, url="http://example.org/vs/place")
    for value_set in (
        value_set_of(place),
        value_set_of(replace(codes_of("b"), filters=place.filters)),
        value_set_of(all_of(), exclude=(place,)),
        value_set_of(filtered(("concept", op, "gone"), ("concept", "is-a", "a"))),
    ):
        result = validation_of(known, value_set, "b")
        assert not result.is_valid
        assert [(item.severity, item.code) for item in result.issues][:1] == [("error", "incomplete")]
        assert "cannot be determined" in str(result.message)
    with_import = catalogue_of(code_system_of(*"abc", content=content), imported)
    both = value_set_of(replace(all_of(), value_sets=("http://example.org/vs/place",)))
    assert "cannot be determined" in str(validation_of(with_import, both, "b").message)


@pytest.mark.parametrize("op", ["is-a", "is-not-a"])
def test_a_filter_in_doubt_hides_nothing_that_another_part_decides(op: str) -> None:
    known = catalogue_of(code_system_of(*"abc", nesting={"b": "a"}, content="fragment"))
    place = filtered(("concept", op, "gone"))
    assert validation_of(known, value_set_of(place, codes_of("b")), "b").is_valid
    for value_set in (
        value_set_of(all_of(), exclude=(place, codes_of("b"))),
        value_set_of(filtered(("concept", op, "gone"), ("concept", "is-a", "c"))),
    ):
        assert "None_of_the_provided" in message_ids(validation_of(known, value_set, "b"))[0]
    assert not flat(expansion_of(known, value_set_of(place)).value_set.expansion or ())
    complete = catalogue_of(code_system_of(*"abc"))
    assert validation_of(complete, value_set_of(place), "b").is_valid is (op == "is-not-a")


def test_importing_a_code_system_or_including_a_value_set_is_reported_as_such() -> None:
    known = catalogue_of(LETTERS, value_set_of(all_of()))
    imported = value_set_of(imports(SYSTEM), url="http://example.org/vs/imported")
    assert "It is a code system" in str(validation_of(known, imported, "a").message)
    with pytest.raises(UnknownValueSet, match="It is a code system"):
        expansion_of(known, imported)
    with pytest.raises(UnknownCodeSystem, match="It is a value set"):
        expansion_of(known, value_set_of(all_of(VALUE_SET), url="http://example.org/vs/included"))
