"""What an import from a source says: on stderr what was read, on stdout what is loaded, and both as JSON."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from terminology.cli.output import result, talk, talk_of_some

if TYPE_CHECKING:
    from seed.release import FileNote, Loaded, Release, ResourceSet, Source
    from seed.sources import SourceDefinition
    from terminology.library.importing import SourceImport

NameOf = Callable[["Source"], str]


def show_read(source: "SourceDefinition", loaded: "Loaded", name_of: NameOf) -> None:
    """How many rows were read and rejected, and which files were left out, before anything is loaded."""
    for skipped in loaded.skipped:
        talk(f"{skipped.name} is left out: {skipped.reason}")
    for item in loaded.contents:
        if not loaded.read:  # else each file has its own line
            what = f"{name_of(item.source)}: {source.version_word} {item.header.version}"
            talk(f"{what}, {item.rows_read:,} rows, {len(item.rejected):,} rejected")
            talk_of_some([f"line {row.line}: {row.reason}" for row in item.rejected])


def show_imported(
    source: "SourceDefinition", loaded: "Loaded", imported: "SourceImport", name_of: NameOf, is_dry_run: bool
) -> None:
    for line in _loaded_lines(source, loaded, name_of):
        result(line)
    for note in (*loaded.notes, *loaded.refused):
        talk(f"{name_of(note.source)}: {note.text}")
    for record in imported.replaced:
        day = f" as imported on {record.imported_at:%Y-%m-%d %H:%M} UTC" if record.imported_at else ""
        talk(f"This takes the place of {record.version}{day} with {record.concepts:,} concepts.")
    if is_dry_run:
        talk("Nothing was loaded: this was a dry run.")


def _loaded_lines(source: "SourceDefinition", loaded: "Loaded", name_of: NameOf) -> list[str]:
    if loaded.read:
        return [f"{name_of(note.source)}: {note.text}" for note in loaded.read]
    lines = [
        f"{item.header.canonical}: {item.count:,} {source.counted} from {name_of(item.source)}"
        for item in loaded.contents
    ]
    return lines + [other.header.canonical for item in loaded.resource_sets for other in item.resources[1:]]


def as_json(source: "SourceDefinition", loaded: "Loaded", imported: "SourceImport", is_dry_run: bool) -> str:
    document = {
        "kind": source.kind,
        "dryRun": is_dry_run,
        "loaded": [_item(item) for item in loaded.contents],
        "leftOut": [{"name": item.name, "reason": item.reason} for item in loaded.skipped],
        "read": list(map(_note, loaded.read)),
        "notes": list(map(_note, loaded.notes)),
        "refused": list(map(_note, loaded.refused)),
        "replaced": [{"system": item.system, "version": item.version} for item in imported.replaced],
    }
    return json.dumps(document, indent=2)


def _item(item: "Release | ResourceSet") -> dict[str, Any]:
    return {
        "system": item.header.url,
        "version": item.header.version,
        "count": item.count,
        "rowsRead": item.rows_read,
        "rejected": [{"line": row.line, "reason": row.reason} for row in item.rejected],
        "sources": [{"name": file.name, "sha256": file.sha256} for file in (item.source, *item.companions)],
    }


def _note(note: "FileNote") -> dict[str, str]:
    return {"name": note.source.name, "text": note.text}
