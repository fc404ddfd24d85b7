"""What this server gives to others: of each thing that was loaded or written the resource, of each release a package.

An artefact is bytes that are the same whenever they are made of the same content: the sum in the feed is that of
what is sent. Nothing is stored: they are made again for whoever asks.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, cast
from uuid import NAMESPACE_URL, uuid5

from fhir_resources.package_writing import write_package
from fhir_resources.version import FhirVersion
from terminology.core.model import CodeSystemHeader
from terminology.library.library import Library
from terminology.library.packaging import TYPES, PackageOptions, choose, describe, packed
from terminology.library.resources import ResourceEntry
from terminology.library.snapshots import Snapshot
from terminology.library.syndication.feeds import JSON_TYPE, PACKAGE, PACKAGE_TYPE, RETRACTED, FeedEntry, Link

SPOOLED_BYTES = 16 * 1024 * 1024
PIECE_BYTES = 64 * 1024
PUBLIC = frozenset({"active", "retired"})  # drafts are nobody else's


@dataclass(frozen=True, slots=True)
class Artefact:
    """`path` is below /syndication and names it; `key` changes when its bytes may have."""

    path: str
    term: str
    fhir_version: FhirVersion
    entry: ResourceEntry
    is_package: bool = False

    @property
    def type(self) -> str:
        return PACKAGE_TYPE if self.is_package else JSON_TYPE

    @property
    def key(self) -> tuple[str, int, datetime | None]:
        return self.path, self.entry.version_id, self.entry.last_updated


@dataclass(frozen=True, slots=True)
class Sum:
    length: int
    sha256: str


def artefacts_of(library: Library) -> tuple[Artefact, ...]:
    """Resources in R4 where R4 is served, so that no url|version comes twice; packages for both versions."""
    found: dict[str, Artefact] = {}
    seen: set[tuple[str, str]] = set()
    for version in FhirVersion:
        snapshot = library.snapshot(version)
        for type in TYPES:
            for entry in snapshot.resources.entries(type):
                if entry.last_updated is None or entry.header.status not in PUBLIC:
                    continue
                if (type, entry.header.canonical) not in seen:
                    seen.add((type, entry.header.canonical))
                    path = f"{version.path}/{type}-{entry.id}.json"
                    found[path] = Artefact(path, f"FHIR_{type}", version, entry)
                if _has_package(entry):
                    path = f"{version.path}/package-{entry.id}.tgz"
                    found[path] = Artefact(path, PACKAGE, version, entry, is_package=True)
    return tuple(found.values())


def _has_package(entry: ResourceEntry) -> bool:
    """Whether it is a release of a code system: what other servers want with what belongs to it."""
    header = entry.header
    return isinstance(header, CodeSystemHeader) and header.content in ("complete", "fragment") and not entry.is_written


def pieces_of(artefact: Artefact, snapshot: Snapshot, canonical_base: str) -> Iterator[bytes]:
    """Its bytes."""
    if artefact.is_package:
        yield from _package(artefact, snapshot, canonical_base)
        return
    for resource in packed([artefact.entry], artefact.fhir_version):
        yield from resource.text()


def _package(artefact: Artefact, snapshot: Snapshot, canonical_base: str) -> Iterator[bytes]:
    header = artefact.entry.header
    chosen = choose(snapshot, header.url, header.version)
    description = describe(chosen, artefact.fhir_version, PackageOptions(canonical_base))
    with _spool() as file:
        write_package(file, description, packed(chosen.entries, artefact.fhir_version), _spool)
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece


def _spool() -> IO[bytes]:
    return cast(IO[bytes], SpooledTemporaryFile(max_size=SPOOLED_BYTES))


def sum_of(artefact: Artefact, snapshot: Snapshot, canonical_base: str) -> Sum:
    digest, length = hashlib.sha256(), 0
    for piece in pieces_of(artefact, snapshot, canonical_base):
        digest.update(piece)
        length += len(piece)
    return Sum(length, digest.hexdigest())


def entry_of(artefact: Artefact, found: Sum, base: str, canonical_base: str, snapshot: Snapshot) -> FeedEntry:
    """`base` is the address of the server, without a slash at its end."""
    header = artefact.entry.header
    identifier, version = header.url, header.canonical
    if artefact.is_package:
        chosen = choose(snapshot, header.url, header.version)
        described = describe(chosen, artefact.fhir_version, PackageOptions(canonical_base))
        identifier = f"{canonical_base}/ImplementationGuide/{described.name}"
        version = f"{identifier}|{described.version}"
    assert artefact.entry.last_updated
    return FeedEntry(
        id=urn_of(artefact.term, version, artefact.fhir_version.value),
        title=f"{header.title or header.name or header.url} {header.version or ''}".strip(),
        term=artefact.term,
        identifier=identifier,
        version=version,
        fhir_version=artefact.fhir_version.value,
        updated=artefact.entry.last_updated,
        published=f"{header.date}T00:00:00Z" if header.date and len(header.date) == len("YYYY-MM-DD") else None,
        summary=header.description,
        rights=header.copyright,
        author=header.publisher,
        link=Link(f"{base}/syndication/{artefact.path}", artefact.type, found.length, found.sha256),
    )


def retractions(library: Library) -> Iterator[FeedEntry]:
    """What was received or written once, and is gone."""
    present = {
        (type, entry.header.canonical)
        for version in FhirVersion
        for type in TYPES
        for entry in library.snapshot(version).resources.entries(type)
    }
    gone: dict[tuple[str, str], datetime] = {}
    for item in library.loaded.imports:
        for received in item.resources:
            stored = received.stored
            if received.value is None and stored.url:
                canonical = f"{stored.url}|{stored.version}" if stored.version else stored.url
                gone[stored.type, canonical] = stored.last_updated
    for (type, canonical), moment in gone.items():
        if (type, canonical) not in present:
            term = f"FHIR_{type}{RETRACTED}"
            yield FeedEntry(
                id=urn_of(term, canonical, ""),
                title=f"{canonical} is retracted",
                term=term,
                identifier=canonical.partition("|")[0],
                version=canonical,
                fhir_version=FhirVersion.R4.value,
                updated=moment,
            )


def urn_of(*parts: str) -> str:
    """The same for the same parts, on every server."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(parts))}"
