"""How two value sets are related, with small code systems."""

from dataclasses import replace

import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.comparison import CompareRequest, CompareResult
from terminology.core.errors import TooCostly, UnknownValueSet
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.core.requests import ValueSetReference
from terminology.core.value_sets import Include, ValueSet
from terminology.operations.compare import DIAGNOSTIC_CODES, compare
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SYSTEM,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    filtered,
    imports,
    value_set_of,
)
from tests.builders.cpu import least_cpu_s

TREE = code_system_of("a", "a1", "a2", "b", "b1", nesting={"a1": "a", "a2": "a", "b1": "b"})
CATALOGUE = catalogue_of(TREE)
IS_A = filtered(("concept", "is-a", "a"))


def compared(this: ValueSet, other: ValueSet, catalogue: Catalogue = CATALOGUE, **more: object) -> CompareResult:
    request = CompareRequest(ValueSetReference(value_set=this), ValueSetReference(value_set=other), True, **more)  # type: ignore[arg-type]
    return compare(catalogue, request)


def relation(this: ValueSet, other: ValueSet, catalogue: Catalogue = CATALOGUE) -> str:
    return compared(this, other, catalogue).relation


@pytest.mark.parametrize(
    ("this", "other", "expected"),
    [
        (value_set_of(IS_A), value_set_of(codes_of("a", "a1", "a2")), "same"),
        (value_set_of(codes_of("a1")), value_set_of(IS_A), "subset"),
        (value_set_of(all_of()), value_set_of(IS_A), "superset"),
        (value_set_of(IS_A), value_set_of(codes_of("a1", "b1")), "overlapping"),
        (value_set_of(IS_A), value_set_of(filtered(("concept", "is-a", "b"))), "disjoint"),
        (value_set_of(), value_set_of(all_of(), exclude=(all_of(),)), "empty"),
    ],
)
def test_value_sets_are_related_as_their_codes_are(this: ValueSet, other: ValueSet, expected: str) -> None:
    assert relation(this, other) == expected
    turned = {"subset": "superset", "superset": "subset"}
    assert relation(other, this) == turned.get(expected, expected)


def test_each_kind_of_codes_is_a_text_in_the_order_of_its_value_set() -> None:
    result = compared(value_set_of(IS_A), value_set_of(codes_of("b1", "a1")))
    assert dict(result.texts) == {"common": "a1", "missing": "a,a2", "extra": "b1"}
    assert result.has_expanded


def test_codes_are_listed_in_pages_kind_by_kind_with_their_displays() -> None:
    this, other = value_set_of(IS_A), value_set_of(codes_of("b1", "a1"))
    result = compared(this, other, kinds=("missing", "extra"), offset=1, count=2)
    assert [(item.kind, item.coding.code, item.coding.display) for item in result.codes] == [
        ("missing", "a2", "Display of a2"),
        ("extra", "b1", "Display of b1"),
    ]
    assert result.total == 3
    assert result.counts == {"common": 1, "missing": 2, "extra": 1}


def test_more_codes_than_an_expansion_may_have_are_listed_in_pages_only() -> None:
    this, other = value_set_of(all_of()), value_set_of()
    with pytest.raises(TooCostly):
        compared(this, other, kinds=("missing",), limit_codes=4)
    assert len(compared(this, other, kinds=("missing",), limit_codes=4, count=2).codes) == 2


def test_a_code_is_the_same_in_every_version_of_its_code_system() -> None:
    catalogue = catalogue_of(code_system_of("a", "b", version="1"), code_system_of("b", "a", "c", version="2"))
    result = compared(value_set_of(all_of(version="1")), value_set_of(all_of(version="2")), catalogue)
    assert result.relation == "subset"
    assert result.texts == {"common": "a,b", "extra": "c"}


def test_versions_that_a_code_system_wants_distinguished_have_no_code_in_common() -> None:
    versions = [code_system_of("a", version=version, version_needed=True) for version in ("1", "2")]
    this, other = (value_set_of(codes_of("a", version=version)) for version in ("1", "2"))
    assert relation(this, other, catalogue_of(*versions)) == "disjoint"


