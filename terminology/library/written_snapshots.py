"""Overlays written content on the imported snapshot: completely, or incrementally for one commit. Pure.

An incremental change costs the size of the commit and a copy of the name tables, not of the resources.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap
from terminology.core.model import CodeSystemHeader, Header
from terminology.core.supplements import Supplement
from terminology.core.value_sets import ValueSet
from terminology.core.versioned import Deferred, Versioned
from terminology.library.received import Value, with_values
from terminology.library.resources import ResourceEntry, ResourceIndex, candidate_ids
from terminology.library.snapshots import Snapshot
from terminology.library.written_resources import ServedResource

T = TypeVar("T", bound=Versioned)


def with_written(
    snapshot: Snapshot, gone: Sequence[ServedResource], there: Sequence[ServedResource], number: int
) -> Snapshot:
    """The snapshot as of this commit, without the `gone` resources and with the new ones."""
    catalogue = snapshot.catalogue
    for item in gone:
        if item.value is not None:
            catalogue = _without(catalogue, item.value)
    catalogue = with_values(catalogue, [item.value for item in there if item.value is not None])
    catalogue = _drafts_last(catalogue, [item.value for item in there if item.value is not None])
    resources = snapshot.resources
    for item in gone:
        resources = _without_entry(resources, item.resource.entry)
    for item in there:
        resources = _with_entry(resources, item.resource.entry)
    times = [item.resource.entry.last_updated for item in there if item.resource.entry.last_updated]
    types = {item.resource.entry.type for item in (*gone, *there)}
    return replace(
        snapshot,
        catalogue=catalogue,
        resources=resources,
        written=number,
        code_systems_written=number if "CodeSystem" in types else snapshot.code_systems_written,
        digest=f"{snapshot.base_digest} {number}",
        last_updated=max([*times, *([snapshot.last_updated] if snapshot.last_updated else [])], default=None),
    )


def changes_names(gone: Iterable[ServedResource]) -> bool:
    """Whether removing these may free a name for another resource: then the overlay is rebuilt completely."""
    headers = (item.value.header for item in gone if item.value is not None)
    return any(isinstance(header, CodeSystemHeader) and header.identifiers for header in headers)


def _without(catalogue: Catalogue, value: Value) -> Catalogue:
    header = value.header
    match value:
        case Supplement():
            return replace(catalogue, supplements=_less(catalogue.supplements, header))
        case ValueSet() | Deferred():
            left = _less(catalogue.value_sets, header)
            identifiers = _less_identifiers(catalogue.value_set_identifiers, header, left.get(header.url, ()))
            return replace(catalogue, value_sets=left, value_set_identifiers=identifiers)
        case ConceptMap():
            return replace(catalogue, concept_maps=_less(catalogue.concept_maps, header))
        case _:
            return replace(catalogue, code_systems=_less(catalogue.code_systems, header))


def _less(known: Mapping[str, tuple[T, ...]], header: Header) -> Mapping[str, tuple[T, ...]]:
    left = tuple(item for item in known.get(header.url, ()) if item.header.version != header.version)
    others = {url: versions for url, versions in known.items() if url != header.url}
    return {**others, header.url: left} if left else others


def _less_identifiers(
    known: Mapping[str, tuple[str, ...]], gone: Header, left: Sequence[Versioned]
) -> Mapping[str, tuple[str, ...]]:
    """Without identifiers that no version of the url has any more, as if the removed one had never existed."""
    ended = set(gone.identifiers).difference(*(item.header.identifiers for item in left))
    if not ended:
        return known
    named = {each: tuple(url for url in known.get(each, ()) if url != gone.url) for each in ended}
    others = {each: urls for each, urls in known.items() if each not in ended}
    return {**others, **{each: urls for each, urls in named.items() if urls}}


def _drafts_last(catalogue: Catalogue, values: Iterable[Value]) -> Catalogue:
    """Moves drafts last, so that a request without a version gets a draft only if there is nothing else."""
    urls = {value.header.url for value in values}
    return replace(
        catalogue,
        code_systems=_ordered(catalogue.code_systems, urls),
        supplements=_ordered(catalogue.supplements, urls),
        value_sets=_ordered(catalogue.value_sets, urls),
        concept_maps=_ordered(catalogue.concept_maps, urls),
    )


def _ordered(known: Mapping[str, tuple[T, ...]], urls: Iterable[str]) -> Mapping[str, tuple[T, ...]]:
    changed = {
        url: tuple(sorted(known[url], key=lambda item: item.header.status == "draft"))
        for url in urls
        if len(known.get(url, ())) > 1
    }
    return {**known, **changed} if changed else known


def _with_entry(index: ResourceIndex, entry: ResourceEntry) -> ResourceIndex:
    """Inserts in order: by url, the latest version first. An imported entry that had its id gets another."""
    known = index.by_type.get(entry.type, {})
    entries = [_with_free_id(item, known) if item.id == entry.id else item for item in known.values()]
    first = bisect_left(entries, entry.header.url, key=_url)
    end = bisect_right(entries, entry.header.url, key=_url)
    version = canonical.version_key(entry.header.version)
    place = next((n for n in range(first, end) if canonical.version_key(entries[n].header.version) < version), end)
    entries.insert(place, entry)
    return _with_entries(index, entry.type, entries)


def _with_free_id(imported: ResourceEntry, known: Mapping[str, ResourceEntry]) -> ResourceEntry:
    return replace(imported, id=next(id for id in candidate_ids(imported) if id not in known))


def _without_entry(index: ResourceIndex, entry: ResourceEntry) -> ResourceIndex:
    known = index.by_type.get(entry.type, {})
    return _with_entries(index, entry.type, [item for item in known.values() if item.id != entry.id])


def _with_entries(index: ResourceIndex, type: str, entries: Iterable[ResourceEntry]) -> ResourceIndex:
    return ResourceIndex({**index.by_type, type: {entry.id: entry for entry in entries}})


def _url(entry: ResourceEntry) -> str:
    return entry.header.url
