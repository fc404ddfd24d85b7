"""CodeSystemProvider: the questions that operations ask of a code system.

`providers/generic.py` answers them for any code system that is held in columns. A terminology with a filter language or
implicit value sets of its own answers them in its own way; two providers with the same data must answer alike.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from terminology.core.code_names import CodeNames
from terminology.core.days import Days
from terminology.core.history import Validity, ValidityPeriod
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.ranked_hits import RankedHits
from terminology.core.value_sets import Filter, ValueSet


class CodeSystemProvider(Protocol):
    """One version of a code system, or what is known of it on some days.

    Its concepts are numbered 0 … count-1 in the order of definition, depth first where they nest: ordinals. A set of
    ordinals is an int (`core/bitset.py`). Codes are compared as `header.case_sensitive` says; a Concept's `code` is
    always the one defined.
    """

    @property
    def header(self) -> CodeSystemHeader: ...

    @property
    def count(self) -> int:
        """How many concepts it has."""

    @property
    def content(self) -> object:
        """An object that is there as long as filters select the same; None where that is sure for one request only.

        Two of the same content under the same canonical select the same.
        """

    def locate(self, code: str) -> Concept | None:
        """The concept with this code, None if the code system has none."""

    def ordinal(self, code: str) -> int | None:
        """The number of the concept with this code."""

    def concept(self, ordinal: int) -> Concept: ...

    def concepts(self) -> Sequence[Concept]:
        """Every concept in the order of its ordinal, each made when somebody looks at it."""

    def codes(self) -> Iterable[str]:
        """Every code in the order of its ordinal."""

    def parents(self, code: str) -> tuple[str, ...]:
        """The codes directly above; empty for a root or an unknown code."""

    def children(self, code: str) -> tuple[str, ...]:
        """The codes directly below, in the order of definition."""

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        """Whether one defined code lies anywhere below another. No code subsumes itself."""

    def select(self, filter: Filter, path: str, check_deadline: Callable[[], None]) -> int:
        """The concepts that satisfy a filter, in the filter language of the code system. `path` is where it stands.

        Raises InvalidValueSet for a filter that cannot be read, NotSupported for one that is not understood.
        """

    def inactive(self) -> int:
        """The concepts that are not to be used any more."""

    def abstract(self) -> int:
        """The concepts that are there for grouping and not to be chosen."""

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        """The concepts that a text, as people type it, means by their codes or names, the best first.

        `names` are more of them, such as supplements give.
        """

    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        """A value set that the code system defines by the form of its url, beyond that of all its codes."""

    def validity(self, code: str) -> Validity | None:
        """How the code stands on the days this code system is asked about; None if it is asked about none."""


class CodeSystemHistory(Protocol):
    """A code system through its versions: what it says as of given days."""

    def on(self, days: Days, version: str | None = None) -> CodeSystemProvider | None:
        """The code system as of these days, by all versions that are known or, with `version`, by that one alone.

        None for a version that the history does not cover.
        """

    def covers(self, code_system: CodeSystemProvider) -> bool:
        """Whether this is one of the versions that the history is made of."""

    def with_versions(self, versions: Sequence[CodeSystemProvider]) -> "CodeSystemHistory":
        """The history with further versions, each in the place of an earlier one of the same name."""

    def remember_periods(self) -> None:
        """Of all codes at once, for who will ask for many: quicker than one by one."""

    def periods(self, code: str, version: str | None = None) -> tuple[ValidityPeriod, ...]:
        """The periods of a code, the earliest first; empty for a code that no version lists."""

    def display(self, code: str, period: ValidityPeriod, version: str | None = None) -> str | None:
        """What the code meant in that period, by the newest version that describes it, or by the one asked for."""
