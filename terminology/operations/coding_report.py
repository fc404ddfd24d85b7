"""What to report about a code that was found: its case, display, status and dates.

Source: https://hl7.org/fhir/R5/valueset-operation-validate-code.html and
https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from terminology.core.catalogue import Catalogue
from terminology.core.issues import Issue
from terminology.core.languages import Languages
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader, Coding, Concept, Extension
from terminology.core.requests import ValidateCodeRequest
from terminology.core.status import STANDARDS_STATUS, UNSTATED, Standing, is_abstract, standing
from terminology.core.value_sets import ConceptReference
from terminology.operations.code_hints import end_hint, hints
from terminology.operations.displays import WRONG_DISPLAYS, check_display, display_of
from terminology.operations.knowledge import later_text_issue
from terminology.operations.validity import described_by, other_spelling, validity_issues
from terminology.operations.value_sets.one_code import Match

VALUE_SET_DEPRECATED = "http://hl7.org/fhir/StructureDefinition/valueset-deprecated"


@dataclass(slots=True)
class CodingReport:
    """The result for one coding. `match` None: it is not in the value set, or not in its code system."""

    coding: Coding
    match: Match | None = None
    header: CodeSystemHeader | None = None  # the code system version that was checked
    concept: Concept | None = None
    standing: Standing = UNSTATED
    display: str | None = None
    issues: list[Issue] = field(default_factory=list)
    unknown_systems: tuple[str, ...] = ()
    other_unknown_systems: tuple[str, ...] = ()


class DisplayAndStatusCheck:
    """Checks displays and statuses as one request specifies: strictness, languages, value set."""

    def __init__(
        self, catalogue: Catalogue, request: ValidateCodeRequest, languages: Languages, value_set_name: str
    ) -> None:
        self.catalogue = catalogue
        self.request = request
        self.languages = languages
        self.value_set_name = value_set_name

    def check(self, result: CodingReport, match: Match, is_member: bool = False) -> None:
        """Adds the issues about a concept that was found: case, display, status."""
        header, concept, coding = described_by(match.header, match.validity), match.concept, result.coding
        result.header, result.concept = header, concept
        if concept is None:
            words = {"code": coding.code, "system": header.url, "version": header.version}
            result.issues.append(issue("UNKNOWN_CODE_IN_FRAGMENT", **words).at("code"))
            result.issues.extend(hints(self.catalogue, header, coding.code or ""))
            return
        reference = match.reference
        result.standing = standing(header, concept)
        result.display = display_of(header, concept, reference, self.languages) or concept.display
        if match.validity is not None:
            result.issues.extend(validity_issues(concept.code, match.validity))
            if (later := later_text_issue(self.catalogue, header, match.validity)) is not None:
                result.issues.append(later)
        if self.request.only_membership:
            return
        if concept.code != coding.code:
            result.issues.append(_other_code(header, coding.code or "", concept.code))
        if coding.display is not None:
            wrong = check_display(coding.display, header, concept, reference, self.languages)
            if wrong is not None:
                is_lenient = wrong.message_id in WRONG_DISPLAYS and (
                    self.request.is_display_lenient or self._is_user_assigned(header, concept)
                )
                result.issues.append((wrong.as_severity("warning") if is_lenient else wrong).at("display"))
        result.issues.extend(self._comments(match, concept, result.standing, reference if is_member else None))

    def _is_user_assigned(self, header: CodeSystemHeader, concept: Concept) -> bool:
        rules = self.catalogue.rules.get(header.url)
        return rules is not None and rules.is_user_assigned is not None and rules.is_user_assigned(concept.code)

    def _comments(
        self, match: Match, concept: Concept, standing: Standing, reference: ConceptReference | None
    ) -> Iterator[Issue]:
        header, stated = match.header, standing.status
        if standing.is_inactive and match.validity is None:  # otherwise its dates are more precise
            text = "inactive" if stated in (None, "inactive") else f"{stated} and inactive"
            yield issue("INACTIVE_CONCEPT_FOUND", code=concept.code, status=text).at("")
            yield from end_hint(self.catalogue, header, concept.code)
        elif stated == "deprecated":
            yield issue("DEPRECATED_CONCEPT_FOUND", code=concept.code).at("")
        if reference is not None and any(map(_deprecates, reference.extensions)):
            words = {"code": concept.code, "system": header.url, "status": "deprecated"}
            yield issue("CONCEPT_DEPRECATED_IN_VALUESET", value_set=self.value_set_name, **words).at("code")

    def is_too_abstract(self, match: Match) -> bool:
        """Whether the concept is abstract although the request does not allow that."""
        concept = match.concept
        return not self.request.allows_abstract and concept is not None and is_abstract(match.header, concept)

    def is_display_right(self, display: str, match: Match) -> bool:
        if match.concept is None:
            return False
        return check_display(display, match.header, match.concept, match.reference, self.languages) is None


def _other_code(header: CodeSystemHeader, written: str, code: str) -> Issue:
    """The issue about a code that was understood in another spelling, or another case."""
    words = {"code": written, "correct": code, "canonical": header.canonical}
    return other_spelling(header, written, code) or issue("CODE_CASE_DIFFERENCE", **words).at("code")


def _deprecates(extension: Extension) -> bool:
    content = extension.value.content if extension.value else None
    if extension.url == VALUE_SET_DEPRECATED:
        return content in (True, "true")
    return extension.url == STANDARDS_STATUS and content == "deprecated"
