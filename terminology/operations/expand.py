"""ValueSet/$expand: the codes of a value set, filtered, in pages, with what was asked about each."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from terminology.core import canonical
from terminology.core.catalogue import Catalogue, is_version
from terminology.core.code_sets import CodeSet
from terminology.core.errors import TooCostly
from terminology.core.issues import Issue
from terminology.core.languages import (
    NO_PREFERENCE,
    PREFERRED_FOR_LANGUAGE,
    Languages,
    is_display,
)
from terminology.core.meanings import Meanings, chosen_by_language
from terminology.core.messages import issue
from terminology.core.model import (
    CodeSystemHeader,
    Coding,
    Concept,
    Designation,
    Extension,
    Header,
    Property,
    PropertyDefinition,
    PropertyType,
    Value,
)
from terminology.core.requests import ExpandRequest, no_deadline
from terminology.core.results import ExpandResult
from terminology.core.status import CONCEPT_PROPERTIES, is_abstract, is_inactive, status, status_warning
from terminology.core.value_sets import Contains, ExpansionParameter, ValueSet
from terminology.operations.displays import display_of
from terminology.operations.value_sets.all_codes import AllCodes
from terminology.operations.value_sets.definition import UNIDENTIFIED, get_value_set, languages_of
from terminology.operations.value_sets.evaluate import Evaluator, partial_issue
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.members import Key, Member, Members
from terminology.operations.value_sets.search import search
from terminology.operations.value_sets.versions import systems_in_several_versions

UNCLOSED = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed"
UNCLOSED_REASON = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed-reason"
DEFINITIONS = "http://hl7.org/fhir/StructureDefinition/"
# Extensions of a concept that an expansion repeats as they are, and those it repeats as properties (code, type, uri).
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
# Of every code system, whether it states them or not.
KNOWN_PROPERTIES = frozenset(
    {"definition", "designation", "display", "inactive", "notSelectable", "parent", "child", "status"}
    | {code for code, _, _ in AS_PROPERTY.values()}
)
NAMED_CODES = 20  # of those that a code system lacks
AT_A_TIME = 1000  # members of an expansion that is taken code by code
NESTING_LIMIT = 60  # levels of an expansion; JSON readers give up at some hundred


def expand(catalogue: Catalogue, request: ExpandRequest) -> ExpandResult:
    """The members of the value set from `offset` on, at most `count` of them, and how many there are in all.

    Without a filter in the order of definition, with one the best matches first; nested where the hierarchy shows and
    the request allows it. Raises UnknownValueSet, UnknownCodeSystem, InvalidValueSet, NotSupported, TooCostly.
    Source: https://hl7.org/fhir/R5/valueset-operation-expand.html
    """
    value_set = get_value_set(catalogue, request.value_set, request.context.versions)
    evaluation = Evaluation(catalogue, request.context, value_set)
    languages = languages_of(request.context, value_set)
    members = _members(evaluation, value_set, request)
    if request.offset is not None and request.count is None:  # as CQL engines and VSAC's clients page
        request = _with_page(request)
    most = request.largest_count
    if most is not None and request.count is not None and request.count > most:
        evaluation.notices[evaluation.passed_over(_shortened(request.count, most))] = None
        request = replace(request, count=most)
    if request.count is None and len(members) > request.limit_codes:
        name = value_set.header.canonical or UNIDENTIFIED
        raise TooCostly(issue("VALUESET_TOO_COSTLY", value_set=name, limit=f">{request.limit_codes}"))
    properties = request.properties or (value_set.compose.properties if value_set.compose else ())
    entry = _Entries(evaluation, request, properties, languages, _shown_with_version(evaluation, value_set))
    contains = _contains(members, request, value_set, entry)
    _note_properties(evaluation, request, properties, entry.properties)
    return ExpandResult(
        value_set=value_set,
        contains=contains,
        total=len(members),
        offset=request.offset,
        parameters=tuple(_parameters(request, evaluation, value_set, languages)),
        properties=tuple(entry.properties.values()),
        extensions=tuple(_unclosed(evaluation)),
        includes_definition=request.includes_definition,
    )


def expand_all(catalogue: Catalogue, request: ExpandRequest) -> tuple[tuple[str, ...], Iterator[Contains]]:
    """Every code of the value set, flat and in order, each made when it is taken; and first what there is to warn of.

    The value set is evaluated once, at once: that raises what `expand` raises, and asks the deadline of the request.
    """
    value_set = get_value_set(catalogue, request.value_set, request.context.versions)
    evaluation = Evaluation(catalogue, request.context, value_set)
    languages = languages_of(request.context, value_set)
    members = _members(evaluation, value_set, request)
    properties = request.properties or (value_set.compose.properties if value_set.compose else ())
    entry = _Entries(evaluation, request, properties, languages, _shown_with_version(evaluation, value_set))
    parameters = _parameters(request, evaluation, value_set, languages)
    warnings = tuple(str(item.content) for item in parameters if item.name == "warning")
    evaluation.check_deadline = no_deadline  # whoever takes the codes slowly may
    pages = (members[start : start + AT_A_TIME] for start in range(0, len(members), AT_A_TIME))
    return warnings, (entry.of(member) for page in pages for member in page)


def _with_page(request: ExpandRequest) -> ExpandRequest:
    """A page of the server's own size, which the answer tells."""
    size = request.limit_codes
    return replace(request, count=size, supplied=(*request.supplied, ExpansionParameter("count", "integer", size)))


