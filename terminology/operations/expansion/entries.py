"""Entries of an expansion: each member with the requested properties, designations and extensions."""

from collections.abc import Container, Iterable
from dataclasses import replace

from terminology.core.languages import PREFERRED_FOR_LANGUAGE, Languages, is_display
from terminology.core.meanings import Meanings, chosen_by_language
from terminology.core.model import (
    CodeSystemHeader,
    Coding,
    Concept,
    Designation,
    Extension,
    Property,
    PropertyDefinition,
    PropertyType,
    Value,
)
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import ExpandRequest
from terminology.core.status import CONCEPT_PROPERTIES, Standing, is_abstract, standing
from terminology.core.supplements import Supplement
from terminology.core.value_sets import Contains
from terminology.operations.displays import display_of
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.members import Member

DEFINITIONS = "http://hl7.org/fhir/StructureDefinition/"
# Extensions of a concept that an expansion copies, and those it turns into properties (code, type, uri).
REPEATED = frozenset(
    DEFINITIONS + name
    for name in ("rendering-style", "rendering-xhtml", "valueset-concept-definition", "valueset-deprecated")
)
AS_PROPERTY: dict[str, tuple[str, PropertyType, str]] = {
    DEFINITIONS + "codesystem-conceptOrder": ("order", "decimal", "order"),
    DEFINITIONS + "valueset-conceptOrder": ("order", "decimal", "order"),
    DEFINITIONS + "codesystem-label": ("label", "string", "label"),
    DEFINITIONS + "valueset-label": ("label", "string", "label"),
    DEFINITIONS + "itemWeight": ("weight", "decimal", "itemWeight"),
}
LOOSE_MATCH = "/StructureDefinition/loose-match"  # under the canonical base
RETAINED_EXTENSIONS = frozenset(
    {DEFINITIONS + "coding-sctdescid", DEFINITIONS + "structuredefinition-standards-status"}
)
LANGUAGE_DESIGNATION = "urn:ietf:bcp:47"


