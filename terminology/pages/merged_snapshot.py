"""One snapshot for pages with all R5 content plus the R4-only content, such as R4 packages.

Readers look for a value set, whatever FHIR version it was loaded in.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeVar
from weakref import ref

from fhir_resources.version import FhirVersion
from terminology.core.model import Header
from terminology.library.library import Library
from terminology.library.resources import ResourceEntry, index_of
from terminology.library.snapshots import Snapshot


class _Versioned(Protocol):
    @property
    def header(self) -> Header: ...


T = TypeVar("T", bound=_Versioned)

# The cached result with its R5 and R4 snapshots; every publication and write replaces both snapshots.
_CACHE: list[tuple[ref[Snapshot], ref[Snapshot], Snapshot]] = []


def merged_snapshot(library: Library) -> Snapshot:
    """The merged snapshot, built once per content version. Raises StoreUnavailable before there is content."""
    r5, r4 = library.snapshot(FhirVersion.R5), library.snapshot(FhirVersion.R4)
    known = next((merged for five, four, merged in _CACHE if five() is r5 and four() is r4), None)
    if known is not None:
        return known
    made = with_others(r5, r4)
    _CACHE[:] = [item for item in _CACHE if item[0]() is not None and item[0]() is not r5] + [(ref(r5), ref(r4), made)]
    return made


def with_others(first: Snapshot, other: Snapshot) -> Snapshot:
    """The first, plus what only the other has. If both use an id, the other's gets its version or a number added."""
    known = first.catalogue
    catalogue = known.with_resources(
        code_systems=_only(other.catalogue.code_systems, known.code_systems),
        supplements=_only(other.catalogue.supplements, known.supplements),
        value_sets=_only(other.catalogue.value_sets, known.value_sets),
        concept_maps=_only(other.catalogue.concept_maps, known.concept_maps),
    )
    entries = {(item.type, item.header.canonical): item for item in _entries(other)}
    mine = list(_entries(first))
    for item in mine:
        entries.pop((item.type, item.header.canonical), None)
    return Snapshot(
        catalogue,
        index_of([*mine, *entries.values()]),
        first.revision,
        f"{first.digest} {other.digest}",
        first.last_updated,
        first.written,
    )


def _only(theirs: Mapping[str, tuple[T, ...]], mine: Mapping[str, tuple[T, ...]]) -> Iterator[T]:
    for url, versions in theirs.items():
        if versions is not mine.get(url):
            here = {item.header.version for item in mine.get(url, ())}
            yield from (item for item in versions if item.header.version not in here)


def _entries(snapshot: Snapshot) -> Iterator[ResourceEntry]:
    for entries in snapshot.resources.by_type.values():
        yield from entries.values()
