"""The seven axes of an ICD-10-PCS code, one character each, and the names of its sections.

    0  0  1  6  0  7  0     Bypass Cerebral Ventricle to Nasopharynx with Autologous Tissue Substitute, Open Approach
    section, body system, operation, body part, approach, device, qualifier

Axes have the names of the section Medical and Surgical; other sections use some of them for other things, such as
substance instead of device in Administration. Except for the first, what a character means depends on those before it.
Source: CMS, ICD-10-PCS Official Guidelines, and https://www.cms.gov/medicare/coding-billing/icd-10-codes.
"""

import re

LENGTH = 7
TABLE_LENGTH = 3  # section, body system and operation identify a table of the official book

AXES: tuple[tuple[str, str], ...] = (
    ("section", "Character 1: the section"),
    ("bodySystem", "Character 2: the body system"),
    ("operation", "Character 3: the root operation, or the type of imaging, therapy or treatment"),
    ("bodyPart", "Character 4: the body part or region, or the treatment site"),
    ("approach", "Character 5: the approach; the contrast, radionuclide or modality qualifier in other sections"),
    ("device", "Character 6: the device; the substance, function, isotope or equipment in other sections"),
    ("qualifier", "Character 7: the qualifier"),
)
SECTIONS: dict[str, str] = {
    "0": "Medical and Surgical",
    "1": "Obstetrics",
    "2": "Placement",
    "3": "Administration",
    "4": "Measurement and Monitoring",
    "5": "Extracorporeal or Systemic Assistance and Performance",
    "6": "Extracorporeal or Systemic Therapies",
    "7": "Osteopathic",
    "8": "Other Procedures",
    "9": "Chiropractic",
    "B": "Imaging",
    "C": "Nuclear Medicine",
    "D": "Radiation Therapy",
    "F": "Physical Rehabilitation and Diagnostic Audiology",
    "G": "Mental Health",
    "H": "Substance Abuse Treatment",
    "X": "New Technology",
}
CODE = re.compile(r"[0-9A-HJ-NP-Z]{1,7}")  # without I and O, which look like digits


def spellings(text: str) -> tuple[str, ...]:
    """The code for a text in lower case; empty if it is not of that form."""
    code = text.upper()
    return (code,) if CODE.fullmatch(code) else ()


def objection(code: str, is_billable: bool) -> str | None:
    """Why a code is not an ICD-10-PCS code; None if it is one, or a header."""
    if CODE.fullmatch(code) and code[0] in SECTIONS and is_billable == (len(code) == LENGTH):
        return None
    return f"{code} is not an ICD-10-PCS code: seven letters and digits, fewer for a header"
