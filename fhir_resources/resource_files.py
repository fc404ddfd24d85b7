"""Files with one FHIR resource, JSON or XML, of a FHIR version that the file itself seldom states."""

from collections.abc import Sequence
from dataclasses import dataclass

from fhir_resources import json_format, models, xml_format
from fhir_resources.batched_validation import FindHead, Progress, find_head, no_progress
from fhir_resources.convert.cross_version import count_carried
from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

NEWEST_FIRST = (FhirVersion.R5, FhirVersion.R4)
OLDEST_FIRST = (FhirVersion.R4, FhirVersion.R5)


class NotAResource(BadRequest):
    """The file is not a FHIR resource. The message is one sentence with the file's name."""


@dataclass(frozen=True, slots=True)
class ResourceFile:
    """The FHIR version, and the resource as JSON: unchanged if the file is JSON.

    `head` is set for a large code system that is already validated (`batched_validation.py`).
    """

    version: FhirVersion
    json: bytes
    head: Json | None = None


def read_resource_file(
    name: str,
    content: bytes,
    stated: FhirVersion | None = None,
    progress: Progress = no_progress,
    find_head: FindHead = find_head,
) -> ResourceFile:
    """The file is R5 if it is valid R5 (what both versions share reads alike), else R4 if it is valid R4.

    A file with R5 elements as extensions is R4 if it is valid R4: read as R5, they would be lost. A file that is valid
    in neither is returned in the version tried first: the caller's validation reports the errors. If a version is
    `stated`, only that is tried. `progress` is called for a large code system, which `find_head` validates.

    Raises NotAResource.
    """
    versions = (stated,) if stated else OLDEST_FIRST if count_carried(content) else NEWEST_FIRST
    is_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if not is_xml and (head := find_head(content, versions[0], progress)):
        return ResourceFile(versions[0], content, head)
    try:
        found = _read_xml(content, versions) if is_xml else _read_json(content, versions)
    except BadRequest as error:
        raise NotAResource(Issue("error", "structure", f"{name}: {error}")) from None
    tried = found if len(found) > 1 else ()  # a single one is validated by the caller anyway
    version, resource = next((pair for pair in tried if not models.check(pair[1], pair[0])), found[0])
    return ResourceFile(version, json_format.dumps(resource) if is_xml else content)


def _read_json(content: bytes, versions: Sequence[FhirVersion]) -> list[tuple[FhirVersion, Json]]:
    resource = json_format.loads(content)
    return [(version, resource) for version in versions]


def _read_xml(content: bytes, versions: Sequence[FhirVersion]) -> list[tuple[FhirVersion, Json]]:
    """By the elements that each version has. Raises what the first says if none can read it."""
    found: list[tuple[FhirVersion, Json]] = []
    problems: list[BadRequest] = []
    for version in versions:
        try:
            found.append((version, xml_format.loads(content, version)))
        except BadRequest as error:
            problems.append(error)
    if not found:
        raise problems[0]
    return found
