from collections.abc import Sequence
from decimal import Decimal

import pytest

from terminology.library.checking.columns import find_columns
from terminology.library.checking.lines import RowChecker
from terminology.library.checking.summed_rows import with_day_units
from tests.builders.claims import checker

HEADINGS = ["Patient", "HCPCS", "DOS", "Units"]
ROWS = [["P1", "A4216", "2026-02-01", "3"], ["P2", "A4216", "2026-02-01", "1"], ["P1", "A4216", "2026-02-01", "4"]]


def units_of(rows: Sequence[list[str]], *, is_slow: bool) -> list[Decimal | None]:
    row_checker = RowChecker(checker(), find_columns(HEADINGS, {}))
    found = with_day_units(row_checker, iter(rows), None if is_slow else lambda: iter(rows))
    return [units for _, units in found]


@pytest.mark.parametrize("is_slow", [True, False])
def test_lines_of_a_day_are_summed_in_any_order(is_slow: bool) -> None:
    assert units_of(ROWS, is_slow=is_slow) == [Decimal(7), None, Decimal(7)]
    assert units_of(sorted(ROWS), is_slow=is_slow) == [Decimal(7), Decimal(7), None]


def test_without_a_patient_nothing_is_summed() -> None:
    row_checker = RowChecker(checker(), find_columns(["X", *HEADINGS[1:]], {}))
    assert [units for _, units in with_day_units(row_checker, iter(ROWS), None)] == [None] * 3
