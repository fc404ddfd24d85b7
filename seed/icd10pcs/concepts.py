"""Rows of the ICD-10-PCS order file -> concepts: the codes and all their prefixes as ancestors, seven levels.

A prefix has a name if CMS names it: sections from their list, tables from the headers of the order file ("Central
Nervous System and Cranial Nerves, Bypass"), a body system from the common beginning of the headers of its tables.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from seed.icd10.order_file import OrderRow
from seed.icd10pcs.axes import AXES, LENGTH, SECTIONS, TABLE_LENGTH
from seed.icd10pcs.code_system import designation_use
from terminology.core.languages import DISPLAY
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept, Designation, Property, Value

KINDS = ("chapter", "block", "category", "category", "category", "category", "code")


def code_system_of(header: CodeSystemHeader, rows: Iterable[OrderRow], canonical_base: str) -> CodeSystem:
    """The code system of the rows, depth first; codes are in character order, digits before letters."""
    by_code = {row.code: row for row in rows}
    codes = sorted({code[:end] for code in by_code for end in range(1, len(code) + 1)})
    names = _names(by_code)
    use = designation_use(canonical_base)
    concepts = tuple(_concept(code, by_code.get(code), names.get(code), use) for code in codes)
    return CodeSystem(header, concepts, {code: (code[:-1],) for code in codes if len(code) > 1})


def _names(rows: Mapping[str, OrderRow]) -> dict[str, str]:
    """The names of headers and sections; of a body system only if the file has headers for its tables."""
    headers = {code: row.long_description for code, row in rows.items() if len(code) < LENGTH}
    systems: dict[str, set[str]] = {}
    for code, title in headers.items():
        if len(code) == TABLE_LENGTH:
            systems.setdefault(code[:-1], set()).add(title.rpartition(", ")[0])
    return SECTIONS | {code: names.pop() for code, names in systems.items() if len(names) == 1} | headers


def _concept(code: str, row: OrderRow | None, name: str | None, use: Coding) -> Concept:
    short = row and row.short_description
    return Concept(
        code=code,
        display=row.long_description if row else name,
        designations=(Designation(short, None, use, (DISPLAY,)),) if short else (),
        properties=(
            _property("kind", "code", KINDS[len(code) - 1]),
            _property("billable", "boolean", bool(row and row.is_billable)),
            *(_property(name, "code", character) for (name, _), character in zip(AXES, code, strict=False)),
            *(() if len(code) == LENGTH else (_property("notSelectable", "boolean", True),)),
        ),
    )


@cache
def _property(code: str, type: str, content: str | bool) -> Property:
    return Property(code, Value(type, content))
