from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

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


def test_ascending_and_descending_rows_are_sorted() -> None:
    assert is_sorted(["a", "a", "b", "c"])
    assert is_sorted(["c", "b", "b"])
    assert not is_sorted(["a", "b", "a"])
    assert is_sorted([])


def test_groups_are_of_one_patient_and_not_larger_than_that() -> None:
    rows = iter([("a", ["1"]), ("a", ["2"]), ("a", ["3"]), ("b", ["4"])])
    assert list(groups_of(rows, 2)) == [("a", [["1"], ["2"]]), ("a", [["3"]]), ("b", [["4"]])]


def test_spooled_rows_are_in_an_unnamed_file_that_vanishes() -> None:
    """An unnamed file cannot be opened by others and vanishes with the process, however it ends."""
    before = open_files()
    units = DayUnits()
    day = date(2026, 2, 1)
    units.add(((f"P{number}", "A4216", day), Decimal(1)) for number in range(100_000))
    spilled = open_files() - before
    assert spilled
    assert all(name.endswith("(deleted)") for name in spilled)
    units.close()
    assert open_files() <= before


def test_a_full_disk_is_an_error_of_the_system() -> None:
    units = DayUnits()
    units._sums.execute("PRAGMA max_page_count = 3")
    with pytest.raises(OSError, match="No space left on device"):
        units.add(((f"P{number}", "A4216", KEY[2]), Decimal(1)) for number in range(1000))
    units.close()


def test_units_of_any_size_are_summed() -> None:
    units = DayUnits()
    units.add([(KEY, Decimal("999999999999e9")), (KEY, Decimal(1)), *[(OTHER, Decimal("9e12"))] * 3])
    sums = [units.sum(KEY), units.sum(OTHER)]
    assert [round(found / Decimal(f"1e{power}"), 6) for found, power in zip(sums, (21, 12), strict=True) if found] == [
        Decimal(1),
        Decimal(27),
    ]
    units.close()


def open_files() -> set[str]:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("Only Linux tells which files a process has open.")
    found = set()
    for descriptor in folder.iterdir():
        with suppress(FileNotFoundError):  # that of the listing itself
            found.add(str(descriptor.readlink()))
    return found
