"""Codes as a table: the download format that every page and command with a list of codes shares."""

from collections.abc import Iterable

from terminology.core.value_sets import Contains
from terminology.pages.downloads import Table

HEADINGS = ("code", "display", "system", "version", "inactive", "loose")
PROPERTIES = ("kind", "chapter", "coverage", "effectiveDate", "retirementDate", "notOtherwiseClassified")
MAX_CODES = 100_000
LOOSE_MATCH = "/StructureDefinition/loose-match"


def code_table(name: str, contains: Iterable[Contains]) -> Table:
    """One row for each entry; nested entries follow their parent."""
    entries = tuple(_flat(contains))
    stated = [code for code in PROPERTIES if any(item.code == code for entry in entries for item in entry.properties)]
    rows = [
        (
            entry.code,
            entry.display,
            entry.system,
            entry.version,
            entry.is_inactive,
            any(extension.url.endswith(LOOSE_MATCH) for extension in entry.extensions),
            *(_value(entry, code) for code in stated),
        )
        for entry in entries
    ]
    return Table(name, (*HEADINGS, *stated), rows)


def _flat(contains: Iterable[Contains]) -> Iterable[Contains]:
    pending = list(contains)[::-1]
    while pending:
        entry = pending.pop()
        yield entry
        pending += entry.contains[::-1]


def _value(entry: Contains, code: str) -> str | None:
    return next((_text(item.value.content) for item in entry.properties if item.code == code), None)


def _text(content: object) -> str:
    return str(content).lower() if isinstance(content, bool) else str(content)
