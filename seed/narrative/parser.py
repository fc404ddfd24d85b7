"""Reads procedure narratives: `decode` turns bytes into text, `parse` text into a Narrative.

Two renderings of the same document give the same result. One has no blank lines and `- ` for every list item; the
other has blank lines, `•` and `1.` as markers, and indents. Lines are read one by one, so both become the same blocks,
with numbers if the source has them. Unknown input is never merged into the text before it: a line that looks like a
heading becomes its own paragraph, with a warning that names the line. Called by `reading.py`; the classes are in
`document.py`, lines come from `markup.py`, headings from `headings.py`.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seed.narrative.document import Block, Narrative, Section
from seed.narrative.headings import (
    ENGLISH,
    SLUGS,
    find_headings,
    is_name_heading,
    is_unknown_heading,
    language_of,
    plain,
)
from seed.narrative.markup import Line, numbered_lines, read_lines
from seed.narrative.name_block import CODE, LABEL, codes_in, cpt_codes_in, names_in
from seed.narrative.provenance import NOTHING, Provenance
from seed.release import NotARelease

KIND = re.compile(r"(?:HCPCS|CPT-?4?) code|c[oó]digo (?:HCPCS|CPT-?4?)", re.IGNORECASE)
NOISE = frozenset(
    (
        "search all medical codes",
        "automate intake, eligibility, and pa with ai agents that work in your emr and billing systems.",
        "create a free account to automate medical coding. just upload a chart and get codes.",
    )
)
BULLET = re.compile(r"(?:[-*+]\s+|[•·]\s*)(?P<text>\S.*)")
NUMBERED = re.compile(r"(?P<number>[1-9]\d?)\.\s+(?P<text>\S.*)")
LONGEST_NAME = 120  # characters of a common name
UTF_8 = "utf-8"


class NotANarrative(NotARelease):
    """The document is not a procedure narrative, or may not be loaded. The message is one sentence that says why."""


def decode(content: bytes, encoding: str = UTF_8) -> str:
    """The text of a file, without a byte order mark. Raises NotANarrative if it does not have this encoding."""
    try:
        text = content.decode(encoding)  # a codec that is not for text raises LookupError, too
    except UnicodeDecodeError as error:
        is_usual = codecs.lookup(encoding).name == UTF_8
        name = "UTF-8" if is_usual else encoding
        advice = "; for another encoding use --encoding" if is_usual else ""
        raise NotANarrative(f"The file is not {name} text: byte {error.start + 1} cannot be read{advice}.") from error
    except (LookupError, ValueError):
        problem = f'"{encoding[:40]}" is not a known encoding such as utf-8 or windows-1252.'
        raise NotANarrative(problem) from None
    return text.removeprefix("\ufeff")


def parse(text: str, stated: Provenance = NOTHING) -> Narrative:
    """The narrative in a document. Sections may be missing and in any order; see `parse_lines`."""
    return parse_lines(list(read_lines(numbered_lines(text))), stated)


def parse_lines(lines: Sequence[Line], stated: Provenance = NOTHING) -> Narrative:
    """The narrative in these lines. The kind line is optional if `stated` has the code or the title.

    Headings are whole lines. Repeated and unknown headings are read as text, with a warning. Raises NotANarrative for
    a CPT or dental page, a document without sections, an invalid name, two narratives in one document, and anything
    that is not a narrative.
    """
    at_kind = find_kind(lines, is_needed=not (stated.code or stated.title))
    preamble, kind, body = _parted(lines, at_kind)
    headings = find_headings(body)
    at_section = min(headings, default=len(body))
    at_name = next((index for index, line in enumerate(body[:at_section]) if is_name_heading(line)), None)
    sections = tuple(read_sections(body, headings))
    if not any(section.blocks for section in sections):
        raise NotANarrative("This is not a procedure narrative: it has no section, such as Summary, with text.")
    pre_name = body[: at_section if at_name is None else at_name]
    name_block, left_out = ([], []) if at_name is None else name_lines(body[at_name + 1 : at_section])
    title = stated.title or next((line.text for line in reversed(preamble) if line.text.casefold() not in NOISE), "")
    blocks = [read_block(line) for line in pre_name], [read_block(line) for line in name_block]
    codes = codes_in(blocks[1]) or codes_in(blocks[0])
    refuse_dental(codes)
    refuse_cpt(() if codes else cpt_codes_in((*blocks[1], *blocks[0])))
    names = names_in([block for each in blocks for block in each if block.text.casefold() not in NOISE], title)
    refuse_invalid_names(name.value for name in names if name.use == "common-name")
    return Narrative(
        preamble=tuple(line.text for line in preamble),
        title=title,
        kind=kind,
        pre_name=tuple(blocks[0]),
        name_heading=None if at_name is None else body[at_name].text,
        name_block=tuple(blocks[1]),
        names=names,
        code=codes[0] if len(codes) == 1 else None,
        sections=sections,
        language=language_of([section.heading for section in sections]) if sections else ENGLISH,
        warnings=(
            *warnings(title, at_name is not None, codes, sections),
            *(f'Line {line.number}: "{line.text[:60]}" is not a name and was left out.' for line in left_out),
            *heading_warnings(body, headings),
        ),
    )


def _parted(lines: Sequence[Line], at_kind: int | None) -> tuple[Sequence[Line], str, Sequence[Line]]:
    """The preamble, the kind line, and the rest."""
    if at_kind is not None:
        return lines[:at_kind], lines[at_kind].text, lines[at_kind + 1 :]
    headings = find_headings(lines)
    first = next((index for index, line in enumerate(lines) if is_name_heading(line) or index in headings), len(lines))
    return lines[:first], "HCPCS code", lines[first:]


def find_kind(lines: Sequence[Line], is_needed: bool = True) -> int | None:
    """The index of the kind line. Everything before it is preamble."""
    if not lines:
        raise NotANarrative("The file is empty.")
    found = [index for index, line in enumerate(lines) if KIND.fullmatch(line.text)]
    if not found and is_needed:
        raise NotANarrative('This is not a procedure narrative: it has no line "HCPCS code".')
    if any("CPT" in lines[index].text.upper() for index in found):
        raise NotANarrative(
            "This narrative is about a CPT code: CPT belongs to the American Medical Association and is not loaded."
        )
    if len(found) > 1:
        raise NotANarrative('The document has more than one narrative: give each "HCPCS code" document its own title.')
    return found[0] if found else None


def name_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the name block that may be names, and the others.

    The others follow an unknown heading, or are plain lines after a label with its name in the same line.
    """
    names: list[Line] = []
    others: list[Line] = []
    is_known, is_open = True, True
    for line in lines:
        label = next(reversed(list(LABEL.finditer(line.text))), None)
        block = read_block(line)
        if label is not None or line.rest:
            is_known, is_open = True, bool(label) and not (line.text[label.end() :] or line.rest) if label else False
        elif line.is_marked or is_shouted(block):
            is_known = False
        is_name = label is not None or line.rest or block.kind == "item" or is_open or CODE.search(line.text)
        (names if is_known and is_name else others).append(line)
    return names, others


