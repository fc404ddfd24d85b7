"""CodeSystemProvider: the seven questions that operations ask of a code system.

`providers/generic.py` answers them for any code system that is held as concepts. A code system of a million concepts
answers them in its own way; two providers with the same data must answer alike.
"""

from collections.abc import Sequence
from typing import Protocol

from terminology.core.model import CodeSystemHeader, Concept


class CodeSystemProvider(Protocol):
    """Codes are compared as `header.case_sensitive` says; a Concept's `code` is always the one defined."""

    @property
    def header(self) -> CodeSystemHeader: ...

    def locate(self, code: str) -> Concept | None:
        """The concept with this code, None if the code system has none."""

    def concepts(self) -> Sequence[Concept]:
        """Every concept, in the order of definition: depth first where concepts nest."""

    def parents(self, code: str) -> tuple[str, ...]:
        """The codes directly above; empty for a root or an unknown code."""

    def children(self, code: str) -> tuple[str, ...]:
        """The codes directly below, in the order of definition."""

    def descendants(self, code: str) -> Sequence[Concept]:
        """Every concept below this one, in the order of definition; empty for an unknown code."""

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        """Whether `descendant` lies below `ancestor`. No code subsumes itself."""
