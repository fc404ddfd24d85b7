"""A procedure narrative as a document: Narrative, its Sections, their Blocks, and the text made from them again.

The format is that of the public code browser the narratives were first found in. One line is one block:

    Search all medical codes                              preamble: noise, then the title
    Injection, romosozumab-aqqg, 1 mg
    HCPCS code                                            kind
    Name of the Procedure:                                name block, up to the first section
    Common Name: ... Medical Term: ... (HCPCS J3111)
    Summary                                               section: a heading and its blocks
    ...
"""

from dataclasses import dataclass
from typing import Literal

NameUse = Literal["common-name", "medical-term"]
BlockKind = Literal["paragraph", "item", "sublabel", "heading"]

# Every section of a narrative: its slug and its heading, in the order in which documents have them.
SECTIONS = (
    ("summary", "Summary"),
    ("purpose", "Purpose"),
    ("indications", "Indications"),
    ("preparation", "Preparation"),
    ("procedure-description", "Procedure Description"),
    ("duration", "Duration"),
    ("setting", "Setting"),
    ("personnel", "Personnel"),
    ("risks-and-complications", "Risks and Complications"),
    ("benefits", "Benefits"),
    ("recovery", "Recovery"),
    ("alternatives", "Alternatives"),
    ("patient-experience", "Patient Experience"),
)

LONGEST_LABEL_WORDS = 6


@dataclass(frozen=True, slots=True)
class Block:
    """One line of text without its list marker. `number` is an item's, when the source numbered it.

    A heading is one that the format does not know, a paragraph of its own. A sublabel is a line of its own that ends
    in a colon; the colon belongs to its text. Nesting is not kept: an item or sublabel that ends in a colon may open
    a sub-list whose end no document marks.
    """

    kind: BlockKind
    text: str
    number: int | None = None

    @property
    def line(self) -> str:
        if self.kind != "item":
            return self.text
        return f"- {self.text}" if self.number is None else f"{self.number}. {self.text}"

    @property
    def label(self) -> str | None:
        """What an item says it is about: "Common risks" of "Common risks: pain, headache"; else None."""
        label, colon, _ = self.text.partition(": ")
        is_label = self.kind == "item" and colon and len(label.split()) <= LONGEST_LABEL_WORDS
        return label if is_label else None


@dataclass(frozen=True, slots=True)
class Name:
    """One name of the procedure, without the code that stood behind it in brackets."""

    use: NameUse
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as the source spells it, and the blocks below it in their order."""

    slug: str
    heading: str
    blocks: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """The blocks one a line, list items marked `- `, or `1. ` where the source numbered them.

        A blank line stands before a heading that is not known, so that it goes on from nothing.
        """
        lines = (
            f"\n{block.line}" if block.kind == "heading" and place else block.line
            for place, block in enumerate(self.blocks)
        )
        return "\n".join(lines)

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if block.kind == "item")


@dataclass(frozen=True, slots=True)
class Narrative:
    """A narrative whole, in document order.

    `preamble` has every line before the kind, the title among them. `pre_name` are lines between the kind and the
    heading of the name block (rare). `names` and `code` are what both say; `code` is None unless they name exactly
    one. `language` is that of the headings. `warnings` are sentences about what the format does not know.
    """

    preamble: tuple[str, ...]
    title: str
    kind: str
    pre_name: tuple[Block, ...] = ()
    name_heading: str | None = None
    name_block: tuple[Block, ...] = ()
    names: tuple[Name, ...] = ()
    code: str | None = None
    sections: tuple[Section, ...] = ()
    language: str = "en"
    warnings: tuple[str, ...] = ()


def rebuild(narrative: Narrative) -> str:
    """The document's text: no blank lines, `- ` items, LF between lines and none at the end.

    A document already written like this comes back byte for byte.
    """
    heading = () if narrative.name_heading is None else (narrative.name_heading,)
    name_lines = [block.line for block in narrative.name_block]
    lines = [*narrative.preamble, narrative.kind, *(block.line for block in narrative.pre_name), *heading, *name_lines]
    for section in narrative.sections:
        lines += [section.heading, *(block.line for block in section.blocks)]
    return "\n".join(lines)
