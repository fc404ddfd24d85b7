"""Narratives in tables: one per row of a CSV file or object of a JSON file.

    code,language,title,common name,summary,purpose,…,status,source,reviewer
    [{"code": "J3111", "title": "…", "commonName": ["…"], "summary": "…", "indications": ["…", "…"]}]

Column names are the section headings (in either language) or slugs, the provenance fields, and common name and medical
term, ignoring blanks, hyphens and case. Each text in a JSON list becomes a list item.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from seed.narrative.document import SECTIONS
from seed.narrative.headings import SLUGS, plain
from seed.narrative.markup import Line
from seed.narrative.parser import NotANarrative
from seed.narrative.provenance import NOTHING, field_of, provenance_of
from seed.narrative.splitting import Document, lines_of
from seed.release import NotARelease

ENDINGS = (".csv", ".json")
NAMES = {"commonname": "Common Name:", "medicalterm": "Medical Term:"}
HEADINGS = dict(SECTIONS)
TOO_LONG = "The row has more cells than the header."
NO_OBJECT = "It is not an object with the texts of a narrative."


def documents_in_table(name: str, text: str) -> tuple[Document, ...]:
    """One for each non-empty row. Raises NotARelease for a file that is not such a table."""
    rows = _json_rows(text) if name.lower().endswith(".json") else _csv_rows(text)
    return tuple(_document_or_refusal(place, number, row) for place, number, row in rows)


def _csv_rows(text: str) -> Iterator[tuple[str, int, Mapping[str, Any] | str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        headings = next(reader, [])
        if not any(field_of(heading) == "code" for heading in headings):
            raise NotANarrative('A table of narratives must have a column "code".')
        named = [_letters(heading) for heading in headings if heading.strip()]
        if len(set(named)) < len(named):
            raise NotANarrative("Two columns of the table have the same name.")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                number = reader.line_num
                row: dict[str, Any] = dict(zip(headings, cells, strict=False))
                yield f"row that ends in line {number}", number, row if len(cells) <= len(headings) else TOO_LONG
    except csv.Error as error:
        raise NotANarrative(f"The table cannot be read: line {reader.line_num}: {error}.") from error


def _json_rows(text: str) -> Iterator[tuple[str, int, Mapping[str, Any] | str]]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotANarrative(f"The JSON cannot be read: {error}.") from error
    objects = read if isinstance(read, list) else [read]
    for number, item in enumerate(objects, 1):
        yield f"entry {number}", number, item if isinstance(item, dict) else NO_OBJECT


def _document_or_refusal(place: str, number: int, row: Mapping[str, Any] | str) -> Document:
    """An unreadable row is refused by itself: the other rows are still loaded."""
    try:
        if isinstance(row, str):
            raise NotANarrative(row)
        return _document(place, number, row)
    except NotARelease as refusal:
        return Document((), NOTHING, place=place, refusal=str(refusal))


def _document(place: str, number: int, row: Mapping[str, Any]) -> Document:
    stated: dict[str, str] = {}
    names: list[Line] = []
    sections: list[Line] = []
    warnings = []
    for heading, value in row.items():
        slug = slug_of(heading)
        label = NAMES.get(_letters(heading).removesuffix("s"))
        field = field_of(heading)
        if not _is_text(value):
            raise NotANarrative(f"{heading[:60]} is neither a text nor a list of texts.")
        if slug and (text_lines := list(_lines(number, value))):
            sections += [Line(number, HEADINGS[slug], is_marked=True), *text_lines]
        elif label:
            named = (line.text for text in _texts(value) for line in lines_of(number, text))
            names += [Line(number, f"{label} {text}") for text in named if text]
        elif field and value:
            if field in stated:
                raise NotANarrative(f"The {field} is stated twice.")
            stated[field] = " ".join(_texts(value))
        elif not slug and not field and value:
            warnings.append(f'"{heading[:60]}" is unknown and was left out.')
    provenance = provenance_of(stated)
    head = [Line(number, provenance.title)] if provenance.title else []
    lines = (*head, Line(number, "HCPCS code"), Line(number, "Name of the Procedure:"), *names, *sections)
    return Document(lines, provenance, tuple(warnings), place)


def slug_of(heading: str) -> str | None:
    return SLUGS.get(plain(heading)) or next((slug for slug in HEADINGS if _letters(slug) == _letters(heading)), None)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())


def _is_text(value: Any) -> bool:
    return (
        value is None or isinstance(value, str) or (isinstance(value, list) and all(isinstance(x, str) for x in value))
    )


def _texts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value or ""]


def _lines(number: int, value: Any) -> Iterator[Line]:
    for text in _texts(value):
        mark = "- " if isinstance(value, list) else ""
        for place, line in enumerate(lines_of(number, text)):
            yield Line(number, f"{mark}{line.text}") if mark and place == 0 else line
