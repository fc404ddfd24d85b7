"""DeferredCodeSystem: a code system that is read when its first question is asked.

Of the thousands of code systems that HL7 defines few are ever asked about. What is known of one before it is read:
its header, and how many concepts it has.
"""

from collections.abc import Callable, Sequence
from functools import cache

from terminology.core.history import Validity
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.core.ports import CodeSystemProvider
from terminology.providers.generic import GenericCodeSystem


class DeferredCodeSystem:
    """Answers as the GenericCodeSystem of what `read` gives; it is read once."""

    __slots__ = ("_provider", "concept_count", "header")

    def __init__(self, header: CodeSystemHeader, concept_count: int, read: Callable[[], CodeSystem]) -> None:
        self.header = header
        self.concept_count = concept_count
        self._provider = cache(lambda: GenericCodeSystem(read()))

    def locate(self, code: str) -> Concept | None:
        return self._provider().locate(code)

    def concepts(self) -> Sequence[Concept]:
        return self._provider().concepts()

    def parents(self, code: str) -> tuple[str, ...]:
        return self._provider().parents(code)

    def children(self, code: str) -> tuple[str, ...]:
        return self._provider().children(code)

    def descendants(self, code: str) -> Sequence[Concept]:
        return self._provider().descendants(code)

    def search(self, text: str, supplements: tuple[CodeSystem, ...] = ()) -> Sequence[Concept]:
        return self._provider().search(text, supplements)

    def validity(self, code: str) -> Validity | None:
        return None


def concept_count(provider: CodeSystemProvider) -> int:
    """How many concepts a code system has; one that is not read yet stays so."""
    return provider.concept_count if isinstance(provider, DeferredCodeSystem) else len(provider.concepts())