class Entries:
    """Writes members as entries of the expansion, and collects the properties they use."""

    def __init__(
        self,
        evaluation: Evaluation,
        request: ExpandRequest,
        requested_properties: tuple[str, ...],
        languages: Languages,
        in_several_versions: frozenset[str],
    ) -> None:
        self.evaluation = evaluation
        self.request = request
        self.requested_properties = requested_properties
        self.languages = languages
        self.in_several_versions = in_several_versions
        self.properties: dict[str, PropertyDefinition] = {}
        self._defaults: dict[int, tuple[Supplement, ...]] = {}  # by id of the code system, which a member keeps alive

    def of(self, member: Member, contains: tuple[Contains, ...] = ()) -> Contains:
        self.evaluation.check_deadline()
        header, concept, reference = member.header, member.concept, member.reference
        display = self._display(member)
        extensions = _overridden(concept.extensions, reference.extensions) if reference else concept.extensions
        stated = standing(header, concept)
        return Contains(
            system=header.url,
            code=concept.code,
            version=header.version if header.url in self.in_several_versions else None,
            display=display,
            is_abstract=is_abstract(header, concept),
            is_inactive=stated.is_inactive,
            designations=tuple(self._designations(member, display)),
            properties=tuple(self._properties(header, concept, stated, extensions)),
            extensions=(*_repeated(extensions, reference.extensions if reference else ()), *self._loose(member)),
            contains=contains,
        )

    def _loose(self, member: Member) -> Iterable[Extension]:
        if member.is_loose:
            yield Extension(self.evaluation.catalogue.canonical_base + LOOSE_MATCH, Value("boolean", True))

    def _display(self, member: Member) -> str | None:
        return display_of(member.header, member.concept, member.reference, self.languages)

    def _designations(self, member: Member, display: str | None) -> Iterable[Designation]:
        if not self.request.includes_designations and not self.request.designations:
            return
        header, concept, reference = member.header, member.concept, member.reference
        if concept.display is not None and display != concept.display:
            yield Designation(concept.display, header.language, PREFERRED_FOR_LANGUAGE)
        stated = (*concept.designations, *(reference.designations if reference else ()))
        for designation in (*stated, *self._designations_by_default(member)):
            is_the_display = designation.value == display and is_display(designation) and display != concept.display
            if not is_the_display and self._is_requested(designation):
                retained = tuple(item for item in designation.extensions if item.url in RETAINED_EXTENSIONS)
                yield designation if retained == designation.extensions else replace(designation, extensions=retained)

    def _designations_by_default(self, member: Member) -> Iterable[Designation]:
        """Designations from default supplements that were not requested; never used as displays."""
        code_system = member.code_set.code_system
        for supplement in self._defaults_of(code_system) if member.code_set.is_known else ():
            if added := supplement.find(member.concept.code):
                meanings = Meanings(self.evaluation.catalogue, code_system)
                fitting = meanings.fitting(member.concept, added.designations)
                yield from chosen_by_language(fitting, self.languages)

    def _defaults_of(self, code_system: CodeSystemProvider) -> tuple[Supplement, ...]:
        """Computed once per code system: a request may contain a thousand supplements."""
        if id(code_system) not in self._defaults:
            asked = self.evaluation.supplements
            known = self.evaluation.catalogue.supplements_of(code_system)
            self._defaults[id(code_system)] = tuple(item for item in known if item.is_default and item not in asked)
        return self._defaults[id(code_system)]

    def _is_requested(self, designation: Designation) -> bool:
        return not self.request.designations or any(_answers(designation, item) for item in self.request.designations)

    def _properties(
        self, header: CodeSystemHeader, concept: Concept, stated: Standing, extensions: Iterable[Extension]
    ) -> Iterable[Property]:
        for code in self.requested_properties:
            values = [Value("string", concept.definition)] if code == "definition" and concept.definition else []
            for value in values or concept.values(code):
                yield self._declared(header, code, value)
        for extension in extensions:
            if extension.url in AS_PROPERTY and extension.value is not None:
                code, type, uri = AS_PROPERTY[extension.url]
                self.properties.setdefault(code, PropertyDefinition(code, type, CONCEPT_PROPERTIES + uri))
                yield Property(code, Value(type, extension.value.content))
        if stated.status not in (None, "active") and "status" not in self.requested_properties:
            yield self._declared(header, "status", Value("code", str(stated.status)))

    def _declared(self, header: CodeSystemHeader, code: str, value: Value) -> Property:
        if code not in self.properties:
            declared = header.find_property(code)
            standard = CONCEPT_PROPERTIES + code if code in ("definition", "status") else None
            uri = declared.uri if declared and declared.uri else standard
            self.properties[code] = PropertyDefinition(code, declared.type if declared else "string", uri)
        return Property(code, value)


def _repeated(extensions: Iterable[Extension], of_reference: Container[Extension]) -> Iterable[Extension]:
    """The extensions that an entry copies: a few from the code system, and all HL7-defined ones that the value set
    states for the concept. No others, as HL7's test extensions-echo-enumerated requires.
    """
    for item in extensions:
        is_stated = item in of_reference and item.url.startswith(DEFINITIONS) and item.url not in AS_PROPERTY
        if is_stated or item.url in REPEATED:
            yield item


def _overridden(of_concept: tuple[Extension, ...], of_reference: tuple[Extension, ...]) -> tuple[Extension, ...]:
    """Both, without code system extensions that the value set overrides."""
    mentioned = {_meaning(item.url) for item in of_reference}
    return (*(item for item in of_concept if _meaning(item.url) not in mentioned), *of_reference)


def _meaning(url: str) -> str:
    return AS_PROPERTY[url][0] if url in AS_PROPERTY else url


def _answers(designation: Designation, asked: str) -> bool:
    system, _, code = asked.partition("|")
    if system == LANGUAGE_DESIGNATION:
        return (designation.language or "").lower() == code.lower()
    use = designation.use or Coding()
    return (use.system or "", use.code) == (system, code)
