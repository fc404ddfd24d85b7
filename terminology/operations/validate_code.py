"""CodeSystem/$validate-code and ValueSet/$validate-code: whether a code is valid, and its display correct."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from terminology.core.catalogue import Catalogue
from terminology.core.issues import Issue
from terminology.core.messages import REMARKS, issue
from terminology.core.model import Coding, Header
from terminology.core.requests import ValidateCodeRequest
from terminology.core.results import ValidationResult
from terminology.core.status import UNSTATED, status_warning
from terminology.core.value_sets import ValueSet, ValueSetHeader
from terminology.operations.checks import NOT_IN_VALUE_SET, CodeSystemCheck, ValueSetCheck
from terminology.operations.coding_report import CodingReport, DisplayAndStatusCheck
from terminology.operations.found_codes import FoundCodes
from terminology.operations.knowledge import EDGE_OF_KNOWLEDGE
from terminology.operations.validity import undated_issue
from terminology.operations.value_sets.definition import UNIDENTIFIED, get_value_set, languages_of
from terminology.operations.value_sets.evaluation import Evaluation

MAX_SYSTEMS = 100  # systems with versions whose notices are cached
NO_VALUE_SET = ValueSet(ValueSetHeader(url=""))
UNKNOWN_CODES = frozenset({"Unknown_Code_in", "Unknown_Code_in_Version"})
# Reasons why a coding cannot be checked: not errors in a CodeableConcept with another, valid coding.
UNCHECKABLE = frozenset(
    {
        "CODESYSTEM_CS_NO_SUPPLEMENT",
        "Coding_has_no_code__cannot_validate",
        "Terminology_TX_System_Relative",
        "Terminology_TX_System_ValueSet2",
        "UNKNOWN_CODESYSTEM",
        "UNKNOWN_CODESYSTEM_VERSION",
        "UNKNOWN_CODESYSTEM_VERSION_NONE",
    }
)


def validate_code(catalogue: Catalogue, request: ValidateCodeRequest) -> ValidationResult:
    """Whether one of the codings is valid; true when no issue is an error.

    A request that cannot be answered raises: UnknownValueSet for the requested value set, UnknownCodeSystem for a
    missing supplement, InvalidValueSet for a cycle or a broken filter. Anything else is a result with issues.
    Source: https://hl7.org/fhir/R5/valueset-operation-validate-code.html and
    https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/
    """
    return CodeValidation(catalogue, request).of(request.coded.codings)


class CodeValidation:
    """One request for any number of codes: code-independent parts are computed once. The codings of the request are
    ignored.

    Raises what `validate_code` raises.
    """

    def __init__(self, catalogue: Catalogue, request: ValidateCodeRequest) -> None:
        self._catalogue = catalogue
        self._form = request.coded.form
        self._requested_system = request.code_system
        self._known: dict[tuple[str, str | None], tuple[Issue, ...]] = {}
        self._doubts: dict[int, tuple[Header, tuple[Issue, ...]]] = {}  # by id of the header, which is held
        self._notices = self._version_notices(request.code_system, request.code_system_version)
        if self._notices:
            system, version = catalogue.split_system(request.code_system or "", request.code_system_version)
            request = replace(request, code_system=system or None, code_system_version=version)
        self._request = request
        self._value_set = _value_set(catalogue, request)
        self._evaluation = Evaluation(catalogue, request.context, self._value_set)
        self._name = self._value_set.header.canonical or UNIDENTIFIED
        self._checker = DisplayAndStatusCheck(
            catalogue, request, languages_of(request.context, self._value_set), self._name
        )
        self._found = FoundCodes(request, self._value_set, self._evaluation, self._checker, self._remarks)

    def of(self, codings: Sequence[Coding]) -> ValidationResult:
        """`codings` in the form of the request's."""
        noticed = [self._notices_of(coding) for coding in codings]
        if not self._notices and not any(noticed):
            return self._validated(codings)
        result = self._validated(tuple(map(self._catalogue.canonical_coding, codings)))
        placed = zip(_paths(self._form, len(codings)), noticed, strict=True)
        notices = [_at(item, place) for place, items in placed for item in items]
        return replace(result, issues=(*result.issues, *self._notices, *notices))

    def _notices_of(self, coding: Coding) -> tuple[Issue, ...]:
        is_noticed = coding.system == self._requested_system
        return () if is_noticed else self._version_notices(coding.system, coding.version)

    def _version_notices(self, system: str | None, version: str | None) -> tuple[Issue, ...]:
        """Notices about a code system and a version in noncanonical spellings."""
        if not system:
            return ()
        known = self._known.get((system, version))
        if known is None:
            known = self._catalogue.notices(system, version)
            if len(self._known) < MAX_SYSTEMS:
                self._known[system, version] = known
        return known

    def _validated(self, codings: Sequence[Coding]) -> ValidationResult:
        is_concept = self._form == "CodeableConcept"
        if not is_concept and codings[0].code and (common := self._found.common(codings[0])):
            report = self._found.report(common, codings[0])
            if report is not None:
                issues = [*_with_paths(self._form, [report]), *common.remarks]
                return _answer(report, [report], issues, common.notices)
        evaluation = self._evaluation.fresh()
        check = (
            CodeSystemCheck(self._request, codings, evaluation, self._checker)
            if self._request.value_set is None
            else ValueSetCheck(self._request, self._value_set, evaluation, self._checker)
        )
        checked = [_without_code(coding) if not coding.code else check.check(coding) for coding in codings]
        found = next((item for item in checked if item.match is not None), None)
        if found is not None:
            _downgrade_uncheckable(checked)
        issues = _with_paths(self._form, checked)
        issues = _in_concept(issues, found, self._name) if is_concept else issues
        chosen = found if is_concept else found or checked[0]
        if evaluation.early and any(item.message_id in UNKNOWN_CODES for item in issues):
            issues += evaluation.early  # for known codes their text carries the warning
        issues += self._remarks(evaluation)
        return _answer(chosen, checked, issues, tuple(evaluation.notices))

    def _remarks(self, evaluation: Evaluation) -> list[Issue]:
        remarks = list(self._references(evaluation))
        evaluation.note_unused_supplements(of_one_code=True)
        return remarks

    def _references(self, evaluation: Evaluation) -> Iterator[Issue]:
        """Issues about content without validity dates when days are requested, and content to use with caution."""
        yield from map(undated_issue, evaluation.undated.values())
        yield from evaluation.edges
        for header in evaluation.used_code_systems.values():
            yield from self._reference("CodeSystem", header)
        for used in evaluation.used_value_sets.values():
            yield from self._reference("ValueSet", used.header)
        yield from self._reference("ValueSet", self._value_set.header)

    def _reference(self, kind: str, header: Header) -> tuple[Issue, ...]:
        known = self._doubts.get(id(header))
        if known is None:
            doubt = status_warning(header, self._value_set.header)
            words = {"kind": kind, "canonical": header.canonical}
            known = header, (issue(f"MSG_{doubt.upper()}", **words),) if doubt else ()
            self._doubts[id(header)] = known
        return known[1]


