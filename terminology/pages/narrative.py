"""A procedure narrative as display sections. It is third-party text and is never rendered as markup."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from terminology.core.meanings import described_meaning
from terminology.core.model import Concept, Designation, Property
from terminology.pages.facts import text_of
from terminology.pages.wording import words_of_name

Name = Callable[[str], str]
ITEM = "- "
LANGUAGE = "language"
FIRST = "sourceFile"  # of the properties of a narrative
STATUSES = ("draft", "reviewed", "approved")


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
    """`provenance` are (label, value) pairs: the source file, and the review status if stated."""

    sections: tuple[Section, ...]
    provenance: tuple[tuple[str, str], ...]
    review_status: str | None = None


def narrative_of(
    designations: Sequence[Designation], uses: str, stated: Concept | None, name: Name = str
) -> Narrative | None:
    """None if there is no narrative. `uses` is the system of the sections, `stated` the supplement's concept.

    `name` returns the name of a language.
    """
    shown = [item for item in designations if item.use and item.use.system == uses]
    if not shown:
        return None
    properties = list(_of_shown(stated.properties, shown)) if stated else []
    provenance = tuple((words_of_name(item.code), _words(item, name)) for item in properties)
    statuses = {text_of(item.value) for item in properties if item.code == "reviewStatus"}
    return Narrative(tuple(map(_section, shown)), provenance, min(statuses, key=_rank, default=None))


def _words(item: Property, name: Name) -> str:
    text = text_of(item.value)
    return name(text) if item.code == LANGUAGE else text


def _rank(status: str) -> int:
    """Sort key, least reviewed first: several narratives together have the lowest of their statuses."""
    return STATUSES.index(status) if status in STATUSES else -1


def _of_shown(properties: Sequence[Property], shown: Sequence[Designation]) -> Iterator[Property]:
    """The properties of the narratives shown; a code may have others, for other periods and languages."""
    groups: list[list[Property]] = [[]]
    for item in properties:
        if item.code == FIRST and groups[-1]:
            groups.append([])
        groups[-1].append(item)
    here = {(item.language, described_meaning((item,))) for item in shown}
    for group in groups:
        facts = {item.code: text_of(item.value) for item in group}
        if len(groups) == 1 or (facts.get(LANGUAGE), facts.get("about")) in here:
            yield from group


def _section(designation: Designation) -> Section:
    use = designation.use
    assert use is not None
    slug = use.code or ""
    title = use.display or words_of_name(slug)
    return Section(slug, title, designation.language, tuple(blocks_of(designation.value)))


def blocks_of(text: str) -> Iterable[Block]:
    """Paragraphs and lists in order; lines that start with `- ` are list items."""
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
