import pytest

from seed.hcpcs.asp_quarter import Quarter, quarter_from_version, quarter_of
from seed.release import NotARelease

TITLE = "October 2025 ASP NDC - HCPCS Crosswalk for Medicare Part B Drugs"
EFFECTIVE = "Effective October 1, 2025 through December 31, 2025"
FOURTH = Quarter(2025, 10)


def refusal(name: str, notes: tuple[str, ...], supplied: str | None = None) -> str:
    with pytest.raises(NotARelease) as caught:
        quarter_of(name, notes, supplied)
    return str(caught.value)


@pytest.mark.parametrize(
    ("quarter", "first_day", "last_day", "text"),
    [
        (Quarter(2024, 1), "2024-01-01", "2024-03-31", "January to March 2024"),
        (Quarter(2024, 4), "2024-04-01", "2024-06-30", "April to June 2024"),
        (Quarter(2024, 7), "2024-07-01", "2024-09-30", "July to September 2024"),
        (Quarter(2024, 10), "2024-10-01", "2024-12-31", "October to December 2024"),
    ],
)
def test_a_quarter_has_its_first_and_last_day(quarter: Quarter, first_day: str, last_day: str, text: str) -> None:
    assert (quarter.first_day, quarter.last_day, str(quarter)) == (first_day, last_day, text)
    assert quarter_from_version(quarter.version) == quarter


@pytest.mark.parametrize("notes", [(TITLE,), (EFFECTIVE,), ("Other words", EFFECTIVE, TITLE)])
def test_the_banner_says_the_quarter_in_its_title_or_its_dates(notes: tuple[str, ...]) -> None:
    assert quarter_of("crosswalk.csv", notes, None) == FOURTH
    assert quarter_of("2019-01_crosswalk.csv", notes, "2025-10") == FOURTH


@pytest.mark.parametrize(
    "name", ["2025-10_crosswalk.csv", "October 2025 ASP NDC-HCPCS Crosswalk.csv", "asp_Oct_2025.csv"]
)
def test_a_file_without_banner_says_it_in_its_name(name: str) -> None:
    assert quarter_of(name, (), None) == FOURTH


def test_the_option_counts_if_the_banner_has_no_quarter() -> None:
    assert quarter_of("2019-01_crosswalk.csv", (), "2025-10") == FOURTH


def test_a_file_of_a_quarter_other_than_the_specified_one_is_refused() -> None:
    assert refusal("a.csv", (TITLE,), "2025-07") == "a.csv is for the quarter 2025-10, not 2025-07."


def test_a_banner_that_contradicts_itself_is_refused() -> None:
    notes = (TITLE, "Effective July 1, 2025 through September 30, 2025")
    assert refusal("a.csv", notes) == "a.csv states several quarters: 2025-07 and 2025-10."


def test_a_month_that_begins_no_quarter_is_refused() -> None:
    sentence = refusal("a.csv", ("Effective November 1, 2025 through January 31, 2026",))
    assert sentence == "a.csv is in force from November 2025, which is not the start of a quarter."


@pytest.mark.parametrize("name", ["crosswalk.csv", "2025-11_crosswalk.csv", "20251001.csv"])
def test_a_file_that_says_nothing_is_refused(name: str) -> None:
    assert refusal(name, ("A banner",)).endswith("specify its first month as YYYY-MM.")


@pytest.mark.parametrize("supplied", ["2025-11", "2025", "25-10", "2025-10-01", "0000-01", ""])
def test_the_option_must_be_the_first_month_of_a_quarter(supplied: str) -> None:
    assert "is not a quarter" in refusal("a.csv", (TITLE,), supplied)