def _without_code(coding: Coding) -> CodingReport:
    return CodingReport(coding, issues=[issue("Coding_has_no_code__cannot_validate").at("")])


def _downgrade_uncheckable(checked: Iterable[CodingReport]) -> None:
    """Turns problems with other codings into warnings once one coding is valid.

    An unknown code of a known system stays an error, as HL7's tests permutations/bad-cc2-… require.
    """
    for result in checked:
        if result.match is None:
            result.issues = [
                item.as_severity("warning") if item.message_id in UNCHECKABLE else item for item in result.issues
            ]


def _value_set(catalogue: Catalogue, request: ValidateCodeRequest) -> ValueSet:
    if request.value_set is None:
        return NO_VALUE_SET
    return get_value_set(catalogue, request.value_set, request.context.versions)


def _with_paths(form: str, checked: list[CodingReport]) -> list[Issue]:
    placed = zip(_paths(form, len(checked)), checked, strict=True)
    return [_at(item, place) for place, result in placed for item in result.issues]


def _in_concept(issues: list[Issue], found: CodingReport | None, value_set_name: str) -> list[Issue]:
    """One coding in the value set is enough for a CodeableConcept: for others it is only a remark."""
    described = [_as_remark(item) if item.message_id == NOT_IN_VALUE_SET else item for item in issues]
    if found is None and described != issues:
        described.insert(0, issue("TX_GENERAL_CC_ERROR_MESSAGE", value_set=value_set_name))
    return described


def _as_remark(item: Issue) -> Issue:
    return Issue("information", item.code, item.text, "this-code-not-in-vs", item.message_id, item.expression)


def _answer(
    chosen: CodingReport | None, checked: list[CodingReport], issues: list[Issue], notices: tuple[Issue, ...]
) -> ValidationResult:
    concept = chosen.concept if chosen else None
    stated, inactive = chosen.standing if chosen else UNSTATED
    return ValidationResult(
        is_valid=chosen is not None and chosen.match is not None and "error" not in [item.severity for item in issues],
        coding=_answered_coding(chosen) if chosen else Coding(),
        display=chosen.display if chosen else None,
        is_inactive=inactive,
        status=stated if (inactive and stated != "inactive") or stated == "deprecated" else None,
        normalized_code=concept.code if concept and chosen and concept.code != chosen.coding.code else None,
        unknown_systems=_all([item.unknown_systems for item in checked]),
        other_unknown_systems=_all([item.other_unknown_systems for item in checked]),
        issues=(*dict.fromkeys(issues), *notices) if issues else notices,
        message="; ".join(sorted({item.text for item in issues if _is_message(item)})) or None if issues else None,
    )


def _answered_coding(checked: CodingReport) -> Coding:
    header = checked.header
    if header is None:
        return Coding(checked.coding.system, checked.coding.code)
    return Coding(header.url, checked.coding.code, header.version)


def _paths(form: str, count: int) -> list[str]:
    """The FHIRPath of each coding in the request; empty for the plain parameters."""
    if form == "CodeableConcept":
        return [f"CodeableConcept.coding[{i}]" for i in range(count)]
    return ["" if form == "code" else form] * count


def _at(item: Issue, place: str) -> Issue:
    """Rewrites the path of an issue about a coding (code, system, …; "" = all of it) into one of the request."""
    if not item.expression or item.expression[0].startswith("ValueSet."):
        return item
    [part] = item.expression
    path = f"{place}.{part}" if place and part else place or part
    if path == part:
        return item if path else item.at()
    return item.at(path)


def _is_message(item: Issue) -> bool:
    is_edge = item.code == EDGE_OF_KNOWLEDGE and item.severity != "error"
    # HL7's validator reports the message as an error, so hints are only in the issues.
    is_hint = (item.severity, item.code) == ("information", "informational")
    is_aside = is_edge or is_hint or item.details_code == "this-code-not-in-vs"
    return item.message_id not in REMARKS and not is_aside


def _all(groups: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group)) if any(groups) else ()
