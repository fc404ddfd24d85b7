"""The page of a code: everything this server knows about it, on a day, in the words of every loaded release.

It asks $lookup, the history, $diff and $translate what FHIR clients ask them, and shows their answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from seed.hcpcs.code_system import URL as HCPCS
from seed.narrative.concepts import sections_url
from terminology.core.dated_supplements import dated_supplements
from terminology.core.days import Days, parse_days
from terminology.core.errors import BadRequest, UnknownCode
from terminology.core.issues import Issue
from terminology.core.model import Concept, Designation
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import LookupRequest
from terminology.core.results import LookupResult
from terminology.core.supplements import Supplement
from terminology.operations.described_properties import EVERYTHING
from terminology.operations.lookup import VALIDITY, lookup
from terminology.pages.billing import Billing, billing_of, is_billing
from terminology.pages.code_copies import Copy, FhirLink, copies_of, fhir_links
from terminology.pages.code_downloads import TABLES, table_of_code
from terminology.pages.code_tree import path_to
from terminology.pages.context import Answer, Page, PageRequest, Redirect
from terminology.pages.downloads import FORMATS, file_of
from terminology.pages.facts import ELSEWHERE, FactGroup, fact_groups
from terminology.pages.links import code_path, short_name, with_query
from terminology.pages.narrative import Narrative, narrative_of
from terminology.pages.problems import PageProblem
from terminology.pages.query import day_text
from terminology.pages.related_codes import Packages, RelatedCode, packages, predecessors, successors
from terminology.pages.release_notes import ReleaseNote, release_notes
from terminology.pages.standing import Standing, advice_of, standing_of, undated_standing
from terminology.pages.timeline import Timeline, timeline_of
from terminology.pages.wording import words_of_name

LONGEST_CODE = 200  # characters; longer ones are not looked for
SHORT = "short-description"


@dataclass(frozen=True, slots=True)
class OtherName:
    text: str
    use: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Neighbor:
    code: str
    display: str | None
    href: str | None


@dataclass(frozen=True, slots=True)
class CodeView:
    title: str
    code: str
    display: str
    definition: str | None
    short: str | None
    system: str
    system_href: str
    release: str | None
    releases: tuple[str, ...]
    pinned: str | None
    day: str
    is_dated: bool
    standing: Standing
    advice: str | None
    remarks: tuple[Issue, ...]
    timeline: Timeline | None
    facts: tuple[FactGroup, ...]
    billing: Billing | None
    other_names: tuple[OtherName, ...]
    narrative: Narrative | None
    packages: Packages | None
    successors: tuple[RelatedCode, ...]
    predecessors: tuple[RelatedCode, ...]
    parents: tuple[Neighbor, ...]
    children: tuple[Neighbor, ...]
    previous: Neighbor | None
    next: Neighbor | None
    notes: tuple[ReleaseNote, ...]
    copies: tuple[Copy, ...]
    links: tuple[FhirLink, ...]


def hcpcs_code_page(request: PageRequest) -> Answer:
    return _code_page(request, HCPCS, request.query.find("version"))


def code_page(request: PageRequest) -> Answer:
    """Of any code system, by the id under which FHIR serves it."""
    entry = request.resources.find("CodeSystem", request.ids["id"])
    if entry is None:
        raise PageProblem(404, "That code system is not loaded", "See what is loaded under Content.")
    if entry.header.url == HCPCS:
        path = code_path(request.resources, HCPCS, request.ids["code"], entry.header.version)
        return Redirect(path or "/")
    return _code_page(request, entry.header.url, entry.header.version)


def _code_page(request: PageRequest, system: str, version: str | None) -> Answer:
    code = request.ids["code"].strip()
    if len(code) > LONGEST_CODE:
        raise PageProblem(404, "There is no such code", f"No code is longer than {LONGEST_CODE} characters.")
    days = request.query.days()
    provider = request.catalogue.get_code_system(system, version)
    written = _as_written(request, provider, code)
    if written != request.ids["code"]:
        path = code_path(request.resources, system, written, version)
        return Redirect(with_query(path or "/", date=days.text if days else None))
    view = _view(request, provider, version, code, days)
    if download := request.query.choice("download", FORMATS):
        of = request.query.choice("of", TABLES) or TABLES[0]
        return file_of(table_of_code(of, view.code, view.facts, view.timeline, view.packages), download)
    return Page("code.html", view)


def _as_written(request: PageRequest, provider: CodeSystemProvider, code: str) -> str:
    """The code as its code system writes it, if that has it in another case or form."""
    known = (code, code.upper(), *request.catalogue.candidate_codes(provider.header.url, code))
    found = (concept for item in known if (concept := provider.locate(item)))
    return next((concept.code for concept in found), code)


def _view(
    request: PageRequest, provider: CodeSystemProvider, version: str | None, code: str, days: Days | None
) -> CodeView:
    catalogue, header = request.catalogue, provider.header
    today = request.context.today()
    asked = days or parse_days(today.isoformat())
    history = catalogue.histories.get(header.url)
    as_of = catalogue.as_of(provider, asked, is_pinned=version is not None)
    validity = as_of.validity(code) if as_of else None
    undated, dated = _supplements(request, provider, asked)
    supplements = (*undated, *dated)
    found = _looked_up(request, provider, version, code, asked if history or days else None, undated)
    standing = standing_of(validity, asked) if validity else undated_standing(_is_inactive(found))
    is_hcpcs = header.url == HCPCS
    elsewhere = ELSEWHERE | {item.code for item in found.properties if is_billing(item.code)}
    after = successors(request, code) if is_hcpcs else ()
    versions = _versions(request, header.url)
    release = found.code_system.version
    system = short_name(catalogue, header)
    uses = sections_url(request.context.library.canonical_base)
    return CodeView(
        title=f"{code} {_shortened(found.display)} – {system}",
        code=found.code,
        display=found.display,
        definition=found.definition,
        short=next((item.value for item in found.designations if item.use and item.use.code == SHORT), None),
        system=system,
        system_href="/hcpcs" if is_hcpcs else request.path.rpartition(f"/{request.ids['code']}")[0],
        release=release,
        releases=tuple(reversed([item.header.version or "" for item in versions])),
        pinned=version,
        day=day_text(days, today),
        is_dated=history is not None,
        standing=standing,
        advice=advice_of(standing, [item.code for item in after]),
        remarks=found.issues,
        timeline=timeline_of(found.lives, _first_days(versions), asked, today) if history else None,
        facts=fact_groups(found.code_system, found.properties, supplements, request.resources, elsewhere),
        billing=billing_of(found.properties, supplements, provider, request.resources),
        other_names=tuple(_other_name(item) for item in found.designations if _is_other_name(item, uses)),
        narrative=narrative_of(found.designations, uses, _narrated(supplements, code)),
        packages=packages(request, code) if is_hcpcs else None,
        successors=after,
        predecessors=predecessors(request, code) if is_hcpcs else (),
        parents=_above(request, found, provider),
        children=_related(request, found, "child"),
        previous=_beside(request, provider, code, -1, version),
        next=_beside(request, provider, code, 1, version),
        notes=release_notes(versions, code),
        copies=copies_of(request, found, days),
        links=fhir_links(request, found, days, version),
    )


def _looked_up(
    request: PageRequest,
    provider: CodeSystemProvider,
    version: str | None,
    code: str,
    days: Days | None,
    supplements: Sequence[Supplement],
) -> LookupResult:
    """What $lookup says on these days; of a code that is yet to come then, what it says on its first day."""
    catalogue, system = request.catalogue, provider.header.url
    names = tuple(item.header.canonical for item in supplements)
    context = replace(request.asked, days=days, supplements=names)
    asked = LookupRequest(system, code, version, (EVERYTHING, VALIDITY), context)
    try:
        return lookup(catalogue, asked)
    except UnknownCode:
        history = catalogue.histories.get(system)
        lives = history.lives(code, version) if history and days else ()
        if not lives:
            raise
        first = parse_days(lives[0].start.isoformat())
        return lookup(catalogue, replace(asked, context=replace(context, days=first)))


def _supplements(
    request: PageRequest, provider: CodeSystemProvider, days: Days
) -> tuple[tuple[Supplement, ...], tuple[Supplement, ...]]:
    """Those to ask for by name, and the tables of the quarter that answers about the days: these come unasked."""
    catalogue = request.catalogue
    dated = {item.item.header.url for item in dated_supplements(catalogue, provider, None)}
    undated = tuple(item for item in catalogue.supplements_of(provider) if item.header.url not in dated)
    return undated, tuple(item.item for item in dated_supplements(catalogue, provider, days))


def _is_inactive(found: LookupResult) -> bool:
    return any(item.code == "inactive" and item.value.content is True for item in found.properties)


def _versions(request: PageRequest, url: str) -> tuple[CodeSystemProvider, ...]:
    """Every loaded version, the earliest first."""
    return tuple(reversed(request.catalogue.code_systems.get(url, ())))


def _first_days(versions: Sequence[CodeSystemProvider]) -> list[tuple[str, date]]:
    """The months from which versions are in force, of those that are named by one."""
    found: list[tuple[str, date]] = []
    for item in versions:
        try:
            found.append((item.header.version or "", parse_days(item.header.version or "").first))
        except BadRequest:
            continue
    return found


def _is_other_name(designation: Designation, uses: str) -> bool:
    use = designation.use
    return use is None or (use.system != uses and use.code not in (SHORT, "preferredForLanguage"))


def _other_name(designation: Designation) -> OtherName:
    use = designation.use
    return OtherName(
        designation.value, (use.display or words_of_name(use.code or "")) if use else "Also", designation.language
    )


def _narrated(supplements: Sequence[Supplement], code: str) -> Concept | None:
    return next((concept for item in supplements if item.is_default and (concept := item.find(code))), None)


def _related(request: PageRequest, found: LookupResult, property_code: str) -> tuple[Neighbor, ...]:
    system, version = found.code_system.url, found.code_system.version
    codes = [(str(item.value.content), item.description) for item in found.properties if item.code == property_code]
    return tuple(Neighbor(code, text, code_path(request.resources, system, code, version)) for code, text in codes)


def _above(request: PageRequest, found: LookupResult, provider: CodeSystemProvider) -> tuple[Neighbor, ...]:
    """The way down from the top of the code system, where there is one way; else the codes directly above."""
    direct = _related(request, found, "parent")
    if len(direct) != 1:
        return direct
    concepts = filter(None, map(provider.locate, path_to(provider, found.code)[:-1]))
    url, version = found.code_system.url, found.code_system.version
    return tuple(Neighbor(c.code, c.display, code_path(request.resources, url, c.code, version)) for c in concepts)


def _beside(
    request: PageRequest, provider: CodeSystemProvider, code: str, step: int, version: str | None
) -> Neighbor | None:
    """The code before or after this one in the order of the code system; None at the ends, and for one not in it."""
    ordinal = provider.ordinal(code)
    if ordinal is None or not 0 <= ordinal + step < provider.count:
        return None
    concept = provider.concept(ordinal + step)
    href = code_path(request.resources, provider.header.url, concept.code, version)
    return Neighbor(concept.code, concept.display, href)


def _shortened(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0]}…"
