"""FoundCodes: what is the same for all codes that are found where they are asked for, found out once.

A batch validates thousands of codes of one system. For each, `validate_code.py` walks the definition of the value set,
or looks for the code system: from some number on that is done once for all codes that state the same system and
version. A code that is not found, or found in several ways, is asked about alone, as without it; the tests compare.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from terminology.core.errors import TerminologyError
from terminology.core.issues import Issue
from terminology.core.model import Coding
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import ValidateCodeRequest
from terminology.core.value_sets import ConceptReference, ValueSet
from terminology.operations.checks import CodeSystemCheck
from terminology.operations.coding_report import CodingReport, DisplayAndStatusCheck
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.every_code import CommonSet, common_sets
from terminology.operations.value_sets.one_code import Match

ENOUGH_CODES = 30  # of one system and version, before what they have in common is found out
MOST_KEYS = 100  # systems with versions, that are counted
Key = tuple[str | None, str | None]
Finish = Callable[[Evaluation], Iterable[Issue]]  # what the content that was used gives reason to say


@dataclass(frozen=True, slots=True)
class Common:
    """`sets` to look in, `issues` of each code found in them; `remarks` and `notices` stand behind its own."""

    sets: tuple[CommonSet, ...] | CodeSystemProvider
    issues: tuple[Issue, ...]
    remarks: tuple[Issue, ...]
    notices: tuple[Issue, ...]


class FoundCodes:
    """Of one question. `evaluation` is the one from which it is evaluated afresh."""

    def __init__(
        self,
        request: ValidateCodeRequest,
        value_set: ValueSet,
        evaluation: Evaluation,
        judge: DisplayAndStatusCheck,
        finish: Finish,
    ) -> None:
        self._request = request
        self._value_set = value_set
        self._evaluation = evaluation
        self._judge = judge
        self._finish = finish
        self._seen: dict[Key, int] = {}
        self._common: dict[Key, Common | None] = {}

    def common(self, coding: Coding) -> Common | None:
        """None: not enough of the kind were seen yet, or each has to be asked about alone."""
        key = coding.system, coding.version
        if key in self._common:
            return self._common[key]
        seen = self._seen.get(key, 0) + 1
        if seen > 1 or len(self._seen) < MOST_KEYS:
            self._seen[key] = seen
        if seen >= ENOUGH_CODES:
            self._common[key] = self._find(coding)
        return None

    def report(self, common: Common, coding: Coding) -> CodingReport | None:
        """What there is to say of a code that is found; None: it has to be asked about alone."""
        sets, code = common.sets, coding.code or ""
        if isinstance(sets, tuple):
            match = _match_in(sets, code)
        else:
            coding = self._in_system(coding)
            match = _match_among(sets, code)
        if match is None or self._judge.is_too_abstract(match):
            return None
        report = CodingReport(coding, match, issues=[*common.issues])
        self._judge.judge(report, match, is_member=self._request.value_set is not None)
        return report

    def _in_system(self, coding: Coding) -> Coding:
        request = self._request
        system, version = coding.system or request.code_system, coding.version or request.code_system_version
        return Coding(system, coding.code, version, coding.display)

    def _find(self, coding: Coding) -> Common | None:
        try:
            evaluation = self._evaluation.afresh()
            found = self._sets(evaluation, coding)
            if found is None or evaluation.early:
                return None
            remarks = tuple(self._finish(evaluation))
            return Common(*found, remarks, tuple(evaluation.notices))
        except TerminologyError:  # as each will say for itself
            return None

    def _sets(
        self, evaluation: Evaluation, coding: Coding
    ) -> tuple[tuple[CommonSet, ...] | CodeSystemProvider, tuple[Issue, ...]] | None:
        request = self._request
        if request.value_set is None:
            check = CodeSystemCheck(request, (coding,), evaluation, self._judge)
            code_system = check.find_code_system(self._in_system(coding))
            return None if code_system is None or code_system.header.has_grammar else (code_system, ())
        if request.must_infer_system and coding.system is None:
            return None
        found = common_sets(evaluation, self._value_set, coding, request.only_active)
        return found and (found[0], tuple(found[1].issues))


def _match_among(code_system: CodeSystemProvider, code: str) -> Match | None:
    concept = code_system.locate(code)
    return None if concept is None else Match(code_system.header, concept, None, code_system.validity(code))


def _match_in(sets: Iterable[CommonSet], code: str) -> Match | None:
    """How the code is in the sets, if it is in exactly one way."""
    found: list[tuple[CommonSet, int, ConceptReference | None]] = []
    for item in sets:
        ordinal = item.codes.code_system.ordinal(code)
        if ordinal is not None:
            found += [(item, ordinal, reference) for reference in item.references_of(ordinal)]
    if len(found) != 1:
        return None
    [(item, ordinal, reference)] = found
    return Match(item.codes.header, item.codes.concept(ordinal), reference, item.codes.code_system.validity(code))
