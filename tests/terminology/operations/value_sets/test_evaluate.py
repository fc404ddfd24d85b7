from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.catalogue import Catalogue
from terminology.core.errors import (
    InvalidValueSet,
    TimedOut,
    TooCostly,
    UnknownCodeSystem,
    UnknownValueSet,
    VersionMismatch,
)
from terminology.core.issues import Issue
from terminology.core.model import Extension, Value
from terminology.core.requests import Context, VersionRules
from terminology.core.value_sets import Contains, Include, ValueSet, ValueSetHeader
from terminology.operations.value_sets.all_codes import AllCodes
from terminology.operations.value_sets.definition import REQUIRED_SUPPLEMENT
from terminology.operations.value_sets.evaluate import Evaluator
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.members import Member, Members
from terminology.operations.value_sets.versions import distinguishes_versions
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
from tests.builders.operations import context_of

LETTERS = code_system_of(*"abcdef", nesting={"b": "a", "c": "b", "e": "d"})
ONE, TWO, THREE = (f"http://example.org/{name}" for name in ("one", "two", "three"))


def members_of(catalogue: Catalogue, value_set: ValueSet, context: Context | None = None) -> list[str]:
    evaluation = Evaluation(catalogue, context or Context(), value_set)
    return [member.concept.code for member in listed(evaluation, value_set)]


def listed(evaluation: Evaluation, value_set: ValueSet) -> list[Member]:
    return list(Members(Evaluator(evaluation, AllCodes(evaluation)).evaluate(value_set)))


def letters(*value_sets: ValueSet) -> Catalogue:
    return catalogue_of(LETTERS, *value_sets)


# What a definition means


def test_a_complete_code_system_is_in_definition_order() -> None:
    assert members_of(letters(), value_set_of(all_of())) == list("abcdef")


def test_listed_codes_come_in_the_order_of_the_list_and_unknown_ones_not_at_all() -> None:
    assert members_of(letters(), value_set_of(codes_of("c", "z", "a"))) == ["c", "a"]


def test_several_includes_are_united_without_duplicates() -> None:
    assert members_of(letters(), value_set_of(codes_of("c", "a"), filtered(("concept", "is-a", "b")))) == [
        "c",
        "a",
        "b",
    ]


def test_exclude_wins_over_include() -> None:
    both = value_set_of(codes_of("a", "b", "c"), exclude=(codes_of("b"),))
    assert members_of(letters(), both) == ["a", "c"]


def test_excluding_what_is_not_included_changes_nothing() -> None:
    assert members_of(letters(), value_set_of(codes_of("a"), exclude=(codes_of("b"),))) == ["a"]


def test_an_exclude_may_filter_or_import() -> None:
    some = value_set_of(codes_of("a", "f"), url=ONE)
    value_set = value_set_of(all_of(), exclude=(filtered(("concept", "is-a", "d")), imports(ONE)))
    assert members_of(letters(some), value_set) == ["b", "c"]


def test_an_import_brings_the_members_of_another_value_set() -> None:
    assert members_of(letters(value_set_of(codes_of("b", "e"), url=ONE)), value_set_of(imports(ONE))) == ["b", "e"]


def test_several_value_sets_of_one_include_intersect_and_several_includes_unite() -> None:
    known = letters(value_set_of(codes_of("a", "b", "c"), url=ONE), value_set_of(codes_of("c", "b", "d"), url=TWO))
    assert members_of(known, value_set_of(imports(ONE, TWO))) == ["b", "c"]
    assert members_of(known, value_set_of(imports(ONE), imports(TWO))) == ["a", "b", "c", "d"]


def test_an_import_restricts_the_codes_of_its_include() -> None:
    known = letters(value_set_of(codes_of("a", "b", "e"), url=ONE))
    assert members_of(known, value_set_of(imports(ONE, system=SYSTEM))) == ["a", "b", "e"]
    assert members_of(known, value_set_of(filtered(("concept", "is-a", "a"), value_sets=(ONE,)))) == ["a", "b"]


