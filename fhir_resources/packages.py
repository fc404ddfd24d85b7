"""FHIR NPM packages (.tgz): their conformance resources, read in memory.

Nothing is unpacked to disk. Source: https://hl7.org/fhir/packages.html.
"""

import io
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from fhir_resources import json_format
from fhir_resources.version import FhirVersion, find_version
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

FOLDER = "package/"
MANIFEST = "package/package.json"
NOT_RESOURCES = ("package/package.json", "package/.index.json")
UNPACKED_LIMIT_BYTES = 1024 * 1024 * 1024


class NotAPackage(BadRequest):
    """The file is no FHIR package, or not one for a FHIR version that is served."""


@dataclass(frozen=True, slots=True)
class Package:
    """`files` are (path inside, JSON) of the folder `package`, in the order of the archive."""

    fhir_version: FhirVersion
    files: tuple[tuple[str, bytes], ...]


def read_package(name: str, content: bytes) -> Package:
    """Raises NotAPackage with one sentence."""
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
            files = dict(_files(name, archive))
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise _not_a_package(f"{name} is cut short or damaged, or no .tgz: {error}") from None
    if MANIFEST not in files:
        raise _not_a_package(f"{name} has no {MANIFEST}, so it is no FHIR package")
    resources = tuple((path, data) for path, data in files.items() if path not in NOT_RESOURCES)
    return Package(_version(name, files[MANIFEST]), resources)


def _files(name: str, archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    size_bytes = 0
    for member in archive:
        is_resource = member.name.startswith(FOLDER) and member.name.count("/") == 1 and member.name.endswith(".json")
        if not member.isfile() or not is_resource:
            continue
        size_bytes += member.size
        if size_bytes > UNPACKED_LIMIT_BYTES:
            raise _not_a_package(f"{name} unpacks to more than {UNPACKED_LIMIT_BYTES:,} bytes")
        extracted = archive.extractfile(member)
        assert extracted is not None
        yield member.name, extracted.read()


def _version(name: str, manifest: bytes) -> FhirVersion:
    """The one FHIR version that the manifest names; older manifests call the list `fhir-version-list`."""
    described = json_format.loads(manifest)
    named = described.get("fhirVersions") or described.get("fhir-version-list") or []
    versions = [version for text in named if (version := find_version(str(text)[:3])) is not None]
    if not versions:
        raise _not_a_package(
            f"{name} is for FHIR {', '.join(map(str, named)) or 'of no stated version'}, not 4.0 or 5.0"
        )
    return versions[0]


def _not_a_package(text: str) -> NotAPackage:
    return NotAPackage(Issue("error", "invalid", text))