def test_definitions_decide_where_the_code_system_is_not_here() -> None:
    result = compared(value_set_of(codes_of("x", "y")), value_set_of(codes_of("z", "y")), Catalogue())
    assert (result.relation, result.has_expanded) == ("overlapping", False)
    assert result.texts == {"common": "y", "missing": "x", "extra": "z"}
    assert result.counts is None


def test_unknown_content_makes_the_result_indeterminate_with_the_reason() -> None:
    result = compared(value_set_of(IS_A), value_set_of(codes_of("y")), Catalogue())
    assert result.relation == "indeterminate"
    assert f"CodeSystem '{SYSTEM}' could not be found" in result.message


def test_a_list_with_unknown_codes_is_compared_by_its_known_ones() -> None:
    assert relation(value_set_of(codes_of("a", "none")), value_set_of(codes_of("a"))) == "same"


@pytest.mark.parametrize(
    ("this", "other", "expected"),
    [
        (all_of(), all_of(), "same"),
        (all_of(), codes_of("a"), "superset"),
        (filtered(("concept", "is-a", "a")), codes_of("a"), "indeterminate"),
        (codes_of("x", "y"), codes_of("y"), "superset"),
    ],
)
def test_a_fragment_decides_only_what_further_codes_could_not_change(
    this: Include, other: Include, expected: str
) -> None:
    fragment = catalogue_of(code_system_of("a", "b", content="fragment"))
    assert relation(value_set_of(this), value_set_of(other), fragment) == expected


def test_imports_are_compared_by_their_codes() -> None:
    inner = value_set_of(IS_A, url="http://example.org/inner")
    result = compared(value_set_of(imports(inner.header.url)), value_set_of(IS_A), catalogue_of(TREE, inner))
    assert (result.relation, result.has_expanded) == ("same", True)


def test_a_value_set_that_is_not_here_is_unknown() -> None:
    with pytest.raises(UnknownValueSet):
        compare(CATALOGUE, CompareRequest(ValueSetReference("http://example.org/none"), ValueSetReference("urn:x")))


def test_code_systems_that_only_one_names_share_no_codes() -> None:
    catalogue = catalogue_of(TREE, code_system_of("a", url=OTHER_SYSTEM))
    assert (
        relation(value_set_of(codes_of("a")), value_set_of(codes_of("a", system=OTHER_SYSTEM)), catalogue) == "disjoint"
    )


def test_large_value_sets_are_compared_as_bits() -> None:
    concepts = tuple(Concept(f"c{number}") for number in range(100_000))
    catalogue = catalogue_of(CodeSystem(CodeSystemHeader(SYSTEM), concepts))
    this, other = value_set_of(all_of(), exclude=(codes_of("c7"),)), value_set_of(all_of())
    result = compared(this, other, catalogue, kinds=("common",), count=1)
    assert least_cpu_s(lambda: compared(this, other, catalogue, kinds=("common",), count=1)) < 0.1
    assert result.counts == {"common": 99_999, "missing": 0, "extra": 1}
    assert result.texts["common"].count(",") == DIAGNOSTIC_CODES  # the last one before "…"


@pytest.mark.parametrize("content", ["example", "fragment"])
def test_codes_of_a_partially_loaded_code_system_decide_nothing(content: str) -> None:
    known = catalogue_of(code_system_of("a", "b", nesting={"b": "a"}, content=content))
    assert relation(value_set_of(codes_of("x")), value_set_of(IS_A), known) == "indeterminate"


def test_two_spellings_of_a_code_system_are_the_same_where_the_definitions_decide() -> None:
    known = replace(catalogue_of(code_system_of("a", content="fragment")), aliases={"http://alias": SYSTEM})
    this, other = value_set_of(codes_of("x", "y", system="http://alias")), value_set_of(codes_of("x", "y"))
    assert relation(this, other, known) == "same"


def test_many_includes_are_compared_in_time_that_grows_with_their_number() -> None:
    known = catalogue_of(code_system_of(*map(str, range(4_000))))

    def cpu_s(n: int) -> float:
        one, two = (value_set_of(*(codes_of(str(i)) for i in range(start, start + n))) for start in (0, 2_000))
        return least_cpu_s(lambda: compared(one, two, known))

    assert cpu_s(1600) < 8 * cpu_s(400)
