"""Columns of claim files: which heading means which field of a line, as people write them.

    code          HCPCS, HCPCS Code, CPT/HCPCS, PROC_CD, Procedure Code, code …
    modifier      Mod, Mod1 … Mod4, Modifier 1, Modifiers
    date          DOS, Date of Service, SVC_DT, From Date, serviceDate …
    quantity      Units, Qty, Quantity, Service Units …

A heading can be given its field by hand (`--column code=PROC_CD`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Words in the order in which they are tried; the first heading that one of them fits is the field's.
PATTERNS: Mapping[str, tuple[str, ...]] = {
    "code": (
        r"hcpcs(cd|code|cpt|cptcode|proc|proccode)?",
        r"(cpt)(hcpcs|hcpc)(cd|code)?",
        r"hcpc(cd|code)?",
        r"(proc|procedure|service|svc|billing|bill|item|product|line)(cd|code)",
        r"cpt(cd|code)?",
        r"code",
        r"proc(edure)?",
    ),
    "modifier": (
        r"(hcpcs|proc|procedure|line|svc|service|cpt)?(mod|mods|modifier|modifiers|mdfr|mdfrcd)(cd|code|codes|s)?[1-5]?",
        r"(mod|modifier|mdfr)(cd|code)?(one|two|three|four)",
        r"(hcpcs)?[1-5](st|nd|rd|th)?(mod|modifier|mdfr)(cd|code)?",
        r"(first|second|third|fourth)(mod|modifier)",
    ),
    "date": (
        r"dos|dateofservice|servicedate|svcdate|svcdt|servicedt|dosfrom|fromdos|datesofservice|servicestartdate",
        r"(service|svc|line|claim|clm)?(from|start|begin)(date|dt|dos)",
        r"(line|claim|order|orderset|occurrence|fill|performed)(date|dt)",
        r"date|day|dt",
    ),
    "quantity": (
        r"(service|svc|billed|bill|line|unitsof|claim|hcpcs|total)?(unit|units|unt|unts)(cnt|count|qty|billed|ofservice)?",
        r"(service|svc|billed|line|bill)?(qty|quantity|quantities)(billed)?",
        r"(srvc|svc)?(cnt|count)",
    ),
    "ndc": (r"ndc(cd|code|num|number|nbr|no|11)?", r"drugcode|nationaldrugcode"),
    "ndc_quantity": (r"ndc(qty|quantity|units|unit(cnt|count)|count|amount)", r"drug(qty|quantity)"),
    "ndc_unit": (r"ndc(uom|unit|unitofmeasure|unitmeasure|qual|qualifier|measure|unitcode)", r"uom"),
    "description": (
        r"(line|noc|item|service|svc|procedure|product|claim)?(description|desc|descr|narrative|note|notes|text)",
    ),
    "patient": (
        r"(patient|pat|member|mbr|bene|beneficiary|person|subscriber)(id|no|num|number|nbr|key|identifier)?",
        r"mrn|hicn|mbi|memberid|medicalrecordnumber",
    ),
    "claim": (r"(claim|clm|icn|dcn|encounter|invoice)(id|no|num|number|nbr|key|control(no|number))?", r"icn|dcn|tcn"),
    "setting": (r"setting|muesetting|billertype|suppliertype",),
    "place": (
        r"pos|(place|pl|plc)(of)?(service|svc|srvc)(cd|code)?|pos(cd|code|nbr)|(line|service|svc)place(cd|code)?",
    ),
    "system": (r"(code)?system|codesystem|codingsystem",),
    "dose": (r"dose|dosage|doseamount|dosegiven|amountgiven",),
}
FIELDS = tuple(PATTERNS)
REPEATING = frozenset({"modifier"})
PLAIN = re.compile(r"[^a-z0-9]+")
LARGEST_COLUMNS = 2_000


class UnreadableFile(ValueError):
    """The file cannot be checked. The message is one sentence for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row; modifiers in the order of the columns. -1: the file does not have it."""

    places: Mapping[str, int]
    modifiers: tuple[int, ...]
    width: int

    def place(self, field: str) -> int:
        return self.places.get(field, -1)


def parse_choices(texts: Iterable[str], separator: str) -> dict[str, list[str]]:
    """`code=PROC_CD` as a field and its headings. Raises UnreadableFile for what is no field of a line."""
    chosen: dict[str, list[str]] = {}
    for text in texts:
        field, found, heading = text.partition(separator)
        field = {"units": "quantity", "modifiers": "modifier", "ndcQuantity": "ndc_quantity"}.get(field, field).strip()
        if not found or not heading.strip() or field not in PATTERNS:
            raise UnreadableFile(
                f"{text!r} is not a column mapping: write FIELD{separator}HEADING, FIELD one of {', '.join(FIELDS)}."
            )
        chosen.setdefault(field, []).append(heading.strip())
    return chosen


def find_columns(headings: Sequence[str], chosen: Mapping[str, Sequence[str]]) -> Columns:
    """The columns of a file with these headings. Raises UnreadableFile when none holds codes."""
    if len(headings) > LARGEST_COLUMNS:
        raise UnreadableFile(f"The file has {len(headings):,} columns; at most {LARGEST_COLUMNS:,} are read.")
    plain = [PLAIN.sub("", heading.lower()) for heading in headings]
    taken: dict[int, str] = {}
    for field, names in chosen.items():
        for name in names:
            taken[_column_of(name, headings, plain)] = field
    for field, patterns in PATTERNS.items():
        if field in chosen:
            continue
        for pattern in patterns:
            found = [at for at, text in enumerate(plain) if at not in taken and re.fullmatch(pattern, text)]
            for at in found if field in REPEATING else found[:1]:
                taken[at] = field
            if found and field not in REPEATING:
                break
    places = {field: at for at, field in sorted(taken.items(), reverse=True) if field not in REPEATING}
    if "code" not in places:
        seen = ", ".join(heading for heading in headings[:30] if heading)
        raise UnreadableFile(f"No column holds codes: the headings are {seen}. Name it, as in code=HEADING.")
    modifiers = tuple(at for at, field in sorted(taken.items()) if field == "modifier")
    return Columns(places, modifiers, len(headings))


def has_codes(headings: Sequence[str], chosen: Mapping[str, Sequence[str]]) -> bool:
    """Whether a row can be the headings of a claim file."""
    try:
        find_columns(headings, chosen)
    except UnreadableFile:
        return False
    return True


def _column_of(name: str, headings: Sequence[str], plain: Sequence[str]) -> int:
    if name in headings:
        return headings.index(name)
    wanted = PLAIN.sub("", name.lower())
    if wanted in plain:
        return plain.index(wanted)
    raise UnreadableFile(f"There is no column {name!r}: the headings are {', '.join(headings[:30])}.")
