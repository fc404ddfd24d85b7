"""A procedure narrative as sections for reading. It is third-party text: everything stays plain text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from terminology.core.model import Concept, Designation
from terminology.pages.facts import text_of
from terminology.pages.wording import words_of_name

ITEM = "- "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the items of a list."""

    is_list: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    title: str
    language: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Narrative:
    """`provenance` are (what, value) pairs: the file it came from, its review status if one is stated."""

    sections: tuple[Section, ...]
    provenance: tuple[tuple[str, str], ...]
    review_status: str | None = None


def narrative_of(designations: Sequence[Designation], uses: str, stated: Concept | None) -> Narrative | None:
    """None: there is none. `uses` is the system of the sections, `stated` the concept of the supplement."""
    sections = tuple(_section(item) for item in designations if item.use and item.use.system == uses)
    if not sections:
        return None
    provenance = [(words_of_name(item.code), text_of(item.value)) for item in stated.properties] if stated else []
    review = (text_of(item.value) for item in (stated.properties if stated else ()) if item.code == "reviewStatus")
    return Narrative(sections, tuple(provenance), next(review, None))


def _section(designation: Designation) -> Section:
    use = designation.use
    assert use is not None
    slug = use.code or ""
    title = use.display or words_of_name(slug)
    return Section(slug, title, designation.language, tuple(blocks_of(designation.value)))


def blocks_of(text: str) -> Iterable[Block]:
    """Paragraphs and lists in their order; an item of a list is a line that starts with `- `."""
    items: list[str] = []
    for line in text.splitlines():
        if line.startswith(ITEM):
            items.append(line.removeprefix(ITEM))
            continue
        if items:
            yield Block(True, tuple(items))
            items = []
        if line.strip():
            yield Block(False, (line,))
    if items:
        yield Block(True, tuple(items))
