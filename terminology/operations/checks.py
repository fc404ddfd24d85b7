"""Checks whether one coding is in a value set, or in its code system, and reports problems as issues.

An issue refers to a part of the coding (code, system, version, display; "" for all of it); `validate_code.py` rewrites
that into a path of the request.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.errors import UnknownValueSet
from terminology.core.history import Validity
from terminology.core.issues import Issue
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader, Coding, Concept
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import ValidateCodeRequest, prescribed
from terminology.core.value_sets import ValueSet
from terminology.operations.code_hints import hints
from terminology.operations.coding_report import CodingReport, DisplayAndStatusCheck
from terminology.operations.validity import is_part, unknown_code, validity_issues
from terminology.operations.value_sets.evaluation import Evaluation, usable
from terminology.operations.value_sets.one_code import (
    Findings,
    Match,
    matches_of,
    systems_named,
)
from terminology.operations.value_sets.stated_version import unknown_code_system

NOT_IN_VALUE_SET = "None_of_the_provided_codes_are_in_the_value_set_one"


class ValueSetCheck:
    """Checks whether a coding is in the value set."""

    def __init__(
        self, request: ValidateCodeRequest, value_set: ValueSet, evaluation: Evaluation, checker: DisplayAndStatusCheck
    ) -> None:
        self.request = request
        self.value_set = value_set
        self.evaluation = evaluation
        self.catalogue = evaluation.catalogue
        self.checker = checker

    def check(self, coding: Coding) -> CodingReport:
        result = CodingReport(coding)
        try:
            if self.request.must_infer_system and coding.system is None:
                coding = result.coding = self._with_inferred_system(coding, result)
                if coding.system is None:
                    return result
            self._check_membership(coding, result)
        except UnknownValueSet as error:  # an imported value set is not loaded, so the result is false
            result.issues = list(error.issues)
        return result

    def _check_membership(self, coding: Coding, result: CodingReport) -> None:
        matches, findings = matches_of(self.evaluation, self.value_set, coding, self.request.only_active)
        result.issues.extend(findings.issues)
        result.unknown_systems = tuple(findings.unknown_systems)
        match = self._best(matches, coding)
        if match is None:
            self._check_outside(coding, result, findings)
            return
        if self.checker.is_too_abstract(match):
            words = {"system": match.header.url, "code": coding.code}
            result.issues.append(issue("ABSTRACT_CODE_NOT_ALLOWED", **words).at("code"))
            result.issues.append(self._not_in_value_set(coding))
        else:
            result.match = match
        self.checker.check(result, match, is_member=True)

    def _best(self, matches: list[Match], coding: Coding) -> Match | None:
        """The match with the display of the coding, if there are several; otherwise the first."""
        if coding.display is not None and len(matches) > 1:
            for match in matches:
                if self.checker.is_display_right(coding.display, match):
                    return match
        return matches[0] if matches else None

    def _check_outside(self, coding: Coding, result: CodingReport, findings: Findings) -> None:
        """Reports that the code is not in the value set, and what is known about the code itself."""
        if coding.system is None:
            result.issues.append(self._not_in_value_set(coding))
            result.issues.append(issue("Coding_has_no_system__cannot_validate").at(""))
            return
        if findings.is_undecidable or (findings.unknown_systems and not findings.versions):
            return  # undecidable: the value set names a code system that is not loaded
        result.issues.append(self._not_in_value_set(coding))
        if not self.request.only_membership:
            self._check_alone(coding, result, findings)

    def _check_alone(self, coding: Coding, result: CodingReport, findings: Findings) -> None:
        code_system = next(iter(findings.versions.values()), None) or self._own_code_system(coding)
        if code_system is None:
            why = tuple(_why_unknown(self.catalogue, coding))
            result.issues.extend(why)
            if not findings.names_the_system and _is_unknown(why):
                result.other_unknown_systems = (coding.system or "",)
            return
        result.header = code_system.header
        concept = code_system.locate(coding.code or "")
        validity = code_system.validity(coding.code or "")
        if concept is None:
            result.issues.extend(_why_no_concept(self.catalogue, code_system.header, coding.code or "", validity))
            return
        if findings.inactive_omitted:
            result.issues.append(issue("STATUS_CODE_WARNING_CODE", code=coding.code, status="not active").at("code"))
        self.checker.check(result, Match(code_system.header, concept, None, validity))
        result.issues.extend(self._hints(code_system, concept))

    def _hints(self, code_system: CodeSystemProvider, concept: Concept) -> Iterator[Issue]:
        """The hint of the code system about a code outside the value set, such as a header code."""
        rules = self.catalogue.rules.get(code_system.header.url)
        if rules is not None and rules.outside_hint is not None:
            text = rules.outside_hint(concept, code_system.children(concept.code))
            if text is not None:
                yield Issue("information", "business-rule", text, "code-rule", expression=("code",))

    def _own_code_system(self, coding: Coding) -> CodeSystemProvider | None:
        system = self.catalogue.canonical_system(coding.system or "")
        version = coding.version or prescribed(self.evaluation.rules.system, system)
        found = usable(self.catalogue.find_code_system(system, version))
        return self.evaluation.use(found, is_pinned=version is not None) if found else None

    def _not_in_value_set(self, coding: Coding) -> Issue:
        return issue(NOT_IN_VALUE_SET, coding=_written(coding), value_set=self.checker.value_set_name).at("code")

    def _with_inferred_system(self, coding: Coding, result: CodingReport) -> Coding:
        """The coding with the one system in which the value set has its code.

        If there is none and a system is not loaded, membership is undecidable, and the issue names that system.
        """
        candidates = systems_named(self.evaluation, self.value_set)
        # Checked even without candidates: an import that is not loaded may have the code.
        inferred = {system: replace(coding, system=system) for system in candidates} or {"": coding}
        matches = {system: matches_of(self.evaluation, self.value_set, item) for system, item in inferred.items()}
        found = [inferred[system] for system, (ways, _) in matches.items() if any(way.concept for way in ways)]
        if not found:  # a fragment that is included as a whole may have this code
            found = [inferred[system] for system, (ways, _) in matches.items() if ways]
        if len(found) == 1:
            return found[0]
        unknown = [item for _, item in matches.values() if item.unknown_systems or item.is_undecidable]
        if unknown and not found:
            result.issues.extend(item.at("code") for findings in unknown for item in findings.issues)
            result.unknown_systems = tuple(dict.fromkeys(name for item in unknown for name in item.unknown_systems))
            return coding
        words = {"code": coding.code, "value_set": self.checker.value_set_name}
        result.issues.append(self._not_in_value_set(coding))
        if found:
            kind = "Unable_to_resolve_system__value_set_has_multiple_matches"
            systems = ", ".join(item.system or "" for item in found)
            result.issues.append(issue(kind, systems=f"[{systems}]", **words).at("code"))
        else:
            result.issues.append(issue("UNABLE_TO_INFER_CODESYSTEM", **words).at("code"))
        return coding


class _FoundVersion(NamedTuple):
    wanted: str | None
    code_system: CodeSystemProvider | None


class CodeSystemCheck:
    """Checks whether a coding is in its code system, or in the one named by the request."""

    def __init__(
        self,
        request: ValidateCodeRequest,
        codings: Sequence[Coding],
        evaluation: Evaluation,
        checker: DisplayAndStatusCheck,
    ) -> None:
        self.request = request
        self.codings = codings
        self.evaluation = evaluation
        self.catalogue = evaluation.catalogue
        self.checker = checker

    def check(self, coding: Coding) -> CodingReport:
        system = coding.system or self.request.code_system
        version = coding.version or self.request.code_system_version
        coding = Coding(system, coding.code, version, coding.display)
        result = CodingReport(coding)
        if system is None:
            # A warning, as HL7's test bugs/no-system requires; without a match the result is false anyway.
            result.issues.append(issue("Coding_has_no_system__cannot_validate").at(""))
            return result
        if self._is_of_another_system(coding):
            result.issues.append(self._of_another_system(coding))
            return result
        wanted, found = self._find(system, version)
        if found is None:
            why = tuple(_why_unknown(self.catalogue, Coding(system, coding.code, wanted)))
            result.issues.extend(why)
            if _is_unknown(why):
                result.unknown_systems = (canonical.join(system, wanted),)
            return result
        self._check_in(self.evaluation.use(found, is_pinned=wanted is not None), coding, result)
        return result

    def find_code_system(self, coding: Coding) -> CodeSystemProvider | None:
        """The code system in which `check` looks up a code; None if it does not look the code up."""
        if coding.system is None or self._is_of_another_system(coding):
            return None
        wanted, found = self._find(coding.system, coding.version)
        return None if found is None else self.evaluation.use(found, is_pinned=wanted is not None)

    def _find(self, system: str, version: str | None) -> "_FoundVersion":
        """The requested version, and its code system if loaded; cached, as it is the same for every code."""
        return self.evaluation.once((system, version), lambda: self._find_uncached(system, version))

    def _find_uncached(self, system: str, version: str | None) -> "_FoundVersion":
        rules, url = self.evaluation.rules, self.catalogue.canonical_system(system)
        wanted = prescribed(rules.force, url) or version or prescribed(rules.system, url)
        return _FoundVersion(wanted, usable(self.catalogue.find_code_system(url, wanted)))

    def _is_of_another_system(self, coding: Coding) -> bool:
        if coding.system == self.request.code_system:
            return False
        asked = self.catalogue.canonical_system(self.request.code_system or "")
        supplied = self.catalogue.canonical_system(coding.system or "")
        return bool(asked and supplied) and asked != supplied

    def _of_another_system(self, coding: Coding) -> Issue:
        """An error only if no coding of the CodeableConcept is of the requested code system."""
        is_wrong = all(map(self._is_of_another_system, self.codings))
        text = f"The code is from the system '{coding.system}', but the request is about '{self.request.code_system}'"
        return Issue("error" if is_wrong else "information", "invalid", text, "invalid-data").at("system")

    def _check_in(self, code_system: CodeSystemProvider, coding: Coding, result: CodingReport) -> None:
        header = result.header = code_system.header
        concept = code_system.locate(coding.code or "")
        validity = code_system.validity(coding.code or "")
        if concept is None and (header.content == "complete" or validity is not None):
            result.issues.extend(_why_no_concept(self.catalogue, header, coding.code or "", validity))
            return
        match = result.match = Match(header, concept, None, validity)
        if self.checker.is_too_abstract(match):
            words = {"system": header.url, "code": coding.code}
            result.issues.append(issue("ABSTRACT_CODE_NOT_ALLOWED", **words).at("code"))
        self.checker.check(result, match)


def _why_unknown(catalogue: Catalogue, coding: Coding) -> Iterator[Issue]:
    """Why a system is not found: it is another kind of resource, not a valid url, or unknown."""
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


def _is_unknown(why: Iterable[Issue]) -> bool:
    """Whether the system is really unknown, and not a value set or a supplement."""
    return not any(
        item.message_id in ("CODESYSTEM_CS_NO_SUPPLEMENT", "Terminology_TX_System_ValueSet2") for item in why
    )


def _why_no_concept(
    catalogue: Catalogue, header: CodeSystemHeader, code: str, validity: Validity | None
) -> Iterator[Issue]:
    """Why a code is not found: it is not valid yet on the requested days, or it is unknown."""
    if validity is None and is_part(header):
        yield issue("UNKNOWN_CODE_IN_FRAGMENT", code=code, system=header.url, version=header.version).at("code")
        yield from hints(catalogue, header, code)
    elif validity is None:
        yield unknown_code(header, code)
        yield from hints(catalogue, header, code)
    else:
        yield from validity_issues(code, validity)


def _written(coding: Coding) -> str:
    display = f" ('{coding.display}')" if coding.display else ""
    return f"{canonical.join(coding.system or '', coding.version)}#{coding.code}{display}"
