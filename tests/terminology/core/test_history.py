"""The periods of a code: each rule by an example, then laws for any sequence of statements."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.days import Days, parse_days
from terminology.core.history import Span, Statement, Validity, ValidityPeriod, periods_of, release_on, validity_on


def day(text: str) -> date:
    return date.fromisoformat(text)


def says(
    release: str,
    added: str,
    terminated: str | None = None,
    acted: str | None = None,
    *,
    returned: bool = False,
) -> Statement:
    last = day(terminated) if terminated else None
    return Statement(release, day(f"{release}-01"), day(added), last, day(acted) if acted else None, returned)


def leaves_out(release: str) -> Statement:
    return Statement(release, day(f"{release}-01"), None)


def spans(*statements: Statement) -> list[str]:
    """The periods, each as `from/to`; what is undecided follows as `~from/to`."""
    return [_span_text(period) for period in periods_of(statements)]


def _span_text(period: ValidityPeriod) -> str:
    text = f"{period.start}/{period.end or '..'}"
    return f"{text} ~{period.undecided.first}/{period.undecided.last}" if period.undecided else text


def test_a_code_is_valid_from_its_added_date_on() -> None:
    assert spans(says("2020-04", "2019-10-01")) == ["2019-10-01/.."]


def test_the_termination_date_is_the_last_day_of_a_period() -> None:
    assert spans(says("2017-01", "1999-07-01", "2016-02-29")) == ["1999-07-01/2016-02-29"]


def test_a_code_in_no_release_has_no_period() -> None:
    assert spans(leaves_out("2017-01"), leaves_out("2019-01")) == []


def test_a_code_is_valid_before_the_first_release_that_lists_it_and_others_left_it_out() -> None:
    assert spans(leaves_out("2019-01"), says("2020-04", "2018-07-01")) == ["2018-07-01/.."]


def test_a_later_added_date_replaces_the_earlier_one() -> None:
    assert spans(says("2020-01", "2020-01-01"), says("2020-04", "2020-02-01")) == ["2020-02-01/.."]


def test_an_earlier_added_date_replaces_the_later_one() -> None:
    assert spans(says("2020-04", "2020-04-01"), says("2020-07", "2019-11-15", "2020-06-30")) == [
        "2019-11-15/2020-06-30"
    ]


def test_a_termination_that_is_stated_late_applies_from_its_date() -> None:
    assert spans(says("2019-01", "2018-10-01"), says("2020-04", "2018-10-01", "2018-12-31")) == [
        "2018-10-01/2018-12-31"
    ]


@pytest.mark.parametrize("corrected", ["2018-12-31", "2020-03-31"])
def test_an_earlier_or_later_termination_replaces_the_stated_one(corrected: str) -> None:
    statements = says("2020-01", "2010-01-01", "2019-12-31"), says("2020-04", "2010-01-01", corrected)
    assert spans(*statements) == [f"2010-01-01/{corrected}"]


def test_a_termination_that_disappears_without_a_later_action_was_revoked() -> None:
    statements = says("2020-01", "2010-01-01", "2019-12-31", "2020-01-01"), says("2020-04", "2010-01-01")
    assert spans(*statements) == ["2010-01-01/.."]


def test_a_termination_that_disappears_with_an_action_after_it_leaves_a_gap() -> None:
    statements = (
        says("2020-01", "2010-01-01", "2019-12-31", "2020-01-01"),
        says("2020-07", "2010-01-01", acted="2020-07-01", returned=True),
    )
    assert spans(*statements) == ["2010-01-01/2019-12-31", "2020-07-01/.."]


def test_a_reactivation_counts_when_its_action_code_is_forgotten_again() -> None:
    statements = says("2020-01", "2010-01-01", "2019-12-31"), says("2021-01", "2010-01-01", acted="2020-07-01")
    assert spans(*statements) == ["2010-01-01/2019-12-31", "2020-07-01/.."]


def test_a_reactivation_on_the_next_day_is_one_period() -> None:
    statements = (
        says("2020-01", "2010-01-01", "2019-12-31"),
        says("2020-04", "2010-01-01", acted="2020-01-01", returned=True),
    )
    assert spans(*statements) == ["2010-01-01/.."]


def test_a_code_that_returned_and_ended_again_keeps_its_gap() -> None:
    statements = (
        says("2016-01", "2010-01-01", "2015-12-31"),
        says("2018-01", "2010-01-01", "2019-12-31", "2018-01-01", returned=True),
    )
    assert spans(*statements) == ["2010-01-01/2015-12-31", "2018-01-01/2019-12-31"]


def test_a_returned_code_that_is_terminated_later_keeps_its_gap() -> None:
    statements = (
        says("2020-01", "2010-01-01", "2019-12-31"),
        says("2020-07", "2010-01-01", acted="2020-07-01", returned=True),
        says("2022-01", "2010-01-01", "2021-12-31", "2022-01-01"),
    )
    assert spans(*statements) == ["2010-01-01/2019-12-31", "2020-07-01/2021-12-31"]


def test_a_termination_before_the_return_revokes_the_return() -> None:
    statements = (
        says("2020-01", "2010-01-01", "2019-12-31"),
        says("2020-07", "2010-01-01", acted="2020-07-01", returned=True),
        says("2020-10", "2010-01-01", "2019-09-30", "2019-10-01"),
    )
    assert spans(*statements) == ["2010-01-01/2019-09-30"]


def test_an_added_date_after_the_termination_begins_another_period() -> None:
    statements = (
        says("2017-01", "1994-01-01", "2013-12-31"),
        leaves_out("2019-01"),
        says("2024-07", "2023-07-01"),
    )
    assert spans(*statements) == ["1994-01-01/2013-12-31", "2023-07-01/.."]


def test_a_new_period_that_is_corrected_to_begin_within_the_old_one_cuts_it_short() -> None:
    statements = (
        says("2017-01", "1994-01-01", "2013-12-31"),
        says("2020-01", "2015-01-01"),
        says("2021-01", "2010-01-01", "2012-12-31"),
    )
    assert spans(*statements) == ["1994-01-01/2009-12-31", "2010-01-01/2012-12-31"]


def test_a_return_without_a_known_end_leaves_the_days_between_undecided() -> None:
    statements = says("2024-07", "2017-01-01"), says("2025-10", "2017-01-01", acted="2025-10-01", returned=True)
    assert spans(*statements) == ["2017-01-01/2024-07-01 ~2024-07-02/2025-09-30", "2025-10-01/.."]


def test_a_return_that_precedes_every_release_leaves_all_days_before_it_undecided() -> None:
    statement = says("2017-01", "2006-01-01", acted="2016-07-01", returned=True)
    assert spans(statement) == ["2006-01-01/2006-01-01 ~2006-01-02/2016-06-30", "2016-07-01/.."]


def test_the_release_with_the_end_date_decides_the_days_in_between() -> None:
    statements = (
        says("2024-07", "2017-01-01"),
        says("2025-01", "2017-01-01", "2024-12-31", "2025-01-01"),
        says("2025-10", "2017-01-01", acted="2025-10-01", returned=True),
    )
    assert spans(*statements) == ["2017-01-01/2024-12-31", "2025-10-01/.."]


def test_a_code_dropped_without_a_termination_ended_between_two_releases() -> None:
    statements = says("2017-01", "2010-01-01"), leaves_out("2019-01"), leaves_out("2020-04")
    assert spans(*statements) == ["2010-01-01/2017-01-01 ~2017-01-02/2018-12-31"]


def test_a_terminated_code_that_leaves_the_file_keeps_its_last_day() -> None:
    assert spans(says("2017-01", "2010-01-01", "2015-12-31"), leaves_out("2019-01")) == ["2010-01-01/2015-12-31"]


def test_a_code_dropped_by_mistake_never_ended() -> None:
    statements = says("2017-01", "2010-01-01"), leaves_out("2019-01"), says("2020-04", "2010-01-01", acted="2010-01-01")
    assert spans(*statements) == ["2010-01-01/.."]


def test_a_code_that_was_dropped_and_returned_ended_before_the_release_without_it() -> None:
    statements = (
        says("2017-01", "2010-01-01"),
        leaves_out("2018-01"),
        says("2020-01", "2010-01-01", acted="2020-01-01", returned=True),
    )
    assert spans(*statements) == ["2010-01-01/2017-01-01 ~2017-01-02/2017-12-31", "2020-01-01/.."]


def test_a_code_that_was_dropped_and_reassigned_has_two_periods() -> None:
    statements = says("2017-01", "2010-01-01"), leaves_out("2018-01"), says("2020-01", "2020-01-01")
    assert spans(*statements) == ["2010-01-01/2017-01-01 ~2017-01-02/2017-12-31", "2020-01-01/.."]


def test_a_code_that_was_announced_and_left_out_before_its_first_day_never_lived() -> None:
    assert spans(says("2018-01", "2018-07-01"), leaves_out("2018-04")) == []


def test_a_period_names_the_releases_that_speak_of_it() -> None:
    statements = (
        says("2017-01", "1994-01-01", "2013-12-31"),
        leaves_out("2019-01"),
        says("2024-07", "2023-07-01"),
        says("2025-10", "2023-07-01"),
    )
    assert [period.releases for period in periods_of(statements)] == [("2017-01",), ("2024-07", "2025-10")]


RELEASES = [("2017-01", day("2017-01-01")), ("2019-01", day("2019-01-01")), ("2020-04", day("2020-04-01"))]


@pytest.mark.parametrize(
    ("on", "release"), [("2010-01-01", "2017-01"), ("2019-12-31", "2017-01"), ("2020-04-01", "2020-04")]
)
def test_texts_are_those_of_the_release_in_force_that_covers_the_period(on: str, release: str) -> None:
    period = ValidityPeriod(day("2000-01-01"), day("2000-01-01"), None, ("2017-01", "2020-04"))
    assert release_on(period, RELEASES, day(on)) == release


def test_a_period_that_no_release_covers_has_no_texts() -> None:
    assert release_on(ValidityPeriod(day("2000-01-01"), day("2000-01-01"), None), RELEASES, day("2019-01-01")) is None


TWO_LIVES = periods_of([says("2020-01", "2010-01-01", "2019-03-31"), says("2020-07", "2019-07-01")])
UNKNOWN_END = periods_of(
    [says("2024-07", "2017-01-01"), says("2025-10", "2017-01-01", None, "2025-10-01", returned=True)]
)


def standing(periods: Sequence[ValidityPeriod], text: str) -> str:
    validity = validity_on(periods, parse_days(text))
    assert validity is not None
    return validity.standing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2009-12-31", "not yet"),
        ("2009", "not yet"),
        ("2010", "valid"),
        ("2019-03-31", "valid"),
        ("2019-04-01", "ended"),
        ("2019-05", "ended"),
        ("2019", "in part"),
        ("2019-07", "valid"),
        ("2050", "valid"),
    ],
)
def test_a_day_month_or_year_is_in_a_period_completely_partly_or_not(text: str, expected: str) -> None:
    assert standing(TWO_LIVES, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-01", "valid"),
        ("2024-07-02", "undecided"),
        ("2024-07", "undecided"),
        ("2025", "undecided"),
        ("2025-09-30", "undecided"),
        ("2025-10-01", "valid"),
    ],
)
def test_days_on_which_a_code_may_have_ended_are_undecided(text: str, expected: str) -> None:
    assert standing(UNKNOWN_END, text) == expected


def test_a_span_that_two_adjoining_periods_cover_is_valid_throughout() -> None:
    periods = periods_of([says("2020-01", "2010-01-01", "2019-03-31"), says("2020-07", "2019-04-01")])
    assert standing(periods, "2019") == "valid"


def test_between_two_periods_the_ended_and_the_next_one_are_named() -> None:
    validity = validity_on(TWO_LIVES, parse_days("2019-05-01"))
    assert validity == Validity("ended", parse_days("2019-05-01"), TWO_LIVES[0], TWO_LIVES[1], TWO_LIVES)


def test_a_code_without_periods_has_no_validity() -> None:
    assert validity_on((), parse_days("2019")) is None


# Laws, over any sequence of statements

QUARTERS = [date(year, month, 1) for year in range(2016, 2023) for month in (1, 4, 7, 10)]
quarters = st.sampled_from(QUARTERS)
last_days = quarters.map(lambda first: first - timedelta(days=1))


@st.composite
def statements_of(draw: st.DrawFn) -> list[Statement]:
    """The statements of up to seven releases about one code, with any dates; a last day is never before the first."""
    releases = sorted(draw(st.sets(quarters, min_size=1, max_size=7)))
    return [draw(_statement(in_force)) for in_force in releases]


@st.composite
def _statement(draw: st.DrawFn, in_force: date) -> Statement:
    name = f"{in_force:%Y-%m}"
    if draw(st.integers(0, 4)) == 0:
        return Statement(name, in_force, None)
    added = draw(quarters)
    terminated = draw(st.none() | last_days.filter(lambda last: last >= added) | st.just(added))
    acted = draw(st.none() | quarters)
    return Statement(name, in_force, added, terminated, acted, draw(st.booleans()))


def last_possible_day(period: ValidityPeriod) -> date:
    return period.undecided.last if period.undecided else period.end or date.max


@given(statements_of().flatmap(st.permutations))
def test_the_order_in_which_statements_are_heard_changes_nothing(statements: list[Statement]) -> None:
    assert periods_of(statements) == periods_of(sorted(statements, key=lambda item: item.day))


@given(statements_of())
def test_periods_follow_each_other_and_never_share_a_day(statements: list[Statement]) -> None:
    periods = periods_of(statements)
    for period in periods:
        assert period.start <= (period.end or date.max)
        if period.undecided:
            assert period.end == period.undecided.first - timedelta(days=1)
            assert period.undecided.first <= period.undecided.last
    for earlier, later in pairwise(periods):
        assert last_possible_day(earlier) < later.start


@given(statements_of())
def test_every_release_with_a_code_covers_at_most_one_of_its_periods(statements: list[Statement]) -> None:
    named = [release for period in periods_of(statements) for release in period.releases]
    listing = [item.release for item in statements if item.added]
    assert len(named) == len(set(named))
    assert set(named) <= set(listing)


@given(statements_of())
def test_the_end_stated_by_the_newest_release_counts(statements: list[Statement]) -> None:
    newest = statements[-1]
    periods = periods_of(statements)
    if newest.added is None:
        return
    if newest.terminated is None:
        assert periods[-1].end is None
    else:
        assert last_possible_day(periods[-1]) == newest.terminated


@given(statements_of())
def test_no_period_covered_by_the_newest_release_begins_before_its_added_date(statements: list[Statement]) -> None:
    newest = statements[-1]
    spoken_of = [period for period in periods_of(statements) if newest.release in period.releases]
    assert all(newest.added is not None and period.start >= newest.added for period in spoken_of)


@given(statements_of())
def test_a_period_ends_if_the_newest_release_drops_the_code_unless_its_end_is_stated(
    statements: list[Statement],
) -> None:
    newest = statements[-1]
    is_announced = any(item.terminated and item.terminated >= newest.day for item in statements)
    if newest.added is None and not is_announced:
        assert all(last_possible_day(period) < newest.day for period in periods_of(statements))


@given(statements_of())
def test_a_single_release_states_when_a_code_is_valid(statements: list[Statement]) -> None:
    stated = statements[0]
    periods = periods_of([stated])
    if stated.added is None:
        assert periods == ()
    elif not stated.is_reactivation:
        assert periods == (ValidityPeriod(stated.added, stated.added, stated.terminated, (stated.release,)),)


@given(statements_of(), quarters, st.integers(0, 800))
def test_the_status_of_a_span_is_that_of_its_days(statements: list[Statement], first: date, length: int) -> None:
    periods = periods_of(statements)
    if not periods:
        return
    days = [first + timedelta(days=i) for i in range(length + 1)]
    known = [any(period.covers(item, item) for period in periods) for item in days]
    unknown = [any(period.undecided and _within(period.undecided, item) for period in periods) for item in days]
    validity = validity_on(periods, Days(days[0], days[-1], "span"))
    assert validity is not None
    if any(unknown):
        expected = {"undecided"}
    elif any(known):
        expected = {"valid"} if all(known) else {"in part"}
    else:
        expected = {"ended", "not yet"}
    assert validity.standing in expected


def _within(span: Span, item: date) -> bool:
    return span.first <= item <= span.last
