from datetime import date

import pytest

from terminology.core.days import parse_days, parse_moments
from terminology.core.errors import BadRequest


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("2024-07-01T00:00:00Z", "2024-07-01", "2024-07-01"),
        ("2024-07-01T23:59:60.5+14:00", "2024-07-01", "2024-07-01"),
        ("2024-07-01T08:30-05:00", "2024-07-01", "2024-07-01"),
        ("2024-07-01T08:30:00", "2024-07-01", "2024-07-01"),
        (" 2024-07-01 ", "2024-07-01", "2024-07-01"),
    ],
)
def test_a_date_is_the_span_of_its_days(text: str, first: str, last: str) -> None:
    days = parse_days(text)
    assert (days.first, days.last) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_datetime_is_the_day_in_its_own_zone() -> None:
    assert parse_days("2019-09-30T23:30:00-10:00").first == date(2019, 9, 30)
    assert parse_days("2019-10-01T00:30:00+13:00").first == date(2019, 10, 1)


def test_a_plus_that_became_a_blank_in_an_address_is_still_a_zone() -> None:
    assert parse_days("2019-10-01T08:30:00 02:00").first == date(2019, 10, 1)


def test_days_are_written_as_received() -> None:
    assert str(parse_days("2024-07")) == "2024-07"
    assert str(parse_days(" 2024-07 ")) == "2024-07"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023-02-29", "there is no such day"),
        ("2024-13", "there is no such day"),
        ("2024-00-10", "there is no such day"),
        ("2024-04-31", "there is no such day"),
        ("0000", "there is no such day"),
        ("2024-07-01T24:00:00Z", "there is no such time of day"),
        ("2024-07-01T08:61Z", "there is no such time of day"),
        ("2024-07-01T08:30:61Z", "there is no such time of day"),
        ("2024-07-01T08:30:00+15:00", "there is no such time of day"),
        ("2024-07-01T08:30:00+05:75", "there is no such time of day"),
        ("20240701", "write YYYY, YYYY-MM, YYYY-MM-DD or a dateTime"),
        ("07/01/2024", "write YYYY, YYYY-MM, YYYY-MM-DD or a dateTime"),
        ("2024-7-1", "write YYYY, YYYY-MM, YYYY-MM-DD or a dateTime"),
        ("yesterday", "write YYYY, YYYY-MM, YYYY-MM-DD or a dateTime"),
        ("２０２４", "write YYYY, YYYY-MM, YYYY-MM-DD or a dateTime"),
        ("24", "write YYYY, YYYY-MM, YYYY-MM-DD or a dateTime"),
        ("2024-01-01T", "write YYYY, YYYY-MM, YYYY-MM-DD or a dateTime"),
        ("2024-01-01/2024-02-01", "write YYYY, YYYY-MM, YYYY-MM-DD or a dateTime"),
    ],
)
def test_an_invalid_date_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(BadRequest) as raised:
        parse_days(text)
    (issue,) = raised.value.issues
    assert issue.text == f"'{text}' is not a date: {reason}"
    assert issue.expression == ("date",)


def span(text: str) -> tuple[int, int]:
    found = parse_moments(text)
    return found.first, found.last


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("2026-11-22T08:30:00.123Z", "2026-11-22T08:30:00Z"),
        ("2026-11-22T08:30:00Z", "2026-11-22T08:30Z"),
        ("2026-11-22T08:30Z", "2026-11-22"),
        ("2026-11-22", "2026-11"),
        ("2026-11", "2026"),
        ("2026-11-22T08:30:00Z", "2026-11-22T10:30:00+02:00"),
        ("2026-11-22T08:30:00Z", "2026-11-22T03:30:00-05:00"),
        ("2026-11-22T08:30:00.123456Z", "2026-11-22T08:30:00.123Z"),
        ("2026-11-22T23:30:00-05:00", "2026-11-23"),
    ],
)
def test_a_more_precise_date_is_within_a_less_precise_one(text: str, within: str) -> None:
    (first, last), (outer_first, outer_last) = span(text), span(within)
    assert outer_first <= first <= last <= outer_last


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001", "9999-12"])
def test_zones_lead_out_of_the_years_without_an_error(text: str) -> None:
    first, last = span(text)
    assert first <= last


@pytest.mark.parametrize("text", ["", "2026-02-30", "0000", "2026-11-22T25:00:00Z", "ge2026", "2026-11-22T08"])
def test_an_invalid_moment_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        parse_moments(text)
