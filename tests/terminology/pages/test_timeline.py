from datetime import date

from terminology.core.days import parse_days
from terminology.core.history import Span, ValidityPeriod
from terminology.core.results import DescribedPeriod
from terminology.pages.timeline import Timeline, timeline_of

TODAY = date(2026, 11, 22)
RELEASES = [("2017-01", date(2017, 1, 1)), ("2025-10", date(2025, 10, 1))]


def period_of(
    start: str, end: str | None, display: str = "Bed", *releases: str, undecided: Span | None = None
) -> DescribedPeriod:
    first, last = date.fromisoformat(start), date.fromisoformat(end) if end else None
    return DescribedPeriod(ValidityPeriod(first, first, last, releases, undecided), display)


def drawn(*periods: DescribedPeriod, day: str = "2026-11-22") -> Timeline:
    timeline = timeline_of(periods, RELEASES, parse_days(day), TODAY)
    assert timeline is not None
    return timeline


def test_a_code_without_a_period_has_no_timeline() -> None:
    assert timeline_of((), RELEASES, parse_days("2026"), TODAY) is None


def test_everything_is_within_the_picture() -> None:
    timeline = drawn(period_of("1984-01-01", "2013-12-31"), period_of("2023-07-01", None), day="9999-12-31")
    places = [bar.x for bar in timeline.bars] + [bar.x + bar.width for bar in timeline.bars]
    places += [tick.x for tick in timeline.ticks] + [dot.x for dot in timeline.dots]
    assert all(1.5 <= place <= 98.9 for place in places)
    assert timeline.day_x is None
    assert len(timeline.ticks) <= 10


def test_another_meaning_is_another_color_and_a_reactivation_is_not() -> None:
    kinds = [
        bar.kind for bar in drawn(period_of("1994-01-01", "2000-01-01", "A"), period_of("2002-01-01", None, "B")).bars
    ]
    assert kinds == ["meaning-1", "meaning-2"]
    kinds = [
        bar.kind for bar in drawn(period_of("1994-01-01", "2000-01-01", "A"), period_of("2002-01-01", None, "A")).bars
    ]
    assert kinds == ["meaning-1", "meaning-1"]


def test_undecided_spans_are_drawn_differently_and_reported() -> None:
    unsure = Span(date(2018, 1, 2), date(2018, 12, 31))
    timeline = drawn(period_of("2017-01-01", "2018-01-01", undecided=unsure))
    assert [bar.kind for bar in timeline.bars] == ["meaning-1", "undecided"]
    assert timeline.summary == "Valid from 2017-01-01 to a day between 2018-01-02 and 2018-12-31."


def test_releases_that_do_not_list_the_code_are_rings() -> None:
    timeline = drawn(period_of("2020-01-01", None, "Bed", "2025-10"))
    assert [(dot.release, dot.lists_code) for dot in timeline.dots] == [("2017-01", False), ("2025-10", True)]


def test_a_label_at_the_edge_stays_inside() -> None:
    assert drawn(period_of("1994-01-01", None), day="1994-01-01").day_anchor == "start"
    assert drawn(period_of("1994-01-01", None), day="2010-01-01").day_anchor == "middle"
    assert drawn(period_of("1994-01-01", None)).day_anchor == "end"
