"""GenericCodeSystem: any code system that is held as concepts, answering the questions of `core/ports.py`.

Its hierarchy is what nesting states and, for concepts in a flat list, what the standard properties parent and child
state (https://hl7.org/fhir/R5/codesystem-concept-properties.html).
"""

from collections.abc import Mapping, Sequence
from functools import partial

from terminology.core.history import Validity
from terminology.core.mapped import Mapped
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.core.status import CONCEPT_PROPERTIES, is_inactive, standard_values
from terminology.index.concept_search import ConceptSearch
from terminology.index.concept_table import ConceptTable
from terminology.index.hierarchy import Hierarchy

HIERARCHY_PROPERTIES = frozenset({"parent", "child", CONCEPT_PROPERTIES + "parent", CONCEPT_PROPERTIES + "child"})


class GenericCodeSystem:
    __slots__ = ("_hierarchy", "_named", "_search", "_table", "code_system", "header")

    def __init__(self, code_system: CodeSystem) -> None:
        self.code_system = code_system
        self.header: CodeSystemHeader = code_system.header
        self._table = ConceptTable(code_system.concepts, code_system.header.case_sensitive)
        self._named = self._table.distinct()
        self._search = ConceptSearch(self._named, partial(is_inactive, self.header))
        self._hierarchy = Hierarchy([concept.code for concept in self._named], stated_parents(code_system))

    def locate(self, code: str) -> Concept | None:
        return self._table.find(code)

    def concepts(self) -> Sequence[Concept]:
        return self._named

    def parents(self, code: str) -> tuple[str, ...]:
        return self._hierarchy.parents(code)

    def children(self, code: str) -> tuple[str, ...]:
        return self._hierarchy.children(code)

    def descendants(self, code: str) -> Sequence[Concept]:
        return [concept for item in self._hierarchy.descendants(code) if (concept := self._table.find(item))]

    def search(self, text: str, supplements: tuple[CodeSystem, ...] = ()) -> Sequence[Concept]:
        return Mapped(self._search.search(text, supplements), self._named.__getitem__)

    @property
    def was_searched(self) -> bool:
        return self._search.is_made

    def prepare_search(self) -> None:
        """So that the first search takes no longer than the others."""
        self._search.make()

    def validity(self, code: str) -> Validity | None:
        return None  # as it stands, not as of a day: `providers/dated.py` answers that


def stated_parents(code_system: CodeSystem) -> Mapping[str, tuple[str, ...]]:
    """The parents of each code, whether stated by nesting, by `parent` or, the other way round, by `child`.

    What is stated about codes that the code system does not have is left out.
    """
    header = code_system.header
    if not _states_hierarchy_in_properties(code_system):
        return code_system.parents
    codes = [concept.code for concept in code_system.concepts]
    parents = {code: dict.fromkeys(code_system.parents.get(code, ())) for code in codes}
    for concept in code_system.concepts:
        for value in standard_values(header, concept, "parent"):
            if value.content in parents:
                parents[concept.code][str(value.content)] = None
        for value in standard_values(header, concept, "child"):
            if value.content in parents:
                parents[str(value.content)][concept.code] = None
    return {code: tuple(above) for code, above in parents.items() if above}


def _states_hierarchy_in_properties(code_system: CodeSystem) -> bool:
    declared = {name for item in code_system.header.properties for name in (item.code, item.uri)}
    return not declared.isdisjoint(HIERARCHY_PROPERTIES)
