"""CodeSystem/$validate-code and ValueSet/$validate-code: is this code valid here, and is its display right?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.errors import UnknownValueSet
from terminology.core.history import Validity
from terminology.core.issues import Issue
from terminology.core.languages import Languages, best_display, parse_languages
from terminology.core.messages import REMARKS, issue
from terminology.core.model import CodeSystemHeader, Coding, Concept, Extension, Header
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import Context, ValidateCodeRequest, prescribed
from terminology.core.results import ValidationResult
from terminology.core.status import STANDARDS_STATUS, doubt_about, is_abstract, is_deprecated, is_inactive, status
from terminology.core.value_sets import ConceptReference, ValueSet, ValueSetHeader
from terminology.operations.compose import Evaluation, expansion_parameters, get_value_set
from terminology.operations.displays import WRONG_DISPLAYS, check_display
from terminology.operations.membership import Findings, Match, Membership, unknown_code_system, usable
from terminology.operations.validity import told_by, undated_issue, validity_issues

UNIDENTIFIED = "(unidentified)"
VALUE_SET_DEPRECATED = "http://hl7.org/fhir/StructureDefinition/valueset-deprecated"
NOT_IN_VALUE_SET = "None_of_the_provided_codes_are_in_the_value_set_one"


@dataclass(slots=True)
class Checked:
    """What was found out about one coding. `match` None: it is not in the value set, or not in its code system."""

    coding: Coding
    match: Match | None = None
    header: CodeSystemHeader | None = None  # the version of the code system that the answer is about
    concept: Concept | None = None
    display: str | None = None
    issues: list[Issue] = field(default_factory=list)
    unknown_systems: tuple[str, ...] = ()
    other_unknown_systems: tuple[str, ...] = ()


def validate_code(catalogue: Catalogue, request: ValidateCodeRequest) -> ValidationResult:
    """Whether one of the codings is valid; true when there is no error among the issues.

    A question that cannot be answered raises: UnknownValueSet for the value set asked about, UnknownCodeSystem for a
    missing supplement, InvalidValueSet for a cycle or a broken filter. Anything else is an answer with issues.
    Source: https://hl7.org/fhir/R5/valueset-operation-validate-code.html and
    https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/
    """
    if request.value_set is None:
        return _CodeSystemValidation(catalogue, request).result()
    value_set = get_value_set(catalogue, request.value_set, request.context.versions)
    return _ValueSetValidation(catalogue, request, value_set).result()


class _Validation:
    """What both kinds of validation share: judging a concept that was found, and putting the answer together."""

    def __init__(self, catalogue: Catalogue, request: ValidateCodeRequest, value_set: ValueSet) -> None:
        self.catalogue = catalogue
        self.request = request
        self.value_set = value_set
        self.evaluation = Evaluation(catalogue, request.context, value_set)
        self.languages = _languages(request.context, value_set)

    def check(self, coding: Coding) -> Checked:
        raise NotImplementedError

    def result(self) -> ValidationResult:
        form = self.request.coded.form
        checked = [self.check(coding) for coding in self.request.coded.codings]
        found = next((item for item in checked if item.match is not None), None)
        issues = [
            _at(item, place)
            for place, result in zip(_places(form, len(checked)), checked, strict=True)
            for item in result.issues
        ]
        if form == "CodeableConcept":
            issues = self._in_concept(issues, found)
        issues.extend(self._references())
        chosen = found or (checked[0] if form != "CodeableConcept" and checked else None)
        return self._answer(chosen, checked, issues)

    def _in_concept(self, issues: list[Issue], found: Checked | None) -> list[Issue]:
        return issues

    def _references(self) -> Iterator[Issue]:
        """Content that is draft, experimental, deprecated or withdrawn is named."""
        yield from map(undated_issue, self.evaluation.undated.values())
        user = self.value_set.header
        for header in self.evaluation.used_code_systems.values():
            yield from _reference("CodeSystem", header, user)
        for used in self.evaluation.used_value_sets.values():
            yield from _reference("ValueSet", used.header, user)
        yield from _reference("ValueSet", user, user)

    def _answer(self, chosen: Checked | None, checked: list[Checked], issues: list[Issue]) -> ValidationResult:
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

    def judge(self, result: Checked, match: Match, is_member: bool) -> None:
        """What there is to say of a concept that was found: case, display, status."""
        header, concept, coding = told_by(match.header, match.validity), match.concept, result.coding
        result.header, result.concept = header, concept
        if concept is None:
            words = {"code": coding.code, "system": header.url, "version": header.version}
            result.issues.append(issue("UNKNOWN_CODE_IN_FRAGMENT", **words).at("code"))
            return
        reference = match.reference
        result.display = self._display(header, concept, reference)
        result.issues.extend(validity_issues(concept.code, match.validity))
        if self.request.only_membership:
            return
        if concept.code != coding.code:
            words = {"code": coding.code, "correct": concept.code, "canonical": header.canonical}
            result.issues.append(issue("CODE_CASE_DIFFERENCE", **words).at("code"))
        if coding.display is not None:
            wrong = check_display(coding.display, header, concept, reference, self.languages)
            if wrong is not None:
                is_lenient = self.request.is_display_lenient and wrong.message_id in WRONG_DISPLAYS
                result.issues.append((wrong.as_severity("warning") if is_lenient else wrong).at("display"))
        result.issues.extend(self._comments(match, concept, reference if is_member else None))

    def _display(self, header: CodeSystemHeader, concept: Concept, reference: ConceptReference | None) -> str | None:
        stated = reference.display if reference and not self.languages else None
        return stated or best_display(header, concept, self.languages) or concept.display

    def _comments(self, match: Match, concept: Concept, reference: ConceptReference | None) -> Iterator[Issue]:
        header = match.header
        stated = status(header, concept)
        if is_inactive(header, concept) and match.validity is None:  # else its dates say more
            text = "inactive" if stated in (None, "inactive") else f"{stated} and inactive"
            yield issue("INACTIVE_CONCEPT_FOUND", code=concept.code, status=text).at("")
        elif is_deprecated(header, concept):
            yield issue("DEPRECATED_CONCEPT_FOUND", code=concept.code).at("")
        if reference is not None and any(map(_deprecates, reference.extensions)):
            words = {"code": concept.code, "system": header.url, "status": "deprecated"}
            name = self.value_set.header.canonical or UNIDENTIFIED
            yield issue("CONCEPT_DEPRECATED_IN_VALUESET", value_set=name, **words).at("code")


class _ValueSetValidation(_Validation):
    def check(self, coding: Coding) -> Checked:
        result = Checked(coding)
        try:
            if self.request.must_infer_system and coding.system is None:
                coding = result.coding = self._with_inferred_system(coding, result)
                if coding.system is None:
                    return result
            self._check_membership(coding, result)
        except UnknownValueSet as error:  # an imported value set: the answer is no, for want of a definition
            result.issues = list(error.issues)
        return result

    def _check_membership(self, coding: Coding, result: Checked) -> None:
        membership = Membership(self.evaluation, coding, self.request.only_active)
        matches = membership.matches(self.value_set)
        findings = membership.findings
        result.issues.extend(findings.issues)
        result.unknown_systems = tuple(findings.unknown_systems)
        match = self._best(matches, coding)
        if match is None:
            self._check_outside(coding, result, findings)
            return
        if self._is_too_abstract(match):
            words = {"system": match.header.url, "code": coding.code}
            result.issues.append(issue("ABSTRACT_CODE_NOT_ALLOWED", **words).at("code"))
            result.issues.append(self._not_in_value_set(coding))
        else:
            result.match = match
        self.judge(result, match, is_member=True)

    def _best(self, matches: list[Match], coding: Coding) -> Match | None:
        """The match whose display is the one given, where there are several; else the first."""
        if coding.display is not None and len(matches) > 1:
            for match in matches:
                if match.concept is not None and not check_display(
                    coding.display, match.header, match.concept, match.reference, self.languages
                ):
                    return match
        return matches[0] if matches else None

    def _is_too_abstract(self, match: Match) -> bool:
        concept = match.concept
        return not self.request.allows_abstract and concept is not None and is_abstract(match.header, concept)

    def _check_outside(self, coding: Coding, result: Checked, findings: Findings) -> None:
        """The code is not in the value set: say so, and what can be said of it by itself."""
        if coding.system is None:
            result.issues.append(self._not_in_value_set(coding))
            result.issues.append(issue("Coding_has_no_system__cannot_validate").at(""))
            return
        if findings.unknown_systems and not findings.versions:
            return  # the value set names a code system that is not here: neither yes nor no can be said of the code
        result.issues.append(self._not_in_value_set(coding))
        if not self.request.only_membership:
            self._check_alone(coding, result, findings)

    def _check_alone(self, coding: Coding, result: Checked, findings: Findings) -> None:
        code_system = next(iter(findings.versions.values()), None) or self._own_code_system(coding)
        if code_system is None:
            result.issues.extend(_why_unknown(self.catalogue, coding))
            if not findings.names_the_system:
                result.other_unknown_systems = (coding.system or "",)
            return
        result.header = code_system.header
        concept = code_system.locate(coding.code or "")
        validity = code_system.validity(coding.code or "")
        if concept is None:
            result.issues.extend(_why_no_concept(code_system.header, coding.code or "", validity))
            return
        if findings.left_out:
            result.issues.append(issue("STATUS_CODE_WARNING_CODE", code=coding.code, status="not active").at("code"))
        self.judge(result, Match(code_system.header, concept, None, validity), is_member=False)

    def _own_code_system(self, coding: Coding) -> CodeSystemProvider | None:
        system = self.catalogue.canonical_system(coding.system or "")
        version = coding.version or prescribed(self.evaluation.rules.system, system)
        found = usable(self.catalogue.find_code_system(system, version))
        return self.evaluation.use(found, is_pinned=version is not None) if found else None

    def _not_in_value_set(self, coding: Coding) -> Issue:
        name = self.value_set.header.canonical or UNIDENTIFIED
        return issue(NOT_IN_VALUE_SET, coding=_spelt(coding), value_set=name).at("code")

    def _in_concept(self, issues: list[Issue], found: Checked | None) -> list[Issue]:
        """In a concept it is enough that one coding is in the value set: of the others it is just said."""
        told = [_as_remark(item) if item.message_id == NOT_IN_VALUE_SET else item for item in issues]
        outside = any(item.message_id == NOT_IN_VALUE_SET for item in issues)
        if found is None and outside:
            name = self.value_set.header.canonical or UNIDENTIFIED
            told.insert(0, issue("TX_GENERAL_CC_ERROR_MESSAGE", value_set=name))
        return told

    def _with_inferred_system(self, coding: Coding, result: Checked) -> Coding:
        """The coding with the one system in which the value set has its code."""
        candidates = Membership(self.evaluation, coding).systems(self.value_set)
        inferred = (replace(coding, system=system) for system in candidates)
        found = [item for item in inferred if self._has_concept(item)]
        if len(found) == 1:
            return found[0]
        name = self.value_set.header.canonical or UNIDENTIFIED
        words = {"code": coding.code, "value_set": name}
        result.issues.append(self._not_in_value_set(coding))
        if found:
            kind = "Unable_to_resolve_system__value_set_has_multiple_matches"
            systems = ", ".join(item.system or "" for item in found)
            result.issues.append(issue(kind, systems=f"[{systems}]", **words).at("code"))
        else:
            result.issues.append(issue("UNABLE_TO_INFER_CODESYSTEM", **words).at("code"))
        return coding

    def _has_concept(self, coding: Coding) -> bool:
        matches = Membership(self.evaluation, coding).matches(self.value_set)
        return any(match.concept is not None for match in matches)


class _CodeSystemValidation(_Validation):
    def __init__(self, catalogue: Catalogue, request: ValidateCodeRequest) -> None:
        super().__init__(catalogue, request, NO_VALUE_SET)

    def check(self, coding: Coding) -> Checked:
        system = coding.system or self.request.code_system
        version = coding.version or self.request.code_system_version
        coding = Coding(system, coding.code, version, coding.display)
        result = Checked(coding)
        if system is None:
            result.issues.append(issue("Coding_has_no_system__cannot_validate").as_severity("error").at(""))
            return result
        if self._is_of_another_system(coding):
            result.issues.append(self._of_another_system(coding))
            return result
        rules = self.evaluation.rules
        url = self.catalogue.canonical_system(system)
        wanted = prescribed(rules.force, url) or version or prescribed(rules.system, url)
        found = usable(self.catalogue.find_code_system(url, wanted))
        if found is None:
            result.issues.extend(_why_unknown(self.catalogue, Coding(system, coding.code, wanted)))
            result.unknown_systems = (canonical.join(system, wanted),)
            return result
        self._check_in(self.evaluation.use(found, is_pinned=wanted is not None), coding, result)
        return result

    def _is_of_another_system(self, coding: Coding) -> bool:
        asked = self.catalogue.canonical_system(self.request.code_system or "")
        given = self.catalogue.canonical_system(coding.system or "")
        return bool(asked and given) and asked != given

    def _of_another_system(self, coding: Coding) -> Issue:
        """Of a concept it is enough that one coding is of the code system asked about."""
        is_wrong = all(map(self._is_of_another_system, self.request.coded.codings))
        text = f"The code is of the system '{coding.system}', and '{self.request.code_system}' was asked about"
        return Issue("error" if is_wrong else "information", "invalid", text, "invalid-data").at("system")

    def _check_in(self, code_system: CodeSystemProvider, coding: Coding, result: Checked) -> None:
        header = result.header = code_system.header
        concept = code_system.locate(coding.code or "")
        validity = code_system.validity(coding.code or "")
        if concept is None and (header.content == "complete" or validity is not None):
            result.issues.extend(_why_no_concept(header, coding.code or "", validity))
            return
        match = result.match = Match(header, concept, None, validity)
        if concept and not self.request.allows_abstract and is_abstract(header, concept):
            words = {"system": header.url, "code": coding.code}
            result.issues.append(issue("ABSTRACT_CODE_NOT_ALLOWED", **words).at("code"))
        self.judge(result, match, is_member=False)


NO_VALUE_SET = ValueSet(ValueSetHeader(url=""))


def _languages(context: Context, value_set: ValueSet) -> Languages:
    stated = expansion_parameters(value_set).get("displayLanguage")
    return context.languages or parse_languages(stated) or context.header_languages


def _why_unknown(catalogue: Catalogue, coding: Coding) -> Iterator[Issue]:
    """A system that is not here: something else that is here, not a system at all, or simply unknown."""
    system = coding.system or ""
    supplement = catalogue.find_supplement(system)
    if supplement is not None:
        yield issue("CODESYSTEM_CS_NO_SUPPLEMENT", canonical=supplement.header.canonical).at("system")
        return
    if catalogue.find_value_set(system) is not None:
        yield issue("Terminology_TX_System_ValueSet2", system=system).at("system")
        return
    if ":" not in system:
        yield issue("Terminology_TX_System_Relative").at("system")
    yield unknown_code_system(catalogue, system, coding.version)


def _why_no_concept(header: CodeSystemHeader, code: str, validity: Validity | None) -> Iterator[Issue]:
    """On the days asked about the code was yet to come, or it is unknown altogether."""
    if validity is None:
        yield _unknown_code(header, code)
    else:
        yield from validity_issues(code, validity)


def _unknown_code(header: CodeSystemHeader, code: str) -> Issue:
    words = {"code": code, "system": header.url}
    if header.version is None:
        return issue("Unknown_Code_in", **words).at("code")
    return issue("Unknown_Code_in_Version", version=header.version, **words).at("code")


def _spelt(coding: Coding) -> str:
    display = f" ('{coding.display}')" if coding.display else ""
    return f"{canonical.join(coding.system or '', coding.version)}#{coding.code}{display}"


def _as_remark(item: Issue) -> Issue:
    return Issue("information", item.code, item.text, "this-code-not-in-vs", item.message_id, item.expression)


def _deprecates(extension: Extension) -> bool:
    content = extension.value.content if extension.value else None
    if extension.url == VALUE_SET_DEPRECATED:
        return content in (True, "true")
    return extension.url == STANDARDS_STATUS and content == "deprecated"


def _reference(kind: str, header: Header, user: Header) -> Iterator[Issue]:
    if doubt := doubt_about(header, user):
        yield issue(f"MSG_{doubt.upper()}", kind=kind, canonical=header.canonical)


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
    return item.message_id not in REMARKS and item.details_code != "this-code-not-in-vs"


def _all(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))
