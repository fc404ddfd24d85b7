"""Parses the names of CMS's files: the release, the kind of file, and which posting of a release it is.

HCPC2025_OCT_ANWEB.xlsx                  2025-10    HCPC17_CONTR_ANWEB.txt               2017-01 (annual)
october-2025-alpha-numeric-...-file.zip  2025-10    2019-Alpha-Numeric-HCPCS-File.zip    2019-01 (annual)
2020-04-APR/anweb.xlsx                   2020-04    HCPC2026_APR_ANWEB_06172026.xlsx     2026-04, reposted in June
"""

import re
from typing import Literal

from seed.archives import base_name

Kind = Literal["release", "noc"]

PARTS_READ = 3  # the file, and the folders or the archive around it
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
# Until 2020 a release was a year's; CMS's names of that time hold these words and no month.
ANNUAL_WORDS = frozenset({"annual", "anweb", "contr", "alpha", "hcpc", "hcpcs", "noc"})

RELEASE_WORDS = re.compile(r"\banweb|\balpha ?numeric hcpcs file\b")
# The other files that CMS publishes with releases, by words in their names.
COMPANIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bread ?me\b"), "a read-me"),
    (re.compile(r"record ?layout"), "a record layout"),
    (re.compile(r"\bproc(?:essing)? ?notes?\b"), "a list of processing notes"),
    (re.compile(r"\btrans(?:action)?\b|changes ?by"), "a transaction report"),
    (re.compile(r"\bcorrections?\b"), "a list of corrections"),
    (re.compile(r"\bhcpcs index\b|\btable of drugs\b"), "an index for readers"),
    (re.compile(r"\basp\b"), "a drug pricing file"),
)
COMPANION_OPENINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"alpha-numeric hcpcs file content"), "a read-me"),
    (re.compile(r"cms rif report|hcpcs contractor record"), "a record layout"),
    (re.compile(r"^\s*processing notes\s*$", re.MULTILINE), "a list of processing notes"),
    (re.compile(r"type of change"), "a transaction report"),
    (re.compile(r"hcpcs corrections"), "a list of corrections"),
    (re.compile(r"^%pdf"), "a PDF document"),
)
NOC_OPENING = re.compile(r"\bnoc codes\b|^\W*hcpcs\W+long description\W+add date", re.MULTILINE)


def kind_from_name(path: str) -> Kind | None:
    """The kind of file according to its name; None if the name does not tell."""
    words = _words(base_name(path))
    if RELEASE_WORDS.search(words):
        return "release"
    return "noc" if re.search(r"\bnoc\b", words) and companion_from_name(path) is None else None


def companion_from_name(path: str) -> str | None:
    """The description of a companion file; None for any other file."""
    words = _words(base_name(path))
    if RELEASE_WORDS.search(words):
        return None
    return next((what for pattern, what in COMPANIONS if pattern.search(words)), None)


def companion_from_opening(lines: list[str]) -> str | None:
    """The same, from a file's first lines."""
    text = "\n".join(lines).lower()
    return next((what for pattern, what in COMPANION_OPENINGS if pattern.search(text)), None)


def is_noc_opening(lines: list[str]) -> bool:
    return NOC_OPENING.search("\n".join(lines).lower()) is not None


def version_from_path(path: str) -> str | None:
    """The release in a path, `YYYY-MM`; the file's own name takes precedence over its folders.

    A year without a month is completed by a folder that names a month of that year, else it is the annual
    release of January if the words say so.
    """
    parts = path.replace("\\", "/").split("/")[-PARTS_READ:]
    named = [_year_and_month(part) for part in reversed(parts)]
    for part, (year, month) in zip(reversed(parts), named, strict=True):
        if year is None:
            continue
        months = [month, *(other for its_year, other in named if its_year == year)]
        found = next((item for item in months if item), None)
        if found is None and ANNUAL_WORDS & set(_tokens(part)):
            found = 1
        if found:
            return f"{year:04d}-{found:02d}"
    return None


def posting_from_name(path: str) -> tuple[int, int]:
    """Sort key of a file among several postings of a release; later ones are greater (`_v3`, `_06172026`)."""
    words = _words(base_name(path))
    dated = re.search(r"\b([01][0-9][0-3][0-9])(20[0-9]{2})\b", words)
    numbered = re.search(r"\bv([0-9]{1,2})\b", words)
    return (int(dated[2] + dated[1]) if dated else 0, int(numbered[1]) if numbered else 0)


def _words(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).lower()


def _tokens(name: str) -> list[str]:
    return re.findall(r"[a-z]+|[0-9]+", name.lower())


def _year_and_month(name: str) -> tuple[int | None, int | None]:
    tokens = _tokens(name)
    for place, token in enumerate(tokens):
        if re.fullmatch(r"(?:19|20)[0-9]{2}", token):
            year = int(token)
        elif re.fullmatch(r"[0-9]{2}", token) and place and tokens[place - 1] in {"hcpc", "hcpcs"}:
            year = 2000 + int(token)
        else:
            continue
        return year, _month(tokens, place)
    return None, None


def _month(tokens: list[str], year_place: int) -> int | None:
    word = next((token for token in tokens if MONTH.fullmatch(token)), None)
    if word:
        return MONTHS.index(word[:3]) + 1
    number = next(iter(tokens[year_place + 1 : year_place + 2]), "")
    return int(number) if re.fullmatch(r"0[1-9]|1[0-2]", number) else None
