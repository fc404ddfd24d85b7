"""What a code of ICD-10-CM looks like: a category (A00, C7A, QA0), and behind a dot up to four letters or digits."""

import re

UNDOTTED = re.compile(r"[A-Z][0-9A-Z]{2,6}")
DOTTED = re.compile(r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?")
PROCEDURE = re.compile(r"[0-9][0-9A-HJ-NP-Z]{6}")  # of ICD-10-PCS, which has no letters I and O
CATEGORY_LENGTH = 3


def with_dot(code: str) -> str:
    """A000 -> A00.0, as FHIR and CDC write it; a category has none."""
    return f"{code[:CATEGORY_LENGTH]}.{code[CATEGORY_LENGTH:]}" if len(code) > CATEGORY_LENGTH else code


def spellings(text: str) -> tuple[str, ...]:
    """The code that a text without its dot, or in lower case, stands for; none for what is no such code."""
    code = text.upper()
    if DOTTED.fullmatch(code):
        return (code,)
    return (with_dot(code),) if UNDOTTED.fullmatch(code) else ()


def objection(code: str, _is_billable: bool) -> str | None:
    """Why a code without its dot is none of ICD-10-CM; None if it is one."""
    if UNDOTTED.fullmatch(code):
        return None
    if PROCEDURE.fullmatch(code):
        return f"{code} is a code of ICD-10-PCS, which is imported as icd-10-pcs"
    return f"{code} is no code of ICD-10-CM: a letter and two to six letters or digits"
