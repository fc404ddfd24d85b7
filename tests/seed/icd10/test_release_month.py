import pytest

from seed.icd10.release_month import ReleaseName, fiscal_year_of, parse_version, release_name_of
from seed.release import NotARelease


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ("icd10cm-order-Jan-2021.txt", "2021-01"),
        ("icd10cm-tabular-April-2026.xml", "2026-04"),
        ("april-1-2025-code-descriptions-tabular-order.zip", "2025-04"),
        ("2021-01-icd-10-cm-order.zip", "2021-01"),
        ("icd10cm_order_20251001.txt", "2025-10"),
        ("2025 October/order.txt", "2025-10"),
        ("april-2025.zip/icd10cm-order-2025.txt", "2025-04"),
    ],
)
def test_a_name_may_say_the_month(path: str, month: str) -> None:
    name = release_name_of(path)
    assert name is not None
    assert name.month == name.first_month == month


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("icd10pcs_order_2025.txt", 2025),
        ("icd10cm_tabular_2021.xml", 2021),
        ("2021-icd-10-cm-tabular.zip/icd10cm_tabular_2021.xml", 2021),
        ("april-2024.zip/icd10cm-order-2025.txt", 2025),  # a month of another fiscal year completes nothing
    ],
)
def test_a_year_alone_is_the_fiscal_year_that_begins_in_october_before(path: str, year: int) -> None:
    assert release_name_of(path) == ReleaseName(year)
    assert ReleaseName(year).first_month == f"{year - 1}-10"


@pytest.mark.parametrize("path", ["icd10pcs-order-derived.txt", "icd-10.zip/order.txt", "FY26.txt"])
def test_a_name_may_say_nothing(path: str) -> None:
    assert release_name_of(path) is None


def test_october_begins_the_next_fiscal_year() -> None:
    assert [fiscal_year_of(month) for month in ("2025-09", "2025-10", "2026-01")] == [2025, 2026, 2026]


def test_a_version_is_a_month_or_a_fiscal_year() -> None:
    assert parse_version("2026-04") == ReleaseName(2026, "2026-04")
    assert parse_version("2026").first_month == "2025-10"


@pytest.mark.parametrize("text", ["", "26", "2026-4", "2026-13", "2026-05", "April 2026", "2026-04-01"])
def test_anything_else_is_refused_with_the_expected_form(text: str) -> None:
    with pytest.raises(NotARelease, match=r"is not a release of ICD-10: give the month .* as YYYY-MM"):
        parse_version(text)
