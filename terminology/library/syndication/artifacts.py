"""The artifacts this server offers to others: every loaded or written resource, and a package for each release.

The same content always produces the same bytes, so the checksum in the feed matches each download. Nothing is stored:
artifacts are generated on request.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, cast
from uuid import NAMESPACE_URL, uuid5

from fhir_resources.package_writing import PackageDescription, write_package
from fhir_resources.version import FhirVersion
from seed.registry import SOURCES, find_system
from terminology.core.model import CodeSystemHeader
from terminology.library.library import Library
from terminology.library.packaging import (
    TYPES,
    PackageOptions,
    choose_with,
    describe,
    package_name,
    package_number,
    packed,
)
from terminology.library.resources import ResourceEntry
from terminology.library.snapshots import Snapshot
from terminology.library.syndication.feeds import JSON_TYPE, PACKAGE, PACKAGE_TYPE, RETRACTED, FeedEntry, Link

SPOOLED_BYTES = 16 * 1024 * 1024
PIECE_BYTES = 64 * 1024
PUBLIC = frozenset({"active", "retired"})  # drafts are private


@dataclass(frozen=True, slots=True)
class Packed:
    """The content and the name of a package."""

    entries: tuple[ResourceEntry, ...]
    description: PackageDescription


@dataclass(frozen=True, slots=True)
class Artifact:
    """`path` is below /syndication and identifies it; `key` changes whenever its bytes may have changed.

    `holds`: for a package, the paths of the artifacts in it.
    """

    path: str
    term: str
    fhir_version: FhirVersion
    entry: ResourceEntry
    package: Packed | None = None
    holds: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        return PACKAGE_TYPE if self.package else JSON_TYPE

    @property
    def key(self) -> tuple[object, ...]:
        entries = self.package.entries if self.package else (self.entry,)
        return self.path, *((entry.type, entry.id, entry.version_id, entry.last_updated) for entry in entries)


@dataclass(frozen=True, slots=True)
class Sum:
    length: int
    sha256: str


def artifacts_of(library: Library) -> tuple[Artifact, ...]:
    """Resources in R4 if served there, so that no url|version appears twice; packages for both versions."""
    found: dict[str, Artifact] = {}
    paths: dict[tuple[str, str], str] = {}
    for version in FhirVersion:
        snapshot = library.snapshot(version)
        for entry in (entry for type in TYPES for entry in snapshot.resources.entries(type) if _is_public(entry)):
            if _key(entry) not in paths:
                paths[_key(entry)] = path = f"{version.path}/{entry.type}-{entry.id}.json"
                found[path] = Artifact(path, f"FHIR_{entry.type}", version, entry)
            if _has_package(entry):
                path = f"{version.path}/package-{entry.id}.tgz"
                found[path] = Artifact(path, PACKAGE, version, entry, _packed(entry, snapshot, version, library))
    return tuple(_with_paths(artifact, paths) for artifact in found.values())


def _key(entry: ResourceEntry) -> tuple[str, str]:
    return entry.type, entry.header.canonical


def _with_paths(artifact: Artifact, paths: Mapping[tuple[str, str], str]) -> Artifact:
    if not artifact.package:
        return artifact
    return replace(artifact, holds=tuple(paths[_key(e)] for e in artifact.package.entries if _key(e) in paths))


def _is_public(entry: ResourceEntry) -> bool:
    return entry.last_updated is not None and entry.header.status in PUBLIC


def _has_package(entry: ResourceEntry) -> bool:
    """Whether it is a release of a code system, which other servers need together with its dependencies."""
    header = entry.header
    return isinstance(header, CodeSystemHeader) and header.content in ("complete", "fragment") and not entry.is_written


def _packed(entry: ResourceEntry, snapshot: Snapshot, version: FhirVersion, library: Library) -> Packed:
    chosen = choose_with(snapshot, entry)
    return Packed(chosen.entries, describe(chosen, version, PackageOptions(library.canonical_base)))


def pieces_of(artifact: Artifact) -> Iterator[bytes]:
    """Its bytes."""
    if artifact.package:
        yield from _package(artifact.package, artifact.fhir_version)
        return
    for resource in packed([artifact.entry], artifact.fhir_version):
        yield from resource.text()


def _package(package: Packed, version: FhirVersion) -> Iterator[bytes]:
    with _spool() as file:
        write_package(file, package.description, packed(package.entries, version), _spool)
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece


def _spool() -> IO[bytes]:
    return cast(IO[bytes], SpooledTemporaryFile(max_size=SPOOLED_BYTES))


def sum_of(artifact: Artifact) -> Sum:
    digest, length = hashlib.sha256(), 0
    for piece in pieces_of(artifact):
        digest.update(piece)
        length += len(piece)
    return Sum(length, digest.hexdigest())


def entry_of(artifact: Artifact, found: Sum, base: str, canonical_base: str) -> FeedEntry:
    """`base` is the address of the server, without a slash at its end."""
    header = artifact.entry.header
    identifier, version = header.url, header.canonical
    if artifact.package:
        described = artifact.package.description
        identifier, version = _package_canonical(canonical_base, described.name, described.version)
    assert artifact.entry.last_updated
    return FeedEntry(
        id=urn_of(artifact.term, version, artifact.fhir_version.value),
        title=f"{header.title or header.name or header.url} {header.version or ''}".strip(),
        term=artifact.term,
        identifier=identifier,
        version=version,
        fhir_version=artifact.fhir_version.value,
        updated=artifact.entry.last_updated,
        published=f"{header.date}T00:00:00Z" if header.date and len(header.date) == len("YYYY-MM-DD") else None,
        summary=header.description,
        rights=header.copyright,
        author=header.publisher,
        link=Link(f"{base}/syndication/{artifact.path}", artifact.type, found.length, found.sha256),
        holds=tuple(f"{base}/syndication/{path}" for path in artifact.holds),
    )


def _package_canonical(canonical_base: str, name: str, number: str) -> tuple[str, str]:
    identifier = f"{canonical_base}/ImplementationGuide/{name}"
    return identifier, f"{identifier}|{number}"


def retractions(library: Library) -> Iterator[FeedEntry]:
    """Resources that were received or written, and since removed."""
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
            yield _retraction(f"FHIR_{type}", canonical, FhirVersion.R4, moment)
            if type == "CodeSystem":
                for version, package in _packages_of(canonical, library.canonical_base):
                    yield _retraction(PACKAGE, package, version, moment)


def _retraction(term: str, canonical: str, version: FhirVersion, moment: datetime) -> FeedEntry:
    return FeedEntry(
        id=urn_of(f"{term}{RETRACTED}", canonical, ""),
        title=f"{canonical} is retracted",
        term=f"{term}{RETRACTED}",
        identifier=canonical.partition("|")[0],
        version=canonical,
        fhir_version=version.value,
        updated=moment,
    )


def _packages_of(canonical: str, canonical_base: str) -> Iterator[tuple[FhirVersion, str]]:
    """The former package names of a release of one of our sources."""
    url, _, number = canonical.partition("|")
    kind = next((kind for kind in SOURCES if find_system(kind) == url), None)
    if kind and (stated := package_number(number)):
        for version in FhirVersion:
            yield version, _package_canonical(canonical_base, package_name(canonical_base, kind, version), stated)[1]


def urn_of(*parts: str) -> str:
    """The same for the same parts on every server."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(parts))}"
