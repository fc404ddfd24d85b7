"""CMS's quarterly tables about HCPCS Level II codes -> dated supplements, and value sets derived from them.

The DMEPOS fee schedule, the medically unlikely edits and the payment limits share a format: a table of codes that is in
force for one quarter. Rows about AMA (CPT) and ADA (CDT) codes are counted and left out, texts included.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from seed.hcpcs.asp_quarter import Quarter
from seed.hcpcs.cms_table import TableRow
from seed.hcpcs.code_lists import code_list_url
from seed.hcpcs.code_system import URL as HCPCS
from seed.hcpcs.records import procedure_objection
from seed.release import NotARelease, RejectedRow, Source
from terminology.core.model import (
    CodeSystem,
    CodeSystemHeader,
    Concept,
    Extension,
    Property,
    PropertyDefinition,
    PropertyType,
    Value,
)
from terminology.core.value_sets import Compose, Filter, Include, ValueSet, ValueSetHeader

REQUIRED_SUPPLEMENT = "http://hl7.org/fhir/StructureDefinition/valueset-supplement"
PUBLISHER = "Centers for Medicare & Medicaid Services (CMS)"
PUBLIC_DOMAIN = "A work of the US Government in the public domain. Rows about CPT and CDT codes are left out."

# CPT of every category (0001A too), and the ADA's CDT.
FOREIGN = re.compile(r"[0-9]{4}[0-9A-Z]|[0-9]{2}|D[0-9]{4}")

Read = Callable[[list[TableRow]], tuple[Property, ...]]


@dataclass(frozen=True, slots=True)
class Companion:
    """One quarter of one table: a code system (nearly always a HCPCS supplement) and the value sets derived from it.

    `foreign_rows` counts the rows about codes of the AMA and the ADA.
    """

    code_system: CodeSystem
    source: Source
    rows_read: int
    value_sets: tuple[ValueSet, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    foreign_rows: int = 0


@dataclass(frozen=True, slots=True)
class CompanionProperty:
    """`code_list` names this server's code list (code_lists.py) that explains the values."""

    code: str
    type: PropertyType
    description: str
    code_list: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of table: `name` follows `hcpcs-` in the supplement's url, `title` is its readable name."""

    name: str
    title: str
    description: str
    properties: tuple[CompanionProperty, ...]

    def url(self, canonical_base: str) -> str:
        return f"{canonical_base}/CodeSystem/hcpcs-{self.name}"


@dataclass(frozen=True, slots=True)
class SortedRows:
    """The rows of each Level II code, by code, and the rejected rows."""

    by_code: Mapping[str, list[TableRow]]
    rejected: tuple[RejectedRow, ...]
    foreign: int


def sorted_rows(rows: Iterable[TableRow], objection: Callable[[TableRow], str | None]) -> SortedRows:
    """Sorts the rows by code. `objection` says what is wrong with a row about a Level II code, None if nothing is."""
    by_code: dict[str, list[TableRow]] = {}
    rejected: list[RejectedRow] = []
    foreign = 0
    for row in rows:
        code = row.texts["code"]
        if FOREIGN.fullmatch(code):
            foreign += 1
        elif reason := procedure_objection(code) or objection(row):
            rejected.append(RejectedRow(row.line, reason))
        else:
            by_code.setdefault(code, []).append(row)
    return SortedRows({code: by_code[code] for code in sorted(by_code)}, tuple(rejected), foreign)


def sole_rows(found: SortedRows) -> SortedRows:
    """The same for a table with one row per code: if a second row differs, the first counts."""
    again = [
        RejectedRow(row.line, f"{code} is already in line {first.line}; the first counts")
        for code, (first, *others) in found.by_code.items()
        for row in others
        if row.texts != first.texts
    ]
    rejected = tuple(sorted((*found.rejected, *again), key=lambda row: row.line))
    return SortedRows({code: rows[:1] for code, rows in found.by_code.items()}, rejected, found.foreign)


def supplement(table: Table, quarter: Quarter, found: SortedRows, read: Read, canonical_base: str) -> CodeSystem:
    """The table as a supplement that is in force for its quarter. Raises NotARelease when it lists no code."""
    if not found.by_code:
        reason = f": {found.rejected[0].reason}" if found.rejected else ""
        raise NotARelease(f"{table.title} has no code of HCPCS Level II in this file{reason}.")
    concepts = tuple(Concept(code, properties=read(rows)) for code, rows in found.by_code.items())
    return CodeSystem(_header(table, quarter, canonical_base), concepts)


def value_set(
    table: Table, quarter: Quarter, name: str, title: str, filters: tuple[Filter, ...], canonical_base: str
) -> ValueSet:
    """The HCPCS codes with these properties in the requested quarter.

    `name` follows `hcpcs-` in the url. The supplement is referenced without a version: the date selects it.
    """
    header = ValueSetHeader(
        url=f"{canonical_base}/ValueSet/hcpcs-{name}",
        version=quarter.version,
        id=f"hcpcs-{name}-{quarter.version}",
        name="HCPCS" + "".join(word.capitalize() for word in name.split("-")),
        title=title,
        experimental=False,
        publisher=PUBLISHER,
        description=f"{title}, by CMS's {table.title}.",
        extensions=(Extension(REQUIRED_SUPPLEMENT, Value("canonical", table.url(canonical_base))),),
    )
    return ValueSet(header, Compose(include=(Include(system=HCPCS, filters=filters),)))


def slug(text: str) -> str:
    """The text as a URL segment."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _header(table: Table, quarter: Quarter, canonical_base: str) -> CodeSystemHeader:
    url = table.url(canonical_base)
    return CodeSystemHeader(
        url=url,
        version=quarter.version,
        id=f"hcpcs-{table.name}-{quarter.version}",
        name="HCPCS" + "".join(word.capitalize() for word in table.name.split("-")),
        title=f"{table.title}, {quarter}",
        experimental=False,
        date=quarter.first_day,
        publisher=PUBLISHER,
        description=table.description,
        copyright=PUBLIC_DOMAIN,
        language="en",
        content="supplement",
        supplements=HCPCS,
        effective_start=quarter.first_day,
        effective_end=quarter.last_day,
        properties=tuple(
            PropertyDefinition(
                item.code,
                item.type,
                uri=f"{url}#{item.code}",
                description=item.description,
                code_system=code_list_url(canonical_base, item.code_list) if item.code_list else None,
            )
            for item in table.properties
        ),
    )
