"""A procedure narrative as a document: Narrative, its Sections, their Blocks, and the text rebuilt from them.

The format is that of the public code browser where the narratives were first published. One line is one block:

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

# The sections of a narrative, by slug and heading, in document order.
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
    """One line of text without its list marker. `number` is that of a numbered item.

    A heading is an unknown one, in its own paragraph. A sublabel is a separate line that ends in a colon, which is part
    of its text. Nesting is lost: an item or sublabel that ends in a colon may open a sub-list, but no document marks
    where it ends.
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
        """The label of an item: "Common risks" in "Common risks: pain, headache"; else None."""
        label, colon, _ = self.text.partition(": ")
        is_label = self.kind == "item" and colon and len(label.split()) <= LONGEST_LABEL_WORDS
        return label if is_label else None


@dataclass(frozen=True, slots=True)
class Name:
    """One name of the procedure, without the code in brackets after it."""

    use: NameUse
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as the source spells it, and the blocks below it."""

    slug: str
    heading: str
    blocks: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """One block per line; list items start with `- `, or with `1. ` if the source numbers them.

        A blank line separates an unknown heading from the text before it.
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
    """A complete narrative, in document order.

    `preamble` has every line before the kind, including the title. `pre_name` are lines between the kind and the
    heading of the name block (rare). `names` and `code` come from both; `code` is None unless they name exactly one.
    `language` is that of the headings. `warnings` are sentences about unknown parts.
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