def _shortened(count: int, most: int) -> Issue:
    text = f"A count of {count:,} was asked for, and one page has at most {most:,} codes: ask for the rest with offset"
    return Issue("information", "too-costly", text, expression=("count",))


def _note_properties(
    evaluation: Evaluation, request: ExpandRequest, properties: Iterable[str], found: Container[str]
) -> None:
    """Properties that were asked for, or that the definition names, and that no code system of the expansion has, are
    noted.
    """
    headers = tuple(evaluation.used_code_systems.values())
    unknown = [
        code[:40]
        for code in properties
        if code not in found and code not in KNOWN_PROPERTIES and not any(each.find_property(code) for each in headers)
    ]
    if unknown and headers:
        names = ", ".join(f"'{code}'" for code in unknown[:NAMED_CODES])
        text = f"No code system of the expansion has a property {names}"
        issue = Issue("information", "not-supported", text, expression=("property",))
        evaluation.notices[evaluation.passed_over(issue) if request.properties else issue] = None


def _members(evaluation: Evaluation, value_set: ValueSet, request: ExpandRequest) -> Sequence[Member]:
    """The members that the request leaves; with a text to search for, those that it means, the best first."""
    evaluator = Evaluator(evaluation, AllCodes(evaluation))
    sets = evaluator.evaluate(value_set)
    if request.only_active:
        sets = evaluator.active(sets)
    if request.excludes_not_for_ui:
        sets = tuple(item.difference(item.code_system.abstract()) for item in sets)
    if request.exclude_systems:
        sets = tuple(_outside(evaluation.catalogue, request.exclude_systems, sets))
    text = (request.filter or "").strip()
    return search(sets, text, evaluation.names_of) if text else Members(sets)


def _outside(catalogue: Catalogue, systems: Iterable[str], sets: Iterable[CodeSet]) -> Iterable[CodeSet]:
    """The sets of none of these code systems, each `url` or `url|version`."""
    excluded: dict[str, set[str | None]] = {}
    for url, version in map(canonical.split, systems):
        excluded.setdefault(catalogue.canonical_system(url), set()).add(version)
    for item in sets:
        versions = excluded.get(item.header.url, ())
        if not any(version is None or is_version(item.header, version) for version in versions):
            yield item


def _shown_with_version(evaluation: Evaluation, value_set: ValueSet) -> frozenset[str]:
    """The code systems of which the definition names several versions, or of which several were used."""
    compose = value_set.compose
    named = systems_in_several_versions((*compose.include, *compose.exclude)) if compose else frozenset()
    urls = [header.url for header in evaluation.used_code_systems.values()]
    return named | {url for url in urls if urls.count(url) > 1}


def _contains(
    members: Sequence[Member], request: ExpandRequest, value_set: ValueSet, entry: "_Entries"
) -> tuple[Contains, ...]:
    if request.offset is not None or request.count is not None:
        start = request.offset or 0
        end = None if request.count is None else start + request.count
        return tuple(entry.of(member) for member in members[start:end])
    if not _is_flat(members, request, value_set):
        by_key = {member.key: member for member in members}
        above = {member.key: _member_above(member, by_key) for member in members}
        if all(_reaches_the_top(key, above) for key in above):
            return _nested(members, above, entry)
    return tuple(entry.of(member) for member in members)


