"""Importing FHIR resources: CodeSystem, ValueSet and ConceptMap, alone or in a Bundle."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fhir_resources import json_format, models
from fhir_resources.version import FhirVersion
from seed.release import RejectedRow, Source
from terminology.core.errors import TerminologyError
from terminology.library.ports import ImportRecord, StoredResource
from terminology.library.publishing import Clerk, Draft, publish
from terminology.library.received import READERS, value_of
from terminology.library.resources import id_from

BOTH = (FhirVersion.R4, FhirVersion.R5)


@dataclass(frozen=True, slots=True)
class GivenResource:
    """A resource, or a Bundle of resources, as JSON. `fhir_versions` are the endpoints that shall serve it.

    `fhir_version` is the version it is written in; `source` the file it is from.
    """

    source: Source
    json: bytes
    fhir_version: FhirVersion
    fhir_versions: tuple[FhirVersion, ...] = BOTH


@dataclass(frozen=True, slots=True)
class Refused:
    """A resource that was not imported, by the file it is from and what it calls itself, and why not."""

    file: str
    resource: str
    reason: str


@dataclass(frozen=True, slots=True)
class ResourceImport:
    """What came in, and what did not; `record` is None when there was nothing to import.

    `skipped` counts resources of other types, which are not terminology.
    """

    resources: tuple[StoredResource, ...] = ()
    refused: tuple[Refused, ...] = ()
    skipped: int = 0
    record: ImportRecord | None = None


async def import_resources(clerk: Clerk, given: Sequence[GivenResource]) -> ResourceImport:
    """Publishes the resources, all at once. One with the url and version of an earlier one takes its place.

    Resources that are not valid are refused one by one.
    """
    judged = judge(given, clerk.now())
    if not judged.resources:
        return judged
    (record,) = await publish(clerk, [draft_from_resources(clerk, judged)], lambda records: records)
    return replace(judged, record=record)


def judge(given: Iterable[GivenResource], now: datetime) -> ResourceImport:
    """Which resources can be taken."""
    accepted: list[StoredResource] = []
    refused: list[Refused] = []
    skipped = 0
    for file in given:
        try:
            outermost = json_format.loads(file.json)
        except TerminologyError as error:
            refused.append(Refused(file.source.name, "the file", str(error)))
            continue
        for resource in _inside(outermost):
            if resource.get("resourceType") not in READERS:
                skipped += 1
            elif reason := _problem(resource, file.fhir_version):
                refused.append(Refused(file.source.name, _called(resource), reason))
            else:
                # Byte for byte where the file is the resource itself; what was in a Bundle is written anew.
                text = file.json if resource is outermost else json_format.dumps(resource)
                accepted.append(_stored(resource, text, file, now))
    return ResourceImport(tuple(accepted), tuple(refused), skipped)


def draft_from_resources(clerk: Clerk, judged: ResourceImport) -> Draft:
    record = ImportRecord(
        id=clerk.new_id(),
        kind="resources",
        sources=tuple(dict.fromkeys(resource.source for resource in judged.resources)),
        started_at=clerk.now(),
        rows_read=len(judged.resources) + len(judged.refused) + judged.skipped,
        rejected=tuple(
            RejectedRow(number, f"{item.file}, {item.resource}: {item.reason}")
            for number, item in enumerate(judged.refused, start=1)
        ),
        rejected_total=len(judged.refused),
    )
    return Draft(record, resources=judged.resources)


def _inside(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The resources of a Bundle, and of Bundles in it; any other resource is itself."""
    if resource.get("resourceType") != "Bundle":
        yield resource
        return
    for entry in resource.get("entry") or ():
        if isinstance(entry, dict) and isinstance(entry.get("resource"), dict):
            yield from _inside(entry["resource"])


def _problem(resource: dict[str, Any], version: FhirVersion) -> str | None:
    """Why the resource cannot be taken; None = it can."""
    issues = models.check(resource, version)
    if issues:
        return "; ".join(issue.text for issue in issues[:3])
    try:
        value_of(resource, version)
    except TerminologyError as error:
        return str(error)
    return None


def _stored(resource: dict[str, Any], text: bytes, file: GivenResource, now: datetime) -> StoredResource:
    named = resource.get("id") or (resource.get("url") or "").rstrip("/").rsplit("/", 1)[-1]
    return StoredResource(
        type=resource["resourceType"],
        id=id_from(named) or "resource",
        url=resource.get("url"),
        version=resource.get("version"),
        fhir_version=file.fhir_version,
        fhir_versions=file.fhir_versions,
        text=text.decode("utf-8-sig"),
        source=file.source,
        last_updated=now,
    )


def _called(resource: dict[str, Any]) -> str:
    name = resource.get("url") or resource.get("id") or "without url and id"
    return f"{resource['resourceType']} {name}"
