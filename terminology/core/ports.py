"""CodeSystemProvider: the eight questions that operations ask of a code system.

`providers/generic.py` answers them for any code system that is held as concepts. A code system of a million concepts
answers them in its own way; two providers with the same data must answer alike.
"""

from collections.abc import Sequence
from typing import Protocol

from terminology.core.days import Days
from terminology.core.history import Life, Validity
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept


class CodeSystemProvider(Protocol):
    """Codes are compared as `header.case_sensitive` says; a Concept's `code` is always the one defined."""

    @property
    def header(self) -> CodeSystemHeader: ...

    def locate(self, code: str) -> Concept | None:
        """The concept with this code, None if the code system has none."""

    def concepts(self) -> Sequence[Concept]:
        """Every concept, in the order of definition: depth first where concepts nest; each code once."""

    def parents(self, code: str) -> tuple[str, ...]:
        """The codes directly above; empty for a root or an unknown code."""

    def children(self, code: str) -> tuple[str, ...]:
        """The codes directly below, in the order of definition."""

    def descendants(self, code: str) -> Sequence[Concept]:
        """Every concept below this one, in the order of definition; empty for an unknown code."""

    def search(self, text: str, supplements: tuple[CodeSystem, ...] = ()) -> Sequence[Concept]:
        """The concepts that a text, as people type it, means by their codes or names, the best first.

        Supplements give more names; the concepts are answered without them.
        """

    def validity(self, code: str) -> Validity | None:
        """How the code stands on the days this code system is asked about; None if it is asked about none."""


class CodeSystemHistory(Protocol):
    """A code system through its versions: what it says as of given days."""

    def on(self, days: Days, version: str | None = None) -> CodeSystemProvider | None:
        """The code system as of these days, by all versions that are known or, with `version`, by that one alone.

        None for a version that the history does not cover.
        """

    def lives(self, code: str, version: str | None = None) -> tuple[Life, ...]:
        """The lives of a code, the earliest first; empty for a code that no version lists."""

    def display(self, code: str, life: Life, version: str | None = None) -> str | None:
        """What the code meant in that life, by the newest version that speaks of it, or by the one asked for."""
