"""Strips markup from lines: formatting tags and entities are decoded, anything else is refused.

A line with heading markup (`## Summary`, `**Purpose**`, `<h2>Benefits</h2>`) is marked as a heading. Form feeds, other
control characters, bullets without text and underlines are dropped. Runs in linear time.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from seed.release import NotARelease

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]*)?/?>")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
LOOKS = frozenset(("b", "strong", "i", "em", "u", "span", "sup", "sub", "a", "font", "small", "mark", "abbr"))
BREAKS = frozenset(("p", "div", "br", "hr", "section", "article", "ul", "ol", "table", "thead", "tbody", "tr", "html"))
PAGE = frozenset(("body", "main", "header", "footer"))
CELLS = frozenset(("td", "th"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LINE_END = re.compile(r"\r\n|\r|\n")
PIECE_END = re.compile(r"[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROL = {
    code: None
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x200B, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if code != 9
}
MARKED = re.compile(r"#{1,6}\s+(?P<text>\S.*)")
BULLETS = frozenset("-•*·–—+o")
RULE = frozenset("-=_*~")
HEADING = "\x01"  # stands for an h-tag until the line is read


class Unreadable(NotARelease):
    """A line has unsupported markup. The message is one sentence with the line number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One non-empty line, blanks folded. `is_marked`: it has heading markup.

    `rest` is the text after a bold label in the same line (`**Purpose:** To …`).
    """

    number: int
    text: str
    is_marked: bool = False
    rest: str = ""


def numbered_lines(text: str) -> list[tuple[int, str]]:
    """Each raw line with its number, as an editor counts."""
    return list(enumerate(LINE_END.split(text), 1))


def read_lines(lines: Iterable[tuple[int, str]]) -> Iterator[Line]:
    """The non-empty lines. Raises Unreadable."""
    for number, raw in lines:
        for piece in PIECE_END.split(_without_tags(number, raw)):
            line = _line(number, piece)
            if line is not None:
                yield line


def _without_tags(number: int, raw: str) -> str:
    if "<!" in raw or "<?" in raw:
        raise Unreadable(f"Line {number} has an HTML or XML comment or declaration: use plain text.")
    text = TAG.sub(lambda found: _instead_of(number, found), raw.replace(HEADING, "")) if "<" in raw else raw
    if "&" in text:
        text = ENTITY.sub(lambda found: _character(number, found[0]), text)
        if ENTITY.search(text) or TAG.search(text):
            raise Unreadable(f"Line {number} has markup within markup: give plain text.")
    return text


def _instead_of(number: int, found: re.Match[str]) -> str:
    name = found[2].lower()
    if name in LOOKS:
        return ""
    if name in BREAKS or name in PAGE:
        return "\n"
    if name in CELLS:
        return " "
    if name == "li":
        return "" if found[1] else "\n- "
    if name in HEADINGS:
        return "\n" if found[1] else f"\n{HEADING}"
    raise Unreadable(f"Line {number} has the tag <{name}>, which is not text: give plain text.")


def _character(number: int, entity: str) -> str:
    character = html.unescape(entity)
    if character == entity:
        raise Unreadable(f"Line {number} has the entity {entity}, which is not known: give plain text.")
    return character


def _line(number: int, piece: str) -> Line | None:
    is_heading = HEADING in piece
    text = " ".join(piece.translate(CONTROL).split())
    if not text or set(text) <= RULE or (len(text) == 1 and text in BULLETS):
        return None
    if marked := MARKED.fullmatch(text):
        return _heading(number, marked["text"].rstrip("#").rstrip())
    if is_heading:
        return _heading(number, text)
    for mark in ("**", "__"):
        if text.startswith(mark) and text.count(mark) == 2:
            label, _, after = text[2:].partition(mark)
            rest = after.strip()
            if label.strip() and rest in ("", ":"):
                return _heading(number, label.strip() + rest)
            if label.strip() and (label.rstrip().endswith(":") or rest.startswith(":")):
                return Line(number, label.strip().rstrip(":").rstrip() + ":", rest=rest.lstrip(":").strip())
    plain = _without_emphasis(text)
    return Line(number, plain) if plain else None


def _heading(number: int, text: str) -> Line | None:
    plain = _without_emphasis(text)
    return Line(number, plain, is_marked=True) if plain else None


def _without_emphasis(text: str) -> str:
    """Paired `**` and `__` are formatting; a single `*` may be a footnote and stays."""
    for mark in ("**", "__"):
        if text.count(mark) > 1:
            text = text.replace(mark, "")
    return text.strip()
