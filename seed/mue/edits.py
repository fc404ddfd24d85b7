"""CMS's Medically Unlikely Edits (MUE) -> a supplement of HCPCS Level II for each setting.

Source: CMS, Medicare NCCI Medically Unlikely Edits, https://www.cms.gov/medicare/coding-billing/ncci-medicare. CMS's
form has an AMA notice in one multi-line cell, then headings such as "HCPCS/ CPT Code" and "DME Supplier Services MUE
Values"; a decoded form (`hcpcs,mue,mai,rationale`) is read too. A code that is not in the table has no published edit,
which does not mean that its units are unlimited; the value 0 means that the code is not payable in the setting.
"""

import re
from dataclasses import dataclass

from seed.archives import InputFile, base_name
from seed.hcpcs.asp_quarter import Quarter
from seed.hcpcs.cms_table import CmsTable, Layout, TableRow, read_cms_table
from seed.hcpcs.companion import (
    Companion,
    CompanionProperty,
    SortedRows,
    Table,
    sole_rows,
    sorted_rows,
    supplement,
    value_set,
)
from seed.hcpcs.companion_quarter import companion_quarter
from seed.release import NotARelease
from terminology.core.model import Property, Value
from terminology.core.value_sets import Filter, ValueSet

LAYOUT = Layout(
    title="CMS's table of medically unlikely edits",
    columns={
        "code": re.compile(r"HCPCS(?: ?/ ?CPT)?(?: CODE)?"),
        "units": re.compile(r"MUE|(?:.* )?MUE VALUES?"),
        "kind": re.compile(r"MAI|MUE ADJUDICATION INDICATOR(?: \(MAI\))?"),
        "rationale": re.compile(r"(?:MUE )?RATIONALE"),
    },
)
UNITS = re.compile(r"[0-9]{1,9}")
KIND = re.compile(r"([123])(?: .*)?")


@dataclass(frozen=True, slots=True)
class Setting:
    """The kind of biller. `suffix` ends the property codes; `pattern` finds the setting in headings and file names."""

    code: str
    suffix: str
    title: str
    pattern: re.Pattern[str]


SETTINGS = (
    Setting("dme", "Dme", "DME suppliers", re.compile(r"DME(?! ?POS)")),
    Setting("practitioner", "Practitioner", "practitioners", re.compile(r"PRACTITIONER")),
    Setting("outpatient", "Outpatient", "outpatient hospitals", re.compile(r"OUTPATIENT")),
)
LIMITS = (0, 1, 2)  # the numbers of units that have a value set


def edits_from_file(
    file: InputFile,
    canonical_base: str,
    setting: str | None = None,
    quarter: str | None = None,
) -> Companion:
    """The edits in a file: CSV, TSV or XLSX. `setting` is dme, practitioner or outpatient; `quarter` is YYYY-MM.

    Raises NotARelease, with one sentence, for any other file and for another setting or quarter.
    """
    name = base_name(file.path)
    table = read_cms_table(name, file.content, LAYOUT)
    chosen = _setting(name, table, setting)
    found = sole_rows(sorted_rows(table.rows, _objection))
    period = companion_quarter(file.path, table.notes, quarter)
    described = table_of(chosen)
    return Companion(
        code_system=supplement(described, period, found, lambda rows: _properties(rows[0], chosen), canonical_base),
        value_sets=_value_sets(found, described, chosen, period, canonical_base),
        source=file.source,
        rows_read=len(table.rows),
        rejected=found.rejected,
        foreign_rows=found.foreign,
    )


def table_of(setting: Setting) -> Table:
    return Table(
        name=f"mue-{setting.code}",
        title=f"Medically unlikely edits (MUE) for {setting.title}",
        description=(
            f"The units of a code that CMS considers likely from {setting.title} for one patient on one day or one "
            "claim line, with the kind of edit and its rationale. A code that is not listed has no published edit; "
            "its units are not necessarily unlimited."
        ),
        properties=(
            CompanionProperty(
                f"maxUnitsDay{setting.suffix}",
                "integer",
                f"Units that are likely for {setting.title}; 0: not payable in this setting",
                "mue-units",
            ),
            CompanionProperty(
                f"maxUnitsKind{setting.suffix}", "code", "What the edit counts (MUE adjudication indicator)", "mue-kind"
            ),
            CompanionProperty(f"maxUnitsRationale{setting.suffix}", "string", "Why CMS chose the number of units"),
        ),
    )


def _setting(name: str, table: CmsTable, supplied: str | None) -> Setting:
    """The setting from the headings, else from the option, else from the file's name."""
    headings = " ".join(table.headings)
    stated = next((item for item in SETTINGS if item.pattern.search(headings)), None)
    wanted = next((item for item in SETTINGS if item.code == supplied), None)
    if supplied is not None and wanted is None:
        known = ", ".join(item.code for item in SETTINGS)
        raise NotARelease(f"{supplied!r} is not a setting of medically unlikely edits: use one of {known}.")
    if stated and wanted and stated != wanted:
        raise NotARelease(f"{name} has the edits for {stated.title}, not for {wanted.title}.")
    in_name = next((item for item in SETTINGS if item.pattern.search(name.upper().replace("_", " "))), None)
    found = stated or wanted or in_name
    if found is None:
        raise NotARelease(
            f"{name} does not say which setting its edits are for: specify dme, practitioner or outpatient."
        )
    return found


def _objection(row: TableRow) -> str | None:
    """What is wrong with a row about a Level II code; None if nothing is."""
    code, units, kind = row.texts["code"], row.texts["units"], row.texts["kind"]
    if not UNITS.fullmatch(units):
        return f"{code} has the MUE value {units!r}, which is not a number of units"
    if not KIND.fullmatch(kind):
        return f"{code} has the MUE adjudication indicator {kind!r}, not 1, 2 or 3"
    return None


def _properties(row: TableRow, setting: Setting) -> tuple[Property, ...]:
    units, rationale = Value("integer", int(row.texts["units"])), row.texts["rationale"]
    kind = Value("code", row.texts["kind"][0])
    stated = (Property(f"maxUnitsDay{setting.suffix}", units), Property(f"maxUnitsKind{setting.suffix}", kind))
    why = (Property(f"maxUnitsRationale{setting.suffix}", Value("string", rationale)),) if rationale else ()
    return stated + why


def _value_sets(
    found: SortedRows, table: Table, setting: Setting, quarter: Quarter, canonical_base: str
) -> tuple[ValueSet, ...]:
    """The codes that are not payable in the setting, and those limited to one or two units."""
    stated = {int(row.texts["units"]) for rows in found.by_code.values() for row in rows}
    return tuple(
        value_set(
            table,
            quarter,
            f"{table.name}-{units}",
            f"HCPCS codes that are limited to {units} for {setting.title}"
            if units
            else f"HCPCS codes that are not payable to {setting.title}",
            (Filter(f"maxUnitsDay{setting.suffix}", "=", str(units)),),
            canonical_base,
        )
        for units in LIMITS
        if units in stated
    )
