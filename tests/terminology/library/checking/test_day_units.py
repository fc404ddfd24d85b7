from datetime import date
from decimal import Decimal

from terminology.library.checking.day_units import DayUnits, groups_of, is_sorted, sums_of

KEY = ("P1", "A4216", date(2026, 2, 1))
OTHER = ("P2", "A4216", date(2026, 2, 1))


def test_units_are_summed_by_patient_code_and_day() -> None:
    lines = [(KEY, Decimal("1.5")), (OTHER, Decimal(2)), (KEY, Decimal(3)), None]
    assert sums_of(lines) == {KEY: Decimal("4.5"), OTHER: Decimal(2)}
    units = DayUnits()
    units.add(lines)
    assert (units.sum(KEY), units.sum(OTHER), units.sum(("P3", "x", date(2026, 1, 1)))) == (
        Decimal("4.5"),
        Decimal(2),
        None,
    )
    units.close()


def test_an_order_either_way_is_one() -> None:
    assert is_sorted(["a", "a", "b", "c"])
    assert is_sorted(["c", "b", "b"])
    assert not is_sorted(["a", "b", "a"])
    assert is_sorted([])


def test_groups_are_of_one_patient_and_not_larger_than_that() -> None:
    rows = iter([("a", ["1"]), ("a", ["2"]), ("a", ["3"]), ("b", ["4"])])
    assert list(groups_of(rows, 2)) == [("a", [["1"], ["2"]]), ("a", [["3"]]), ("b", [["4"]])]
