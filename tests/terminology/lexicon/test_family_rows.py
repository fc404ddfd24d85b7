from pathlib import Path

import pytest

from terminology.lexicon.family_rows import TABLES, Family, read_families
from tests.examples.releases import read_release

RELEASE = "releases/2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__.rpartition("_")[2])
def test_each_row_has_words_and_codes_of_the_release(table: object, shared_data: Path) -> None:
    known = {concept.code for concept in read_release(shared_data / RELEASE).code_system.concepts}
    rows = list(read_families(table.ROWS))  # type: ignore[attr-defined]
    assert len(rows) == table.ROWS.count(" > ")  # type: ignore[attr-defined]
    assert [row for row in rows if not row.words or not row.codes or not known.issuperset(row.codes)] == []


def test_a_row_is_words_and_codes_in_one_line_or_in_two() -> None:
    assert list(read_families("# of beds\nbed side rail > E0310 E0305\nbed\n  > E0260\n")) == [
        Family("bed side rail", ("E0310", "E0305")),
        Family("bed", ("E0260",)),
    ]
