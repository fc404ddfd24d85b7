"""Families: items of one kind, with the words that people use for them; matches sentences that no table row has.

    bed bag night drainage urine ...        words that indicate the family, individually and in any order
        > A4357 A5102                       its HCPCS codes, most likely first

in one or two lines, in `tables/families_*.py`. The rows of `plain_words.py` are also families, with all their words.
More words of a family make it more likely, and a word of few families weighs more than a word of many. Matches are
always loose.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import MappingProxyType

from terminology.lexicon.plain_words import SHORTEST_MISSPELLED, plain_words
from terminology.lexicon.tables import (
    families_braces,
    families_care,
    families_drugs,
    families_equipment,
    families_rare,
    families_supplies,
)
from terminology.lexicon.words import FILLERS, stem_of_each, words_of

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


@dataclass(frozen=True, slots=True)
class Families:
    """`codes`: all codes, in lower case. `members`: the indexes of each family's codes in `codes`.

    `by_stem`: the indexes of the families with a word of this stem.
    """

    codes: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    by_stem: MappingProxyType[str, Sequence[int]]


@cache
def families() -> Families:
    """Built on first use: the words of the texts answer most searches."""
    rows = [Family(f"{row.words} {table.EVERY}", row.codes) for table in TABLES for row in read_families(table.ROWS)]
    rows += [Family(" ".join((*row.mentioned, *row.intended)), row.leads_to) for row in plain_words()]
    codes = {code: place for place, code in enumerate(dict.fromkeys(code for row in rows for code in row.codes))}
    members = tuple(tuple(codes[code] for code in row.codes) for row in rows)
    return Families(tuple(map(str.lower, codes)), members, MappingProxyType(_by_stem(row.words for row in rows)))


def _by_stem(texts: Iterable[str]) -> dict[str, Sequence[int]]:
    """The texts with each stem. Each distinct word is stemmed once, because words repeat."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for part in set(text.lower().split()):
            places[part].append(place)
    words = {part: [part] if part.isalpha() and part.isascii() else words_of(part) for part in places}
    stems = stem_of_each(chain.from_iterable(words.values()))
    lists: defaultdict[str, list[list[int]]] = defaultdict(list)
    for part, mine in words.items():
        for word in mine:
            if word not in FILLERS:
                lists[stems[word]].append(places[part])
    return {stem: array("H", each[0] if len(each) == 1 else sorted({*chain(*each)})) for stem, each in lists.items()}


@cache
def family_words() -> tuple[str, ...]:
    """The words that indicate families and are long enough for spelling correction."""
    words = {word for row in _rows() for word in words_of(row.words)}
    return tuple(sorted(word for word in words if word.isalpha() and len(word) >= SHORTEST_MISSPELLED))


def _rows() -> Iterator[Family]:
    return chain.from_iterable(read_families(table.ROWS) for table in TABLES)
