"""All codes of a code system or value set, one per line: NDJSON, or CSV for spreadsheets and databases.

Lines are generated lazily, so that memory does not grow with the export.

    NDJSON   {"system", "version", "code", "display", "definition", "parent": […], "designation": […], "property": […]}
    CSV      code, display, and a column for each property that the code system declares; repeats are joined by |
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Literal

from fhir_resources import json_format
from fhir_resources.code_system import write_concept
from fhir_resources.code_system_parts import in_chunks
from fhir_resources.elements import Json, members, write_designation, write_property
from terminology.core.catalogue import Catalogue
from terminology.core.model import Coding, Concept, Property
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import ExpandRequest
from terminology.core.value_sets import Contains
from terminology.operations.expand import expand_all

BulkFormat = Literal["ndjson", "csv"]
MEDIA_TYPES: dict[BulkFormat, str] = {"ndjson": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}
BETWEEN = "|"
BYTE_ORDER_MARK = "\ufeff"  # without it Excel does not recognize UTF-8
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
OF_SYSTEM = ("code", "display", "definition", "parent")
OF_EXPANSION = ("system", "version", "code", "display", "inactive", "abstract")


@dataclass(frozen=True, slots=True)
class Bulk:
    """An export: `warnings` are available before the first line."""

    pieces: Iterator[bytes]
    warnings: tuple[str, ...] = ()


def code_system_lines(provider: CodeSystemProvider, format: BulkFormat) -> Bulk:
    """Every concept, in definition order."""
    if format == "ndjson":
        return Bulk(in_chunks(_line(_concept(provider, concept)) for concept in provider.concepts()))
    declared = tuple(item.code for item in provider.header.properties if item.code not in OF_SYSTEM)
    rows = (_row(provider, concept, declared) for concept in provider.concepts())
    return Bulk(in_chunks(_csv((*OF_SYSTEM, *declared), rows)))


def expansion_lines(catalogue: Catalogue, request: ExpandRequest, format: BulkFormat) -> Bulk:
    """Every code of a value set, in the order of `$expand`. Raises what `expand` raises, before the first line."""
    warnings, entries = expand_all(catalogue, request)
    if format == "ndjson":
        return Bulk(in_chunks(_line(_entry(entry)) for entry in entries), warnings)
    rows = (_entry_row(entry, request.properties) for entry in entries)
    return Bulk(in_chunks(_csv((*OF_EXPANSION, *request.properties), rows)), warnings)


def _line(json: Json) -> bytes:
    return json_format.dumps(json) + b"\n"


def _concept(provider: CodeSystemProvider, concept: Concept) -> Json:
    header = provider.header
    above = members(parent=list(provider.parents(concept.code)))
    return members(system=header.url, version=header.version) | write_concept(concept) | above


def _entry(entry: Contains) -> Json:
    return members(
        system=entry.system,
        version=entry.version,
        code=entry.code,
        display=entry.display,
        inactive=entry.is_inactive or None,
        abstract=entry.is_abstract or None,
        designation=[write_designation(item) for item in entry.designations],
        property=[write_property(item) for item in entry.properties],
    )


def _row(provider: CodeSystemProvider, concept: Concept, declared: Iterable[str]) -> list[str]:
    above = BETWEEN.join(provider.parents(concept.code))
    stated = [_values(concept.properties, code) for code in declared]
    return [concept.code, concept.display or "", concept.definition or "", above, *stated]


def _entry_row(entry: Contains, properties: Iterable[str]) -> list[str]:
    facts = ("true" if is_so else "" for is_so in (entry.is_inactive, entry.is_abstract))
    stated = [_values(entry.properties, code) for code in properties]
    return [entry.system or "", entry.version or "", entry.code or "", entry.display or "", *facts, *stated]


def _values(properties: Iterable[Property], code: str) -> str:
    return BETWEEN.join(_text(item.value.content) for item in properties if item.code == code)


def _text(content: object) -> str:
    if isinstance(content, Coding):
        return content.code or ""
    return str(content).lower() if isinstance(content, bool) else str(content)


def _csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    yield (BYTE_ORDER_MARK + text.getvalue()).encode()
    for row in rows:
        text.seek(0)
        text.truncate()
        writer.writerow([_harmless(cell) for cell in row])
        yield text.getvalue().encode("utf-8", "replace")


def _harmless(cell: str) -> str:
    """Prefixes an apostrophe to a cell that a spreadsheet could read as a formula."""
    return f"'{cell}" if cell.startswith(BEGINS_FORMULA) else cell
