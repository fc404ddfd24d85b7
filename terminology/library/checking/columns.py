"""Columns of claim files: maps common headings to the fields of a line.

    code          HCPCS, HCPCS Code, CPT/HCPCS, PROC_CD, Procedure Code, code …
    modifier      Mod, Mod1 … Mod4, Modifier 1, Modifiers
    date          DOS, Date of Service, SVC_DT, From Date, serviceDate …
    quantity      Units, Qty, Quantity, Service Units …

A heading can be mapped by hand (`--column code=PROC_CD`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Prefixes that may precede the word that identifies a column: LINE_ITEM_SERVICE_DATE, REV_CNTR_UNIT_CNT.
_OF_LINE = (
    r"(?:line|ln|item|itm|services?|serv|svcs?|srvcs?|srv|claim|clm|billed|billing|bill|rev|revenue|cntr|center"
    r"|detail|dtl|performed|rendered|total|tot)"
)
_CODE = r"(?:cd|cde|codes?)"
_DATED = (
    r"(?:line|ln|item|itm|services?|serv|svcs?|srvcs?|srv|claim|clm|rev|revenue|cntr|center|detail|dtl|performed"
    r"|rendered|orderset|order|occurrence|fill)"
)
_ID = r"(?:id|no|num|number|nbr|key|identifier|control(?:no|num|number|nbr)|acct|account)"
_FROM = r"(?:from|fr|start|begin|first|1st)"
_DATE = r"(?:dates?|dt|dte|dos)"
_MODIFIER = r"(?:modifiers?|mods?|modfr|mdfr|mdf)"
_PATIENT = (
    r"(?:patients?|pat|pt|member|mbr|mem|bene|beneficiary|person|prsn|subscriber|sub|insureds?|enrollee"
    r"|recipient|client)"
)

# Words in the order tried; the first heading that matches one of them gets the field. Each ends with the elements of a
# claim transaction (837): SV101-2, DTP*472.
PATTERNS: Mapping[str, tuple[str, ...]] = {
    "code": (
        rf"{_OF_LINE}{{0,3}}hcpcs?(?:levelii|level2)?(?:rate)?(?:hipps)?(?:cpt4?|proc|procedure)?{_CODE}?",
        rf"{_OF_LINE}{{0,3}}cpt4?(?:or|and)?hcpcs?{_CODE}?",
        rf"{_OF_LINE}{{0,2}}(?:proc|procedure|prcdr){_CODE}",
        rf"(?:service|svc|srvc|billing|bill|item|product|line){_CODE}",
        rf"cpt4?{_CODE}?",
        r"code",
        r"proc(?:edure)?",
        r"sv1012|sv2022",
    ),
    "modifier": (
        rf"(?:{_OF_LINE}|hcpcs|proc|procedure|cpt){{0,3}}{_MODIFIER}(?:{_CODE}|s)?[1-5]?{_CODE}?",
        rf"(?:{_OF_LINE}|hcpcs|proc|procedure|cpt){{0,3}}{_MODIFIER}{_CODE}?(?:one|two|three|four)",
        rf"(?:{_OF_LINE}|hcpcs|proc|procedure|cpt){{0,3}}[1-5](?:st|nd|rd|th)?{_MODIFIER}{_CODE}?",
        rf"(?:first|second|third|fourth){_MODIFIER}",
        r"sv101[3-6]|sv202[3-6]",
    ),
    "date": (
        r"dos|dateofservice|datesofservice|(?:service|serv|svc|srvc)(?:date|dt)|dosfrom|fromdos",
        rf"{_OF_LINE}{{0,3}}{_FROM}(?:expns|expense|exp)?{_DATE}",
        rf"{_OF_LINE}{{0,3}}{_DATE}(?:of)?{_OF_LINE}{{0,2}}{_FROM}|{_OF_LINE}{{0,2}}from",
        rf"{_DATED}{{1,4}}(?:date|dt|dte)",
        r"dates?|day|dt|expnsdt1|dtp472|dtp03",
    ),
    "quantity": (
        rf"{_OF_LINE}{{0,4}}(?:daysor|days|no|num|number|nbr)?(?:of)?(?:units?|unts?)(?:cnt|count|qty|quantity|billed)?"
        r"(?:of(?:service|svc))?",
        rf"(?:hcpcs)?{_OF_LINE}{{0,3}}(?:units?)?(?:qty|qnty|quantity|quantities)(?:billed|dispensed)?",
        rf"{_OF_LINE}{{0,2}}(?:srvc|svc|service|units)?(?:cnt|count)|mtuscnt|sv104|sv205",
    ),
    "ndc": (rf"{_OF_LINE}{{0,2}}ndc(?:{_CODE}|{_ID}|11)?", rf"drug{_CODE}|nationaldrug{_CODE}|lin03"),
    "ndc_quantity": (
        rf"{_OF_LINE}{{0,2}}ndc(?:qty|quantity|units|unit(?:cnt|count|qty|quantity)|cnt|count|amount)",
        r"drug(?:qty|quantity)|nationaldrugunit(?:cnt|count)|ctp04",
    ),
    "ndc_unit": (
        rf"{_OF_LINE}{{0,2}}ndc(?:qty|unit)?(?:uom|unit|of|measure|measurement|qual|qualifier|{_CODE}){{1,3}}",
        rf"uom|unitofmeasure(?:ment)?{_CODE}?|ctp051|ctp05",
    ),
    "description": (
        r"(?:line|noc|item|lineitem|service|svc|procedure|product|claim)?(?:description|desc|descr|narrative|notes?|text)",
        r"sv1017|sv2027",
    ),
    "patient": (
        rf"{_PATIENT}{_ID}",
        r"mrn|hicn?|mbi|medicalrecord(?:no|num|number)|desysortkey",
        r"(?:patients?|member|mbr|bene|beneficiary|person|prsn|subscriber|insureds?|enrollee|recipient|client|nm109)",
        r"(?:acct|account)(?:no|num|number|nbr)?",
    ),
    "claim": (
        rf"(?:claim|clm|icn|dcn|encounter|enc|invoice|internalcontrol){_ID}?(?:no|num|number|nbr)?",
        r"tcn|patientcontrol(?:no|num|number|nbr)|clm01",
    ),
    "setting": (r"setting|muesetting|billertype|suppliertype",),
    "place": (
        rf"{_OF_LINE}{{0,2}}(?:pos|(?:place|pl|plc)(?:of)?(?:service|serv|svc|srvc)?){_CODE}?",
        r"pos(?:nbr)|(?:line|service|svc)place|sv105",
    ),
    "system": (r"(?:code)?system|codesystem|codingsystem",),
    "dose": (r"dose|dosage|doseamount|dosegiven|amountgiven",),
}
FIELDS = tuple(PATTERNS)
REPEATING = frozenset({"modifier"})
PLAIN = re.compile(r"[^a-z0-9]+")
# A leading number of a form box or a layout element: 24D Modifier, FL44 HCPCS, MC055 Procedure Code.
LOCATOR = re.compile(r"(?:fl|box|item|field|col|mc|pc)?\s?[0-9]{1,3}[a-z]?[\s._):-]+", re.IGNORECASE)
LONGEST_HEADING = 80
LARGEST_COLUMNS = 2_000


class UnreadableFile(ValueError):
    """The file cannot be checked. The message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The position of each field in a row; modifiers in column order. -1 means that the file lacks the field."""

    places: Mapping[str, int]
    modifiers: tuple[int, ...]
    width: int

    def place(self, field: str) -> int:
        return self.places.get(field, -1)


def parse_choices(texts: Iterable[str], separator: str) -> dict[str, list[str]]:
    """Parses `code=PROC_CD` into a field and its headings. Raises UnreadableFile for an unknown field."""
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
    plain = [_plain(heading) for heading in headings]
    texts = [{_plain(heading), _plain(LOCATOR.sub("", heading[:LONGEST_HEADING], 1))} for heading in headings]
    taken: dict[int, str] = {}
    for field, names in chosen.items():
        found = list(dict.fromkeys(_column_of(name, headings, plain) for name in names))
        if len(found) > 1 and field not in REPEATING:
            raise UnreadableFile(f"{field} is read from one column, not from {' and '.join(names)}: choose one.")
        taken.update(dict.fromkeys(found, field))
    for field, patterns in PATTERNS.items():
        if field in chosen:
            continue
        for pattern in patterns:
            fits = re.compile(pattern).fullmatch
            found = [at for at, forms in enumerate(texts) if at not in taken and any(map(fits, forms))]
            for at in found if field in REPEATING else found[:1]:
                taken[at] = field
            if found and field not in REPEATING:
                break
    places = {field: at for at, field in sorted(taken.items(), reverse=True) if field not in REPEATING}
    if "code" not in places:
        seen = ", ".join(heading for heading in headings[:30] if heading)
        raise UnreadableFile(
            f"No column holds codes: the headings are {seen}. Name the column, as in code=HEADING; "
            "a file without headings needs a first line with them."
        )
    modifiers = tuple(at for at, field in sorted(taken.items()) if field == "modifier")
    return Columns(places, modifiers, len(headings))


def has_codes(headings: Sequence[str], chosen: Mapping[str, Sequence[str]]) -> bool:
    """Whether a row can be the header of a claim file."""
    try:
        find_columns(headings, chosen)
    except UnreadableFile:
        return False
    return True


def _plain(heading: str) -> str:
    """The letters and digits of a heading, up to the length that matters."""
    return PLAIN.sub("", heading[:LONGEST_HEADING].lower())


def _column_of(name: str, headings: Sequence[str], plain: Sequence[str]) -> int:
    if name in headings:
        return headings.index(name)
    wanted = _plain(name)
    if wanted in plain:
        return plain.index(wanted)
    raise UnreadableFile(f"There is no column {name!r}: the headings are {', '.join(headings[:30])}.")