def _is_flat(members: Sequence[Member], request: ExpandRequest, value_set: ValueSet) -> bool:
    """Whether the hierarchy is left out: on request, and where members were listed, imported, excluded or searched."""
    has_excludes = value_set.compose is not None and bool(value_set.compose.exclude)
    is_search = request.filter is not None and any(member.code_set.is_whole_system for member in members)
    return request.excludes_nested or has_excludes or is_search or any(member.code_set.is_flat for member in members)


def _reaches_the_top(key: Key | None, above: Mapping[Key, Key | None]) -> bool:
    """Whether the way up ends: it does not in a circle, nor, for those who have to read it, in an endless chain."""
    for _ in range(NESTING_LIMIT):
        if key is None:
            return True
        key = above[key]
    return False


def _nested(members: Sequence[Member], above: Mapping[Key, Key | None], entry: "_Entries") -> tuple[Contains, ...]:
    """Each member below the nearest member above it, the others at the top."""
    below: dict[Key | None, list[Member]] = {}
    for member in members:
        below.setdefault(above[member.key], []).append(member)

    def build(member: Member) -> Contains:
        return entry.of(member, tuple(build(child) for child in below.get(member.key, ())))

    return tuple(build(member) for member in below.get(None, ()))


def _member_above(member: Member, by_key: Mapping[Key, Member]) -> Key | None:
    code_system = member.code_set.code_system
    pending, seen = list(code_system.parents(member.concept.code)), {member.concept.code}
    while pending:
        code = pending.pop(0)
        if (key := (member.header.url, member.header.version, code)) in by_key:
            return key
        if code not in seen:
            seen.add(code)
            pending.extend(code_system.parents(code))
    return None


