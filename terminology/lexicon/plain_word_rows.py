"""Rows of plain words: what people say, and the words that code systems use for it.

    potty chair, bedside commode       plain phrases, in one or more lines (continuation lines begin with +)
        = commode chair                official phrases, best first, separated by semicolons; each needs all its words
        > E0163                        HCPCS codes that each plain phrase must find; a test checks them

or, in one line: potty chair = commode chair > E0163

Each row is reviewed. The codes of a row are the usual ones: among the matches they come first, in their order.
A row of GENERAL is about qualities and parts that many items have, or about abbreviations: its codes are examples.
Brand names are those that CMS's texts and crosswalk lack, or list for too many codes.
Searches use the compiled tables (`compile_tables.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

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
