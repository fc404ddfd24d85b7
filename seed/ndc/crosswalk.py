"""CMS's ASP NDC-HCPCS crosswalk -> a concept map: which drug product is billed under which HCPCS code, in one quarter.

Source: CMS, ASP pricing files, https://www.cms.gov/medicare/payment/part-b-drugs/asp-pricing-files, with the field
descriptions that come with each crosswalk. CMS publishes a file each quarter, along with crosswalks for AWP, OPPS, NOC
and PrEP payment, which have nearly the same columns but another meaning: those are refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from seed.hcpcs.asp_quarter import Quarter, quarter_of
from seed.hcpcs.cms_table import CmsTable, Layout, TableRow, read_cms_table
from seed.hcpcs.code_system import URL as HCPCS
from seed.hcpcs.records import procedure_objection
from seed.ndc.codes import MAP_PATH
from seed.ndc.codes import SYSTEM as NDC
from seed.release import NotARelease, RejectedRow, Source
from terminology.core.concept_maps import ConceptMap, ConceptMapHeader, Element, Group, MapProperty, Target
from terminology.core.model import Value

LAYOUT = Layout(
    title="CMS's ASP NDC-HCPCS crosswalk",
    columns={
        "code": re.compile(r"[0-9]{4} CODE|HCPCS(?: LEVEL II)?(?: CODE)?"),
        "short_description": re.compile(r"SHORT DESCRIPT(?:ION|OR)"),
        "labeler_name": re.compile(r"LABELER NAME"),
        "ndc": re.compile(r"NDC2?|NDC OR ALTERNATE ID"),
        "drug_name": re.compile(r"DRUG NAME"),
        "dosage": re.compile(r"HCPCS(?: CODE)? DOSAGE"),
        "package_size": re.compile(r"PKG SIZE"),
        "package_quantity": re.compile(r"PKG QTY"),
        "billing_units": re.compile(r"BILLUNITS"),
        "billing_units_per_package": re.compile(r"BILLUNITSPKG"),
    },
)
OTHER_CROSSWALK = re.compile(r"\b(AWP|OPPS|NOC|PrEP)\b", re.IGNORECASE)

# Each property of a mapping and its column. Amounts are strings: a concept map property can be a Coding, string,
# integer, boolean, dateTime or code, but not a decimal such as 1.17.
PROPERTIES = (
    ("drugName", "drug_name"),
    ("labelerName", "labeler_name"),
    ("hcpcsDosage", "dosage"),  # what one unit of the HCPCS code is
    ("packageSize", "package_size"),  # the amount in one item
    ("packageQuantity", "package_quantity"),  # items in the package
    ("billingUnitsPerItem", "billing_units"),  # units of the HCPCS code in one item
    ("billingUnitsPerPackage", "billing_units_per_package"),  # and in the package, which the NDC names
)
AMOUNTS = {
    "package_size": "PKG SIZE",
    "package_quantity": "PKG QTY",
    "billing_units": "BILLUNITS",
    "billing_units_per_package": "BILLUNITSPKG",
}
AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?|\.[0-9]{1,12}")

ELEVEN_DIGITS = re.compile(r"([0-9]{5})-?([0-9]{4})-?([0-9]{2})")

# A package of one product is narrower than all products that are billed under the code.
RELATIONSHIP = "source-is-narrower-than-target"


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One quarter's crosswalk, as in its file."""

    concept_map: ConceptMap
    source: Source
    rows_read: int
    rejected: tuple[RejectedRow, ...] = ()

    @property
    def products(self) -> int:
        return sum(len(group.elements) for group in self.concept_map.groups)


def crosswalk_from_file(
    name: str, content: bytes, source: Source, canonical_base: str, quarter: str | None = None
) -> Crosswalk:
    """The crosswalk in a file: XLSX, CSV or TSV. `quarter` (YYYY-MM) is the required quarter, if any.

    Raises NotARelease, with one sentence, for any other file and for another quarter.
    """
    table = read_cms_table(name, content, LAYOUT)
    _refuse_others(name, table)
    period = quarter_of(name, table.notes, quarter)
    mapped, rejected = _sorted_rows(table.rows)
    if not mapped:
        reason = f": {rejected[0].reason}" if rejected else ""
        raise NotARelease(f"{name} maps nothing to a HCPCS Level II code{reason}.")
    return Crosswalk(_concept_map(mapped, period, canonical_base), source, len(table.rows), tuple(rejected))


def map_url(canonical_base: str) -> str:
    return canonical_base + MAP_PATH


def alternate_ids_url(canonical_base: str) -> str:
    """The system of the ids that CMS uses for products without an NDC."""
    return f"{canonical_base}/sid/asp-alternate-id"