class _Entries:
    """Writes members as entries of the expansion, and collects which properties they have."""

    def __init__(
        self,
        evaluation: Evaluation,
        request: ExpandRequest,
        asked_properties: tuple[str, ...],
        languages: Languages,
        in_several_versions: frozenset[str],
    ) -> None:
        self.evaluation = evaluation
        self.request = request
        self.asked_properties = asked_properties
        self.languages = languages
        self.in_several_versions = in_several_versions
        self.properties: dict[str, PropertyDefinition] = {}

    def of(self, member: Member, contains: tuple[Contains, ...] = ()) -> Contains:
        self.evaluation.check_deadline()
        header, concept, reference = member.header, member.concept, member.reference
        display = self._display(member)
        extensions = _overridden(concept.extensions, reference.extensions if reference else ())
        return Contains(
            system=header.url,
            code=concept.code,
            version=header.version if header.url in self.in_several_versions else None,
            display=display,
            is_abstract=is_abstract(header, concept),
            is_inactive=is_inactive(header, concept),
            designations=tuple(self._designations(member, display)),
            properties=tuple(self._properties(header, concept, extensions)),
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
        """What default supplements that were not asked for add: to read and to search, and never to display."""
        if not member.code_set.is_known:
            return
        for supplement in self.evaluation.catalogue.supplements_of(member.code_set.code_system):
            is_asked = supplement in self.evaluation.supplements
            added = supplement.find(member.concept.code) if supplement.is_default and not is_asked else None
            if added:
                meanings = Meanings(self.evaluation.catalogue, member.code_set.code_system)
                fitting = meanings.fitting(member.concept, added.designations)
                yield from chosen_by_language(fitting, self.languages)

    def _is_requested(self, designation: Designation) -> bool:
        return not self.request.designations or any(_answers(designation, item) for item in self.request.designations)

    def _properties(
        self, header: CodeSystemHeader, concept: Concept, extensions: Iterable[Extension]
    ) -> Iterable[Property]:
        for code in self.asked_properties:
            values = [Value("string", concept.definition)] if code == "definition" and concept.definition else []
            for value in values or concept.values(code):
                yield self._declared(header, code, value)
        for extension in extensions:
            if extension.url in AS_PROPERTY and extension.value is not None:
                code, type, uri = AS_PROPERTY[extension.url]
                self.properties.setdefault(code, PropertyDefinition(code, type, CONCEPT_PROPERTIES + uri))
                yield Property(code, Value(type, extension.value.content))
        stated = status(header, concept)
        if stated not in (None, "active") and "status" not in self.asked_properties:
            yield self._declared(header, "status", Value("code", str(stated)))

    def _declared(self, header: CodeSystemHeader, code: str, value: Value) -> Property:
        if code not in self.properties:
            declared = header.find_property(code)
            standard = CONCEPT_PROPERTIES + code if code in ("definition", "status") else None
            uri = declared.uri if declared and declared.uri else standard
            self.properties[code] = PropertyDefinition(code, declared.type if declared else "string", uri)
        return Property(code, value)


def _repeated(extensions: Iterable[Extension], of_reference: Container[Extension]) -> Iterable[Extension]:
    """What an entry repeats as it is: of the code system's word a part, of what the value set says of the concept all
    that HL7 defines. Others it does not, as HL7's test extensions-echo-enumerated wants.
    """
    for item in extensions:
        is_said = item in of_reference and item.url.startswith(DEFINITIONS) and item.url not in AS_PROPERTY
        if is_said or item.url in REPEATED:
            yield item


def _overridden(of_concept: tuple[Extension, ...], of_reference: tuple[Extension, ...]) -> tuple[Extension, ...]:
    """Both, less what the value set says in place of the code system."""
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


def _parameters(
    request: ExpandRequest, evaluation: Evaluation, value_set: ValueSet, languages: Languages
) -> Iterable[ExpansionParameter]:
    """What was asked, as far as it counted, and what was used to answer it."""
    evaluation.note_unused_supplements()
    yield from request.supplied
    if languages != NO_PREFERENCE and languages.text:
        yield ExpansionParameter("displayLanguage", "code", languages.text)
    yield from evaluation.used_rules
    for header in evaluation.used_code_systems.values():
        yield ExpansionParameter("used-codesystem", "uri", header.canonical)
        if header.content == "fragment":
            yield ExpansionParameter("used-fragment", "uri", header.canonical)
        yield from _warnings(header, value_set.header)
    for item in (*evaluation.notices, *evaluation.edges, *evaluation.early):
        yield ExpansionParameter("warning", "string", item.text)
    for name in evaluation.partial:
        yield ExpansionParameter("warning", "string", partial_issue(name).text)
    for canonical_url, codes in evaluation.missing_codes.items():
        yield ExpansionParameter("warning", "string", _missing(canonical_url, codes))
    for header in evaluation.undated.values():
        yield ExpansionParameter("undated-codesystem", "uri", header.canonical)
    for used in evaluation.used_value_sets.values():
        yield ExpansionParameter("used-valueset", "uri", used.header.canonical)
        yield from _warnings(used.header, value_set.header)
    for supplement in evaluation.used_supplements():
        yield ExpansionParameter("used-supplement", "uri", supplement.header.canonical)
    yield from _warnings(value_set.header, value_set.header)


def _missing(code_system: str, codes: Sequence[str]) -> str:
    named = ", ".join(codes[:NAMED_CODES]) + (
        f" and {len(codes) - NAMED_CODES:,} more" if len(codes) > NAMED_CODES else ""
    )
    return f"The value set enumerates codes that {code_system} does not have: {named}"


def _warnings(header: Header, user: Header) -> Iterable[ExpansionParameter]:
    if doubt := status_warning(header, user):
        yield ExpansionParameter(f"warning-{doubt}", "uri", header.canonical)


def _unclosed(evaluation: Evaluation) -> Iterable[Extension]:
    """An expansion of a fragment or an example may lack codes, and says so (extension valueset-unclosed)."""
    partial = [header for header in evaluation.used_code_systems.values() if header.content in ("fragment", "example")]
    fragments = [header for header in partial if header.url not in evaluation.open_ended]
    if fragments or evaluation.partial or evaluation.open_ended:
        yield Extension(UNCLOSED, Value("boolean", True))
    for header in fragments:
        article = "an" if header.content == "example" else "a"
        reason = f"This extension is based on {article} {header.content} of the code system {header.url}"
        yield Extension(UNCLOSED_REASON, Value("string", reason))
    for url in evaluation.open_ended:
        text = (
            f"The code System '{url}' has a grammar and so has infinite members. Those that are listed here are a part"
        )
        yield Extension(UNCLOSED_REASON, Value("string", text))
    for name in evaluation.partial:
        yield Extension(UNCLOSED_REASON, Value("string", partial_issue(name).text))