def test_a_value_set_may_be_imported_in_a_version() -> None:
    known = letters(
        value_set_of(codes_of("a"), url=ONE, version="1"), value_set_of(codes_of("b"), url=ONE, version="2")
    )
    assert members_of(known, value_set_of(imports(ONE))) == ["b"]
    assert members_of(known, value_set_of(imports(f"{ONE}|1"))) == ["a"]
    first = context_of(versions=VersionRules(value_set=(f"{ONE}|1",)))
    assert members_of(known, value_set_of(imports(ONE)), first) == ["a"]


def test_a_contained_value_set_is_imported_by_its_id() -> None:
    contained = value_set_of(codes_of("a"), url="", id="mine")
    assert members_of(letters(), value_set_of(imports("#mine"), contained=(contained,))) == ["a"]


def test_a_contained_value_set_may_import_its_sibling() -> None:
    one = value_set_of(codes_of("a"), url="", id="one")
    two = value_set_of(imports("#one"), codes_of("b"), url="", id="two")
    assert members_of(letters(), value_set_of(imports("#two"), contained=(one, two))) == ["a", "b"]


def test_a_contained_value_set_that_imports_itself_is_an_error() -> None:
    one, two = value_set_of(imports("#two"), url="", id="one"), value_set_of(imports("#one"), url="", id="two")
    with pytest.raises(InvalidValueSet, match=f"circularity pointing to {VALUE_SET}#one"):
        members_of(letters(), value_set_of(imports("#one"), contained=(one, two)))


def test_a_value_set_with_only_an_expansion_has_its_entries_as_members() -> None:
    entries = (
        Contains(display="Group", contains=(Contains(SYSTEM, "b"), Contains(SYSTEM, "a", is_abstract=True))),
        Contains(OTHER_SYSTEM, "x", display="Not known here"),
    )
    expanded = ValueSet(ValueSetHeader(ONE), expansion=entries)
    assert members_of(letters(), expanded) == ["b", "a", "x"]
    assert members_of(letters(expanded), value_set_of(imports(ONE, system=SYSTEM))) == ["a", "b"]


def test_a_value_set_without_definition_and_expansion_is_empty() -> None:
    assert members_of(letters(), ValueSet(ValueSetHeader(ONE))) == []


def test_inactive_codes_are_left_out_where_the_definition_says_so() -> None:
    drugs = catalogue_of(code_system_of("J1440", concept_of("J1441", status="retired")))
    assert members_of(drugs, value_set_of(all_of())) == ["J1440", "J1441"]
    assert members_of(drugs, value_set_of(all_of(), inactive=True)) == ["J1440", "J1441"]
    assert members_of(drugs, value_set_of(all_of(), inactive=False)) == ["J1440"]


@pytest.mark.parametrize("content", ["fragment", "example"])
def test_the_loaded_codes_of_an_incomplete_code_system_are_members(content: str) -> None:
    assert members_of(catalogue_of(code_system_of("a", content=content)), value_set_of(all_of())) == ["a"]


@pytest.mark.parametrize("content", ["not-present", "supplement"])
def test_a_code_system_without_its_own_codes_counts_as_unknown(content: str) -> None:
    with pytest.raises(UnknownCodeSystem, match=f"CodeSystem '{SYSTEM}' could not be found"):
        members_of(catalogue_of(code_system_of(content=content)), value_set_of(all_of()))


def test_a_system_may_be_spelled_by_an_alias() -> None:
    known = catalogue_of(code_system_of("a", aliases=("urn:oid:1.2.3",)))
    evaluation = Evaluation(known, Context(), value_set_of())
    assert [m.header.url for m in listed(evaluation, value_set_of(all_of("urn:oid:1.2.3")))] == [SYSTEM]


# What cannot be answered


def test_an_unknown_code_system_is_an_error() -> None:
    with pytest.raises(UnknownCodeSystem, match=r"'http://example\.org/other-codes' could not be found"):
        members_of(letters(), value_set_of(all_of(OTHER_SYSTEM)))


def test_an_unknown_version_is_an_error_that_names_the_known_ones() -> None:
    known = catalogue_of(code_system_of("a", version="1.10"), code_system_of("a", version="1.9"))
    with pytest.raises(UnknownCodeSystem, match=r"version '3' .* Valid versions: 1\.9 or 1\.10"):
        members_of(known, value_set_of(all_of(version="3")))


