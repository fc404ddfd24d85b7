"""What a code system supplement adds to the code system it supplements.

Source: https://hl7.org/fhir/R5/codesystem.html#supplements. A supplement adds designations and properties to codes that
exist; it never adds a code, a display or a definition.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from terminology.core.history import Validity
from terminology.core.mapped import Mapped
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, PropertyDefinition
from terminology.core.ports import CodeSystemProvider


class Supplement:
    """A supplement with its concepts by code. `is_default`: its designations are shown without being asked for."""

    __slots__ = ("_concepts", "code_system", "header", "is_default")

    def __init__(self, code_system: CodeSystem, is_default: bool = False) -> None:
        self.code_system = code_system
        self.header = code_system.header
        self.is_default = is_default
        self._concepts = {concept.code: concept for concept in code_system.concepts}

    def find(self, code: str) -> Concept | None:
        return self._concepts.get(code)


@dataclass(frozen=True, slots=True)
class SupplementedCodeSystem:
    """A code system as it reads with supplements in use; it answers the questions of `CodeSystemProvider`.

    Supplements that were asked for add designations and properties; a default one, not asked for, only designations.
    """

    base: CodeSystemProvider
    supplements: tuple[Supplement, ...]
    defaults: tuple[Supplement, ...] = ()

    @property
    def header(self) -> CodeSystemHeader:
        if not self.supplements:  # as it is nearly always, and it is asked for with every property of a concept
            return self.base.header
        properties = _properties((self.base.header, *(item.header for item in self.supplements)))
        return replace(self.base.header, properties=properties)

    def locate(self, code: str) -> Concept | None:
        concept = self.base.locate(code)
        return self._add(concept) if concept else None

    def concepts(self) -> Sequence[Concept]:
        return Mapped(self.base.concepts(), self._add)

    def parents(self, code: str) -> tuple[str, ...]:
        return self.base.parents(code)

    def children(self, code: str) -> tuple[str, ...]:
        return self.base.children(code)

    def descendants(self, code: str) -> Sequence[Concept]:
        return Mapped(self.base.descendants(code), self._add)

    def search(self, text: str, supplements: tuple[CodeSystem, ...] = ()) -> Sequence[Concept]:
        mine = tuple(item.code_system for item in (*self.supplements, *self.defaults))
        return Mapped(self.base.search(text, mine + supplements), self._add)

    def validity(self, code: str) -> Validity | None:
        return self.base.validity(code)

    def _add(self, concept: Concept) -> Concept:
        asked = [extra for item in self.supplements if (extra := item.find(concept.code))]
        shown = [extra for item in self.defaults if (extra := item.find(concept.code))]
        if not asked and not shown:
            return concept
        return replace(
            concept,
            designations=concept.designations + tuple(d for extra in (*asked, *shown) for d in extra.designations),
            properties=concept.properties + tuple(p for extra in asked for p in extra.properties),
            extensions=concept.extensions + tuple(e for extra in asked for e in extra.extensions),
        )


def _properties(headers: Iterable[CodeSystemHeader]) -> tuple[PropertyDefinition, ...]:
    """All declared properties, the first declaration of a code wins."""
    declared: dict[str, PropertyDefinition] = {}
    for header in headers:
        for item in header.properties:
            declared.setdefault(item.code, item)
    return tuple(declared.values())
