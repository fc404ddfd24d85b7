"""Plain words: what people say, and the words that the texts of code systems have for it.

    potty chair, bedside commode       ways to say it, in one or more lines (those that go on begin with +)
        = commode chair                what the texts say, the better first; of one, between semicolons, all words
        > E0163                        codes of HCPCS that must be found by each way to say it: a test asks for them

Each row is reviewed. Names of brands are those that CMS's texts and crosswalk lack, or give to too many codes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from terminology.index import plain_brands, plain_drugs, plain_equipment, plain_general, plain_services, plain_supplies
from terminology.index.words import FILLERS, stems_of, words_of

Words = tuple[str, ...]
TABLES = (plain_drugs, plain_brands, plain_equipment, plain_supplies, plain_services, plain_general)


@dataclass(frozen=True, slots=True)
class PlainWord:
    """`said`: ways to say it. `meant`: each some words that a text has, all of them. `leads_to`: codes of HCPCS."""

    mentioned: tuple[str, ...]
    intended: tuple[str, ...]
    leads_to: tuple[str, ...]


def _rows(table: str) -> Iterator[PlainWord]:
    mentioned, intended = "", ""
    for line in table.splitlines():
        mark, _, text = line.strip().partition(" ")
        if mark == "=":
            intended = f"{intended} {text}"
        elif mark == ">":
            yield PlainWord(_parts(mentioned, ","), _parts(intended, ";"), tuple(text.split()))
            mentioned, intended = "", ""
        elif mark != "#":
            mentioned += f" {text}" if mark == "+" else line


def _parts(text: str, between: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(between))


@cache
def plain_words() -> tuple[PlainWord, ...]:
    return tuple(row for table in TABLES for row in _rows(table.ROWS))


@cache
def _by_stems() -> Mapping[Words, tuple[Words, ...]]:
    """Worked out when it is first needed: who does not search has no use for it."""
    found: dict[Words, dict[Words, None]] = {}
    for row in plain_words():
        for mentioned in row.mentioned:
            intended = found.setdefault(_key(stems_of(_telling(mentioned))), {})
            intended.update(dict.fromkeys(map(_telling, row.intended)))
    return {key: tuple(intended) for key, intended in found.items()}


def _telling(text: str) -> Words:
    return tuple(word for word in words_of(text) if word not in FILLERS)


def _key(stems: Sequence[str]) -> Words:
    return tuple(sorted(stems))


LONGEST_PHRASE = 6  # words that are looked for together; no row has more


def meanings_of(stems: Sequence[str]) -> tuple[Words, ...]:
    """What these words together stand for, in any order, the better first; nothing if the table does not have them."""
    return _by_stems().get(_key(stems), ())