def test_the_error_for_a_retired_url_names_the_right_one() -> None:
    known = catalogue_of(code_system_of("a", replaces=("http://example.org/retired",)))
    with pytest.raises(UnknownCodeSystem, match=f"Use '{SYSTEM}'"):
        members_of(known, value_set_of(all_of("http://example.org/retired")))


def test_an_unknown_import_is_an_error() -> None:
    with pytest.raises(UnknownValueSet, match=f"Unable to find included value set '{ONE}'"):
        members_of(letters(), value_set_of(imports(ONE)))
    with pytest.raises(UnknownValueSet, match=f"Unable to find included value set '{ONE}' version '2'"):
        members_of(letters(value_set_of(url=ONE, version="1")), value_set_of(imports(f"{ONE}|2")))
    with pytest.raises(UnknownValueSet, match="Unable to find included value set '#mine'"):
        members_of(letters(), value_set_of(imports("#mine")))


def test_a_cycle_of_imports_is_an_error_with_its_path() -> None:
    known = letters(value_set_of(imports(TWO), url=ONE), value_set_of(imports(ONE), url=TWO))
    with pytest.raises(InvalidValueSet) as caught:
        members_of(known, value_set_of(imports(ONE)))
    assert f"pointing to {ONE} processing ValueSet with pathway [{ONE}, {TWO}, {ONE}]" in str(caught.value)


def test_a_value_set_that_excludes_itself_is_a_cycle() -> None:
    itself = value_set_of(all_of(), exclude=(imports(VALUE_SET),))
    with pytest.raises(InvalidValueSet, match="circularity"):
        members_of(letters(itself), itself)


def test_importing_a_value_set_twice_is_not_a_cycle() -> None:
    known = letters(value_set_of(codes_of("a"), url=ONE), value_set_of(imports(ONE), url=TWO))
    assert members_of(known, value_set_of(imports(ONE), imports(TWO))) == ["a"]


def test_value_sets_imported_in_diamonds_are_evaluated_once_each() -> None:
    def level(number: int) -> str:
        return f"http://example.org/level-{number}"

    layers = [value_set_of(imports(level(i + 1)), imports(level(i + 1)), url=level(i)) for i in range(40)]
    known = letters(*layers, value_set_of(codes_of("a"), url=level(40)))
    steps = count()
    limited = context_of(check_deadline=lambda: _limit(next(steps), 1_000))
    assert members_of(known, value_set_of(imports(level(0))), limited) == ["a"]


def _limit(steps: int, most: int) -> None:
    if steps > most:
        raise TimedOut(Issue("error", "timeout", "too long"))


def test_a_chain_of_imports_that_is_too_long_is_refused() -> None:
    chain = [value_set_of(imports(f"{ONE}/{i + 1}"), url=f"{ONE}/{i}") for i in range(5_000)]
    known = letters(*chain, value_set_of(codes_of("a"), url=f"{ONE}/5000"))
    assert members_of(known, value_set_of(imports(f"{ONE}/4950"))) == ["a"]
    with pytest.raises(TooCostly, match=f"'{VALUE_SET}' has imports nested more than 100 levels deep"):
        members_of(known, value_set_of(imports(f"{ONE}/0")))


def test_the_deadline_is_checked_along_the_way() -> None:
    with pytest.raises(TimedOut):
        members_of(letters(), value_set_of(all_of()), context_of(check_deadline=lambda: _limit(1, 0)))


# Which version is meant

VERSIONS = [code_system_of("a", f"only-{version}", version=version) for version in ("1.0.0", "1.2.0", "2.0.0")]


