"""Rebases resources that a source created under a different canonical base than the current one.

The base is configuration, not content: the canonicals of our sources (supplements, value sets, maps, and their
references) follow it. Resources of others stay as received. Called when imports are loaded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from seed.registry import KINDS_MERGED
from terminology.library.compressed_text import CompressedText, compressed_text, text_of
from terminology.library.ports import RESOURCES, ImportRecord, StoredResource


def record_under_base(record: ImportRecord, canonical_base: str) -> ImportRecord:
    """The record as if its resources had been created under this base; the same object if nothing changes."""
    old = _base_of(record)
    if old is None or old == canonical_base:
        return record
    return replace(record, system=_moved(record.system or "", old, canonical_base))


def resources_under_base(
    record: ImportRecord, resources: Iterable[StoredResource], canonical_base: str
) -> Iterator[StoredResource]:
    """The resources of this import likewise; `record` as it is stored."""
    old = _base_of(record)
    for stored in resources:
        yield stored if old is None or old == canonical_base else _rebased(stored, old, canonical_base)


def name_of(kind: str, system: str | None) -> str | None:
    """The subject of an import, independent of the canonical base: CodeSystem/rbcs, or a code system's url."""
    if system is None or kind not in (RESOURCES, *KINDS_MERGED):
        return system
    return "/".join(system.rsplit("/", 2)[1:])


def _base_of(record: ImportRecord) -> str | None:
    """The base under which a source created the import; None for other resources, whose record names no main one."""
    if record.system is None or record.kind not in (RESOURCES, *KINDS_MERGED):
        return None
    return record.system.rsplit("/", 2)[0]


def _rebased(stored: StoredResource, old: str, new: str) -> StoredResource:
    """Replaces the base after a quotation mark, that is, at the start of JSON strings: inside one, quotes are
    escaped.
    """
    text = stored.text
    if text is not None:
        moved = text_of(text).replace(f'"{old}/', f'"{new}/')
        text = compressed_text(moved.encode()) if isinstance(text, CompressedText) else moved
    return replace(stored, url=_moved(stored.url or "", old, new) or None, text=text)


def _moved(url: str, old: str, new: str) -> str:
    return new + url.removeprefix(old) if url.startswith(f"{old}/") else url
