"""GrammarCodeSystem: a code system whose codes are defined by a grammar, such as units of measure; some are listed.

Any text may be a code, so the codes cannot all be numbered in advance. Each request numbers the codes it encounters
after the listed ones, in a `session` of its own. Outside a session only listed codes have ordinals.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from terminology.core.bitset import bits_of, numbers_in
from terminology.core.errors import TooCostly
from terminology.core.issues import Issue
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import no_deadline
from terminology.core.value_sets import Filter, ValueSet
from terminology.index.filters import select
from terminology.index.memory_columns import MemoryColumns
from terminology.providers.delegating import DelegatingCodeSystem
from terminology.providers.generic import GenericCodeSystem, in_memory

MAX_UNLISTED = 20_000  # unlisted codes that one request may use

Find = Callable[[str], Concept | None]


class GrammarCodeSystem(DelegatingCodeSystem):
    """`read` returns the listed concepts on first use; `find` None: there are no others."""

    def __init__(self, header: CodeSystemHeader, read: Callable[[], tuple[Concept, ...]], find: Find | None) -> None:
        self.header = header
        self.find = find
        self._read = read

    @cached_property
    def listed(self) -> GenericCodeSystem:
        return in_memory(CodeSystem(self.header, self._read()))

    @property
    def base(self) -> CodeSystemProvider:
        return self.listed

    def session(self) -> CodeSystemProvider:
        """The code system for one request."""
        return self.listed if self.find is None else GrammarSession(self.listed, self.find)

    @property
    def content(self) -> object:
        return self.listed

    def locate(self, code: str) -> Concept | None:
        found = self.listed.locate(code)
        return found if found is not None or self.find is None else self.find(code)

    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        return None  # without reading the listed concepts


class GrammarSession(GrammarCodeSystem):
    """Numbers the codes that one request encounters, after the listed ones."""

    def __init__(self, listed: GenericCodeSystem, find: Find) -> None:
        super().__init__(listed.header, tuple, find)
        self.__dict__["listed"] = listed
        self._find = find
        self._numbers: dict[str, int] = {}
        self._unlisted: list[Concept] = []

    def session(self) -> CodeSystemProvider:
        return self

    @property
    def content(self) -> object:
        return None

    @property
    def count(self) -> int:
        return self.listed.count + len(self._unlisted)

    def ordinal(self, code: str) -> int | None:
        ordinal = self.listed.ordinal(code)
        if ordinal is not None or code in self._numbers:
            return self._numbers.get(code) if ordinal is None else ordinal
        concept = self._find(code)
        return None if concept is None else self._number(concept)

    def _number(self, concept: Concept) -> int:
        """All spellings of a code share one ordinal."""
        listed = self.listed.ordinal(concept.code)
        if listed is not None:
            return listed
        if concept.code not in self._numbers:
            if len(self._unlisted) >= MAX_UNLISTED:
                text = f"More than {MAX_UNLISTED:,} codes of {self.header.url} that are not listed"
                raise TooCostly(Issue("error", "too-costly", text))
            self._numbers[concept.code] = self.count
            self._unlisted.append(concept)
        return self._numbers[concept.code]

    def concept(self, ordinal: int) -> Concept:
        behind = ordinal - self.listed.count
        return self.listed.concept(ordinal) if behind < 0 else self._unlisted[behind]

    def concepts(self) -> Sequence[Concept]:
        return (*self.listed.concepts(), *self._unlisted)

    def codes(self) -> Iterable[str]:
        return (*self.listed.codes(), *(concept.code for concept in self._unlisted))

    def select(self, filter: Filter, path: str = "", check_deadline: Callable[[], None] = no_deadline) -> int:
        selected = self.listed.select(filter, path, check_deadline)
        if not self._unlisted:
            return selected
        met = select(MemoryColumns(CodeSystem(self.header, tuple(self._unlisted))), filter, path, check_deadline)
        behind = self.listed.count
        return selected | bits_of((behind + ordinal for ordinal in numbers_in(met)), self.count)
