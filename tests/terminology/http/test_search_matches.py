import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.errors import BadRequest
from terminology.core.value_sets import ValueSetHeader
from terminology.http.search_matches import Matches, coded, date, last_updated, reference, string, token
from tests.builders.resources import resource

HEADER = ValueSetHeader(url="http://x", title="Señales, día", date="2025-10-01", status="active")
ALIASES = Catalogue(aliases={"urn:oid:1.2": "http://codes"})


def matches(test: Matches, asked: str, modifier: str = "") -> bool:
    return test(resource(HEADER), asked, modifier, ALIASES)


@pytest.mark.parametrize(
    ("asked", "modifier", "is_found"),
    [
        ("senales", "", True),
        ("SEÑALES", "", True),
        ("dia", "", False),
        ("dia", "contains", True),
        ("Señales, día", "exact", True),
        ("señales, día", "exact", False),
    ],
)
def test_strings(asked: str, modifier: str, is_found: bool) -> None:
    assert matches(string(lambda item: item.entry.header.title), asked, modifier) is is_found


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [("active", True), ("http://s|active", True), ("http://other|active", False), ("|active", False), ("draft", False)],
)
def test_the_system_of_a_token_must_be_correct_if_present(asked: str, is_found: bool) -> None:
    assert matches(token(lambda item, _: (item.entry.header.status,), "http://s"), asked) is is_found


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("a", True),
        ("http://codes|a", True),
        ("urn:oid:1.2|a", True),
        ("http://codes|", True),
        ("http://other|a", False),
        ("|a", False),
        ("b", False),
    ],
)
def test_codes_are_compared_with_their_systems(asked: str, is_found: bool) -> None:
    assert matches(coded(lambda *_: [("http://codes", "a")]), asked) is is_found


@pytest.mark.parametrize(
    ("asked", "modifier", "is_found"),
    [
        ("http://codes", "", True),
        ("urn:oid:1.2", "", True),
        ("http://codes|1", "", True),
        ("http://codes|2", "", False),
        ("http://code", "", False),
        ("http://code", "below", True),
        ("codes", "contains", True),
    ],
)
def test_references_are_compared_as_canonicals(asked: str, modifier: str, is_found: bool) -> None:
    assert matches(reference(lambda *_: ["http://codes|1", None]), asked, modifier) is is_found


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("2025-10-01", True),
        ("2025", True),
        ("ne2025", False),
        ("ge2025-10-01", True),
        ("gt2025-10-01", False),
        ("gt2025-09", True),
        ("le2025-10", True),
        ("lt2025-10", False),
        ("sa2025-09-30", True),
        ("eb2025-10-02", True),
        ("eb2025-10", False),
        ("ap2025-10", True),
        ("ge0001-01-01T00:00:00+14:00", True),
        ("le9999-12-31T23:59:59-14:00", True),
    ],
)
def test_dates_are_intervals(asked: str, is_found: bool) -> None:
    assert matches(date("date", lambda item: item.entry.header.date), asked) is is_found


@pytest.mark.parametrize("asked", ["yesterday", "ge", "2025-13", ""])
def test_an_invalid_date_is_refused(asked: str) -> None:
    with pytest.raises(BadRequest, match="needs a date"):
        matches(date("date", lambda item: item.entry.header.date), asked)


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("2026-11-22T08:30:00Z", True),
        ("2026-11-22T08:30:00.123Z", True),
        ("2026-11-22T08:30:00.124Z", False),
        ("2026-11-22T10:30:00+02:00", True),
        ("ge2026-11-22T08:30:00Z", True),
        ("sa2026-11-22T08:30:00Z", False),
        ("lt2026-11-22T08:30:01Z", True),
    ],
)
def test_seconds_find_what_has_milliseconds(asked: str, is_found: bool) -> None:
    assert matches(last_updated, asked) is is_found


def test_a_resource_without_a_date_or_with_a_broken_one_matches_nothing() -> None:
    for text in (None, "soon"):
        assert not date("date", lambda _, text=text: text)(resource(HEADER), "ne2025", "", ALIASES)  # type: ignore[misc]
