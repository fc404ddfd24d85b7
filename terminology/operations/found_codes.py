"""FoundCodes: the work that all codes of a batch with the same system and version share, done once.

A batch validates thousands of codes of one system. For each, `validate_code.py` walks the value set definition or
looks for the code system; after some codes with the same system and version, that is done once for all of them. A
code that is not found, or found in several ways, is validated individually as before; the tests compare both.
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

ENOUGH_CODES = 30  # of one system and version, before the common part is computed
MAX_KEYS = 100  # systems with versions that are counted
Key = tuple[str | None, str | None]
Finish = Callable[[Evaluation], Iterable[Issue]]  # issues about the content that was used


@dataclass(frozen=True, slots=True)
class Common:
    """`sets` to search, `issues` for each code found in them; `remarks` and `notices` follow its own issues."""

    sets: tuple[CommonSet, ...] | CodeSystemProvider
    issues: tuple[Issue, ...]
    remarks: tuple[Issue, ...]
    notices: tuple[Issue, ...]


class FoundCodes:
    """For one request. `evaluation` is the template for fresh evaluations."""

    def __init__(
        self,
        request: ValidateCodeRequest,
        value_set: ValueSet,
        evaluation: Evaluation,
        checker: DisplayAndStatusCheck,
        finish: Finish,
    ) -> None:
        self._request = request
        self._value_set = value_set
        self._evaluation = evaluation
        self._checker = checker
        self._finish = finish
        self._seen: dict[Key, int] = {}
        self._common: dict[Key, Common | None] = {}

    def common(self, coding: Coding) -> Common | None:
        """The common part for a coding; None: too few codes so far, or each must be validated individually."""
        key = coding.system, coding.version
        if key in self._common:
            return self._common[key]
        seen = self._seen.get(key, 0) + 1
        if seen > 1 or len(self._seen) < MAX_KEYS:
            self._seen[key] = seen
        if seen >= ENOUGH_CODES:
            self._common[key] = self._find(coding)
        return None

    def report(self, common: Common, coding: Coding) -> CodingReport | None:
        """The report about a code that is found; None: it must be validated individually."""
        sets, code = common.sets, coding.code or ""
        if isinstance(sets, tuple):
            match = _match_in(sets, code)
        else:
            coding = self._in_system(coding)
            match = _match_among(sets, code)
        if match is None or self._checker.is_too_abstract(match):
            return None
        report = CodingReport(coding, match, issues=[*common.issues])
        self._checker.check(report, match, is_member=self._request.value_set is not None)
        return report

    def _in_system(self, coding: Coding) -> Coding:
        request = self._request
        if coding.system and (coding.version or not request.code_system_version):  # as in most batches
            return coding
        system, version = coding.system or request.code_system, coding.version or request.code_system_version
        return Coding(system, coding.code, version, coding.display)

    def _find(self, coding: Coding) -> Common | None:
        try:
            evaluation = self._evaluation.fresh()
            found = self._sets(evaluation, coding)
            if found is None or evaluation.early:
                return None
            remarks = tuple(self._finish(evaluation))
            return Common(*found, remarks, tuple(evaluation.notices))
        except TerminologyError:  # individual validation will report it
            return None

    def _sets(
        self, evaluation: Evaluation, coding: Coding
    ) -> tuple[tuple[CommonSet, ...] | CodeSystemProvider, tuple[Issue, ...]] | None:
        request = self._request
        if request.value_set is None:
            check = CodeSystemCheck(request, (coding,), evaluation, self._checker)
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
    """The match in the sets, if there is exactly one."""
    found: list[tuple[CommonSet, int, ConceptReference | None]] = []
    for item in sets:
        ordinal = item.codes.code_system.ordinal(code)
        if ordinal is not None:
            found += [(item, ordinal, reference) for reference in item.references_of(ordinal)]
    if len(found) != 1:
        return None
    [(item, ordinal, reference)] = found
    return Match(item.codes.header, item.codes.concept(ordinal), reference, item.codes.code_system.validity(code))
