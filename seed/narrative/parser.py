"""Procedure narratives from text: `parse` reads a document, `decode` its bytes first.

Two renderings of the same document are read alike. One has no blank lines and `- ` for every list item; the other
has blank lines, `•` and `1.` as markers, and indents. Lines are stripped and read one by one, so both become the same
blocks; numbers are kept where the source has them. Called by `resolution.py`; the nouns are in `document.py`.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from seed.narrative.document import SECTIONS, Block, Narrative, Section
from seed.narrative.name_block import codes_in, cpt_codes_in, names_in
from seed.release import NotARelease

KIND = re.compile(r"(HCPCS|CPT-?4?) code", re.IGNORECASE)
NAME_HEADING = "name of the procedure"
SLUGS = {heading.casefold(): slug for slug, heading in SECTIONS}
NOISE = frozenset(
    (
        "search all medical codes",
        "automate intake, eligibility, and pa with ai agents that work in your emr and billing systems.",
        "create a free account to automate medical coding. just upload a chart and get codes.",
    )
)
BULLET = re.compile(r"(?:-\s+|•\s*)(?P<text>\S.*)")
NUMBERED = re.compile(r"(?P<number>[1-9]\d?)\.\s+(?P<text>\S.*)")
HEADING_LIKE = re.compile(r"[A-Z][\w'’-]*(?: (?:and|or|of|the|to|for|in|[A-Z][\w'’-]*)){0,5}")


class NotANarrative(NotARelease):
    """The document is no procedure narrative that may be loaded. The message is one sentence that says why."""


def decode(content: bytes) -> str:
    """The text of a file, without a byte order mark. Raises NotANarrative when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotANarrative(f"The file is not UTF-8 text: byte {error.start + 1} cannot be read.") from error


def parse(text: str) -> Narrative:
    """The narrative that a document holds. Any subset of the sections is one, in any order.

    Headings are whole lines, each read once; further ones are text and give a warning, as do headings that the
    format does not know. Raises NotANarrative for a CPT or dental page, for two narratives in one file, and for
    anything else.
    """
    lines = [stripped for line in re.split(r"\r\n|\r|\n", text) if (stripped := line.strip())]
    at_kind = find_kind(lines)
    preamble, body = tuple(lines[:at_kind]), lines[at_kind + 1 :]
    headings = find_headings(body)
    at_name = find_name_heading(body, headings)
    if at_name is None and not headings:
        raise NotANarrative("This is not a procedure narrative: it has neither a name block nor a known section.")
    at_section = min(headings, default=len(body))
    pre_name = read_blocks(body[: at_section if at_name is None else at_name])
    name_block = () if at_name is None else read_blocks(body[at_name + 1 : at_section])
    title = next((line for line in reversed(preamble) if line.casefold() not in NOISE), "")
    sections = tuple(read_sections(body, headings))
    codes = codes_in(name_block) or codes_in(pre_name)
    refuse_dental(codes)
    refuse_cpt(() if codes else cpt_codes_in((*name_block, *pre_name)))
    named = [block for block in (*pre_name, *name_block) if block.text.casefold() not in NOISE]
    return Narrative(
        preamble=preamble,
        title=title,
        kind=lines[at_kind],
        pre_name=pre_name,
        name_heading=None if at_name is None else body[at_name],
        name_block=name_block,
        names=names_in(named, title),
        code=codes[0] if len(codes) == 1 else None,
        sections=sections,
        warnings=tuple(warnings(title, at_name is not None, codes, sections)),
    )


def find_kind(lines: list[str]) -> int:
    """Where the kind line is. Everything before it is preamble."""
    if not lines:
        raise NotANarrative("The file is empty.")
    found = [number for number, line in enumerate(lines) if KIND.fullmatch(line)]
    if not found:
        raise NotANarrative('This is not a procedure narrative: it has no line "HCPCS code".')
    if any(lines[number].upper().startswith("CPT") for number in found):
        raise NotANarrative(
            "This narrative is about a CPT code: CPT belongs to the American Medical Association and is not loaded."
        )
    if len(found) > 1:
        raise NotANarrative(
            'The file holds more than one narrative: give each "HCPCS code" document a file of its own.'
        )
    return found[0]


def find_headings(body: list[str]) -> dict[int, str]:
    """Line index → slug. Each section has one heading: its first line without a colon, else its first with one.

    A section may have a sublabel "Preparation:" beside the section Preparation; the heading is the bare line.
    """
    bare: dict[str, int] = {}
    labelled: dict[str, int] = {}
    for index, line in enumerate(body):
        slug = SLUGS.get(without_colon(line))
        if slug:
            (labelled if line.endswith(":") else bare).setdefault(slug, index)
    return {index: slug for slug, index in (labelled | bare).items()}


def find_name_heading(body: list[str], headings: dict[int, str]) -> int | None:
    before_sections = body[: min(headings, default=len(body))]
    return next((index for index, line in enumerate(before_sections) if without_colon(line) == NAME_HEADING), None)


def without_colon(line: str) -> str:
    return line.removesuffix(":").rstrip().casefold()


def read_sections(body: list[str], headings: dict[int, str]) -> Iterator[Section]:
    for start, end in pairwise([*sorted(headings), len(body)]):
        yield Section(headings[start], body[start], read_blocks(body[start + 1 : end]))


def read_blocks(lines: Iterable[str]) -> tuple[Block, ...]:
    return tuple(read_block(line) for line in lines)


def read_block(line: str) -> Block:
    if bullet := BULLET.fullmatch(line):
        return Block("item", bullet["text"])
    if numbered := NUMBERED.fullmatch(line):
        return Block("item", numbered["text"], int(numbered["number"]))
    return Block("sublabel" if line.endswith(":") else "paragraph", line)


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
        for block in section.blocks:
            if block.kind == "paragraph" and block.text.casefold() in SLUGS:
                yield f'The heading "{block.text}" is repeated: it was read as text of "{section.heading}".'
        # A heading has something above it and something below: the first and the last line are plain short answers.
        for block in section.blocks[1:-1]:
            if block.kind == "paragraph" and is_unknown_heading(block.text):
                yield f'"{block.text}" may be an unknown heading: it was read as text of "{section.heading}".'


def is_unknown_heading(text: str) -> bool:
    return bool(HEADING_LIKE.fullmatch(text)) and text.casefold() not in SLUGS
