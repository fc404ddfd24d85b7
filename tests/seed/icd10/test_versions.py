import pytest

from seed.icd10.versions import resolve_version, window
from terminology.core.system_rules import VersionMatch

LOADED = ("2021-01", "2024-10", "2025-04", "2026-04")


@pytest.mark.parametrize(
    ("text", "version"),
    [("2025", "2025-04"), ("FY2026", "2026-04"), ("fy 2021", "2021-01"), ("latest", "2026-04")],
)
def test_a_fiscal_year_is_its_newest_release_that_is_loaded(text: str, version: str) -> None:
    assert resolve_version(text, LOADED) == VersionMatch(version, is_exact=False)


@pytest.mark.parametrize("text", ["2024", "2026-04", "20260401", "x"])
def test_anything_else_means_no_code(text: str) -> None:
    assert resolve_version(text, LOADED) is None


def test_nothing_is_the_latest_of_nothing() -> None:
    assert resolve_version("latest", ()) is None


@pytest.mark.parametrize(
    ("version", "first", "last"),
    [
        ("2025-10", "2025-10-01", "2026-09-30"),
        ("2026-01", "2026-01-01", "2026-09-30"),
        ("2026-04", "2026-04-01", "2026-09-30"),
    ],
)
def test_a_release_can_speak_of_days_until_its_fiscal_year_ends(version: str, first: str, last: str) -> None:
    days = window(version)
    assert days is not None
    assert (days.first.isoformat(), days.last.isoformat()) == (first, last)


def test_an_invalid_month_has_no_window() -> None:
    assert window("2026") is None