def _refuse_others(name: str, table: CmsTable) -> None:
    titles = (name, *(note for note in table.notes if "crosswalk" in note.lower() and len(note) < 200))
    other = next((found[1] for title in titles if (found := OTHER_CROSSWALK.search(title.replace("_", " ")))), None)
    if other:
        raise NotARelease(f"{name} is CMS's {other} crosswalk: only the ASP NDC-HCPCS crosswalk is supported.")
    if table.unknown_headings:
        unknown = ", ".join(table.unknown_headings)
        raise NotARelease(f"{name} is not {LAYOUT.title}, which has no column {unknown}.")


def _sorted_rows(rows: Iterable[TableRow]) -> tuple[list[TableRow], list[RejectedRow]]:
    """The rows that are mappings, and those that are not, each in file order."""
    mapped: dict[tuple[str, str], TableRow] = {}
    rejected: list[RejectedRow] = []
    for row in rows:
        key = row.texts["code"], _as_ndc(row.texts["ndc"]) or row.texts["ndc"]
        reason = _objection(row)
        if reason is None and key in mapped:
            reason = f"{key[1]} to {key[0]} is already in line {mapped[key].line}; the first one counts"
        if reason is None:
            mapped[key] = row
        else:
            rejected.append(RejectedRow(row.line, reason))
    return list(mapped.values()), rejected


def _objection(row: TableRow) -> str | None:
    """Why the row is not a mapping; None if it is one."""
    code = row.texts["code"]
    if reason := procedure_objection(code):
        return reason
    if not row.texts["ndc"]:
        return f"{code} has no NDC and no alternate id"
    for column, heading in AMOUNTS.items():
        if row.texts[column] and not AMOUNT.fullmatch(row.texts[column]):
            return f"{code} has the invalid {heading} {row.texts[column]!r}"
    return None


def _as_ndc(text: str) -> str | None:
    """The NDC in CMS's form, 5-4-2 with hyphens; None if it is not an NDC of eleven digits."""
    digits = ELEVEN_DIGITS.fullmatch(text)
    return "-".join(digits.groups()) if digits else None


def _concept_map(rows: Iterable[TableRow], quarter: Quarter, canonical_base: str) -> ConceptMap:
    """Products without an NDC are in a separate group, because CMS's ids for them are not NDC codes."""
    ndcs: dict[str, list[TableRow]] = {}
    alternates: dict[str, list[TableRow]] = {}
    for row in rows:
        ndc = _as_ndc(row.texts["ndc"])
        (alternates if ndc is None else ndcs).setdefault(ndc or row.texts["ndc"], []).append(row)
    url = map_url(canonical_base)
    sources = ((NDC, ndcs), (alternate_ids_url(canonical_base), alternates))
    groups = (
        Group(system, HCPCS, tuple(_element(code, products[code], url) for code in sorted(products)))
        for system, products in sources
        if products
    )
    return ConceptMap(_header(url, quarter), tuple(groups))


def _element(code: str, rows: list[TableRow], url: str) -> Element:
    return Element(code, rows[0].texts["drug_name"] or None, targets=tuple(_target(row, url) for row in rows))


def _target(row: TableRow, url: str) -> Target:
    stated = ((code, row.texts[column]) for code, column in PROPERTIES)
    return Target(
        code=row.texts["code"],
        relationship=RELATIONSHIP,
        display=row.texts["short_description"] or None,
        properties=tuple(_property(code, text, url) for code, text in stated if text),
    )


@cache
def _property(code: str, text: str, url: str) -> MapProperty:
    """Equal properties share one object: a crosswalk has about sixty thousand, with a few thousand distinct ones."""
    return MapProperty(code, Value("string", text), f"{url}#{code}")


def _header(url: str, quarter: Quarter) -> ConceptMapHeader:
    return ConceptMapHeader(
        url=url,
        version=quarter.version,
        id=f"ndc-to-hcpcs-{quarter.version}",
        name="NDCToHCPCS",
        title=f"NDC to HCPCS Level II, {quarter}",
        experimental=False,
        date=quarter.first_day,
        publisher="Centers for Medicare & Medicaid Services (CMS)",
        description=(
            "The HCPCS Level II code under which Medicare Part B pays for each drug product, from CMS's ASP NDC-HCPCS "
            f"crosswalk of {quarter}, with the number of units of the code in one package. It is not a list of all "
            "drugs, and a mapping does not mean that Medicare covers the drug."
        ),
        copyright="A work of the US Government in the public domain. Mappings to CPT codes are left out.",
        language="en",
        effective_start=quarter.first_day,
        effective_end=quarter.last_day,
    )
