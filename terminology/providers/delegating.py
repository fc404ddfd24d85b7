"""DelegatingCodeSystem: a code system that delegates to another one, except for what a subclass changes."""

from collections.abc import Callable, Iterable, Sequence

from terminology.core.code_names import CodeNames
from terminology.core.history import Validity
from terminology.core.lazy import LazyMap
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.ports import CodeSystemProvider
from terminology.core.ranked_hits import RankedHits
from terminology.core.requests import no_deadline
from terminology.core.value_sets import Filter, ValueSet


class DelegatingCodeSystem:
    """The concepts of `base` with the same ordinals, each passed through `_change`, under another header."""

    def __init__(self, base: CodeSystemProvider, header: CodeSystemHeader) -> None:
        self.base = base
        self.header = header

    def _change(self, concept: Concept) -> Concept:
        return concept

    @property
    def content(self) -> object:
        return self

    @property
    def count(self) -> int:
        return self.base.count

    def locate(self, code: str) -> Concept | None:
        concept = self.base.locate(code)
        return None if concept is None else self._change(concept)

    def ordinal(self, code: str) -> int | None:
        return self.base.ordinal(code)

    def concept(self, ordinal: int) -> Concept:
        return self._change(self.base.concept(ordinal))

    def concepts(self) -> Sequence[Concept]:
        return LazyMap(self.base.concepts(), self._change)

    def codes(self) -> Iterable[str]:
        return self.base.codes()

    def parents(self, code: str) -> tuple[str, ...]:
        return self.base.parents(code)

    def children(self, code: str) -> tuple[str, ...]:
        return self.base.children(code)

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        return self.base.subsumes(ancestor, descendant)

    def select(self, filter: Filter, path: str = "", check_deadline: Callable[[], None] = no_deadline) -> int:
        return self.base.select(filter, path, check_deadline)

    def inactive(self) -> int:
        return self.base.inactive()

    def abstract(self) -> int:
        return self.base.abstract()

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        return self.base.search(text, names)

    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        return self.base.find_implicit_value_set(url)

    def validity(self, code: str) -> Validity | None:
        return self.base.validity(code)
