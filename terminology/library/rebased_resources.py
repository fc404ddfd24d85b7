"""Resources that a source made under another canonical base than the server has now.

The base is configuration, and no content: what a source of ours calls by it (its supplement, its value sets, its map,
and what they say of each other) follows it. What others wrote stays as it came. Called where imports are loaded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from seed.registry import KINDS_MERGED
from terminology.library.compressed_text import CompressedText, compressed_text, text_of
from terminology.library.ports import RESOURCES, ImportRecord, StoredResource


def record_under_base(record: ImportRecord, canonical_base: str) -> ImportRecord:
    """The record, itself where nothing changes, as if its resources had been made under this base."""
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
    """What an import is of, whatever the canonical base: CodeSystem/rbcs, or a code system's url."""
    if system is None or kind not in (RESOURCES, *KINDS_MERGED):
        return system
    return "/".join(system.rsplit("/", 2)[1:])


def _base_of(record: ImportRecord) -> str | None:
    """The base under which a source made the import; a record of resources names the main one only then."""
    if record.system is None or record.kind not in (RESOURCES, *KINDS_MERGED):
        return None
    return record.system.rsplit("/", 2)[0]


def _rebased(stored: StoredResource, old: str, new: str) -> StoredResource:
    """Whole texts that begin with the base stand behind a quotation mark, which none has inside without a backslash."""
    text = stored.text
    if text is not None:
        moved = text_of(text).replace(f'"{old}/', f'"{new}/')
        text = compressed_text(moved.encode()) if isinstance(text, CompressedText) else moved
    return replace(stored, url=_moved(stored.url or "", old, new) or None, text=text)


def _moved(url: str, old: str, new: str) -> str:
    return new + url.removeprefix(old) if url.startswith(f"{old}/") else url
