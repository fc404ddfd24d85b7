"""The origin and review of a narrative: Provenance, from front matter or a manifest row.

    source         the URL it was published at, http or https
    publisher, license, author, reviewer     texts
    reviewed       the date of the review, YYYY-MM-DD
    status         draft, reviewed or approved; default draft
    language       BCP 47; by default detected from the narrative's headings

Front matter or a row may also state the narrative's `code` and `title`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal

from seed.release import NotARelease
from terminology.core.languages import is_primary_language

Status = Literal["draft", "reviewed", "approved"]
STATUSES: tuple[Status, ...] = ("draft", "reviewed", "approved")  # lowest first
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
LONGEST = 1000  # characters of a value
# Accepted names of each field, in front matter and as column headings.
FIELDS: Mapping[str, str] = {
    "code": "code",
    "hcpcs": "code",
    "title": "title",
    "language": "language",
    "lang": "language",
    "source": "source",
    "sourceaddress": "source",
    "sourceurl": "source",
    "address": "source",
    "url": "source",
    "publisher": "publisher",
    "license": "license",
    "licence": "license",
    "author": "author",
    "reviewer": "reviewer",
    "reviewedby": "reviewer",
    "reviewdate": "reviewed",
    "reviewed": "reviewed",
    "reviewedon": "reviewed",
    "status": "status",
    "reviewstatus": "status",
}


class WrongProvenance(NotARelease):
    """The stated provenance is invalid. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The stated facts about a narrative; None if not stated."""

    code: str | None = None
    title: str | None = None
    language: str | None = None
    source: str | None = None
    publisher: str | None = None
    license: str | None = None
    author: str | None = None
    reviewer: str | None = None
    reviewed: str | None = None
    status: Status | None = None

    def with_defaults(self, other: "Provenance") -> "Provenance":
        """This provenance, with missing fields filled in from the other."""
        return replace(
            self, **{item.name: getattr(self, item.name) or getattr(other, item.name) for item in fields(self)}
        )


NOTHING = Provenance()


def field_of(name: str) -> str | None:
    """The field for a name, ignoring case and separators; None if unknown."""
    return FIELDS.get("".join(letter for letter in name.casefold() if letter.isalpha()))


def provenance_of(stated: Mapping[str, str]) -> Provenance:
    """Reads the fields by name; empty texts count as absent. Raises WrongProvenance."""
    found = {name: " ".join(text.split()) for name, text in stated.items() if text.strip()}
    for name, text in found.items():
        if len(text) > LONGEST:
            raise WrongProvenance(f"The {name} has more than {LONGEST:,} characters.")
    status = found.get("status", "").casefold() or None
    if status and status not in STATUSES:
        raise WrongProvenance(f'The status must be one of {", ".join(STATUSES)}, not "{found["status"]}".')
    language = found.get("language")
    if language and not is_language(language):
        raise WrongProvenance(f'"{language}" is not a language such as en or es-MX.')
    if found.get("source") and not ADDRESS.fullmatch(found["source"]):
        raise WrongProvenance(f'The source must be an http or https URL, not "{found["source"]}".')
    if found.get("reviewed"):
        found["reviewed"] = _day(found["reviewed"])
    return Provenance(**{**found, "status": status})  # type: ignore[arg-type]


def is_language(text: str) -> bool:
    return bool(LANGUAGE.fullmatch(text)) and is_primary_language(text.partition("-")[0])


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise WrongProvenance(f'The review date must have the form YYYY-MM-DD, not "{text}".') from None
