"""Writes a narrative from its concept as a document: front matter, title, names, sections.

Importing it gives the same designations. Headings are marked, so that no text line can be mistaken for one.
"""

from collections.abc import Iterator

from seed.narrative.concepts import DISPLAYS, STATED
from seed.narrative.front_matter import FENCE
from seed.narrative.parts import language_of, status_of
from terminology.core.meanings import described_meaning
from terminology.core.model import Concept

NAMES = ("common-name", "medical-term")


def document_of(part: Concept) -> str:
    """The text, with LF line endings."""
    return "\n".join([*_front_matter(part), *_title(part), "HCPCS code", *_names(part), *_sections(part), ""])


def _front_matter(part: Concept) -> Iterator[str]:
    yield FENCE
    yield f"code: {part.code}"
    yield f"language: {next((item.language for item in part.designations if item.language), language_of(part))}"
    for field, code, _, _ in STATED:
        yield from (f"{field}: {value.content}" for value in part.values(code))
    yield f"status: {status_of(part)}"
    yield FENCE


def _title(part: Concept) -> Iterator[str]:
    about = described_meaning(part.designations)
    if about:
        yield about


def _names(part: Concept) -> Iterator[str]:
    yield "Name of the Procedure:"
    for item in part.designations:
        slug = item.use.code if item.use else None
        if slug in NAMES:
            yield f"{DISPLAYS[slug]}: {item.value}"


def _sections(part: Concept) -> Iterator[str]:
    for item in part.designations:
        slug = (item.use.code if item.use else None) or ""
        if slug in DISPLAYS and slug not in NAMES:
            yield f"## {DISPLAYS[slug]}"
            yield from _lines(item.value)


def _lines(text: str) -> Iterator[str]:
    """A line after an empty line was an unknown heading, so it gets heading markup."""
    is_heading = False
    for line in text.split("\n"):
        if line:
            yield f"**{line}**" if is_heading else line
        is_heading = not line
