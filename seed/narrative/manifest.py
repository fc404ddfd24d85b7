"""A manifest: a CSV file with facts about narratives, by file, that the narratives do not state themselves.

file,code,language,source,publisher,license,author,reviewer,review date,status,encoding
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from seed.narrative.parser import NotANarrative, decode
from seed.narrative.provenance import Provenance, WrongProvenance, field_of, provenance_of

FILE = "file"
ENCODING = "encoding"


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """The facts about a file or, if a code is stated, about one of its narratives."""

    line: int
    stated: Provenance
    encoding: str | None = None


Manifest = Mapping[str, tuple[ManifestRow, ...]]  # by file


def read_manifest(content: bytes) -> Manifest:
    """The rows of each file. Raises NotARelease, with the line, for an unreadable or invalid manifest."""
    reader = csv.reader(io.StringIO(decode(content), newline=""), strict=True)
    found: dict[str, tuple[ManifestRow, ...]] = {}
    try:
        headings = [_field(heading, reader.line_num) for heading in next(reader, [])]
        if FILE not in headings:
            raise NotANarrative('A manifest must have a column "file".')
        if len(set(headings)) < len(headings):
            raise NotANarrative("Two columns of the manifest have the same name.")
        for cells in reader:
            stated = {name: cell.strip() for name, cell in zip(headings, cells, strict=False) if cell.strip()}
            if not stated:
                continue
            file, encoding = stated.pop(FILE, ""), stated.pop(ENCODING, None)
            if not file or len(cells) > len(headings):
                raise NotANarrative(f"Manifest, line {reader.line_num}: the file is missing, or there are extra cells.")
            row = ManifestRow(reader.line_num, _provenance(stated, reader.line_num), encoding)
            found[file] = (*found.get(file, ()), row)
    except csv.Error as error:
        raise NotANarrative(f"The manifest cannot be read: line {reader.line_num}: {error}.") from error
    return found


def _field(heading: str, line: int) -> str:
    name = heading.strip().casefold()
    field = {FILE: FILE, "filename": FILE, "path": FILE, ENCODING: ENCODING}.get(name) or field_of(heading)
    if field is None:
        raise NotANarrative(f'Manifest, line {line}: unknown column "{heading[:60]}".')
    return field


def _provenance(stated: Mapping[str, str], line: int) -> Provenance:
    try:
        return provenance_of(stated)
    except WrongProvenance as error:
        raise WrongProvenance(f"Manifest, line {line}: {error}") from None


def find_file(manifest: Manifest, path: str) -> str | None:
    """The manifest's entry for a path, matched by the end of the path."""
    parts = PurePath(path).parts
    names = ("/".join(parts[start:]) for start in range(len(parts)))
    return next((name for name in (path, *names) if name in manifest), None)


def row_of(rows: Sequence[ManifestRow], code: str | None, is_only: bool) -> ManifestRow | None:
    """The row for the narrative with this code; for a file with one narrative and one row, that row."""
    if is_only and len(rows) == 1:
        return rows[0]
    return next((row for row in rows if row.stated.code in (code, None)), None)
