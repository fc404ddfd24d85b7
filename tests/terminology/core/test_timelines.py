from datetime import date

from terminology.core.timelines import Dated, Timeline, dated

JANUARY = Dated("2026-01", date(2026, 1, 1), date(2026, 3, 31), "a")
JULY = Dated("2025-07", date(2025, 7, 1), date(2025, 9, 30), "b")


def test_the_latest_version_that_begins_by_the_day_answers() -> None:
    timeline = Timeline([JANUARY, JULY])
    assert timeline.on(date(2025, 6, 30)) is None
    assert timeline.on(date(2025, 12, 31)) is JULY
    assert timeline.on(date(2026, 1, 1)) is JANUARY
    assert timeline.on(date(2030, 1, 1)) is JANUARY


def test_a_version_after_its_window_is_reported() -> None:
    assert JULY.label(date(2025, 8, 1)) == "2025-07"
    assert JULY.label(date(2025, 12, 1)) == "2025-07, the latest loaded quarter before that day"


def test_a_version_without_a_first_day_is_invalid() -> None:
    assert dated("1", None, None, "x") is None
    assert dated("1", "soon", None, "x") is None
    assert dated("1", "2025-10-01", "2025-12-31", "x") == Dated("1", date(2025, 10, 1), date(2025, 12, 31), "x")
    assert not Timeline([])
