import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core import canonical

versions = st.text("0123456789.-xab²", max_size=8)
numbers = st.lists(st.integers(0, 10**6), min_size=1, max_size=4)


def test_a_canonical_is_split_at_its_bar() -> None:
    assert canonical.split("http://example.org/vs|1.0") == ("http://example.org/vs", "1.0")


@pytest.mark.parametrize("written", ["http://example.org/vs", "http://example.org/vs|"])
def test_a_canonical_without_a_bar_has_no_version(written: str) -> None:
    assert canonical.split(written) == ("http://example.org/vs", None)


@given(st.text(st.characters(exclude_characters="|")), st.one_of(st.none(), st.text(min_size=1)))
def test_splitting_undoes_joining(url: str, version: str | None) -> None:
    assert canonical.split(canonical.join(url, version)) == (url, version)


@given(numbers, numbers)
def test_versions_of_numbers_are_ordered_as_the_numbers_are(one: list[int], other: list[int]) -> None:
    keys = [canonical.version_key(".".join(map(str, item))) for item in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)
    assert (keys[0] == keys[1]) == (one == other)


@given(versions, versions, versions)
def test_the_order_of_versions_is_total_and_transitive(a: str, b: str, c: str) -> None:
    one, two, three = map(canonical.version_key, (a, b, c))
    assert one <= two or two <= one
    if one <= two <= three:
        assert one <= three


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (None, "0"),
        ("1.2", "1.10"),
        ("1.10", "2"),
        ("2024-07", "2025-10"),
        ("20240701", "20251001"),
        ("5.0.0-ballot", "5.0.0"),
        ("5.0.0-ballot", "5.0.0-snapshot"),
        ("5.0.0", "5.0.1-ballot"),
        ("2024AA", "2024AB"),
    ],
)
def test_the_earlier_version_comes_before_the_later(earlier: str | None, later: str) -> None:
    assert canonical.version_key(earlier) < canonical.version_key(later)


def test_a_version_of_five_thousand_digits_is_a_version_like_another() -> None:
    assert canonical.latest(["1", "9" * 5000]) == "9" * 5000


def test_an_empty_list_of_versions_has_no_latest() -> None:
    assert canonical.latest([]) is None


@pytest.mark.parametrize(
    ("version", "pattern"),
    [
        ("1.0.0", "1.0.0"),
        ("1.0.0", "1.x"),
        ("1.0.0", "1.x.x"),
        ("1.4.2", "1.*"),
        ("1.0.0", "1.0.X"),
        ("2025-10", "2025-x"),
        ("7", "x"),
    ],
)
def test_a_wildcard_means_every_version_it_covers(version: str, pattern: str) -> None:
    assert canonical.matches(version, pattern)


@pytest.mark.parametrize(
    ("version", "pattern"),
    [("1.0.0", "1"), ("1.0.0", "2.x"), ("11.0", "1.x"), ("2.1.0", "x.0.0"), (None, "1.x"), ("1.0", "1.0.0")],
)
def test_a_pattern_means_nothing_beyond_what_it_covers(version: str | None, pattern: str) -> None:
    assert not canonical.matches(version, pattern)


@given(versions)
def test_every_version_is_the_one_that_is_spelled_like_it(version: str) -> None:
    assert canonical.matches(version, version)


@pytest.mark.parametrize(("version", "expected"), [("1.x", True), ("*", True), ("1.0-X", True), ("1.xy", False)])
def test_a_wildcard_replaces_an_entire_part_of_a_version(version: str, expected: bool) -> None:
    assert canonical.is_wildcard(version) is expected


def test_a_missing_version_is_not_a_wildcard() -> None:
    assert not canonical.is_wildcard(None)


@pytest.mark.parametrize(
    ("version", "form"),
    [
        ("2018-08-12", "date"),
        ("2025-10", "date"),
        ("20250901", "date"),
        ("9.0.0", "semver"),
        ("5.0.0-ballot", "semver"),
        ("2.9", "other"),
        ("x", "other"),
        (None, ""),
    ],
)
def test_versions_are_written_in_forms(version: str | None, form: str) -> None:
    assert canonical.version_form(version) == form
