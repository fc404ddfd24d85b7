"""Writes FHIR NPM packages: package.json, `.index.json` version 2, one file per resource, an ImplementationGuide.

The same content gives the same bytes: all timestamps come from the content, none from a clock.
Resources are streamed to the archive one at a time, so memory use does not grow with their number.
Source: https://hl7.org/fhir/packages.html and https://confluence.hl7.org/display/FHIR/NPM+Package+Specification.
"""

import gzip
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import IO

from fhir_resources import json_format
from fhir_resources.elements import Json, members
from fhir_resources.packages import FOLDER, RELEASES, PackedRelease
from fhir_resources.version import FhirVersion

INDEX_VERSION = 2
TOOLS_VERSION = 3
# The members of a resource that `.index.json` repeats if they are strings.
INDEXED = ("resourceType", "id", "url", "version", "kind", "type", "supplements", "content", "valueSet", "derivation")
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PackageDescription:
    """`name` has dots and lower-case letters, `version` is three numbers; `canonical` is the base of its own urls."""

    name: str
    version: str
    fhir_version: FhirVersion
    canonical: str
    title: str
    description: str
    author: str
    date: datetime = EARLIEST
    license: str | None = None  # SPDX
    releases: tuple[PackedRelease, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedResource:
    """`head` has every member that the index repeats; `text` gives the whole resource as JSON, in pieces."""

    head: Json
    text: Callable[[], Iterable[bytes]]

    @property
    def file(self) -> str:
        return f"{self.head['resourceType']}-{self.head['id']}.json"


def write_package(
    file: IO[bytes],
    description: PackageDescription,
    resources: Iterable[PackedResource],
    spool: Callable[[], IO[bytes]] = BytesIO,
) -> int:
    """Writes the archive to an open file; returns the number of resources, including the guide.

    `spool` opens a temporary file for a resource of unknown size, because tar needs the size before the bytes.
    """
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive_ = _Archive(archive, int(description.date.timestamp()), spool)
        archive_.add("package.json", [_pretty(_manifest(description))])
        rows: list[Json] = []
        listed: list[Json] = []
        for resource in resources:
            archive_.add(resource.file, resource.text())
            rows.append(_row(resource.file, resource.head))
            listed.append(resource.head)
        guide = _guide(description, listed)
        packed_guide = PackedResource(guide, lambda: [json_format.dumps(guide)])
        archive_.add(packed_guide.file, packed_guide.text())
        rows.append(_row(packed_guide.file, guide))
        index = {"index-version": INDEX_VERSION, "files": sorted(rows, key=lambda row: str(row["filename"]))}
        archive_.add(".index.json", [_pretty(index)])
    return len(rows)


class _Archive:
    def __init__(self, archive: tarfile.TarFile, moment: int, spool: Callable[[], IO[bytes]]) -> None:
        self._archive = archive
        self._moment = moment
        self._spool = spool

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        with self._spool() as content:
            member = tarfile.TarInfo(FOLDER + name)
            member.size = sum(content.write(piece) for piece in pieces)
            member.mtime = self._moment
            content.seek(0)
            self._archive.addfile(member, content)


def _manifest(description: PackageDescription) -> Json:
    full, core = description.fhir_version.full, f"hl7.fhir.{description.fhir_version.path}.core"
    return members(
        name=description.name,
        version=description.version,
        canonical=description.canonical,
        url=description.canonical,
        title=description.title,
        description=description.description,
        author=description.author,
        license=description.license,
        fhirVersions=[full],
        dependencies={core: full},
        type="Conformance",
        date=description.date.strftime("%Y%m%d%H%M%S"),
        directories={"lib": "package"},
        **{
            "tools-version": TOOLS_VERSION,
            RELEASES: [{"kind": item.kind, "file": item.file} for item in description.releases],
        },
    )


def _row(file: str, head: Json) -> Json:
    return {"filename": file} | {name: head[name] for name in INDEXED if isinstance(head.get(name), str)}


def _guide(description: PackageDescription, heads: Iterable[Json]) -> Json:
    """The ImplementationGuide that lists the content: together with package.json, CRMI's minimum for a package."""
    id = description.name[-64:].strip(".-")
    words = description.name.replace("-", ".").split(".")
    return members(
        resourceType="ImplementationGuide",
        id=id,
        url=f"{description.canonical}/ImplementationGuide/{id}",
        version=description.version,
        name="".join(word.capitalize() for word in words if word),
        title=description.title,
        status="active",
        date=description.date.date().isoformat(),
        publisher=description.author,
        description=description.description,
        packageId=description.name,
        license=description.license,
        fhirVersion=[description.fhir_version.full],
        definition={"resource": list(_listed(heads, description.fhir_version))} if heads else None,
    )


def _listed(heads: Iterable[Json], version: FhirVersion) -> Iterator[Json]:
    is_example = "exampleBoolean" if version is FhirVersion.R4 else "isExample"
    for head in heads:
        reference = {"reference": f"{head['resourceType']}/{head['id']}"}
        yield members(reference=reference, name=head.get("title") or head.get("name")) | {is_example: False}


def _pretty(resource: Json) -> bytes:
    return json_format.dumps(resource, pretty=True) + b"\n"
