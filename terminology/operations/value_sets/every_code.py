"""The scope of many codes with the same system and version: finds once what `OneCode` finds for each.

If anything other than membership depends on the code, `depends_on_code` is set, and each code is validated separately.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from terminology.core.bitset import Membership, interval
from terminology.core.code_sets import CodeSet, Listed
from terminology.core.model import Coding
from terminology.core.ports import CodeSystemProvider
from terminology.core.value_sets import ConceptReference, Contains, ValueSet
from terminology.operations.value_sets.evaluate import Evaluator
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.one_code import Findings, OneCode

CHECKED_EVERY = 1000  # codes between two deadline checks
References = tuple[ConceptReference | None, ...]
NOTHING: References = (None,)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CommonSet:
    """A set of codes; `references` has, by ordinal, the value set's entries if it lists its codes."""

    codes: CodeSet
    members: Membership
    references: Mapping[int, References] | None = None

    def references_of(self, ordinal: int) -> References:
        """The entries of a code, None for no entry; empty if it is not in the set."""
        if ordinal not in self.members:
            return ()
        return NOTHING if self.references is None else self.references.get(ordinal, ())


def common_sets(
    evaluation: Evaluation, value_set: ValueSet, coding: Coding, only_active: bool
) -> tuple[tuple[CommonSet, ...], Findings] | None:
    """The sets to search for codes with this coding's system and version; None: validate each separately.

    Raises what `matches_of` raises.
    """
    scope = EveryCode(evaluation, coding)
    evaluator = Evaluator(evaluation, scope)
    members = evaluator.evaluate(value_set)
    if only_active:
        members = evaluator.active(members)
    findings = scope.findings
    is_open = evaluation.inactive_omitted or scope.partial or findings.is_undecidable or findings.unknown_systems
    if scope.depends_on_code or is_open:
        return None
    return tuple(CommonSet(item, Membership(item.ordinals), _by_ordinal(item)) for item in members), findings


class EveryCode(OneCode):
    def __init__(self, evaluation: Evaluation, coding: Coding) -> None:
        super().__init__(evaluation, Coding(coding.system, version=coding.version))
        self.depends_on_code = False

    def _note(self, value: T) -> T:
        self.depends_on_code = True
        return value

    def domain(self, code_system: CodeSystemProvider) -> int:
        if code_system.header.has_grammar or code_system.header.content != "complete":
            self.depends_on_code = True  # a missing code may be a member, or become one when it is looked up
        return interval(0, code_system.count)

    def enumerated(self, code_system: CodeSystemProvider, references: Sequence[ConceptReference]) -> Listed:
        if code_system.header.url in self.catalogue.spellings:
            return self._note(())  # codes are also found by other spellings
        return tuple(_numbered(code_system, references, self.evaluation.check_deadline))

    def is_missing(self, code_system: CodeSystemProvider, references: Sequence[ConceptReference]) -> bool:
        return self._note(False)

    def entries(self, contains: Sequence[Contains]) -> Iterable[Contains]:
        return self._note(())

    def note_partial(self, value_set: ValueSet) -> None:
        self.depends_on_code = True


def _numbered(
    code_system: CodeSystemProvider, references: Sequence[ConceptReference], check_deadline: Callable[[], None]
) -> Iterable[tuple[int, ConceptReference]]:
    for number, reference in enumerate(references):
        if number % CHECKED_EVERY == 0:
            check_deadline()
        ordinal = code_system.ordinal(reference.code)
        if ordinal is not None:
            yield ordinal, reference


def _by_ordinal(item: CodeSet) -> dict[int, References] | None:
    if item.listed is None:
        return None
    found: dict[int, list[ConceptReference]] = {}
    for ordinal, reference in item.listed:
        found.setdefault(ordinal, []).append(reference)
    return {ordinal: tuple(references) for ordinal, references in found.items()}
