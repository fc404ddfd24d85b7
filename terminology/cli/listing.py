"""`terminology list`."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from terminology.cli.environment import read_settings
from terminology.cli.output import print_message, result
from terminology.cli.refusals import refusals
from terminology.cli.store import with_context
from terminology.cli.table_files import AsJson
from terminology.cli.tables import show_table

if TYPE_CHECKING:
    from terminology.library.listing import Listed

HEADS = ("system", "version", "concepts", "source", "sha256", "when")
SHA256_SHOWN = 12


def list_content(
    as_json: AsJson = False,
) -> None:
    """List what is loaded: system, version, concepts, source file, sha256, when."""
    from terminology.app import clock
    from terminology.library.listing import listing, newest_of

    settings = read_settings()
    with refusals():
        listed = with_context(settings, lambda context: listing(context.store, context.canonical_base))
    if as_json:
        _show_as_json(listed)
    elif listed:
        show_table(HEADS, [_cells(item) for item in listed])
        today = clock(settings)().date()
        for newest in newest_of(listed):
            print_message(newest.sentence(today))
    else:
        print_message("Nothing is loaded yet: terminology import --help")


def _cells(item: "Listed") -> tuple[str, ...]:
    return (
        item.system,
        item.version or "",
        "" if item.concepts is None else f"{item.concepts:,}",
        ", ".join(source.name for source in item.sources),
        ", ".join(source.sha256[:SHA256_SHOWN] for source in item.sources),
        _when(item) or "",
    )


def _show_as_json(listed: Sequence["Listed"]) -> None:
    result(json.dumps([_as_json(item) for item in listed], indent=2))


def _as_json(item: "Listed") -> dict[str, Any]:
    return {
        "type": item.type,
        "system": item.system,
        "version": item.version,
        "content": item.content,
        "concepts": item.concepts,
        "sources": [{"name": source.name, "sha256": source.sha256} for source in item.sources],
        "importedAt": _when(item),
        "rejectedRows": item.rejected_rows,
        "fhirVersions": [version.value for version in item.fhir_versions],
    }


def _when(item: "Listed") -> str | None:
    return item.imported_at.isoformat(timespec="seconds") if item.imported_at else None
