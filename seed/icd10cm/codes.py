"""The form of ICD-10-CM codes: a category (A00, C7A, QA0), then a dot and up to four letters or digits."""

import re

UNDOTTED = re.compile(r"[A-Z][0-9A-Z]{2,6}")
DOTTED = re.compile(r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?")
PROCEDURE = re.compile(r"[0-9][0-9A-HJ-NP-Z]{6}")  # an ICD-10-PCS code: it never has the letters I and O
CATEGORY_LENGTH = 3


def with_dot(code: str) -> str:
    """A000 -> A00.0, the form of FHIR and CDC; a category has no dot."""
    return f"{code[:CATEGORY_LENGTH]}.{code[CATEGORY_LENGTH:]}" if len(code) > CATEGORY_LENGTH else code


def spellings(text: str) -> tuple[str, ...]:
    """The code for a text without its dot or in lower case; empty if it is not of that form."""
    code = text.upper()
    if DOTTED.fullmatch(code):
        return (code,)
    return (with_dot(code),) if UNDOTTED.fullmatch(code) else ()


def objection(code: str, _is_billable: bool) -> str | None:
    """Why a code, without its dot, is not an ICD-10-CM code; None if it is one."""
    if UNDOTTED.fullmatch(code):
        return None
    if PROCEDURE.fullmatch(code):
        return f"{code} is an ICD-10-PCS code: import it as icd-10-pcs"
    return f"{code} is not an ICD-10-CM code: a letter and two to six letters or digits"
