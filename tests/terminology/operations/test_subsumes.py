import pytest

from terminology.core.errors import UnknownCode, UnknownCodeSystem
from terminology.core.requests import SubsumesRequest
from terminology.operations.subsumes import subsumes
from tests.builders.catalogue import SYSTEM, catalogue_of, code_system_of

KNOWN = catalogue_of(
    code_system_of(
        "Animal", "Cat", "Dog", "Lynx", nesting={"Cat": "Animal", "Dog": "Animal", "Lynx": "Cat"}, version="1"
    ),
    code_system_of("Animal", "Cat", version="2", case_sensitive=False),
    code_system_of("egg", "hen", nesting={"egg": "hen", "hen": "egg"}, url="http://example.org/circle"),
)


def outcome(a: str, b: str, version: str | None = "1", system: str = SYSTEM) -> str:
    return subsumes(KNOWN, SubsumesRequest(system, version, a, b)).outcome


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Animal", "Lynx", "subsumes"),
        ("Lynx", "Animal", "subsumed-by"),
        ("Cat", "Cat", "equivalent"),
        ("Dog", "Lynx", "not-subsumed"),
    ],
)
def test_one_code_subsumes_the_other_or_is_subsumed_or_equal_or_unrelated(a: str, b: str, expected: str) -> None:
    assert outcome(a, b) == expected


def test_the_hierarchy_is_that_of_the_requested_version() -> None:
    assert outcome("Animal", "Cat", version=None) == "not-subsumed"


def test_codes_are_the_same_in_any_case_where_case_does_not_count() -> None:
    assert outcome("CAT", "cat", version="2") == "equivalent"


def test_in_a_cycle_the_first_is_above_the_second() -> None:
    assert outcome("hen", "egg", None, "http://example.org/circle") == "subsumes"


@pytest.mark.parametrize(("a", "b", "place"), [("Bird", "Cat", "codeA"), ("Cat", "Bird", "codeB")])
def test_an_unknown_code_is_an_error_that_says_which_it_was(a: str, b: str, place: str) -> None:
    with pytest.raises(UnknownCode, match=rf"'Bird' in the CodeSystem '{SYSTEM}\|1'") as caught:
        outcome(a, b)
    assert caught.value.issues[0].expression == (place,)


def test_an_unknown_system_or_version_is_an_error() -> None:
    with pytest.raises(UnknownCodeSystem):
        outcome("Cat", "Cat", version="9")
