from dataclasses import replace

import pytest

from seed.icd10.order_file import OrderRow, read_order_file
from seed.icd10cm.entries import Entry, entries_from_order_file, join
from seed.icd10cm.tabular_list import read_tabular_list
from seed.release import NotARelease, RejectedRow
from tests.builders.icd10 import ORDER_FILE, TABULAR_LIST

LISTED = entries_from_order_file(read_order_file("order.txt", ORDER_FILE, "ICD-10-CM", lambda _code, _: None).rows)
TABULAR = read_tabular_list("x.xml", TABULAR_LIST.encode()).entries


def joined(listed: tuple[Entry, ...] = LISTED, tabular: tuple[Entry, ...] = TABULAR) -> dict[str, Entry]:
    entries, _ = join(listed, tabular, "order.txt", "x.xml")
    return {entry.code: entry for entry in entries}


def test_an_order_file_alone_gives_categories_and_codes_with_their_dots() -> None:
    assert [(entry.code, entry.kind, entry.parent, entry.is_billable) for entry in LISTED[:4]] == [
        ("A00", "category", None, False),
        ("A00.0", "code", "A00", True),
        ("A00.9", "code", "A00", True),
        ("B20", "category", None, True),
    ]
    assert {entry.code: entry.parent for entry in LISTED}["S02.0XXA"] == "S02.0"


def test_codes_come_depth_first_whatever_the_order_of_the_file() -> None:
    rows = [OrderRow(line, code, True, "", "x") for line, code in enumerate(["A000", "A001", "A0011", "A00", "A0001"])]
    assert [entry.code for entry in entries_from_order_file(rows)] == ["A00", "A00.0", "A00.01", "A00.1", "A00.11"]


def test_the_tabular_list_alone_has_the_same_codes() -> None:
    codes = {entry.code: entry.is_billable for entry in TABULAR if entry.kind in ("category", "code")}
    assert codes == {entry.code: entry.is_billable for entry in LISTED}


def test_together_they_have_chapters_blocks_and_notes() -> None:
    entries = joined()
    assert list(entries) == [entry.code for entry in TABULAR]
    assert entries["A00"].parent == "A00-A09"
    assert entries["A00.0"].notes == (("inclusionTerm", "Classical cholera"),)


def test_the_order_file_decides_what_a_code_is() -> None:
    listed = tuple(replace(entry, title="Cholera NOS", is_billable=False) for entry in LISTED if entry.code == "A00.9")
    entry = joined((*LISTED[:2], *listed, *LISTED[3:]))["A00.9"]
    assert (entry.title, entry.tabular_title, entry.is_billable) == ("Cholera NOS", "Cholera, unspecified", False)
    assert joined()["A00.0"].tabular_title is None


def test_few_codes_of_the_tabular_list_that_are_not_listed_are_rejected() -> None:
    many = tuple(replace(LISTED[3], code=f"C{number}") for number in range(100, 300))
    in_tabular = tuple(replace(TABULAR[6], code=entry.code) for entry in many)
    _, rejected = join((*LISTED[:-1], *many), (*TABULAR, *in_tabular), "order.txt", "x.xml")
    assert rejected == (RejectedRow(56, "T07 is in the tabular list, but not in the order file"),)


def test_files_of_two_releases_are_refused() -> None:
    with pytest.raises(NotARelease) as refused:
        join(LISTED[:-1], TABULAR, "order.txt", "x.xml")
    assert str(refused.value) == (
        "order.txt and x.xml are not of one release: 0 codes are only in the first, 1 only in the second."
    )
