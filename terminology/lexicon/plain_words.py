"""Plain words: what people say, and the words that code systems use for it.

    potty chair, bedside commode       plain phrases, in one or more lines (continuation lines begin with +)
        = commode chair                official phrases, best first, separated by semicolons; each needs all its words
        > E0163                        HCPCS codes that each plain phrase must find; a test checks them

or, in one line: potty chair = commode chair > E0163

Each row is reviewed. The codes of a row are the usual ones: among the matches they come first, in their order.
A row of GENERAL is about qualities and parts that many items have, or about abbreviations: its codes are examples.
Brand names are those that CMS's texts and crosswalk lack, or list for too many codes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from terminology.lexicon.tables import (
    brands_cancer,
    brands_early,
    brands_late,
    brands_other,
    plain_abbreviations,
    plain_braces,
    plain_brands,
    plain_care,
    plain_consumables,
    plain_devices,
    plain_drugs,
    plain_equipment,
    plain_general,
    plain_modifiers,
    plain_needs,
    plain_orders,
    plain_particulars,
    plain_programs,
    plain_sentences,
    plain_services,
    plain_shorthand,
    plain_supplies,
    plain_treatments,
)
from terminology.lexicon.words import informative, stem_of_each, words_of

Words = tuple[str, ...]
USUAL = (  # the usual codes, reviewed
    plain_needs,
    plain_particulars,
    plain_devices,
    plain_braces,
    plain_consumables,
    plain_care,
    plain_treatments,
    plain_sentences,
    plain_shorthand,
    plain_programs,
    plain_orders,
    plain_modifiers,
)
BRANDS = (brands_early, brands_late, brands_cancer, brands_other, plain_brands)
GENERAL = (plain_general, plain_abbreviations)
TABLES = (*USUAL, *BRANDS, plain_drugs, plain_equipment, plain_supplies, plain_services, *GENERAL)


@dataclass(frozen=True, slots=True)
class PlainWord:
    """`mentioned`: plain phrases. `intended`: official phrases, each of which needs all its words.

    `leads_to`: HCPCS codes; examples if `is_general`.
    """

    mentioned: tuple[str, ...]
    intended: tuple[str, ...]
    leads_to: tuple[str, ...]
    is_general: bool = False


def read_rows(table: str, is_general: bool = False) -> Iterator[PlainWord]:
    row = ""
    for line in table.splitlines():
        if not line.startswith("#"):
            row = f"{row} {line.strip().removeprefix('+ ').removeprefix('= ' if ' = ' in row else '+ ')}"
        if " > " in row:
            mentioned, _, rest = row.partition(" = ")
            intended, _, codes = rest.partition(" > ")
            yield PlainWord(_parts(mentioned, ","), _parts(intended, ";"), tuple(codes.split()), is_general)
            row = ""


def _parts(text: str, between: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(between))


@cache
def plain_words() -> tuple[PlainWord, ...]:
    return tuple(row for table in TABLES for row in read_rows(table.ROWS, table in GENERAL))


@dataclass(frozen=True, slots=True)
class Meaning:
    """`words`: official phrases, best first; each needs all its words. `usual`: the codes most often meant."""

    words: tuple[Words, ...] = ()
    usual: Words = ()

    def __bool__(self) -> bool:
        return bool(self.words)


NO_MEANING = Meaning()
MEANINGS = 4096  # cached at most


@cache
def _by_stems() -> Mapping[Words, Sequence[PlainWord]]:
    """The rows by their plain phrases, built on first use: only searches need them."""
    found: dict[Words, list[PlainWord]] = {}
    rows = [(row, [_informative(mentioned) for mentioned in row.mentioned]) for row in plain_words()]
    stems = stem_of_each(word for _, all_mentioned in rows for mentioned in all_mentioned for word in mentioned)
    for row, all_mentioned in rows:
        for mentioned in all_mentioned:
            found.setdefault(_key([stems[word] for word in mentioned]), []).append(row)
    return found


@lru_cache(MEANINGS)
def _meaning(key: Words) -> Meaning:
    """Built on request: few of the thousands of phrases are ever searched."""
    rows = _by_stems()[key]
    words = dict.fromkeys(_informative(intended) for row in rows for intended in row.intended)
    usual = dict.fromkeys(code.lower() for row in rows if not row.is_general for code in row.leads_to)
    return Meaning(tuple(words), tuple(usual))


@cache
def single_plain_words() -> tuple[str, ...]:
    """The words of plain phrases that are long enough for spelling correction."""
    words = {word for row in plain_words() for phrase in row.mentioned for word in words_of(phrase)}
    return tuple(sorted(word for word in words if word.isalpha() and len(word) >= SHORTEST_MISSPELLED))


def _informative(text: str) -> Words:
    return tuple(informative(words_of(text)))


def _key(stems: Sequence[str]) -> Words:
    return tuple(sorted(stems))


LONGEST_PHRASE = 6  # words of the longest plain phrase
SHORTEST_MISSPELLED = 5  # letters: shorter words are never treated as misspelled


def meaning_of(stems: Sequence[str]) -> Meaning:
    """The meaning of these words together, in any order; NO_MEANING if the table does not have them."""
    key = _key(stems)
    return _meaning(key) if key in _by_stems() else NO_MEANING


@cache
def _by_one_stem() -> Mapping[str, tuple[Words, ...]]:
    """The plain phrases with several words and usual codes, by each of their stems."""
    found: dict[str, list[Words]] = {}
    for key, rows in _by_stems().items():
        if len(key) > 1 and not all(row.is_general for row in rows):
            for stem in set(key):
                found.setdefault(stem, []).append(key)
    return {stem: tuple(keys) for stem, keys in found.items()}


def usual_codes_among(stems: Sequence[str]) -> tuple[str, ...]:
    """The usual codes of plain phrases scattered over these words: "machine that checks my sugar".

    Only of the longest matching phrases, and only if they cover at least half of the words.
    """
    mentioned = set(stems)
    keys = {key for stem in mentioned for key in _by_one_stem().get(stem, ()) if mentioned.issuperset(key)}
    longest = max(map(len, keys), default=0)
    if 2 * longest < len(mentioned):
        return ()
    usual = (code for key in sorted(keys) if len(key) == longest for code in _meaning(key).usual)
    return tuple(dict.fromkeys(usual))
