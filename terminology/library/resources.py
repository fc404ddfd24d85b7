"""The resources that search and read serve: ResourceEntry, ResourceIndex.

One immutable index for each FHIR version and publication, like the catalogue.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any

from fhir_resources.code_system_parts import CodeSystemParts
from fhir_resources.version import FhirVersion
from terminology.core import canonical
from terminology.core.errors import UnknownResource
from terminology.core.issues import Issue
from terminology.core.model import Header

LONGEST_ID = 64  # FHIR R5, https://hl7.org/fhir/R5/datatypes.html#id
NOT_IN_ID = re.compile(r"[^A-Za-z0-9.\-]+")


@dataclass(frozen=True, slots=True)
class ResourceEntry:
    """A resource by its header. It is served under `id`, which is unique in its type; `header.id` may differ.

    `last_updated` is None for built-in resources. `make` returns the resource as JSON of `fhir_version`; for a code
    system that need not be in memory whole, `make_parts` returns it in parts, in the requested version. `kind` is the
    source of the release.
    """

    type: str
    id: str
    header: Header
    version_id: int
    last_updated: datetime | None
    fhir_version: FhirVersion
    make: Callable[[], dict[str, Any]]
    is_written: bool = False  # over REST, and so changeable there
    make_parts: Callable[[FhirVersion], CodeSystemParts] | None = None
    kind: str | None = None

    def read(self) -> dict[str, Any]:
        """The resource as new JSON of `fhir_version`, with its `id` and without `meta`."""
        made = self.make()
        return {"resourceType": self.type, **made, "id": self.id}

    def read_parts(self, version: FhirVersion) -> CodeSystemParts | None:
        """The resource in parts, with its `id`; None if it is only available whole."""
        parts = self.make_parts(version) if self.make_parts else None
        return parts and replace(parts, head={"resourceType": self.type, "id": self.id} | {**parts.head, "id": self.id})


@dataclass(frozen=True, slots=True)
class ResourceIndex:
    """By type, then by id. Entries are ordered by url, the latest version first."""

    by_type: Mapping[str, Mapping[str, ResourceEntry]] = field(default_factory=dict)

    def find(self, type: str, id: str) -> ResourceEntry | None:
        return self.by_type.get(type, {}).get(id)

    def get(self, type: str, id: str) -> ResourceEntry:
        """Like `find`, but raises UnknownResource."""
        found = self.find(type, id)
        if found is None:
            raise unknown_resource(type, id)
        return found

    def entries(self, type: str) -> tuple[ResourceEntry, ...]:
        return tuple(self.by_type.get(type, {}).values())

    def digest(self) -> str:
        """Changes when any resource does; the same in every process for the same content."""
        digest = hashlib.blake2b(digest_size=12)
        for type, entries in sorted(self.by_type.items()):
            for id, entry in sorted(entries.items()):
                stamp = f"{type}/{id}/{entry.version_id}/{entry.last_updated}/{entry.header.canonical}\n"
                digest.update(stamp.encode())
        return digest.hexdigest()

    def last_updated(self) -> datetime | None:
        """The time of the newest resource; None when all are built in."""
        entries = (entry for each in self.by_type.values() for entry in each.values())
        return max((entry.last_updated for entry in entries if entry.last_updated), default=None)


def unknown_resource(type: str, id: str) -> UnknownResource:
    return UnknownResource(Issue("error", "not-found", f"There is no {type} with the id '{id}'", "not-found"))


def index_of(entries: Iterable[ResourceEntry]) -> ResourceIndex:
    """If two of a type want the same id, the first in order gets it; the other's gets its version or a number
    appended.
    """
    by_type: dict[str, dict[str, ResourceEntry]] = {}
    for entry in entries:
        taken = by_type.setdefault(entry.type, {})
        id = next(id for id in candidate_ids(entry) if id not in taken)
        taken[id] = entry if id == entry.id else replace(entry, id=id)
    return ResourceIndex({type: _sorted(found) for type, found in by_type.items()})


def _sorted(entries: Mapping[str, ResourceEntry]) -> dict[str, ResourceEntry]:
    def version(entry: ResourceEntry) -> tuple[tuple[int, int, str], ...]:
        return canonical.version_key(entry.header.version)

    latest_first = sorted(entries.values(), key=version, reverse=True)
    return {entry.id: entry for entry in sorted(latest_first, key=lambda entry: entry.header.url)}


def candidate_ids(entry: ResourceEntry) -> Iterator[str]:
    """The ids that an entry may get, in order of preference."""
    yield entry.id
    if entry.header.version:
        yield id_from(f"{entry.id}-{entry.header.version}")
    for number in count(2):
        yield id_from(entry.id, f"-{number}")


def id_from(text: str, end: str = "") -> str:
    """Converts a text to an id: at most its last LONGEST_ID characters, with invalid ones replaced by `-`."""
    return NOT_IN_ID.sub("-", text).strip("-")[-(LONGEST_ID - len(end)) :] + end
