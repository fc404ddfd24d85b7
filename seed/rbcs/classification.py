"""CMS's Restructured BETOS (RBCS) -> a supplement of HCPCS Level II, and a value set for each category.

Source: CMS, Restructured BETOS Classification System, with its data dictionary,
https://data.cms.gov/provider-summary-by-type-of-service/provider-service-classifications/restructured-betos-classification-system.
Reads CMS's file and one derived from CMS's data API. Both have the names, but only the first has their ids, so the
names are the values.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seed.archives import base_name, open_files
from seed.hcpcs.cms_table import Layout, TableRow, read_cms_table
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
    Value,
)
from terminology.core.value_sets import Compose, Filter, Include, ValueSet, ValueSetHeader

LAYOUT = Layout(
    title="CMS's RBCS file",
    columns={
        "code": re.compile(r"HCPCS (?:CD|CODE)"),
        "category": re.compile(r"RBCS (?:CAT DESC|CATEGORY)"),
        "subcategory": re.compile(r"RBCS (?:SUBCAT DESC|SUBCATEGORY)"),
        "family": re.compile(r"RBCS (?:FAMILY DESC|FAMILY)"),
        "effective": re.compile(r"RBCS (?:ASSIGNMENT EFF DT|ANALYSIS START DT|DATE EFFECTIVE)"),
        "is_latest": re.compile(r"RBCS LATEST ASSIGNMENT"),
    },
    optional=frozenset({"is_latest"}),
)
NO_FAMILY = "No RBCS Family"
YEAR_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
YEAR = re.compile(r"20[0-9]{2}")
DATES = (
    re.compile(r"(?P<y>[0-9]{4})-?(?P<m>[0-9]{2})-?(?P<d>[0-9]{2})"),
    re.compile(r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})/(?P<y>[0-9]{4})"),
)

REQUIRED_SUPPLEMENT = "http://hl7.org/fhir/StructureDefinition/valueset-supplement"
PUBLISHER = "Centers for Medicare & Medicaid Services (CMS)"

# Each property: code, column, description.
PROPERTIES = (
    ("rbcsCategory", "category", "Category of CMS's Restructured BETOS, such as Treatment"),
    ("rbcsSubcategory", "subcategory", "Subcategory of CMS's Restructured BETOS, such as Chemotherapy"),
    ("rbcsFamily", "family", "Family of CMS's Restructured BETOS; a code that CMS puts in no family has none"),
)


@dataclass(frozen=True, slots=True)
class Rbcs:
    """One release of the RBCS: the supplement, and the value sets in the order of their categories."""

    supplement: CodeSystem
    value_sets: tuple[ValueSet, ...]
    source: Source
    rows_read: int
    rejected: tuple[RejectedRow, ...] = ()


def load_rbcs(files: Sequence[tuple[str, bytes]], *, canonical_base: str, release: str | None = None) -> Rbcs:
    """CMS's RBCS in a file: CSV, TSV, XLSX, or a zip with one such file. Raises NotARelease with one sentence."""
    opened = open_files(files)
    if len(opened) != 1:
        names = ", ".join(base_name(path) for path, _ in files)
        raise NotARelease(f"{names} has {len(opened)} files: unpack it and import the one with the RBCS.")
    file = opened[0]
    return rbcs_from_file(file.name, file.content, file.source, canonical_base, release)


def rbcs_from_file(name: str, content: bytes, source: Source, canonical_base: str, release: str | None = None) -> Rbcs:
    """The release in a file: CSV, TSV or XLSX. `release` is its year, if the file name does not have it.

    A code may have several assignments over time; the latest counts: the one that CMS marks, or the one that took
    effect last. Raises NotARelease with one sentence.
    """
    table = read_cms_table(name, content, LAYOUT)
    version = _version(name, release)
    assigned, rejected = _latest_rows(table.rows)
    if not assigned:
        reason = f": {rejected[0].reason}" if rejected else ""
        raise NotARelease(f"{name} assigns no code of HCPCS Level II{reason}.")
    header = _supplement_header(version, canonical_base)
    concepts = tuple(_concept(row) for row in assigned)
    categories = sorted({row.texts["category"] for row in assigned})
    return Rbcs(
        supplement=CodeSystem(header, concepts),
        value_sets=tuple(_value_set(category, version, canonical_base) for category in categories),
        source=source,
        rows_read=len(table.rows),
        rejected=tuple(rejected),
    )


def supplement_url(canonical_base: str) -> str:
    return f"{canonical_base}/CodeSystem/hcpcs-rbcs"


