"""Removes a version of something loaded. Received resources keep their history."""

from collections.abc import Sequence
from dataclasses import dataclass

from seed.registry import KINDS_MERGED, SOURCES, SYSTEMS, find_system
from terminology.core.canonical import version_key
from terminology.core.errors import UnknownResource
from terminology.core.issues import Issue
from terminology.library.loading import Loaded, LoadedImport, load
from terminology.library.ports import RESOURCES, ImportRecord, StoredResource
from terminology.library.publishing import ImportContext, publish, removal_noting
from terminology.library.retracting import mark_releases_removed, mark_removed
from terminology.library.snapshots import DRAFT


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed, by its own url and version, and what remains of the same file."""

    system: str
    version: str | None
    left: tuple[StoredResource, ...] = ()


async def remove(context: ImportContext, system: str, version: str | None) -> Removed:
    """Removes this version of a code system, value set or concept map; accepts alternative spellings.

    No wildcards: one version at a time. Of the narrative supplement only the latest version can be removed, which
    restores the one before. Raises UnknownResource, which lists what is loaded.
    """
    url = _url(system)
    loaded = await load(context.store, Loaded(), context.canonical_base)
    there = _resources(loaded.imports)
    if (url, version) not in {(item.url, item.version) for item in there}:
        version = _own_version(url, version, loaded.imports)
    imports = [item for item in loaded.imports if _versions(item.record, loaded.imports) == (url, version)]
    resources = [item for item in there if (item.url, item.version) == (url, version)]
    if not imports and not resources:
        raise UnknownResource(_unknown(url, version, loaded.imports))
    noting = removal_noting(context, f"{url}|{version}" if version else url)
    if imports:
        gone = {item.record.id for item in imports}
        releases = ((item.provider.header, item.record.sources) for item in imports if item.provider)
        marks = mark_releases_removed(context, releases)
        await publish(
            context, marks, lambda published: tuple(item for item in published if item.id not in gone), noting
        )
        noting = removal_noting(context, f"the resources of {url}")
    if resources:
        is_ours = any(item.record.system and _resources_of(item, url, version) for item in loaded.imports)
        tombstones = mark_removed(context, resources, url if is_ours else None)
        await publish(context, [tombstones], lambda published: published, noting)
    sources = {item.source for item in resources}
    return Removed(url, version, tuple(item for item in there if item.source in sources and item not in resources))


def _url(system: str) -> str:
    """The url of a code system from its url, an alternative spelling, or its kind."""
    spelled = (rules.url for rules in SYSTEMS.values() if system in (*rules.aliases, *rules.noticed_aliases))
    return next(spelled, find_system(system))


def _own_version(url: str, version: str | None, imports: Sequence[LoadedImport]) -> str | None:
    """The version for this alternative spelling; `version` itself if there is none."""
    rules = SYSTEMS.get(url)
    if version is None:
        return None
    if rules and rules.resolve_version:
        loaded = sorted({item.record.version or "" for item in imports if item.record.system == url}, key=version_key)
        if match := rules.resolve_version(version, loaded):
            return match.version
    headers = [item.provider.header for item in imports if item.provider]
    spelled = [header.version for header in headers if header.url == url and version in header.version_aliases]
    if spelled:
        return spelled[0]
    for item in imports:
        system, merged, number = _merged(item.record, imports)
        if (system, number) == (url, version):
            return merged
    return version


def _versions(record: ImportRecord, imports: Sequence[LoadedImport]) -> tuple[str | None, str | None]:
    """The url and version of an import's code system; of merged imports only the last has any."""
    if record.kind == RESOURCES:
        return None, None  # each resource has its own url and version
    if record.kind not in KINDS_MERGED:
        return record.system, record.version
    return _merged(record, imports)[:2]


def _merged(record: ImportRecord, imports: Sequence[LoadedImport]) -> tuple[str | None, str | None, str | None]:
    """The url and version of the supplement merged from the imports up to this one, and their number."""
    generations = [item for item in imports if item.record.kind == record.kind]
    source = SOURCES.get(record.kind)
    if source is None or source.merge is None or record.id != generations[-1].record.id:
        return None, None, None
    merged = source.merge([item.code_system for item in generations if item.code_system], "", DRAFT)
    return record.system, merged.header.version if merged else None, str(len(generations))


def _resources(imports: Sequence[LoadedImport]) -> list[StoredResource]:
    """The current version of each resource: the last one imported, unless that is a removal."""
    last: dict[tuple[str, str | None, str | None, tuple[str, ...]], StoredResource] = {}
    for item in imports:
        for resource in item.resources:
            stored = resource.stored
            last[stored.type, stored.url, stored.version, stored.fhir_versions] = stored
    return [stored for stored in last.values() if stored.text is not None]


def _resources_of(item: LoadedImport, url: str, version: str | None) -> list[StoredResource]:
    stored = (resource.stored for resource in item.resources)
    return [each for each in stored if (each.url, each.version) == (url, version)]


def _unknown(system: str, version: str | None, imports: Sequence[LoadedImport]) -> Issue:
    urls = [_versions(item.record, imports) for item in imports] + [(r.url, r.version) for r in _resources(imports)]
    known = ", ".join(sorted({version or "without a version" for url, version in urls if url == system}))
    text = f"{system} is not loaded" + (f" in version {version}; loaded: {known}." if known else ".")
    return Issue("error", "not-found", text, "not-found")
