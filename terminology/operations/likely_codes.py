"""What an unknown code was probably meant to be.

Used by `operations/check_lines` for claim lines and by `operations/code_hints.py` for every other operation.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

LONGEST = 20  # characters of a text that may be a code
MAX_LIKELY = 3  # suggestions at most
PROCEDURE = re.compile(r"[A-V][0-9]{4}")
WITH_MODIFIER = re.compile(r"([A-V][0-9]{4})[- :,./+_^]?([A-Z][A-Z0-9])")
# Letters that digits are misread as.
MISREAD = str.maketrans("OQILZSB", "0011258")
DIGITS = "0123456789"

# Whether a code is current: None if unknown, False if it has ended.
Standing = Callable[[str], bool | None]


class Shape(NamedTuple):
    """The pattern of the codes of a code system."""

    pattern: re.Pattern[str]
    name: str
    system: str


# ICD-10-CM without its dot is recognized only at lengths that HCPCS codes do not have.
SHAPES = tuple(
    Shape(re.compile(pattern), name, system)
    for pattern, name, system in (
        (r"(?:[0-9]{5}|[0-9]{4}[A-Z])(?:-[0-9A-Z]{2})?", "a CPT code of the AMA", "http://www.ama-assn.org/go/cpt"),
        (r"D[0-9]{4}", "a dental (CDT) code of the ADA", "http://www.ada.org/cdt"),
        (r"[A-Z][0-9][0-9A-Z]\.[0-9A-Z]{1,4}", "an ICD-10-CM code", "http://hl7.org/fhir/sid/icd-10-cm"),
        (r"[A-Z][0-9][0-9A-Z]{4,5}|[A-Z][0-9][0-9A-Z]", "an ICD-10-CM code", "http://hl7.org/fhir/sid/icd-10-cm"),
        (r"[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}", "an ICD-10-PCS code", "http://www.cms.gov/Medicare/Coding/ICD10"),
        (r"[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}|[0-9]{10,11}", "an NDC", "http://hl7.org/fhir/sid/ndc"),
    )
)


def other_shape(code: str, system: str | None = None) -> Shape | None:
    """The shape of another code system that this code has; None if it looks like HCPCS or is of `system`."""
    if PROCEDURE.fullmatch(code) and not code.startswith("D"):
        return None
    found = next((shape for shape in SHAPES if shape.pattern.fullmatch(code.upper())), None)
    return None if found is not None and found.system == system else found


def with_modifier(code: str) -> tuple[str, str] | None:
    """Splits an HCPCS code with an appended modifier."""
    found = WITH_MODIFIER.fullmatch(code)
    return (found[1], found[2]) if found else None


def likely_codes(code: str, standing: Standing) -> Iterator[str]:
    """Codes that were probably meant: another case, blanks and dots removed, a misread letter, two digits swapped.

    The most likely one is included even if it has ended, the others only if they are current.
    """
    plain = re.sub(r"[\s.\-_/]", "", code[:LONGEST]).upper()[:12]
    forms = [plain, misread(plain)]
    if found := with_modifier(plain):
        forms.append(found[0])
    if len(plain) == 5:
        forms += [plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in range(4)]
    if len(plain) == 4:
        forms.append(f"{plain[:1]}0{plain[1:]}")
    seen: set[str] = set()
    for form in forms:
        if form == code or form in seen or (is_current := standing(form)) is None:
            continue
        seen.add(form)
        if len(seen) == 1 or is_current:
            yield form
        if len(seen) == MAX_LIKELY or form == plain:
            return


def misread(code: str) -> str:
    """The code with look-alike letters replaced by digits, except the first letter."""
    return code[:1] + code[1:].translate(MISREAD)


def nearest_codes(code: str, standing: Standing) -> Iterator[str]:
    """Current codes that differ in one digit: last digits first, then by numeric distance."""
    plain = code.strip().upper()
    if len(plain) > LONGEST:
        return
    found = 0
    for at in range(len(plain) - 1, 0, -1):
        if plain[at] not in DIGITS:
            continue
        for digit in sorted(DIGITS, key=lambda each: abs(int(each) - int(plain[at]))):
            other = plain[:at] + digit + plain[at + 1 :]
            if other != plain and standing(other):
                yield other
                found += 1
                if found == MAX_LIKELY:
                    return
