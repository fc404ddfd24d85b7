"""A feed of what a terminology server offers, in NCTS terms: Feed, FeedEntry, Link. `atom.py` writes it.

Source: the FHIR syndication guide, https://github.com/FHIR/fhir-syndication-ig.
"""

from dataclasses import dataclass, field
from datetime import datetime

MEDIA_TYPE = "application/atom+xml"
RETRACTED = "_RETRACT"
PACKAGE = "FHIR_Package"
PACKAGE_TYPE, JSON_TYPE = "application/gzip", "application/fhir+json"


@dataclass(frozen=True, slots=True)
class Link:
    """A download at `href`: exactly this many bytes with this checksum."""

    href: str
    type: str
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`term` is its category; `identifier` its canonical url and `version` its url|version. No `link` means retracted.

    `holds`: for a package, the addresses of other entries that it includes.
    """

    id: str
    title: str
    term: str
    identifier: str
    version: str
    fhir_version: str
    updated: datetime
    published: str | None = None
    summary: str | None = None
    rights: str | None = None
    author: str | None = None
    link: Link | None = None
    holds: tuple[str, ...] = ()

    @property
    def is_retraction(self) -> bool:
        return is_retracted(self.term)


@dataclass(frozen=True, slots=True)
class Feed:
    id: str
    title: str
    address: str
    generator: str
    updated: datetime
    entries: tuple[FeedEntry, ...] = field(default=())


def is_retracted(term: str) -> bool:
    return term.endswith(RETRACTED)
