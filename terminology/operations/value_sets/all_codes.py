"""The scope of `$expand`: all codes. Anything that cannot be evaluated fails the whole request."""

from collections.abc import Iterable, Iterator, Sequence

from terminology.core.bitset import interval
from terminology.core.code_set_algebra import union
from terminology.core.code_sets import CodeSets, Listed
from terminology.core.errors import UnknownValueSet
from terminology.core.messages import issue
from terminology.core.ports import CodeSystemProvider
from terminology.core.value_sets import ConceptReference, Contains, Include, ValueSet
from terminology.operations.value_sets.definition import with_code_system
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.scope import IncludeResult

CHECKED_EVERY = 1000  # codes between two deadline checks


class AllCodes:
    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation

    def resolve(self, include: Include) -> IncludeResult:
        return IncludeResult(code_system=self.evaluation.get_code_system(include))

    resolve_exclude = resolve

    def missing_import(self, url: str, version: str | None) -> UnknownValueSet:
        unknown = issue("VS_EXP_IMPORT_UNK_PINNED", url=url, version=version) if version else None
        unknown = unknown or issue("VS_EXP_IMPORT_UNK", url=url)
        return UnknownValueSet(with_code_system(self.evaluation.catalogue, unknown, url))

    def domain(self, code_system: CodeSystemProvider) -> int:
        return interval(0, code_system.count)

    def enumerated(self, code_system: CodeSystemProvider, references: Sequence[ConceptReference]) -> Listed:
        return tuple(self._enumerated(code_system, references))

    def _enumerated(
        self, code_system: CodeSystemProvider, references: Sequence[ConceptReference]
    ) -> Iterator[tuple[int, ConceptReference]]:
        """Records enumerated codes that a code system of a registered source does not have.

        For other code systems HL7's tests simple-expand-enum-bad and expand-enum-bad require silence.
        """
        for number, reference in enumerate(references):
            if number % CHECKED_EVERY == 0:
                self.evaluation.check_deadline()
            ordinal = code_system.ordinal(reference.code)
            if ordinal is not None:
                yield ordinal, reference
            elif code_system.header.url in self.evaluation.catalogue.rules:
                missing = self.evaluation.missing_codes.setdefault(code_system.header.canonical, [])
                missing.append(reference.code)

    def is_missing(self, code_system: CodeSystemProvider, references: Sequence[ConceptReference]) -> bool:
        return False

    def entries(self, contains: Sequence[Contains]) -> Iterable[Contains]:
        return (entry for entry in flattened(contains) if entry.system and entry.code)

    def union(self, results: Sequence[IncludeResult], by_version: bool) -> CodeSets:
        return union((item for result in results for item in result.sets), by_version, self.evaluation.check_deadline)

    def note_partial(self, value_set: ValueSet) -> None:
        self.evaluation.partial[value_set.header.canonical] = value_set

    def note_excludes(self, results: Sequence[IncludeResult]) -> None:
        """Nothing to do: an exclude that cannot be evaluated has already raised."""


def flattened(contains: Iterable[Contains]) -> Iterator[Contains]:
    """The entries of an expansion in document order, with nested ones after their parent."""
    pending = list(contains)[::-1]
    while pending:
        entry = pending.pop()
        yield entry
        pending.extend(entry.contains[::-1])
