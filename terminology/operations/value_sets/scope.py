"""Scope: what differs between `$expand` and `$validate-code` when a value set is evaluated (evaluate.py)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from terminology.core.code_sets import CodeSets, Listed
from terminology.core.errors import UnknownValueSet
from terminology.core.issues import Issue
from terminology.core.ports import CodeSystemProvider
from terminology.core.value_sets import ConceptReference, Contains, Include, ValueSet


@dataclass(frozen=True, slots=True)
class IncludeResult:
    """The result of one include or exclude. `code_system` None: it takes nothing from a code system.

    `agrees`: whether its version is the one stated with the code; None without a single code, or if none is stated.
    `issues` and `unknown_systems`: why it could not be evaluated, or what is uncertain. `is_open`: any other code may
    belong to it, because it imports an incomplete expansion.
    """

    sets: CodeSets = ()
    code_system: CodeSystemProvider | None = None
    agrees: bool | None = None
    issues: tuple[Issue, ...] = ()
    unknown_systems: tuple[str, ...] = ()
    is_open: bool = False


class Scope(Protocol):
    """The codes that a request is about: all, or one."""

    def resolve(self, include: Include) -> IncludeResult:
        """The code system of an include that names one, with `sets` still empty.

        Raises errors that make the request unanswerable.
        """

    def resolve_exclude(self, exclude: Include) -> IncludeResult:
        """The same for an exclude."""

    def missing_import(self, url: str, version: str | None) -> UnknownValueSet:
        """The error for an imported value set that is not loaded."""

    def domain(self, code_system: CodeSystemProvider) -> int:
        """The concepts in scope."""

    def enumerated(self, code_system: CodeSystemProvider, references: Sequence[ConceptReference]) -> Listed:
        """The enumerated codes that are in scope and in the code system."""

    def is_missing(self, code_system: CodeSystemProvider, references: Sequence[ConceptReference]) -> bool:
        """Whether the single code in scope is enumerated but missing from the code system."""

    def entries(self, contains: Sequence[Contains]) -> Iterable[Contains]:
        """The entries of an expansion that are in scope, flattened."""

    def union(self, results: Sequence[IncludeResult], by_version: bool) -> CodeSets:
        """The union of the includes, each code once."""

    def note_partial(self, value_set: ValueSet) -> None:
        """Called for a value set that came as an incomplete expansion."""

    def note_excludes(self, results: Sequence[IncludeResult]) -> None:
        """Called with the results of the excludes."""