def _version(name: str, release: str | None) -> str:
    if release is not None:
        if not YEAR.fullmatch(release):
            raise NotARelease(f"{release!r} is not a release of the RBCS: specify its year, such as 2024.")
        return release
    found = YEAR_IN_NAME.search(name)
    if found is None:
        raise NotARelease(f"{name} does not state its year: specify the year of the RBCS release.")
    return found[1]


def _latest_rows(rows: Iterable[TableRow]) -> tuple[list[TableRow], list[RejectedRow]]:
    """The row that counts for each code, in code order, and the rows that cannot be read."""
    latest: dict[str, TableRow] = {}
    rejected: list[RejectedRow] = []
    for row in rows:
        code = row.texts["code"]
        reason = _objection(row)
        other = latest.get(code)
        if (
            reason is None
            and other is not None
            and _rank(row) == _rank(other)
            and _property_texts(row) != _property_texts(other)
        ):
            reason = f"{code} has another assignment of the same date in line {other.line}; that one counts"
        if reason is not None:
            rejected.append(RejectedRow(row.line, reason))
        elif other is None or _rank(row) > _rank(other):
            latest[code] = row
    return [latest[code] for code in sorted(latest)], rejected


def _objection(row: TableRow) -> str | None:
    """Why the row is not an assignment; None if it is one."""
    code = row.texts["code"]
    if reason := procedure_objection(code):
        return reason
    if not row.texts["category"]:
        return f"{code} has no category"
    if _date(row.texts["effective"]) is None:
        return f"{code} takes effect on {row.texts['effective']!r}, which is not a date"
    return None


def _rank(row: TableRow) -> tuple[bool, str]:
    """Sort key, later is greater: CMS's mark of the latest assignment, then the date."""
    return row.texts.get("is_latest") == "1", _date(row.texts["effective"]) or ""


def _date(text: str) -> str | None:
    """YYYYMMDD, YYYY-MM-DD or MM/DD/YYYY as YYYYMMDD."""
    found = next((match for pattern in DATES if (match := pattern.fullmatch(text.partition(" ")[0]))), None)
    return f"{found['y']}{found['m']:0>2}{found['d']:0>2}" if found else None


def _property_texts(row: TableRow) -> Sequence[str]:
    return [row.texts[column] for _, column, _ in PROPERTIES]


def _concept(row: TableRow) -> Concept:
    stated = ((code, row.texts[column]) for code, column, _ in PROPERTIES)
    return Concept(
        row.texts["code"],
        properties=tuple(Property(code, Value("string", text)) for code, text in stated if text and text != NO_FAMILY),
    )


def _supplement_header(version: str, canonical_base: str) -> CodeSystemHeader:
    url = supplement_url(canonical_base)
    return CodeSystemHeader(
        url=url,
        version=version,
        id=f"hcpcs-rbcs-{version}",
        name="HCPCSRestructuredBETOS",
        title=f"Restructured BETOS (RBCS) {version} for HCPCS Level II",
        experimental=False,
        publisher=PUBLISHER,
        description=(
            "The latest category, subcategory and family that CMS's Restructured BETOS Classification System assigns "
            "to each HCPCS Level II code."
        ),
        copyright="A work of the US Government in the public domain. Assignments of CPT and CDT codes are left out.",
        language="en",
        content="supplement",
        supplements=HCPCS,
        properties=tuple(
            PropertyDefinition(code, "string", uri=f"{url}#{code}", description=description)
            for code, _, description in PROPERTIES
        ),
    )


def _value_set(category: str, version: str, canonical_base: str) -> ValueSet:
    """The codes of a category, as the release of HCPCS and of the RBCS that are asked about have them."""
    name = f"hcpcs-rbcs-{slug(category)}"
    header = ValueSetHeader(
        url=f"{canonical_base}/ValueSet/{name}",
        version=version,
        id=f"{name}-{version}",
        name="HCPCSRBCS" + "".join(word.capitalize() for word in slug(category).split("-")),
        title=f"HCPCS codes of the RBCS category {category}",
        experimental=False,
        publisher=PUBLISHER,
        description=f"Every code of HCPCS Level II that CMS's Restructured BETOS {version} puts in {category}.",
        extensions=(
            Extension(REQUIRED_SUPPLEMENT, Value("canonical", supplement_url(canonical_base) + f"|{version}")),
        ),
    )
    include = Include(system=HCPCS, filters=(Filter("rbcsCategory", "=", category),))
    return ValueSet(header, Compose(include=(include,)))


def slug(category: str) -> str:
    """The category in an address: E&M is e-m."""
    return re.sub(r"[^a-z0-9]+", "-", category.lower()).strip("-")
