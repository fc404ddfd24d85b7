"""Code systems that delegate to another one, except for methods that a subclass overrides."""

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
    """The codes of `base`, with the same ordinals, under another header."""

    __slots__ = ()
    header: CodeSystemHeader

    @property
    def base(self) -> CodeSystemProvider:
        raise NotImplementedError

    @property
    def content(self) -> object:
        return self

    @property
    def count(self) -> int:
        return self.base.count

    def locate(self, code: str) -> Concept | None:
        return self.base.locate(code)

    def ordinal(self, code: str) -> int | None:
        return self.base.ordinal(code)

    def concept(self, ordinal: int) -> Concept:
        return self.base.concept(ordinal)

    def concepts(self) -> Sequence[Concept]:
        return self.base.concepts()

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


class ChangingCodeSystem(DelegatingCodeSystem):
    """Each concept passes through `change`."""

    __slots__ = ("base", "header")
    base: CodeSystemProvider

    def __init__(self, base: CodeSystemProvider, header: CodeSystemHeader) -> None:
        self.base = base
        self.header = header

    def change(self, concept: Concept) -> Concept:
        return concept

    def locate(self, code: str) -> Concept | None:
        concept = self.base.locate(code)
        return None if concept is None else self.change(concept)

    def concept(self, ordinal: int) -> Concept:
        return self.change(self.base.concept(ordinal))

    def concepts(self) -> Sequence[Concept]:
        return LazyMap(self.base.concepts(), self.change)
