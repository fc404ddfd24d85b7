"""CodeSystem/$lookup: everything the code system states about one code."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from terminology.core.catalogue import Catalogue
from terminology.core.dated_supplements import dated_supplements
from terminology.core.errors import UnknownCode
from terminology.core.history import Validity
from terminology.core.issues import Issue
from terminology.core.languages import PREFERRED_FOR_LANGUAGE, best_display, matches
from terminology.core.meanings import chosen_by_language
from terminology.core.model import CodeSystemHeader, Concept, Designation
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import LookupRequest, prescribed
from terminology.core.results import DescribedPeriod, DescribedText, LookupResult
from terminology.core.status import is_abstract
from terminology.core.supplements import Supplement
from terminology.core.timelines import Dated
from terminology.operations.code_hints import hints
from terminology.operations.described_properties import EVERYTHING, Describer
from terminology.operations.knowledge import earlier_issue, knowledge_issue, later_text_issue
from terminology.operations.validity import (
    described_by,
    not_yet,
    other_spelling,
    rest_of,
    undated_issue,
    unknown_code,
    validity_issues,
)
from terminology.operations.value_sets.versions import with_canonical_systems
from terminology.providers.supplemented import get_supplements, supplemented, unused_supplements

DESIGNATION = "designation"
VALIDITY = "validity"
HISTORY = "history"
MAX_NAMED = 10  # unknown properties named in an issue
# Every code system has these, declared or not; the first two lines are FHIR's.
ALWAYS_KNOWN = frozenset(
    {"code", "system", "name", "version", "display", "definition", DESIGNATION, "abstract", "url", "use"}
    | {"parent", "child", "inactive", "status", "notSelectable"}
    | {EVERYTHING, VALIDITY, HISTORY}
)


def lookup(catalogue: Catalogue, request: LookupRequest) -> LookupResult:
    """The display, designations and properties of a code, in the order in which they are stated.

    `request.properties` empty means all; `designation` in it requests designations, `lang.xx` those in a language.
    Displays follow the requested languages. Raises UnknownCodeSystem, UnknownCode.
    Source: https://hl7.org/fhir/R5/codesystem-operation-lookup.html
    """
    return Lookup(catalogue, request).of(request.code)


class Lookup:
    """One request for any number of codes: code-independent parts are computed once. `request.code` is ignored.

    Raises what `lookup` raises.
    """

    def __init__(self, catalogue: Catalogue, request: LookupRequest) -> None:
        self._notices = catalogue.notices(request.system, request.version)
        if self._notices:
            system, version = catalogue.split_system(request.system, request.version)
            request = replace(request, system=system, version=version)
        self._catalogue = catalogue
        self._request = request
        self._code_system = code_system = _get_code_system(catalogue, request)
        self._languages = request.context.languages or request.context.header_languages
        self._supplements = _used_supplements(catalogue, code_system, request)
        self._unused = _unused_supplements(catalogue, code_system, request)
        self._dated = dated_supplements(catalogue, code_system, request.context.days)
        self._companions = _companions(self._dated, request)
        self._describer = Describer(catalogue, code_system, self._languages)

    def of(self, code: str) -> LookupResult:
        catalogue, request, code_system = self._catalogue, self._request, self._code_system
        concept = code_system.locate(code)
        validity = code_system.validity(code)
        if concept is None:
            raise self._unknown_code(code, validity)
        header = described_by(code_system.header, validity)
        companions = tuple([each for each in self._companions if each.item.find(concept.code)])
        designations = chosen_by_language(_designations(header, concept, request.properties), request.context.languages)
        return LookupResult(
            code_system=header,
            code=concept.code,
            display=best_display(header, concept, self._languages) or concept.display or concept.code,
            definition=concept.definition,
            is_abstract=is_abstract(header, concept),
            designations=designations,
            designation_sources=_designation_sources(self._supplements, concept.code, designations),
            properties=(
                *self._describer.properties(concept, request.properties, self._supplements),
                *(self._describer.added(companions, concept.code, request.properties) if companions else ()),
            ),
            periods=_periods(catalogue, request, header, concept.code),
            texts=tuple(_texts(catalogue, request, concept.code)) if HISTORY in request.properties else (),
            issues=(
                *self._notices,
                *self._unused,
                *(
                    _unknown_properties(catalogue, code_system, request, companions, concept)
                    if request.properties
                    else ()
                ),
                *_remarks(catalogue, request, header, code, concept.code, validity),
                *(_outdated_supplements(self._dated, concept.code, request) if self._dated else ()),
            ),
        )

    def _unknown_code(self, code: str, validity: Validity | None) -> UnknownCode:
        header = self._code_system.header
        edge = _edge(self._catalogue, self._request, header)
        if edge is None and validity is None:
            edge = _early(self._catalogue, self._request, header)
        helpful = (*hints(self._catalogue, header, code), *rest_of(header)) if validity is None else ()
        return UnknownCode(_why_unknown(header, code, validity), *helpful, *((edge,) if edge else ()))


def _unknown_properties(
    catalogue: Catalogue,
    code_system: CodeSystemProvider,
    request: LookupRequest,
    companions: tuple[Dated[Supplement], ...],
    concept: Concept,
) -> Iterable[Issue]:
    """An issue about requested properties that neither the code system nor a supplement has."""
    asked = [code for code in request.properties if code not in ALWAYS_KNOWN and not code.startswith("lang.")]
    if not asked:
        return
    stated = {item.code for item in concept.properties}
    supplements = (*catalogue.supplements_of(code_system), *(companion.item for companion in companions))
    headers = (code_system.header, *(supplement.code_system.header for supplement in supplements))
    unknown = [code for code in asked if code not in stated and not any(each.find_property(code) for each in headers)]
    if unknown:
        names = ", ".join(f"'{code[:40]}'" for code in unknown[:MAX_NAMED])
        text = f"{code_system.header.url} has no property {names}"
        yield request.context.not_honored(Issue("information", "not-supported", text, expression=("property",)))


def _why_unknown(header: CodeSystemHeader, code: str, validity: Validity | None) -> Issue:
    if validity is not None:  # it is not valid yet on the requested days
        return Issue("error", "not-found", not_yet(code, validity), "invalid-code", expression=("code",))
    return unknown_code(header, code)


def _periods(
    catalogue: Catalogue, request: LookupRequest, header: CodeSystemHeader, code: str
) -> tuple[DescribedPeriod, ...]:
    """Each period of the code, if requested and if the code system states validity dates."""
    history = catalogue.histories.get(header.url)
    if history is None or VALIDITY not in request.properties:
        return ()
    version = header.version if _requested_version(catalogue, request) else None
    return tuple(
        DescribedPeriod(period, history.display(code, period, version)) for period in history.periods(code, version)
    )


def _texts(catalogue: Catalogue, request: LookupRequest, code: str) -> Iterator[DescribedText]:
    """The displays of the code across releases, earliest first; consecutive equal ones are merged."""
    versions = reversed(catalogue.code_systems.get(catalogue.canonical_system(request.system), ()))
    stated = ((each.header.version or "", concept.display or "") for each in versions if (concept := each.locate(code)))
    for display, group in groupby(stated, key=itemgetter(1)):
        yield DescribedText(display, tuple(version for version, _ in group))


def _used_supplements(
    catalogue: Catalogue, code_system: CodeSystemProvider, request: LookupRequest
) -> tuple[Supplement, ...]:
    """The requested supplements, then the default ones."""
    asked = tuple(
        item
        for item in get_supplements(catalogue, request.context.supplements, request.context.days)
        if catalogue.adds_to(item, code_system.header)
    )
    defaults = (item for item in catalogue.supplements_of(code_system) if item.is_default and item not in asked)
    return (*asked, *defaults)


def _unused_supplements(
    catalogue: Catalogue, code_system: CodeSystemProvider, request: LookupRequest
) -> tuple[Issue, ...]:
    asked = get_supplements(catalogue, request.context.supplements, request.context.days)
    return tuple(map(request.context.not_honored, unused_supplements(catalogue, asked, (code_system.header,))))


def _designation_sources(
    supplements: tuple[Supplement, ...], code: str, designations: tuple[Designation, ...]
) -> tuple[str | None, ...]:
    """The supplement of each designation; empty if no designation comes from a supplement."""
    if not supplements:  # as in most requests
        return ()
    stated = {
        designation: supplement.header.canonical
        for supplement in reversed(supplements)
        if (concept := supplement.find(code))
        for designation in concept.designations
    }
    return tuple(map(stated.get, designations)) if stated else ()


def _edge(catalogue: Catalogue, request: LookupRequest, header: CodeSystemHeader) -> Issue | None:
    days = request.context.days
    return (
        knowledge_issue(catalogue, header, days, _requested_version(catalogue, request) is not None) if days else None
    )


def _early(catalogue: Catalogue, request: LookupRequest, header: CodeSystemHeader) -> Issue | None:
    days = request.context.days
    return earlier_issue(catalogue, header, days, _requested_version(catalogue, request) is not None) if days else None


def _remarks(
    catalogue: Catalogue,
    request: LookupRequest,
    header: CodeSystemHeader,
    written: str,
    code: str,
    validity: Validity | None,
) -> Iterable[Issue]:
    """Remarks about the requested day; errors are left out, as properties show that a code has ended."""
    spelling = other_spelling(header, written, code)
    if spelling is not None:
        yield spelling
    if validity is None:
        if request.context.days is None:
            return
        yield undated_issue(header)
    edges = (_edge(catalogue, request, header), later_text_issue(catalogue, header, validity))
    yield from (item for item in edges if item is not None)
    yield from (item for item in validity_issues(code, validity) if item.severity != "error")


def _get_code_system(catalogue: Catalogue, request: LookupRequest) -> CodeSystemProvider:
    version = _requested_version(catalogue, request)
    found = catalogue.get_code_system(request.system, version)
    days = request.context.days
    dated = catalogue.as_of(found, days, is_pinned=version is not None) if days else None
    asked = get_supplements(catalogue, request.context.supplements, request.context.days)
    return supplemented(catalogue, dated or found, asked, with_defaults=True)


def _requested_version(catalogue: Catalogue, request: LookupRequest) -> str | None:
    """The version that the request selects; None if it selects none."""
    system = catalogue.canonical_system(request.system)
    rules = with_canonical_systems(catalogue, request.context.versions)
    return prescribed(rules.force, system) or request.version or prescribed(rules.system, system)


def _designations(header: CodeSystemHeader, concept: Concept, asked: tuple[str, ...]) -> tuple[Designation, ...]:
    """The requested designations, including the display as the preferred one in the code system's language."""
    designations = concept.designations
    if concept.display is not None and header.language is not None:
        designations = (Designation(concept.display, header.language, PREFERRED_FOR_LANGUAGE), *designations)
    if not asked or EVERYTHING in asked or DESIGNATION in asked:
        return designations
    tags = [code.removeprefix("lang.") for code in asked if code.startswith("lang.")]
    return tuple(item for item in designations if any(matches(item.language, tag) for tag in tags))


def _companions(dated: tuple[Dated[Supplement], ...], request: LookupRequest) -> tuple[Dated[Supplement], ...]:
    """The dated supplements that apply to the requested days, except those requested explicitly."""
    asked = {reference.partition("|")[0] for reference in request.context.supplements}
    return tuple(each for each in dated if each.item.header.url not in asked)


def _outdated_supplements(dated: tuple[Dated[Supplement], ...], code: str, request: LookupRequest) -> Iterable[Issue]:
    """Notices about supplements of the code that end before the requested days, unless their version was requested."""
    days = request.context.days
    if days is None:
        return
    pinned = {url for url, _, version in (item.partition("|") for item in request.context.supplements) if version}
    for each in dated:
        header = each.item.header
        if each.covers(days.last) or header.url in pinned or not each.item.find(code):
            continue
        end = f", which ended on {each.end}" if each.end else ", which has no end"
        text = f"{header.title or header.url}{end}, is the latest one loaded before {days}"
        yield Issue("information", "informational", text, "processing-note", expression=("date",))