@pytest.mark.parametrize(
    ("stated", "rules", "code"),
    [
        (None, VersionRules(), "only-2.0.0"),
        ("1.0.0", VersionRules(), "only-1.0.0"),
        ("1.x", VersionRules(), "only-1.2.0"),
        ("1.0.x", VersionRules(), "only-1.0.0"),
        (None, VersionRules(system=(f"{SYSTEM}|1.0.0",)), "only-1.0.0"),
        ("1.2.0", VersionRules(system=(f"{SYSTEM}|1.0.0",)), "only-1.2.0"),
        (None, VersionRules(check=(f"{SYSTEM}|1.x",)), "only-1.2.0"),
        (None, VersionRules(system=(f"{SYSTEM}|1.0.0",), check=(f"{SYSTEM}|1.x",)), "only-1.0.0"),
        (None, VersionRules(force=(f"{SYSTEM}|1.0.0",)), "only-1.0.0"),
        ("1.2.0", VersionRules(force=(f"{SYSTEM}|1.0.0",)), "only-1.0.0"),
        (None, VersionRules(force=(f"{OTHER_SYSTEM}|1.0.0",)), "only-2.0.0"),
    ],
)
def test_the_version_is_forced_or_stated_or_that_of_the_system_rule_or_the_newest(
    stated: str | None, rules: VersionRules, code: str
) -> None:
    assert code in members_of(catalogue_of(*VERSIONS), value_set_of(all_of(version=stated)), context_of(versions=rules))


def test_a_version_may_be_spelled_by_an_alias() -> None:
    known = catalogue_of(
        code_system_of("old", version="2019-01", version_aliases=("HCPCS2019",)),
        code_system_of("new", version="2025-10", version_aliases=("20251001",)),
    )
    assert members_of(known, value_set_of(all_of(version="HCPCS2019"))) == ["old"]
    assert members_of(known, value_set_of(all_of(version="20251001"))) == ["new"]


@pytest.mark.parametrize("kind", ["system", "check", "force"])
def test_a_rule_may_spell_system_and_version_by_aliases(kind: str) -> None:
    known = catalogue_of(
        code_system_of("old", version="2019-01", version_aliases=("HCPCS2019",), aliases=("urn:oid:1.2.3",)),
        code_system_of("new", version="2025-10", aliases=("urn:oid:1.2.3",)),
    )
    rules = VersionRules(**{kind: ("urn:oid:1.2.3|HCPCS2019",)})
    assert members_of(known, value_set_of(all_of()), context_of(versions=rules)) == ["old"]


def test_a_version_that_the_request_forbids_is_refused() -> None:
    forbidding = context_of(versions=VersionRules(check=(f"{SYSTEM}|1.x",)))
    with pytest.raises(VersionMismatch, match=r"version '2\.0\.0' is not allowed .* required to be '1\.x'"):
        members_of(catalogue_of(*VERSIONS), value_set_of(all_of(version="2.0.0")), forbidding)


def test_the_rule_that_chose_a_version_is_remembered_and_one_that_did_not_is_not() -> None:
    rules = VersionRules(system=(f"{SYSTEM}|1.0.0",), force=(f"{OTHER_SYSTEM}|1",))
    evaluation = Evaluation(catalogue_of(*VERSIONS), context_of(versions=rules), value_set_of())
    listed(evaluation, value_set_of(all_of()))
    assert [(rule.name, rule.content) for rule in evaluation.used_rules] == [("system-version", f"{SYSTEM}|1.0.0")]


def test_used_versions_are_recorded_in_order_of_first_use() -> None:
    known = letters(value_set_of(codes_of("x", system=OTHER_SYSTEM), url=ONE)).with_resources(
        catalogue_of(code_system_of("x", url=OTHER_SYSTEM)).code_systems[OTHER_SYSTEM]
    )
    evaluation = Evaluation(known, Context(), value_set_of())
    listed(evaluation, value_set_of(imports(ONE), all_of()))
    assert list(evaluation.used_code_systems) == [OTHER_SYSTEM, SYSTEM]
    assert list(evaluation.used_value_sets) == [ONE]


def test_a_code_in_two_versions_is_two_members_where_the_definition_names_both() -> None:
    known = catalogue_of(*VERSIONS)
    both = value_set_of(codes_of("a", version="1.0.0"), codes_of("a", version="2.0.0"))
    assert distinguishes_versions(both)
    members = listed(Evaluation(known, Context(), both), both)
    assert [member.header.version for member in members] == ["2.0.0", "1.0.0"]


