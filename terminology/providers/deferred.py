"""DeferredCodeSystem: a code system that is read on first use.

Of the thousands of code systems that HL7 defines few are ever requested. Until one is read, only its header and its
number of concepts are known.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from terminology.core.code_names import CodeNames
from terminology.core.history import Validity
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.core.ranked_hits import RankedHits
from terminology.core.requests import no_deadline
from terminology.core.value_sets import Filter, ValueSet
from terminology.providers.generic import in_memory


class DeferredCodeSystem:
    """Delegates to a provider of what `read` returns; reads it once."""

    __slots__ = ("__weakref__", "_provider", "count", "header")

    def __init__(self, header: CodeSystemHeader, count: int, read: Callable[[], CodeSystem]) -> None:
        self.header = header
        self.count = count
        self._provider = cache(lambda: in_memory(read()))

    @property
    def content(self) -> object:
        return self

    def locate(self, code: str) -> Concept | None:
        return self._provider().locate(code)

    def ordinal(self, code: str) -> int | None:
        return self._provider().ordinal(code)

    def concept(self, ordinal: int) -> Concept:
        return self._provider().concept(ordinal)

    def concepts(self) -> Sequence[Concept]:
        return self._provider().concepts()

    def codes(self) -> Iterable[str]:
        return self._provider().codes()

    def parents(self, code: str) -> tuple[str, ...]:
        return self._provider().parents(code)

    def children(self, code: str) -> tuple[str, ...]:
        return self._provider().children(code)

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        return self._provider().subsumes(ancestor, descendant)

    def select(self, filter: Filter, path: str = "", check_deadline: Callable[[], None] = no_deadline) -> int:
        return self._provider().select(filter, path, check_deadline)

    def inactive(self) -> int:
        return self._provider().inactive()

    def abstract(self) -> int:
        return self._provider().abstract()

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        return self._provider().search(text, names)

    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        return None

    def validity(self, code: str) -> Validity | None:
        return None
