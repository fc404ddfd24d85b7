from datetime import date

import pytest

from terminology.core.days import Days, parse_days
from terminology.core.history import Span, Standing, ValidityPeriod, validity_on
from terminology.core.release_windows import Listing, Window, periods_of, windows_of

FISCAL_2021 = Window("2021-01", date(2021, 1, 1), date(2021, 9, 30))
FISCAL_2025 = Window("2024-10", date(2024, 10, 1), date(2025, 3, 31))
APRIL_2025 = Window("2025-04", date(2025, 4, 1), date(2025, 9, 30))
WINDOWS = (FISCAL_2021, FISCAL_2025, APRIL_2025)


def periods(*listed: bool) -> tuple[ValidityPeriod, ...]:
    """The periods of a code that each of the three releases lists or not."""
    return periods_of([Listing(window, is_listed) for window, is_listed in zip(WINDOWS, listed, strict=True)])


def standing(day: str, *listed: bool) -> Standing | None:
    validity = validity_on(periods(*listed), parse_days(day))
    return validity and validity.standing


def test_a_release_is_in_force_until_the_next_one_or_the_end_of_its_own_window() -> None:
    def fiscal_year(first: str, last: str) -> Days:
        return Days(date.fromisoformat(first), date.fromisoformat(last), first)

    assert (
        windows_of(
            [
                ("2025-04", fiscal_year("2025-04-01", "2025-09-30")),
                ("2021-01", fiscal_year("2021-01-01", "2021-09-30")),
                ("2024-10", fiscal_year("2024-10-01", "2025-09-30")),
            ]
        )
        == WINDOWS
    )


def test_a_code_in_every_release_has_one_open_period() -> None:
    [period] = periods(True, True, True)
    assert (period.start, period.end) == (date(2021, 1, 1), None)
    assert period.releases == ("2021-01", "2024-10", "2025-04")


def test_a_code_in_no_release_has_no_periods() -> None:
    assert periods(False, False, False) == ()
    assert standing("2025-01-01", False, False, False) is None


def test_between_windows_that_follow_upon_each_other_the_day_is_known() -> None:
    [period] = periods(False, True, False)
    assert (period.end, period.undecided) == (date(2025, 3, 31), None)
    [period] = periods(False, False, True)
    assert (period.start, period.began) == (date(2025, 4, 1), None)


def test_between_windows_with_a_gap_the_day_is_one_of_it() -> None:
    gap = Span(date(2021, 10, 1), date(2024, 9, 30))
    [period] = periods(True, False, False)
    assert (period.end, period.undecided) == (date(2021, 9, 30), gap)
    [period] = periods(False, True, True)
    assert (period.start, period.began) == (date(2024, 10, 1), gap)


def test_a_code_that_comes_back_has_two_periods() -> None:
    first, second = periods(True, False, True)
    assert (first.releases, second.releases) == (("2021-01",), ("2025-04",))
    assert second.began is None


@pytest.mark.parametrize(
    ("day", "listed", "expected"),
    [
        ("2021-05-01", (True, True, True), "valid"),
        ("2023-05-01", (True, True, True), "valid"),
        ("2030-01-01", (True, True, True), "valid"),
        ("2019-05-01", (True, True, True), "undecided"),  # nothing here speaks of it: not known is no "no"
        ("2019-05-01", (False, True, True), "not yet"),
        ("2021-05-01", (False, True, True), "not yet"),
        ("2023-05-01", (False, True, True), "undecided"),
        ("2023-05-01", (False, False, True), "not yet"),
        ("2025-03-31", (False, False, True), "not yet"),
        ("2025-04-01", (False, False, True), "valid"),
        ("2023-05-01", (True, False, False), "undecided"),
        ("2024-10-01", (True, False, False), "ended"),
        ("2025-04-01", (True, True, False), "ended"),
        ("2025-01-01", (True, False, True), "ended"),
        ("2025", (True, True, False), "in part"),
    ],
)
def test_a_day_is_judged_by_the_windows_around_it(day: str, listed: tuple[bool, ...], expected: Standing) -> None:
    assert standing(day, *listed) == expected