def test_a_code_imported_in_two_versions_is_one_member() -> None:
    old, new = value_set_of(codes_of("a", version="1.0.0"), url=ONE), value_set_of(codes_of("a"), url=TWO)
    both = value_set_of(imports(ONE), imports(TWO))
    evaluation = Evaluation(catalogue_of(*VERSIONS, old, new), Context(), both)
    assert len(listed(evaluation, both)) == 1
    assert [rule.name for rule in evaluation.used_rules] == ["versionsMatch"]


def test_an_exclude_of_another_version_excludes_only_where_versions_are_not_distinguished() -> None:
    known = catalogue_of(*VERSIONS)
    assert members_of(known, value_set_of(codes_of("a"), exclude=(codes_of("a", version="1.0.0"),))) == []
    two = (codes_of("a", version="2.0.0"), codes_of("a", version="1.2.0"))
    assert members_of(known, value_set_of(*two, exclude=(codes_of("a", version="1.0.0"),))) == ["a", "a"]


# Supplements


def requiring(reference: str) -> ValueSet:
    extension = Extension(REQUIRED_SUPPLEMENT, Value("canonical", reference))
    return value_set_of(all_of(), extensions=(extension,))


def test_a_requested_or_required_supplement_adds_properties_to_filter_by() -> None:
    known = catalogue_of(LETTERS, supplement_of(concept_of("b", colour="red"), version="1"))
    red = filtered(("colour", "=", "red"))
    assert members_of(known, value_set_of(red), context_of(supplements=(SUPPLEMENT,))) == ["b"]
    assert members_of(known, value_set_of(red), context_of(supplements=(f"{SUPPLEMENT}|1",))) == ["b"]
    required = requiring(SUPPLEMENT)
    evaluation = Evaluation(known, Context(), required)
    assert [member.concept.code for member in listed(evaluation, value_set_of(red))] == ["b"]


@pytest.mark.parametrize("reference", ["http://example.org/missing", f"{SUPPLEMENT}|2"])
def test_a_supplement_that_is_missing_is_an_error(reference: str) -> None:
    known = catalogue_of(LETTERS, supplement_of(version="1"))
    with pytest.raises(UnknownCodeSystem, match="Required supplement not found"):
        members_of(known, value_set_of(all_of()), context_of(supplements=(reference,)))
    with pytest.raises(UnknownCodeSystem, match="Required supplement not found"):
        members_of(known, requiring(reference))


def test_a_supplement_of_another_system_adds_nothing() -> None:
    known = catalogue_of(LETTERS, supplement_of(concept_of("b", status="retired"), of=OTHER_SYSTEM))
    asked = context_of(supplements=(SUPPLEMENT,))
    assert len(members_of(known, value_set_of(all_of(), inactive=False), asked)) == 6


# Laws

codes = st.lists(st.sampled_from("abcdef"), max_size=6).map(lambda found: codes_of(*found) if found else all_of())
filters = st.builds(
    lambda op, code: filtered(("concept", op, code)),
    st.sampled_from(["is-a", "descendent-of", "is-not-a", "generalizes", "child-of", "="]),
    st.sampled_from("abcdef"),
)
includes: st.SearchStrategy[tuple[Include, ...]] = st.lists(codes | filters, max_size=3).map(tuple)


@given(includes)
def test_excluding_everything_leaves_nothing(include: tuple[Include, ...]) -> None:
    assert members_of(letters(), value_set_of(*include, exclude=(all_of(),))) == []


@given(includes, includes)
def test_no_excluded_code_is_a_member_and_every_other_included_one_is(
    include: tuple[Include, ...], exclude: tuple[Include, ...]
) -> None:
    included = members_of(letters(), value_set_of(*include))
    excluded = set(members_of(letters(), value_set_of(*exclude)))
    left = members_of(letters(), value_set_of(*include, exclude=exclude))
    assert left == [code for code in included if code not in excluded]


@given(includes, includes)
def test_an_intersection_has_what_both_have(one: tuple[Include, ...], other: tuple[Include, ...]) -> None:
    known = letters(value_set_of(*one, url=ONE), value_set_of(*other, url=TWO))
    both = set(members_of(known, value_set_of(imports(ONE)))) & set(members_of(known, value_set_of(imports(TWO))))
    assert set(members_of(known, value_set_of(imports(ONE, TWO)))) == both
