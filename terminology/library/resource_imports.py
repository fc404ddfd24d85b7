"""Importing FHIR resources: CodeSystem, ValueSet and ConceptMap, alone, in a Bundle or in a package."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from fhir_resources import invariants, json_format, models
from fhir_resources.convert.cross_version import count_carried
from fhir_resources.convert.resources import to_r5
from fhir_resources.judging_in_parts import LARGE_BYTES, find_head
from fhir_resources.version import FhirVersion
from seed.release import RejectedRow, Source
from terminology.core.errors import TerminologyError
from terminology.core.issues import Issue
from terminology.library.compressed_text import compressed_text, text_of
from terminology.library.content_changes import differences
from terminology.library.ports import RESOURCES, ImportRecord, Store, StoredResource
from terminology.library.publishing import ImportContext, PendingImport, publish
from terminology.library.received import READERS, value_of
from terminology.library.resources import id_from

BOTH = (FhirVersion.R4, FhirVersion.R5)
RECORDED_REASONS = 1000  # of the resources that were refused, in the record of the import

Key = tuple[str, str, str | None, tuple[FhirVersion, ...]]  # type, url, version, endpoints
EndpointKey = tuple[str, str | None, str | None, FhirVersion]  # the same for one endpoint


@dataclass(frozen=True, slots=True)
class ImportInput:
    """A resource, or a Bundle of resources, as JSON. `fhir_versions` are the endpoints that shall serve it.

    `fhir_version` is the version it is written in; `source` the file it is from, `path` the path inside it, when that
    file is a package. `head` is that of a large code system which has been found sound already.
    """

    source: Source
    json: bytes
    fhir_version: FhirVersion
    fhir_versions: tuple[FhirVersion, ...] = BOTH
    path: str | None = None
    head: dict[str, Any] | None = None

    @property
    def file(self) -> str:
        return f"{self.source.name}, {self.path}" if self.path else self.source.name


@dataclass(frozen=True, slots=True)
class Refused:
    """A resource that was not imported, by the file it is from and what it calls itself, and why not.

    `kind` is the reason in few words, for counting. `in_package`: it came among others, which come in without it.
    """

    file: str
    resource: str
    reason: str
    kind: str
    in_package: bool = False


@dataclass(frozen=True, slots=True)
class ResourceImport:
    """What came in, and what did not; `record` is None when there was nothing to import.

    `warnings` name what came in though it breaks a rule that does not change what it means, each with the rule.
    `skipped` counts resources of other types, which are not terminology, by type. `without_content` are code systems
    that came in, and are listed, but whose concepts are kept elsewhere: nothing can be asked about their codes.
    """

    resources: tuple[StoredResource, ...] = ()
    refused: tuple[Refused, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    without_content: tuple[StoredResource, ...] = ()
    record: ImportRecord | None = None
    warnings: tuple[Refused, ...] = ()


async def import_resources(context: ImportContext, supplied: Sequence[ImportInput]) -> ResourceImport:
    """Publishes the resources, all at once. One with the url and version of an earlier one takes its place.

    Resources that are not valid are refused one by one.
    """
    judged = judge(supplied, context.now())
    if not judged.resources:
        return judged
    (record,) = await publish(context, [pending_from_resources(context, judged)], lambda records: records)
    return replace(judged, record=record)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A resource whose url and version are loaded with other content, and the first places at which they differ."""

    stored: StoredResource
    loaded_from: Source
    differences: tuple[str, ...]


async def find_conflicts(store: Store, resources: Sequence[StoredResource]) -> tuple[Conflict, ...]:
    """What would mean two things under one url and version, were it loaded."""
    urls = sorted({item.url for item in resources if item.url})
    published = (await store.publication()).imports
    last: dict[EndpointKey, StoredResource] = {}
    for loaded in await store.find_resources(published, urls):
        last.update({(loaded.type, loaded.url, loaded.version, version): loaded for version in loaded.fhir_versions})
    return tuple(conflict for item in resources for conflict in _conflicts(item, last))


def _conflicts(item: StoredResource, last: Mapping[EndpointKey, StoredResource]) -> Iterator[Conflict]:
    others = (last.get((item.type, item.url, item.version, version)) for version in item.fhir_versions)
    for other in dict.fromkeys(other for other in others if other and other.text is not None):
        if changes := _differences(other, item):
            yield Conflict(item, other.source, changes)


def _differences(old: StoredResource, new: StoredResource) -> tuple[str, ...]:
    if text_of(old.text or "") == text_of(new.text or ""):
        return ()
    before, after = (
        resource if item.fhir_version is FhirVersion.R5 else to_r5(resource)
        for item in (old, new)
        for resource in [json_format.loads_again(text_of(item.text or "{}"))]
    )
    return differences(before, after)


