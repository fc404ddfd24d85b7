"""CodeSystemProvider: the interface between operations and code systems.

`providers/generic.py` implements it for any code system stored in columns. A terminology with its own filter language
or implicit value sets implements it in its own way; two providers with the same data must give the same answers.
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
    """One version of a code system, or what is known about it on some days.

    Concepts are numbered 0 … count-1 in definition order, depth first where they nest: ordinals. A set of ordinals is
    an int (`core/bitset.py`). Codes are compared according to `header.case_sensitive`; a Concept's `code` is always
    the defined one.
    """

    @property
    def header(self) -> CodeSystemHeader: ...

    @property
    def count(self) -> int:
        """The number of concepts."""

    @property
    def content(self) -> object:
        """A cache key that lives as long as filters select the same; None if that holds for one request only.

        Two providers with the same content and canonical select the same.
        """

    def locate(self, code: str) -> Concept | None:
        """The concept with this code; None if there is none."""

    def ordinal(self, code: str) -> int | None:
        """The ordinal of the concept with this code; None if there is none."""

    def concept(self, ordinal: int) -> Concept: ...

    def concepts(self) -> Sequence[Concept]:
        """Every concept in ordinal order, each built on access; empty if the resource must not list them."""

    def codes(self) -> Iterable[str]:
        """Every code in ordinal order."""

    def parents(self, code: str) -> tuple[str, ...]:
        """The codes directly above; empty for a root or an unknown code."""

    def children(self, code: str) -> tuple[str, ...]:
        """The codes directly below, in definition order."""

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        """Whether `descendant` is anywhere below `ancestor`. No code subsumes itself."""

    def select(self, filter: Filter, path: str, check_deadline: Callable[[], None]) -> int:
        """The concepts that satisfy a filter in the filter language of the code system. `path` is its FHIRPath.

        Raises InvalidValueSet for a malformed filter, NotSupported for an unsupported one.
        """

    def inactive(self) -> int:
        """The concepts that should no longer be used."""

    def abstract(self) -> int:
        """The concepts that only group others and are not selectable."""

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        """The concepts that match a text, as people type it, by their codes or names, best first.

        `names` are additional names, such as those from supplements.
        """

    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        """A value set that the code system defines by a url pattern, other than that of all its codes."""

    def validity(self, code: str) -> Validity | None:
        """How the code stands on the days that this code system is as of; None without days."""


class CodeSystemHistory(Protocol):
    """A code system across its versions: its state as of some days."""

    def on(self, days: Days, version: str | None = None) -> CodeSystemProvider | None:
        """The code system as of these days, according to all known versions or, with `version`, only to that one.

        None for a version that the history does not cover.
        """

    def covers(self, code_system: CodeSystemProvider) -> bool:
        """Whether the history includes this version."""

    def with_versions(self, versions: Sequence[CodeSystemProvider]) -> "CodeSystemHistory":
        """The history with more versions; each replaces an existing one of the same name."""

    def compute_all_periods(self) -> None:
        """Computes the periods of all codes at once: faster than one by one for callers that need many."""

    def periods(self, code: str, version: str | None = None) -> tuple[ValidityPeriod, ...]:
        """The periods of a code, earliest first; empty for a code that no version lists."""

    def display(self, code: str, period: ValidityPeriod, version: str | None = None) -> str | None:
        """What the code meant in that period, according to the newest version that describes it, or to `version`."""
