"""Splits a text file into documents, each with its front matter.

A document begins with its front matter or, without one, with its title: the line before the next kind line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from seed.narrative.front_matter import FENCE, MAX_LINES, split_front_matter
from seed.narrative.markup import Line, numbered_lines, read_lines
from seed.narrative.parser import KIND, NOISE
from seed.narrative.provenance import NOTHING, Provenance, WrongProvenance, field_of
from seed.release import NotARelease


@dataclass(frozen=True, slots=True)
class Document:
    """The lines of one narrative, the facts stated about it, and warnings.

    `place` is its position in a file with several; `refusal` is why it cannot be read.
    """

    lines: tuple[Line, ...]
    stated: Provenance
    warnings: tuple[str, ...] = ()
    place: str = ""
    refusal: str | None = None


def documents_in_text(text: str) -> tuple[Document, ...]:
    """The documents in order; one with unsupported markup or invalid front matter is a refusal."""
    numbered = numbered_lines(text)
    starts = [0, *(place for place in front_matters(numbered) if place > 0), len(numbered)]
    chunks = [
        numbered[start:end] for start, end in pairwise(starts) if any(text.strip() for _, text in numbered[start:end])
    ]
    found = tuple(document for chunk in chunks for document in _in_chunk_or_refusal(chunk))
    if len(found) < 2:
        return tuple(replace(item, place="") for item in found)
    return tuple(replace(item, place=f"line {item.lines[0].number}") if item.lines else item for item in found)


def _in_chunk_or_refusal(numbered: list[tuple[int, str]]) -> Sequence[Document]:
    """An unreadable narrative is refused by itself: those before and after it are read."""
    try:
        return tuple(_in_chunk(numbered))
    except NotARelease as refusal:
        return (Document((), NOTHING, place=f"line {numbered[0][0]}", refusal=str(refusal)),)


def front_matters(numbered: Sequence[tuple[int, str]]) -> Iterator[int]:
    """The positions of front matter: a fence, then fields up to the next fence."""
    until = 0
    for place, (_, text) in enumerate(numbered):
        if place < until or text.strip() != FENCE:
            continue
        inner = [text.strip() for _, text in numbered[place + 1 : place + 2 + MAX_LINES]]
        fields = inner[: inner.index(FENCE)] if FENCE in inner else []
        if (
            fields
            and all(":" in field for field in fields)
            and any(field_of(field.partition(":")[0]) for field in fields)
        ):
            until = place + len(fields) + 2
            yield place


def _in_chunk(numbered: list[tuple[int, str]]) -> Iterator[Document]:
    stated, rest, warnings = split_front_matter(numbered)
    lines = tuple(read_lines(rest))
    kinds = [place for place, line in enumerate(lines) if KIND.fullmatch(line.text)]
    if len(kinds) < 2:
        yield Document(lines, stated, warnings)
        return
    if stated.code or stated.title:
        raise WrongProvenance("A front matter with a code or a title is followed by more than one narrative.")
    starts = [0, *(_title_of(lines, kind) for kind in kinds[1:]), len(lines)]
    for start, end in pairwise(starts):
        yield Document(lines[start:end], stated, warnings)


def _title_of(lines: Sequence[Line], kind: int) -> int:
    """The position of the title before a kind line, including noise before it."""
    place = kind
    while place > 0 and _is_noise(lines[place - 1]):
        place -= 1
    place = max(place - 1, 0)
    while place > 0 and _is_noise(lines[place - 1]):
        place -= 1
    return place


def _is_noise(line: Line) -> bool:
    return line.text.casefold() in NOISE


def lines_of(number: int, text: str) -> Iterable[Line]:
    """The lines of a text within a row, all with the number of the row."""
    return read_lines([(number, piece) for _, piece in numbered_lines(text)])
