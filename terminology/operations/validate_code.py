"""CodeSystem/$validate-code and ValueSet/$validate-code: is this code valid here, and is its display right?"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from terminology.core.catalogue import Catalogue
from terminology.core.issues import Issue
from terminology.core.messages import REMARKS, issue
from terminology.core.model import Coding, Header
from terminology.core.requests import ValidateCodeRequest
from terminology.core.results import ValidationResult
from terminology.core.status import doubt_about, is_inactive, status
from terminology.core.value_sets import ValueSet, ValueSetHeader
from terminology.operations.checks import NOT_IN_VALUE_SET, CodeSystemCheck, ValueSetCheck
from terminology.operations.judging import Checked, Judge
from terminology.operations.knowledge import EDGE_OF_KNOWLEDGE
from terminology.operations.validity import undated_issue
from terminology.operations.value_sets.definition import UNIDENTIFIED, get_value_set, languages_of
from terminology.operations.value_sets.evaluation import Evaluation

NO_VALUE_SET = ValueSet(ValueSetHeader(url=""))
# Why nothing can be said of a coding: no error of a concept of which another coding is valid.
UNJUDGED = frozenset(
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
    """Whether one of the codings is valid; true when there is no error among the issues.

    A question that cannot be answered raises: UnknownValueSet for the value set asked about, UnknownCodeSystem for a
    missing supplement, InvalidValueSet for a cycle or a broken filter. Anything else is an answer with issues.
    Source: https://hl7.org/fhir/R5/valueset-operation-validate-code.html and
    https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/
    """
    notices = tuple(_notices(catalogue, request))
    if notices:
        codings = tuple(map(catalogue.understood, request.coded.codings))
        system, version = catalogue.split_system(request.code_system or "", request.code_system_version)
        coded = replace(request.coded, codings=codings)
        request = replace(request, coded=coded, code_system=system or None, code_system_version=version)
    result = _validated(catalogue, request)
    return replace(result, issues=(*result.issues, *notices)) if notices else result


def _notices(catalogue: Catalogue, request: ValidateCodeRequest) -> Iterator[Issue]:
    """How code systems and versions were understood that are not written as they should be."""
    if request.code_system:
        yield from catalogue.notices(request.code_system, request.code_system_version)
    places = _places(request.coded.form, len(request.coded.codings))
    for place, coding in zip(places, request.coded.codings, strict=True):
        if coding.system and coding.system != request.code_system:
            yield from (_at(item, place) for item in catalogue.notices(coding.system, coding.version))


def _validated(catalogue: Catalogue, request: ValidateCodeRequest) -> ValidationResult:
    value_set = _value_set(catalogue, request)
    evaluation = Evaluation(catalogue, request.context, value_set)
    name = value_set.header.canonical or UNIDENTIFIED
    judge = Judge(catalogue, request, languages_of(request.context, value_set), name)
    check = (
        CodeSystemCheck(request, evaluation, judge)
        if request.value_set is None
        else ValueSetCheck(request, value_set, evaluation, judge)
    )
    checked = [_without_code(coding) if not coding.code else check.check(coding) for coding in request.coded.codings]
    found = next((item for item in checked if item.match is not None), None)
    if found is not None:
        _excuse(checked)
    issues = list(_placed(request.coded.form, checked))
    is_concept = request.coded.form == "CodeableConcept"
    issues = _in_concept(issues, found, name) if is_concept else issues
    chosen = found if is_concept else found or checked[0]
    answer = _answer(chosen, checked, [*issues, *_references(evaluation, value_set)])
    return replace(answer, issues=(*answer.issues, *evaluation.notices))


def _without_code(coding: Coding) -> Checked:
    return Checked(coding, issues=[issue("Coding_has_no_code__cannot_validate").at("")])


def _excuse(checked: Iterable[Checked]) -> None:
    """It is enough that one coding is valid: that nothing can be said of another one is a warning.

    An unknown code of a known system stays an error, as HL7's tests permutations/bad-cc2-… want.
    """
    for result in checked:
        if result.match is None:
            result.issues = [
                item.as_severity("warning") if item.message_id in UNJUDGED else item for item in result.issues
            ]


def _value_set(catalogue: Catalogue, request: ValidateCodeRequest) -> ValueSet:
    if request.value_set is None:
        return NO_VALUE_SET
    return get_value_set(catalogue, request.value_set, request.context.versions)


def _placed(form: str, checked: list[Checked]) -> Iterator[Issue]:
    for place, result in zip(_places(form, len(checked)), checked, strict=True):
        yield from (_at(item, place) for item in result.issues)


def _in_concept(issues: list[Issue], found: Checked | None, value_set_name: str) -> list[Issue]:
    """In a concept it is enough that one coding is in the value set: of the others it is just said."""
    described = [_as_remark(item) if item.message_id == NOT_IN_VALUE_SET else item for item in issues]
    if found is None and described != issues:
        described.insert(0, issue("TX_GENERAL_CC_ERROR_MESSAGE", value_set=value_set_name))
    return described


def _as_remark(item: Issue) -> Issue:
    return Issue("information", item.code, item.text, "this-code-not-in-vs", item.message_id, item.expression)


def _references(evaluation: Evaluation, value_set: ValueSet) -> Iterator[Issue]:
    """Content that states no validity dates though a day was asked about, and content to be used with care."""
    yield from map(undated_issue, evaluation.undated.values())
    yield from evaluation.edges
    user = value_set.header
    for header in evaluation.used_code_systems.values():
        yield from _reference("CodeSystem", header, user)
    for used in evaluation.used_value_sets.values():
        yield from _reference("ValueSet", used.header, user)
    yield from _reference("ValueSet", user, user)


def _reference(kind: str, header: Header, user: Header) -> Iterator[Issue]:
    if doubt := doubt_about(header, user):
        yield issue(f"MSG_{doubt.upper()}", kind=kind, canonical=header.canonical)


def _answer(chosen: Checked | None, checked: list[Checked], issues: list[Issue]) -> ValidationResult:
    header, concept = (chosen.header, chosen.concept) if chosen else (None, None)
    stated = status(header, concept) if header and concept else None
    inactive = bool(header and concept and is_inactive(header, concept))
    return ValidationResult(
        is_valid=not any(item.severity == "error" for item in issues),
        coding=_answered_coding(chosen) if chosen else Coding(),
        display=chosen.display if chosen else None,
        is_inactive=inactive,
        status=stated if (inactive and stated != "inactive") or stated == "deprecated" else None,
        normalized_code=concept.code if concept and chosen and concept.code != chosen.coding.code else None,
        unknown_systems=_all(item.unknown_systems for item in checked),
        other_unknown_systems=_all(item.other_unknown_systems for item in checked),
        issues=tuple(dict.fromkeys(issues)),
        message="; ".join(sorted({item.text for item in issues if _is_message(item)})) or None,
    )


def _answered_coding(checked: Checked) -> Coding:
    header = checked.header
    if header is None:
        return Coding(checked.coding.system, checked.coding.code)
    return Coding(header.url, checked.coding.code, header.version)


def _places(form: str, count: int) -> list[str]:
    """Where in the request each coding stands, as FHIRPath; empty for the plain parameters."""
    if form == "CodeableConcept":
        return [f"CodeableConcept.coding[{i}]" for i in range(count)]
    return ["" if form == "code" else form] * count


def _at(item: Issue, place: str) -> Issue:
    """Points an issue about a part of a coding (code, system, …; "" = all of it) at that part of the request."""
    if not item.expression or item.expression[0].startswith("ValueSet."):
        return item
    [part] = item.expression
    path = ".".join(filter(None, (place, part)))
    return item.at(path) if path else item.at()


def _is_message(item: Issue) -> bool:
    is_edge = item.code == EDGE_OF_KNOWLEDGE and item.severity != "error"
    is_aside = is_edge or item.details_code == "this-code-not-in-vs"
    return item.message_id not in REMARKS and not is_aside


def _all(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))
