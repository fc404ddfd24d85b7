"""GenericCodeSystem: any code system stored in columns, as a provider (`core/ports.py`).

Its hierarchy comes from nesting and, for concepts in a flat list, from the standard properties parent and child
(https://hl7.org/fhir/R5/codesystem-concept-properties.html).
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from terminology.core.code_names import CodeNames
from terminology.core.history import Validity
from terminology.core.lazy import LazyMap
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.core.ranked_hits import RankedHits
from terminology.core.requests import no_deadline
from terminology.core.selections import Selections
from terminology.core.value_sets import Filter, ValueSet
from terminology.index.columns import Columns
from terminology.index.concept_search import ConceptSearch
from terminology.index.filters import locate, select
from terminology.index.memory_columns import MemoryColumns

# From a text to the codes that it may stand for, in code systems whose codes have several forms.
CodeSpellings = Callable[[str], tuple[str, ...]]


class GenericCodeSystem:
    """`code_spellings`: codes are also found by other forms; the concept has the defined one."""

    def __init__(self, columns: Columns, code_spellings: CodeSpellings | None = None) -> None:
        self.columns = columns
        self._code_spellings = code_spellings
        self.header: CodeSystemHeader = columns.header
        self._search = ConceptSearch(columns)
        self._selections = Selections()

    @property
    def content(self) -> object:
        return self

    @property
    def count(self) -> int:
        return self.columns.count

    def locate(self, code: str) -> Concept | None:
        ordinal = self.ordinal(code)
        return None if ordinal is None else self.columns.concept(ordinal)

    def ordinal(self, code: str) -> int | None:
        found = locate(self.columns, code)
        if found is None and self._code_spellings is not None:
            written = (locate(self.columns, other) for other in self._code_spellings(code))
            return next((ordinal for ordinal in written if ordinal is not None), None)
        return found

    def concept(self, ordinal: int) -> Concept:
        return self.columns.concept(ordinal)

    def concepts(self) -> Sequence[Concept]:
        return LazyMap(range(self.columns.count), self.columns.concept)

    def codes(self) -> Iterable[str]:
        return self.columns.codes()

    def parents(self, code: str) -> tuple[str, ...]:
        return self._codes(self.columns.parents, code)

    def children(self, code: str) -> tuple[str, ...]:
        return self._codes(self.columns.children, code)

    def _codes(self, near: Callable[[int], tuple[int, ...]], code: str) -> tuple[str, ...]:
        ordinal = self.columns.ordinal(code)
        ordinals = () if ordinal is None else near(ordinal)
        return tuple(map(self.columns.code, ordinals)) if ordinals else ()

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        above, below = self.columns.ordinal(ancestor), self.columns.ordinal(descendant)
        if above is None or below is None or above == below:
            return False
        return bool(self.columns.descendants(above) >> below & 1)

    def select(self, filter: Filter, path: str = "", check_deadline: Callable[[], None] = no_deadline) -> int:
        return self._selections.get(filter, partial(select, self.columns, filter, path, check_deadline))

    def inactive(self) -> int:
        return self.columns.inactive()

    def abstract(self) -> int:
        return self.columns.abstract()

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        return self._search.search(text, names)

    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        return None

    @property
    def was_searched(self) -> bool:
        return self._search.was_searched

    def prepare_search(self, names: tuple[CodeNames, ...] = ()) -> None:
        """Builds the indexes, so that the first search is as fast as later ones."""
        self._search.prepare(names)

    def validity(self, code: str) -> Validity | None:
        return None  # validity on a day is the job of `providers/as_of.py`


def in_memory(code_system: CodeSystem, code_spellings: CodeSpellings | None = None) -> GenericCodeSystem:
    """The provider of a code system that consists of concepts in memory."""
    return GenericCodeSystem(MemoryColumns(code_system), code_spellings)
