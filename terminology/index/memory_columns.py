"""MemoryColumns: the columns of a code system that consists of concepts in memory, each built on first use."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from terminology.core.bitset import bits_of
from terminology.core.code_names import names_of
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.core.status import CONCEPT_PROPERTIES, is_abstract, is_inactive, standard_values
from terminology.index.hierarchy import Hierarchy, Ordinals
from terminology.index.property_texts import IMPLIED, OF_HIERARCHY, implied_texts, stated_texts
from terminology.index.text_index import Entry, TextIndex, index_of

HIERARCHY_PROPERTIES = frozenset({"parent", "child", CONCEPT_PROPERTIES + "parent", CONCEPT_PROPERTIES + "child"})


class MemoryColumn:
    """The ordinals of each value."""

    __slots__ = ("_any", "_by_value", "_count")

    def __init__(self, by_value: Mapping[str, Sequence[int]], count: int) -> None:
        self._by_value = by_value
        self._count = count
        self._any: int | None = None

    def ordinals(self, value: str) -> int:
        return bits_of(self._by_value.get(value, ()), self._count)

    def any_of(self, values: Iterable[str]) -> int:
        return bits_of((ordinal for value in values for ordinal in self._by_value.get(value, ())), self._count)

    def values(self) -> Iterable[str]:
        return self._by_value.keys()

    def any(self) -> int:
        if self._any is None:
            self._any = self.any_of(self._by_value)
        return self._any


class MemoryColumns:
    """Implements `Columns`. Two threads may build the same column at the same time, which is harmless."""

    def __init__(self, code_system: CodeSystem) -> None:
        self.code_system = code_system
        self.header: CodeSystemHeader = code_system.header
        self._columns: dict[str, MemoryColumn | None] = {}
        ordinals: dict[str, int] = {}
        concepts: Sequence[Concept] = code_system.concepts
        for concept in concepts:
            ordinals.setdefault(concept.code, len(ordinals))
        if len(ordinals) < len(concepts):
            first: dict[str, Concept] = {}
            for concept in concepts:
                first.setdefault(concept.code, concept)
            concepts = tuple(first.values())
        self._ordinals = ordinals
        self._concepts = concepts

    @property
    def count(self) -> int:
        return len(self._concepts)

    def ordinal(self, code: str) -> int | None:
        return self._ordinals.get(code)

    def folded_ordinals(self, code: str) -> Ordinals:
        return tuple(self._folded.get(code.casefold(), ()))

    @cached_property
    def _folded(self) -> Mapping[str, Sequence[int]]:
        folded: dict[str, list[int]] = {}
        for code, ordinal in self._ordinals.items():
            folded.setdefault(code.casefold(), []).append(ordinal)
        return folded

    def code(self, ordinal: int) -> str:
        return self._concepts[ordinal].code

    def codes(self) -> Iterable[str]:
        return (concept.code for concept in self._concepts)

    def concept(self, ordinal: int) -> Concept:
        return self._concepts[ordinal]

    def names(self, ordinal: int) -> tuple[str, ...]:
        return names_of(self._concepts[ordinal])

    def property_column(self, code: str) -> MemoryColumn | None:
        if code not in self._columns:
            made = self._make_column(code)
            if made is None:  # clients can request any property: cache only existing ones
                return None
            self._columns[code] = made
        return self._columns[code]

    def _make_column(self, code: str) -> MemoryColumn | None:
        by_value: dict[str, list[int]] = {}
        for ordinal, concept in enumerate(self._concepts):
            for text in dict.fromkeys(self._texts(ordinal, concept, code)):
                by_value.setdefault(text, []).append(ordinal)
        return MemoryColumn(by_value, self.count) if by_value else None

    def _texts(self, ordinal: int, concept: Concept, code: str) -> Iterable[str]:
        stated = stated_texts(self.header, concept, code)
        if stated or (code not in IMPLIED and code not in OF_HIERARCHY):
            return stated
        if code in OF_HIERARCHY:
            near = self.parents(ordinal) if code == "parent" else self.children(ordinal)
            return map(self.code, near)
        return implied_texts(self.header, concept, code)

    def parents(self, ordinal: int) -> Ordinals:
        return self._hierarchy.parents(ordinal)

    def children(self, ordinal: int) -> Ordinals:
        return self._hierarchy.children(ordinal)

    def descendants(self, ordinal: int) -> int:
        return self._hierarchy.descendants(ordinal)

    def ancestors(self, ordinal: int) -> int:
        return self._hierarchy.ancestors(ordinal)

    def leaves(self) -> int:
        return self._hierarchy.leaves()

    @cached_property
    def _hierarchy(self) -> Hierarchy:
        return Hierarchy(self.count, parent_ordinals(self.code_system, self._concepts, self._ordinals))

    def inactive(self) -> int:
        return self._inactive

    @cached_property
    def _inactive(self) -> int:
        inactive = (o for o, concept in enumerate(self._concepts) if is_inactive(self.header, concept))
        return bits_of(inactive, self.count)

    def abstract(self) -> int:
        return self._abstract

    @cached_property
    def _abstract(self) -> int:
        abstract = (o for o, concept in enumerate(self._concepts) if is_abstract(self.header, concept))
        return bits_of(abstract, self.count)

    def text_index(self) -> TextIndex:
        return self._text_index

    @cached_property
    def _text_index(self) -> TextIndex:
        return index_of(Entry(c.code, names_of(c), is_inactive(self.header, c)) for c in self._concepts)


def parent_ordinals(
    code_system: CodeSystem, concepts: Sequence[Concept], ordinals: Mapping[str, int]
) -> Mapping[int, Ordinals]:
    """The parents of each concept that has any, from nesting, `parent` or, inverted, `child`.

    Statements about codes that the code system does not have are left out.
    """
    above: dict[int, dict[int, None]] = {}

    def state(code: str, parent: str) -> None:
        if code in ordinals and parent in ordinals:
            above.setdefault(ordinals[code], {})[ordinals[parent]] = None

    for code, parents in code_system.parents.items():
        for parent in parents:
            state(code, parent)
    if declares_hierarchy_properties(code_system.header):
        for concept in concepts:
            for value in standard_values(code_system.header, concept, "parent"):
                state(concept.code, str(value.content))
            for value in standard_values(code_system.header, concept, "child"):
                state(str(value.content), concept.code)
    return {ordinal: tuple(parents) for ordinal, parents in above.items()}


def declares_hierarchy_properties(header: CodeSystemHeader) -> bool:
    """Whether the code system declares the standard property `parent` or `child`."""
    declared = {name for item in header.properties for name in (item.code, item.uri)}
    return not declared.isdisjoint(HIERARCHY_PROPERTIES)