def refuse_invalid_names(values: Iterable[str]) -> None:
    for value in values:
        if len(value) > LONGEST_NAME:
            raise NotANarrative(
                f'A common name may have {LONGEST_NAME} characters: "{value[:60]}…" has {len(value):,}.'
            )
        if value.endswith("."):
            raise NotANarrative(f'A common name must not be a sentence with a period: "{value}".')


def read_sections(body: Sequence[Line], headings: dict[int, str]) -> Iterator[Section]:
    for start, end in pairwise([*sorted(headings), len(body)]):
        heading = body[start]
        first = [Block("paragraph", heading.rest)] if heading.rest else []
        yield Section(headings[start], heading.text, (*first, *read_blocks(body[start + 1 : end])))


def read_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """A last or only line of a section is a short plain answer, not a heading: a heading has text below it."""
    for place, line in enumerate(lines):
        block = read_block(line)
        looks_like_heading = block.kind == "paragraph" and place < len(lines) - 1 and is_unknown_heading(line.text)
        yield Block("heading", line.text) if line.is_marked or looks_like_heading or is_shouted(block) else block


def read_block(line: Line) -> Block:
    if bullet := BULLET.fullmatch(line.text):
        return Block("item", bullet["text"])
    if numbered := NUMBERED.fullmatch(line.text):
        return Block("item", numbered["text"], int(numbered["number"]))
    if line.rest:
        return Block("paragraph", f"{line.text} {line.rest}")
    return Block("sublabel" if line.text.endswith(":") else "paragraph", line.text)


def is_shouted(block: Block) -> bool:
    return block.kind == "sublabel" and is_unknown_heading(block.text) and block.text.isupper()


def refuse_dental(codes: tuple[str, ...]) -> None:
    if codes and all(code.startswith("D") for code in codes):
        raise NotANarrative(
            f"This narrative is about the dental code {codes[0]}: "
            "CDT belongs to the American Dental Association and is not loaded."
        )


def refuse_cpt(codes: tuple[str, ...]) -> None:
    if codes:
        raise NotANarrative(
            f"This narrative is about the CPT code {codes[0]}: "
            "CPT belongs to the American Medical Association and is not loaded."
        )


def warnings(title: str, has_name: bool, codes: tuple[str, ...], sections: tuple[Section, ...]) -> Iterator[str]:
    if not title:
        yield "There is no title before the kind line."
    if not has_name:
        yield 'There is no heading "Name of the Procedure:".'
    if len(codes) > 1:
        yield f"The name block names several codes: {', '.join(codes)}."
    for section in sections:
        if not section.blocks:
            yield f'The section "{section.heading}" is empty.'


def heading_warnings(body: Sequence[Line], headings: dict[int, str]) -> Iterator[str]:
    for start, end in pairwise([*sorted(headings), len(body)]):
        within = body[start + 1 : end]
        for line, block in zip(within, read_blocks(within), strict=True):
            what = f'Line {line.number}: "{line.text[:80]}"'
            if block.kind in ("heading", "paragraph") and plain(line.text) in SLUGS:
                yield f'{what} repeats a heading: it was read as text of "{body[start].text}".'
            elif block.kind == "heading":
                yield f'{what} may be an unknown heading: it became a separate paragraph in "{body[start].text}".'