def judge(supplied: Iterable[ImportInput], now: datetime) -> ResourceImport:
    """Which resources can be taken."""
    accepted: dict[Key, StoredResource] = {}
    refused: list[Refused] = []
    warnings: list[Refused] = []
    skipped: Counter[str] = Counter()
    without_content: dict[Key, StoredResource] = {}
    for file in supplied:
        sound = file.head or find_head(file.json, file.fhir_version)
        try:
            outermost = sound or json_format.loads(file.json)
        except TerminologyError as error:
            refused.append(_refused(file, "the file", str(error), "not FHIR JSON"))
            continue
        warnings.extend(_unread_extensions(file, outermost))
        for resource in _inside(outermost):
            type = resource.get("resourceType")
            if not isinstance(type, str) or type not in READERS:
                skipped[type if isinstance(type, str) and type else "no resource"] += 1
            elif reason := _problem(resource, file.fhir_version, is_sound=bool(sound)):
                kind = f"not valid in FHIR {file.fhir_version.name}"
                refused.append(_refused(file, _called(resource), reason, kind))
            else:
                # Byte for byte where the file is the resource itself; what was in a Bundle is written anew.
                text = file.json if resource is outermost else json_format.dumps(resource)
                stored = _stored(resource, text, file, now, resource if sound else None)
                key = (stored.type, stored.url or stored.id, stored.version, stored.fhir_versions)
                if key in accepted:
                    refused.append(_doubled(file, resource, accepted.pop(key)))
                    without_content.pop(key, None)
                accepted[key] = stored
                warnings.extend(_warnings(file, resource))
                if resource.get("content") == "not-present":
                    without_content[key] = stored
    without = tuple(without_content.values())
    return ResourceImport(tuple(accepted.values()), tuple(refused), skipped, without, warnings=tuple(warnings))


def pending_from_resources(context: ImportContext, judged: ResourceImport) -> PendingImport:
    record = ImportRecord(
        id=context.new_id(),
        kind=RESOURCES,
        sources=tuple(dict.fromkeys(resource.source for resource in judged.resources)),
        started_at=context.now(),
        rows_read=len(judged.resources) + len(judged.refused) + sum(judged.skipped.values()),
        rejected=tuple(
            RejectedRow(number, f"{item.file}, {item.resource}: {item.reason}")
            for number, item in enumerate(judged.refused[:RECORDED_REASONS], start=1)
        ),
        rejected_total=len(judged.refused),
    )
    return PendingImport(record, resources=judged.resources)


def _inside(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The resources of a Bundle, and of Bundles in it; any other resource is itself."""
    if resource.get("resourceType") != "Bundle":
        yield resource
        return
    entries = resource.get("entry")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("resource"), dict):
            yield from _inside(entry["resource"])


def _problem(resource: dict[str, Any], version: FhirVersion, is_sound: bool) -> str | None:
    """Why the resource cannot be taken; None = it can. `is_sound`: it is the head of what was read and judged."""
    issues = (() if is_sound else models.check(resource, version)) or _broken(resource, version, "error")
    if issues:
        return "; ".join(issue.text for issue in issues[:3])
    try:
        if not is_sound:
            value_of(resource, version)
    except TerminologyError as error:
        return str(error)
    return None


def _broken(resource: dict[str, Any], version: FhirVersion, severity: str) -> tuple[Issue, ...]:
    """The rules of FHIR that the resource breaks, of this severity. It is valid by its models."""
    return tuple(issue for issue in invariants.check(resource, version) if issue.severity == severity)


def _warnings(file: ImportInput, resource: dict[str, Any]) -> Iterator[Refused]:
    for issue in _broken(resource, file.fhir_version, "warning"):
        yield _refused(file, _called(resource), issue.text, issue.text.rpartition("(")[2].rstrip(")"))


def _unread_extensions(file: ImportInput, resource: dict[str, Any]) -> Iterator[Refused]:
    """R4's way to say what R5 has elements for, in a file that is R5 by its elements or as it is stated."""
    if file.fhir_version is FhirVersion.R5 and (count := count_carried(file.json)):
        text = (
            f"it is read as R5, so its extensions for elements of R5 stay extensions ({count:,}): R4 has a use for them"
        )
        yield _refused(file, _called(resource), text, "R4's extensions in R5")


def _refused(file: ImportInput, resource: str, reason: str, kind: str) -> Refused:
    return Refused(file.file, resource, reason, kind, in_package=file.path is not None)


def _doubled(file: ImportInput, resource: dict[str, Any], earlier: StoredResource) -> Refused:
    reason = "a later one with the same url and version in this import replaced it"
    return replace(_refused(file, _called(resource), reason, "given twice"), file=earlier.source.name, in_package=True)


def _stored(
    resource: dict[str, Any], text: bytes, file: ImportInput, now: datetime, head: dict[str, Any] | None
) -> StoredResource:
    named = resource.get("id") or (resource.get("url") or "").rstrip("/").rsplit("/", 1)[-1]
    return StoredResource(
        type=resource["resourceType"],
        id=id_from(named) or "resource",
        url=resource.get("url"),
        version=resource.get("version"),
        fhir_version=file.fhir_version,
        fhir_versions=file.fhir_versions,
        text=compressed_text(text, head) if len(text) > LARGE_BYTES else text.decode("utf-8-sig"),
        source=file.source,
        last_updated=now,
    )


def _called(resource: dict[str, Any]) -> str:
    name = resource.get("url") or resource.get("id") or "without url and id"
    version = f"|{resource['version']}" if resource.get("version") else ""
    return f"{resource['resourceType']} {name}{version}"
