"""CMS's record of a HCPCS code as a table: the position of each field in the fixed-width file and in the sheet.

Read by release_file.py and records.py. Source: CMS, "HCPCS Contractor Record - 2019" (HCPCS2019_recordlayout.txt,
in https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system); `item` is the number of the field
there. The layouts of 2017 to 2019 have the same positions, and CMS's sheets of 2017 to 2026 the same columns.
"""

from dataclasses import dataclass
from typing import Literal

RECORD_BYTES = 320

# The record id is the type of a line; only first lines have details, in positions 92 to 293.
FIRST_LINE_IDS = frozenset("37")  # 3 procedure, 7 modifier
CONTINUATION_IDS = frozenset("48")  # 4 and 8 continue the long description of the 3 or 7 above them

Kind = Literal["text", "digits", "date"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the record.

    `first` counts from 1, `length` is the length of one occurrence. `column` is the heading in the sheet; the headings
    of a repeating field end in 1, 2, 3. Kind `digits` is zero-padded to its length, `date` is
    YYYYMMDD.
    """

    name: str
    column: str
    first: int
    length: int
    item: int
    meaning: str
    occurs: int = 1
    kind: Kind = "text"

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of the field's occurrences, in order."""
        if self.occurs == 1:
            return (self.column,)
        return tuple(f"{self.column}{number}" for number in range(1, self.occurs + 1))


FIELDS: tuple[Field, ...] = (
    Field("code", "HCPC", 1, 5, 1, "procedure code, or three blanks and a modifier"),
    Field("sequence_number", "SEQNUM", 6, 5, 5, "line number within the code, by hundreds", kind="digits"),
    Field("record_id", "RECID", 11, 1, 6, "3 or 7 first line, 4 or 8 continuation", kind="digits"),
    Field("long_description", "LONG DESCRIPTION", 12, 80, 7, "one chunk of the long description"),
    Field("short_description", "SHORT DESCRIPTION", 92, 28, 8, "short description"),
    Field("pricing_indicator", "PRICE", 120, 2, 9, "how Medicare part B prices it", occurs=4, kind="digits"),
    Field("multiple_pricing_indicator", "MULT_PI", 128, 1, 10, "whether several pricing methodologies apply"),
    Field("coverage_issues_manual", "CIM", 129, 6, 11, "section of the coverage issues manual", occurs=3),
    Field("carriers_manual", "MCM", 147, 8, 12, "section of the Medicare carriers manual", occurs=3),
    Field("statute", "STATUTE", 171, 10, 13, "statute for coverage or noncoverage"),
    Field("lab_certification", "LABCERT", 181, 3, 14, "laboratory certification category", occurs=8, kind="digits"),
    Field("cross_reference", "XREF", 205, 5, 15, "code to use instead", occurs=5),
    Field("coverage", "COV", 230, 1, 16, "Medicare coverage status"),
    Field("asc_payment_group", "ASC_GRP", 231, 2, 17, "YY: approved for ambulatory surgical centers"),
    Field("asc_effective_date", "ASC_DT", 233, 8, 18, "first day of that approval", kind="date"),
    Field("mog_payment_group", "OPPS", 241, 3, 19, "Medicare outpatient group; blank in every release seen"),
    Field("mog_payment_policy_indicator", "OPPS_PI", 244, 1, 20, "blank in every release seen"),
    Field("mog_effective_date", "OPPS_DT", 245, 8, 21, "blank in every release seen", kind="date"),
    Field("processing_note", "PROCNOTE", 253, 4, 22, "number of the processing note", kind="digits"),
    Field("betos", "BETOS", 257, 3, 23, "Berenson-Eggers type of service"),
    Field("type_of_service", "TOS", 261, 1, 25, "CMS type of service", occurs=5),
    Field("anesthesia_base_units", "ANEST_BU", 266, 3, 26, "anesthesia base units", kind="digits"),
    Field("added_date", "ADD DT", 269, 8, 27, "day the code was added", kind="date"),
    Field("action_effective_date", "ACT EFF DT", 277, 8, 28, "day the last action took effect", kind="date"),
    Field("termination_date", "TERM DT", 285, 8, 29, "last day the code may be used", kind="date"),
    Field("action_code", "ACTION CD", 293, 1, 30, "the last change made"),
)

DATE_FIELDS: tuple[Field, ...] = tuple(field for field in FIELDS if field.kind == "date")


def get_field(name: str) -> Field:
    return next(field for field in FIELDS if field.name == name)
