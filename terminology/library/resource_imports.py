"""Importing FHIR resources: CodeSystem, ValueSet and ConceptMap, as single files, in a Bundle or in a package."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from fhir_resources import invariants, json_format, models
from fhir_resources.batched_validation import LARGE_BYTES, find_head
from fhir_resources.convert.cross_version import count_carried
from fhir_resources.convert.resources import to_r5
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
RECORDED_REASONS = 1000  # of rejected resources, in the import record

Key = tuple[str, str, str | None, tuple[FhirVersion, ...]]  # type, url, version, endpoints
EndpointKey = tuple[str, str | None, str | None, FhirVersion]  # the same for one endpoint


@dataclass(frozen=True, slots=True)
class ImportInput:
    """A resource, or a Bundle of resources, as JSON. `fhir_versions` are the endpoints to serve it.

    `fhir_version` is the version of its JSON; `source` its file, `path` the path inside it if that is a package. `head`
    is the header of a large code system that was already validated.
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
    """A resource that was not imported, by its file and its own identity, and the reason.

    `kind` is the reason in a few words, for counting. `in_package`: the other resources of its package are still
    imported.
    """

    file: str
    resource: str
    reason: str
    kind: str
    in_package: bool = False


@dataclass(frozen=True, slots=True)
class ResourceImport:
    """What was imported, and what was not; `record` is None when there was nothing to import.

    `warnings` are resources imported although they break a rule that does not affect their meaning, each with the rule.
    `skipped` counts resources of non-terminology types, by type. `without_content` are code systems that were imported
    and are listed, but whose concepts are defined elsewhere: their codes cannot be validated.
    """

    resources: tuple[StoredResource, ...] = ()
    refused: tuple[Refused, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    without_content: tuple[StoredResource, ...] = ()
    record: ImportRecord | None = None
    warnings: tuple[Refused, ...] = ()


async def import_resources(context: ImportContext, supplied: Sequence[ImportInput]) -> ResourceImport:
    """Publishes the resources atomically. One with the url and version of an earlier one replaces it.

    Invalid resources are refused individually.
    """
    checked = validate_resources(supplied, context.now())
    if not checked.resources:
        return checked
    (record,) = await publish(context, [pending_from_resources(context, checked)], lambda records: records)
    return replace(checked, record=record)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A resource whose url and version are loaded with other content, and the first places at which they differ."""

    stored: StoredResource
    loaded_from: Source
    differences: tuple[str, ...]


async def find_conflicts(store: Store, resources: Sequence[StoredResource]) -> tuple[Conflict, ...]:
    """The resources that would give one url and version a second meaning."""
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
        for resource in [json_format.loads_trusted(text_of(item.text or "{}"))]
    )
    return differences(before, after)


def validate_resources(supplied: Iterable[ImportInput], now: datetime) -> ResourceImport:
    """Decides which resources can be imported."""
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
                refused.append(_refused(file, _label(resource), reason, kind))
            else:
                # Verbatim if the file is the resource itself; a resource from a Bundle is serialized again.
                text = file.json if resource is outermost else json_format.dumps(resource)
                stored = _stored(resource, text, file, now, resource if sound else None)
                key = (stored.type, stored.url or stored.id, stored.version, stored.fhir_versions)
                if key in accepted:
                    refused.append(_duplicate(file, resource, accepted.pop(key)))
                    without_content.pop(key, None)
                accepted[key] = stored
                warnings.extend(_warnings(file, resource))
                if resource.get("content") == "not-present":
                    without_content[key] = stored
    without = tuple(without_content.values())
    return ResourceImport(tuple(accepted.values()), tuple(refused), skipped, without, warnings=tuple(warnings))


def pending_from_resources(context: ImportContext, checked: ResourceImport) -> PendingImport:
    record = ImportRecord(
        id=context.new_id(),
        kind=RESOURCES,
        sources=tuple(dict.fromkeys(resource.source for resource in checked.resources)),
        started_at=context.now(),
        rows_read=len(checked.resources) + len(checked.refused) + sum(checked.skipped.values()),
        rejected=tuple(
            RejectedRow(number, f"{item.file}, {item.resource}: {item.reason}")
            for number, item in enumerate(checked.refused[:RECORDED_REASONS], start=1)
        ),
        rejected_total=len(checked.refused),
    )
    return PendingImport(record, resources=checked.resources)


def _inside(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The resources of a Bundle, including nested Bundles; any other resource is returned itself."""
    if resource.get("resourceType") != "Bundle":
        yield resource
        return
    entries = resource.get("entry")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("resource"), dict):
            yield from _inside(entry["resource"])


def _problem(resource: dict[str, Any], version: FhirVersion, is_sound: bool) -> str | None:
    """Why the resource cannot be imported; None if it can. `is_sound`: it is the header of a validated resource."""
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
    """The FHIR rules of this severity that the resource breaks. It has passed model validation."""
    return tuple(issue for issue in invariants.check(resource, version) if issue.severity == severity)


def _warnings(file: ImportInput, resource: dict[str, Any]) -> Iterator[Refused]:
    for issue in _broken(resource, file.fhir_version, "warning"):
        yield _refused(file, _label(resource), issue.text, issue.text.rpartition("(")[2].rstrip(")"))


def _unread_extensions(file: ImportInput, resource: dict[str, Any]) -> Iterator[Refused]:
    """Reports R4 extensions for R5 elements in a file that is R5, by its elements or as stated."""
    if file.fhir_version is FhirVersion.R5 and (count := count_carried(file.json)):
        text = f"it is read as R5, so its extensions for elements of R5 stay extensions ({count:,}): they are for R4"
        yield _refused(file, _label(resource), text, "R4's extensions in R5")


def _refused(file: ImportInput, resource: str, reason: str, kind: str) -> Refused:
    return Refused(file.file, resource, reason, kind, in_package=file.path is not None)


def _duplicate(file: ImportInput, resource: dict[str, Any], earlier: StoredResource) -> Refused:
    reason = "a later one with the same url and version in this import replaced it"
    return replace(_refused(file, _label(resource), reason, "duplicate"), file=earlier.source.name, in_package=True)


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


def _label(resource: dict[str, Any]) -> str:
    name = resource.get("url") or resource.get("id") or "without url or id"
    version = f"|{resource['version']}" if resource.get("version") else ""
    return f"{resource['resourceType']} {name}{version}"
