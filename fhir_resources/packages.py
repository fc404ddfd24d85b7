"""FHIR NPM packages: their conformance resources, from the archive (.tgz) or from the folder it was unpacked into.

Nothing is unpacked to disk. Source: https://hl7.org/fhir/packages.html. An NPM package that does not follow FHIR's
rules (its manifest names no FHIR version) can still contain resources, anywhere in it. A manifest written by this
server lists the files that are releases of a source.
"""

import io
import re
import tarfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fhir_resources import json_format
from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion, find_version
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

FOLDER = "package/"
MANIFEST = "package/package.json"
NOT_RESOURCES = ("package/package.json", "package/.index.json")
RELEASES = "terminology-releases"  # a member of package.json that other tools ignore
UNPACKED_LIMIT_BYTES = 1024 * 1024 * 1024
STATED_INSIDE = re.compile(rb'"fhirVersion"\s*:\s*"([^"]+)"')


class NotAPackage(BadRequest):
    """The file is not a FHIR package, or its FHIR version is not supported."""


@dataclass(frozen=True, slots=True)
class PackedRelease:
    """The file in a package with a release as produced by the source `kind`."""

    kind: str
    file: str


@dataclass(frozen=True, slots=True)
class Package:
    """`files` are (path in the package, JSON) of the resources, in archive order."""

    fhir_version: FhirVersion
    files: tuple[tuple[str, bytes], ...]
    releases: tuple[PackedRelease, ...] = ()


def read_package(name: str, content: bytes, default: FhirVersion | None = None) -> Package:
    """The package in a .tgz; `default` is its FHIR version if it names none. Raises NotAPackage with one sentence."""
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
            files = dict(_files(name, archive))
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise _not_a_package(f"{name} is truncated, damaged, or not a .tgz: {error}") from None
    return package_of(name, files, default)


def package_of(name: str, files: Mapping[str, bytes], default: FhirVersion | None = None) -> Package:
    """The package with these JSON files, by path (`package/package.json`, …).

    Its FHIR version is that of the manifest, else `default`, else the one that most resources in it state. Raises
    NotAPackage with one sentence.
    """
    if MANIFEST not in files:
        raise _not_a_package(f"{name} has no {MANIFEST}, so it is not a FHIR package")
    manifest = _manifest(name, files[MANIFEST])
    stated = _declared_versions(manifest)
    resources = {path: data for path, data in files.items() if path not in NOT_RESOURCES}
    if stated:
        resources = {path: data for path, data in resources.items() if path.count("/") == 1}
        version = _supported_version(name, stated)
    else:
        version = default or _supported_version(name, _most_common_versions(resources))
    return Package(version, tuple(resources.items()), tuple(_releases(manifest)))


def _files(name: str, archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    size_bytes = 0
    for member in archive:
        if not (member.isfile() and member.name.startswith(FOLDER) and member.name.endswith(".json")):
            continue
        size_bytes += member.size
        if size_bytes > UNPACKED_LIMIT_BYTES:
            raise _not_a_package(f"{name} unpacks to more than {UNPACKED_LIMIT_BYTES:,} bytes")
        extracted = archive.extractfile(member)
        assert extracted is not None
        yield member.name, extracted.read()


def _manifest(name: str, text: bytes) -> Json:
    try:
        return json_format.loads(text)
    except BadRequest as error:
        raise _not_a_package(f"The {MANIFEST} of {name} cannot be read: {error}") from None


def _declared_versions(manifest: Json) -> list[str]:
    """The FHIR versions that the manifest names; older manifests call the list `fhir-version-list`."""
    named = manifest.get("fhirVersions") or manifest.get("fhir-version-list") or []
    return list(map(str, named)) if isinstance(named, list) else [str(named)]


def _releases(manifest: Json) -> Iterator[PackedRelease]:
    """Entries in another form are ignored."""
    listed = manifest.get(RELEASES)
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and isinstance(item.get("kind"), str) and isinstance(item.get("file"), str):
            yield PackedRelease(item["kind"], item["file"])


def _most_common_versions(resources: Mapping[str, bytes]) -> list[str]:
    """The FHIR version that most resources (StructureDefinition, OperationDefinition, …) state; empty if none does."""
    found = Counter(
        text.decode(errors="replace") for data in resources.values() for text in STATED_INSIDE.findall(data)
    )
    return [text for text, _ in found.most_common(1)]


def _supported_version(name: str, stated: list[str]) -> FhirVersion:
    versions = [version for text in stated if (version := find_version(text[:3])) is not None]
    if not versions:
        raise _not_a_package(f"{name} is for FHIR {', '.join(stated) or 'of no stated version'}, not 4.0 or 5.0")
    return versions[0]


def _not_a_package(text: str) -> NotAPackage:
    return NotAPackage(Issue("error", "invalid", text))
