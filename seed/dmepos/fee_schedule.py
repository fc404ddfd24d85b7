"""CMS's fee schedule for equipment, prosthetics, orthotics and supplies (DMEPOS) -> a supplement of HCPCS Level II.

Source: CMS, DMEPOS fee schedule, https://www.cms.gov/medicare/payment/fee-schedules/dmepos. A row is a code with the
modifiers it is billed with, its payment category and its jurisdiction; prices by state are not read. There are two
layouts: with JURIS, ceiling and floor, and (an excerpt for one state, 2026) without them.
"""

import re
from collections.abc import Sequence

from seed.archives import InputFile, base_name
from seed.hcpcs.asp_quarter import Quarter
from seed.hcpcs.cms_table import Layout, TableRow, read_cms_table
from seed.hcpcs.companion import (
    Companion,
    CompanionProperty,
    SortedRows,
    Table,
    slug,
    sorted_rows,
    supplement,
    value_set,
)
from seed.hcpcs.companion_quarter import companion_quarter
from seed.hcpcs.companion_values import DMEPOS_CATEGORIES
from terminology.core.model import Property, Value
from terminology.core.value_sets import Filter, ValueSet

LAYOUT = Layout(
    title="CMS's DMEPOS fee schedule",
    columns={
        "code": re.compile(r"HCPCS(?: CODE)?"),
        "modifier": re.compile(r"MOD(?:IFIER)?(?: ?1)?"),
        "modifier_2": re.compile(r"MOD(?:IFIER)? ?2"),
        "category": re.compile(r"CATG|CATEGORY"),
        "jurisdiction": re.compile(r"JURIS(?:DICTION)?"),
    },
    optional=frozenset({"jurisdiction"}),
)
MODIFIER = re.compile(r"[A-Z][A-Z0-9]")
CATEGORY = re.compile(r"[A-Z]{2}")
NO_MODIFIER = "none"

TABLE = Table(
    name="dmepos",
    title="DMEPOS fee schedule",
    description=(
        "The modifiers, payment category and jurisdiction of each code for equipment, prosthetics, orthotics and "
        "supplies in CMS's fee schedule. A code that is not listed may still be payable."
    ),
    properties=(
        CompanionProperty("dmeposModifier", "code", "A modifier with which the fee schedule lists the code"),
        CompanionProperty(
            "dmeposBilling",
            "string",
            "Every combination of modifiers with which the fee schedule lists the code, in alphabetical order, joined "
            "with +; `none` means without a modifier",
        ),
        CompanionProperty("dmeposCategory", "code", "Payment category of the fee schedule", "dmepos-category"),
        CompanionProperty("dmeposJurisdiction", "code", "Where claims are submitted", "dmepos-jurisdiction"),
    ),
)


def fee_schedule_from_file(file: InputFile, canonical_base: str, quarter: str | None = None) -> Companion:
    """The fee schedule in a file: CSV, TSV or XLSX, with CMS's banner or without. `quarter` is YYYY-MM.

    Raises NotARelease, with one sentence, for any other file and for another quarter.
    """
    table = read_cms_table(base_name(file.path), file.content, LAYOUT)
    found = sorted_rows(table.rows, _objection)
    period = companion_quarter(file.path, table.notes, quarter)
    return Companion(
        code_system=supplement(TABLE, period, found, _properties, canonical_base),
        value_sets=tuple(_value_sets(found, period, canonical_base)),
        source=file.source,
        rows_read=len(table.rows),
        rejected=found.rejected,
        foreign_rows=found.foreign,
    )


def _objection(row: TableRow) -> str | None:
    """What is wrong with a row about a Level II code; None if nothing is."""
    code = row.texts["code"]
    for modifier in _modifiers(row):
        if not MODIFIER.fullmatch(modifier):
            return f"{code} has the modifier {modifier!r}, which is not one"
    if not CATEGORY.fullmatch(row.texts["category"]):
        return f"{code} has the category {row.texts['category']!r}, which is not one"
    return None


def _modifiers(row: TableRow) -> tuple[str, ...]:
    return tuple(text for column in ("modifier", "modifier_2") if (text := row.texts[column]))


def _properties(rows: list[TableRow]) -> tuple[Property, ...]:
    modifiers = sorted({modifier for row in rows for modifier in _modifiers(row)})
    return (
        *(Property("dmeposModifier", Value("code", modifier)) for modifier in modifiers),
        Property("dmeposBilling", Value("string", _billing(rows))),
        *(Property("dmeposCategory", Value("code", text)) for text in _distinct_texts(rows, "category")),
        *(Property("dmeposJurisdiction", Value("code", text)) for text in _distinct_texts(rows, "jurisdiction")),
    )


def _billing(rows: Sequence[TableRow]) -> str:
    return ", ".join(sorted({"+".join(_modifiers(row)) or NO_MODIFIER for row in rows}))


def _distinct_texts(rows: Sequence[TableRow], column: str) -> list[str]:
    return sorted({text for row in rows if (text := row.texts.get(column, ""))})


def _value_sets(found: SortedRows, quarter: Quarter, canonical_base: str) -> list[ValueSet]:
    """The codes of each category, of each modifier, and those billed with only one modifier or none."""
    rows = [row for each in found.by_code.values() for row in each]
    meanings = dict(DMEPOS_CATEGORIES)
    sole = {_billing(each) for each in found.by_code.values()}
    choices = [
        *(
            (
                f"category-{slug(text)}",
                f"HCPCS codes for {meanings.get(text, f'category {text}')}",
                "dmeposCategory",
                text,
            )
            for text in _distinct_texts(rows, "category")
        ),
        *(
            (f"billed-with-{slug(text)}", f"HCPCS codes that are billed with {text}", "dmeposModifier", text)
            for text in sorted({modifier for row in rows for modifier in _modifiers(row)})
        ),
        *(
            (f"billed-with-{slug(text)}-only", f"HCPCS codes that are billed with {text} only", "dmeposBilling", text)
            for text in sorted(sole)
            if MODIFIER.fullmatch(text)
        ),
        ("billed-without-modifier", "HCPCS codes that are billed without a modifier", "dmeposBilling", NO_MODIFIER),
    ]
    return [
        value_set(TABLE, quarter, f"dmepos-{name}", title, (Filter(code, "=", text),), canonical_base)
        for name, title, code, text in choices
    ]
