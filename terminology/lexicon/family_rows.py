"""Rows of families: items of one kind, with the words that people use for them, for sentences that no row has.

    bed bag night drainage urine ...        words that indicate the family, individually and in any order
        > A4357 A5102                       its HCPCS codes, most likely first

in one or two lines, in `tables/families_*.py`. The rows of `plain_words.py` are also families, with all their words.
More words of a family make it more likely, and a word of few families weighs more than a word of many. Matches are
always loose. Searches use the compiled tables (`compile_tables.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from terminology.lexicon.tables import (
    families_braces,
    families_care,
    families_drugs,
    families_equipment,
    families_rare,
    families_supplies,
)

TABLES = (families_equipment, families_supplies, families_care, families_braces, families_drugs, families_rare)


@dataclass(frozen=True, slots=True)
class Family:
    words: str
    codes: tuple[str, ...]


def read_families(table: str) -> Iterator[Family]:
    row = ""
    for line in table.splitlines():
        row += "" if line.startswith("#") else f" {line.strip()}"
        words, found, codes = row.partition(" > ")
        if found:
            yield Family(words.strip(), tuple(codes.split()))
            row = ""


def family_rows() -> Iterator[Family]:
    return chain.from_iterable(read_families(table.ROWS) for table in TABLES)
