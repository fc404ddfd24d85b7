"""Checks whether parsed content should be loaded: its source compares each release with what is already loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fhir_resources import json_format
from seed.release import Loaded, Release, ResourceSet
from seed.sources import ACCEPT_INCOMPLETE, Previous, Problem, SourceDefinition
from terminology.core.canonical import version_key
from terminology.library.compressed_text import text_of
from terminology.library.ports import RESOURCES, ImportRecord, Store
from terminology.library.publishing import published_records
from terminology.library.rebased_resources import name_of
from terminology.library.received import READERS


@dataclass(frozen=True, slots=True)
class LoadedVersion:
    """A version to compare with: from the same command, or published under a record."""

    version: str | None
    content: Any = None
    record: ImportRecord | None = None


@dataclass(frozen=True, slots=True)
class CheckedContent:
    """One release or resource set, and its problems."""

    content: Release | ResourceSet
    problems: tuple[Problem, ...]

    @property
    def is_incomplete(self) -> bool:
        """Whether it is known to be incomplete."""
        return any(problem.unless == ACCEPT_INCOMPLETE or problem.shows_part for problem in self.problems)


async def check_contents(store: Store, source: SourceDefinition, loaded: Loaded) -> tuple[CheckedContent, ...]:
    """The parsed releases with their problems. Releases of one command are also compared with each other."""
    records = [record for record in await published_records(store) if not record.is_accepted_incomplete]
    checked: list[CheckedContent] = []
    read: list[LoadedVersion] = []
    for item in loaded.contents:
        published = [
            LoadedVersion(record.version, record=record) for record in records if _is_same(record, source, item)
        ]
        previous = await _previous(store, [*published, *read], item.header.version)
        checked.append(CheckedContent(item, tuple(dict.fromkeys(source.check(previous, item)))))
        if not checked[-1].is_incomplete:
            read.append(LoadedVersion(item.header.version, _content(item)))
    return tuple(checked)


def _is_same(record: ImportRecord, source: SourceDefinition, item: Release | ResourceSet) -> bool:
    kind = source.kind if isinstance(item, Release) else RESOURCES
    if record.kind != kind or record.content == "fragment":
        return False
    return name_of(kind, record.system) == name_of(kind, item.header.url)


async def _previous(store: Store, known: Sequence[LoadedVersion], version: str | None) -> Previous:
    """Of several imports of one version, the last counts."""
    key = version_key(version)
    older = max(
        (item for item in reversed(known) if version_key(item.version) < key),
        key=lambda item: version_key(item.version),
        default=None,
    )
    same = next((item for item in reversed(known) if item.version == version), None)
    return Previous(
        older=await _loaded(store, older),
        same=await _loaded(store, same),
        same_sources=same.record.sources if same and same.record else (),
    )


async def _loaded(store: Store, version: LoadedVersion | None) -> Any:
    """The code system, or the main resource of a set; None if it has been removed."""
    if version is None or version.record is None:
        return version and version.content
    record = version.record
    if record.kind != RESOURCES:
        return (await store.load_code_systems([record.id]))[record.id]
    found = [
        item
        for item in await store.find_resources([record.id], [record.system or ""])
        if item.version == record.version and item.text is not None
    ]
    if not found:
        return None
    resource = json_format.loads_trusted(text_of(found[-1].text or "{}"))
    return READERS[resource["resourceType"]](resource)  # sources produce R5


def _content(item: Release | ResourceSet) -> Any:
    return item.code_system if isinstance(item, Release) else item.resources[0]
