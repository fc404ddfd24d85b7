"""The individual narratives of one code: each is a part of the code's concept, for one language and one meaning.

A concept has the designations and properties of its parts in sequence, in the same order; each part's properties begin
with `sourceFile`. A part that records a removal has only the property `removal_part`.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from seed.narrative.provenance import STATUSES
from seed.sources import TextFacts
from terminology.core.fitting import fit
from terminology.core.meanings import described_meaning
from terminology.core.model import Concept, Designation, Property, Value

FIRST = "sourceFile"
GONE = "removal_part"
ALL_LANGUAGES = "*"


def parts_of(concept: Concept) -> tuple[Concept, ...]:
    """One concept for each narrative, in order."""
    groups = [tuple(each) for _, each in groupby(concept.designations, _narrative_of)]
    stated = list(_in_groups(concept.properties))
    if len(groups) < 2 or len(groups) != len(stated):
        return (concept,)
    return tuple(
        Concept(concept.code, designations=designations, properties=properties)
        for designations, properties in zip(groups, stated, strict=True)
    )


def joined(code: str, parts: Sequence[Concept]) -> Concept:
    if len(parts) == 1:
        return parts[0]
    return Concept(
        code,
        designations=tuple(item for part in parts for item in part.designations),
        properties=tuple(item for part in parts for item in part.properties),
    )


def removal_part(code: str, language: str | None = None) -> Concept:
    """Records the removal of a code's narratives, in this language or in all."""
    return Concept(code, properties=(Property(GONE, Value("code", language or ALL_LANGUAGES)),))


def is_removal(part: Concept) -> bool:
    return bool(part.values(GONE))


def others_of(parts: Iterable[Concept], new: Concept) -> list[Concept]:
    """The narratives that remain after a new one or a removal: those in other languages or about other meanings."""
    return [part for part in parts if not _replaces(new, part)]


def _replaces(new: Concept, old: Concept) -> bool:
    if is_removal(new):
        return str(new.values(GONE)[0].content) in (ALL_LANGUAGES, language_of(old))
    if language_of(new) != language_of(old):
        return False
    mine, others = (described_meaning(part.designations) for part in (new, old))
    return mine is None or others is None or fit(mine, others) > 0


def language_of(part: Concept) -> str:
    return next((item.language for item in part.designations if item.language), "en").casefold()


def status_of(part: Concept) -> str:
    """The status; narratives imported before statuses existed are drafts."""
    return next((str(value.content) for value in part.values("reviewStatus")), STATUSES[0])


def facts_of(part: Concept) -> TextFacts:
    names = (item.value for item in part.designations if item.use and item.use.code == "common-name")
    return TextFacts(
        language=next((item.language for item in part.designations if item.language), "en"),
        status=status_of(part),
        names=tuple(names),
        stated={item.code: str(item.value.content) for item in part.properties},
    )


def is_at_least(part: Concept, lowest_status: str) -> bool:
    order = [*STATUSES]
    return is_removal(part) or order.index(status_of(part)) >= order.index(lowest_status)  # type: ignore[arg-type]


def _narrative_of(item: Designation) -> tuple[str | None, str | None]:
    return item.language, described_meaning((item,))


def _in_groups(properties: Sequence[Property]) -> Iterator[tuple[Property, ...]]:
    group: list[Property] = []
    for item in properties:
        if item.code == FIRST and group:
            yield tuple(group)
            group = []
        group.append(item)
    if group:
        yield tuple(group)
