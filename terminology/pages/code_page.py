"""The page of a code: everything this server knows about it on a date, across all loaded releases.

It runs $lookup, the history, $diff and $translate as FHIR clients do, and shows their answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from seed.hcpcs.code_system import URL as HCPCS
from seed.narrative.concepts import sections_url
from terminology.core.dated_supplements import dated_supplements
from terminology.core.days import Days, parse_days
from terminology.core.errors import BadRequest, UnknownCode
from terminology.core.model import Concept, Designation
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import LookupRequest
from terminology.core.results import LookupResult
from terminology.core.supplements import Supplement
from terminology.operations.described_properties import EVERYTHING
from terminology.operations.lookup import VALIDITY, lookup
from terminology.pages.billing import billing_of, is_billing
from terminology.pages.code_copies import copies_of, fhir_links
from terminology.pages.code_downloads import TABLES, table_of_code
from terminology.pages.code_position import place_of
from terminology.pages.code_status import Standing, advice_of, meanings_of, standing_of, undated_standing
from terminology.pages.code_view import CodeNames, CodeSource, CodeStatus, CodeView, OtherName, Replacements
from terminology.pages.context import Answer, Page, PageRequest, Redirect
from terminology.pages.downloads import FORMATS, file_of
from terminology.pages.facts import ELSEWHERE, fact_groups
from terminology.pages.language_names import language_name
from terminology.pages.links import code_path, short_name, with_query
from terminology.pages.narrative import narrative_of
from terminology.pages.problems import PageProblem
from terminology.pages.query import day_text
from terminology.pages.related_codes import packages, predecessors, successors
from terminology.pages.release_notes import release_notes
from terminology.pages.timeline import timeline_of
from terminology.pages.wording import words_of_name

LONGEST_CODE = 200  # characters; longer ones are not looked up
SHORT = "short-description"


@dataclass(frozen=True, slots=True)
class _CodeQuestion:
    """The code to show, in one version or in all of them, on the given days or (None) today."""

    request: PageRequest
    provider: CodeSystemProvider
    version: str | None
    code: str
    days: Days | None

    @property
    def system(self) -> str:
        return self.provider.header.url

    @property
    def is_hcpcs(self) -> bool:
        return self.system == HCPCS

    @property
    def is_dated(self) -> bool:
        return self.system in self.request.catalogue.histories

    @property
    def on(self) -> Days:
        return self.days or parse_days(self.request.context.today().isoformat())

    @property
    def versions(self) -> tuple[CodeSystemProvider, ...]:
        """All loaded versions, earliest first."""
        return tuple(reversed(self.request.catalogue.code_systems.get(self.system, ())))


def hcpcs_code_page(request: PageRequest) -> Answer:
    return _code_page(request, HCPCS, request.query.find("version"))


def code_page(request: PageRequest) -> Answer:
    """The page of a code in any code system, by the code system's FHIR id."""
    entry = request.resources.find("CodeSystem", request.ids["id"])
    if entry is None:
        raise PageProblem(404, "That code system is not loaded", "See Content for what is loaded.")
    if entry.header.url == HCPCS:
        path = code_path(request.resources, HCPCS, request.ids["code"], entry.header.version)
        return Redirect(path or "/")
    chosen = request.query.find("version")
    if chosen is not None and chosen != entry.header.version:
        return _of_other_version(request, entry.header.url, chosen)
    return _code_page(request, entry.header.url, entry.header.version)


def _of_other_version(request: PageRequest, system: str, version: str) -> Answer:
    """Raises UnknownCodeSystem."""
    found = request.catalogue.get_code_system(system, version).header
    path = code_path(request.resources, system, request.ids["code"], found.version)
    return Redirect(with_query(path or "/", date=request.query.find("date")))


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
    view = _view(_CodeQuestion(request, provider, version, code, days))
    if download := request.query.choice("download", FORMATS):
        return file_of(table_of_code(request.query.choice("of", TABLES) or TABLES[0], view), download)
    return Page("code.html", view)


def _as_written(request: PageRequest, provider: CodeSystemProvider, code: str) -> str:
    """The code in its code system's own spelling, if only case or form differ."""
    known = (code, code.upper(), *request.catalogue.candidate_codes(provider.header.url, code))
    found = (concept for item in known if (concept := provider.locate(item)))
    return next((concept.code for concept in found), code)


def _view(asked: _CodeQuestion) -> CodeView:
    request, provider = asked.request, asked.provider
    undated, dated = _supplements(asked)
    supplements = (*undated, *dated)
    found = _looked_up(asked, undated)
    uses = sections_url(request.context.library.canonical_base)
    elsewhere = ELSEWHERE | {item.code for item in found.properties if is_billing(item.code)}
    source = _source(asked, found)
    replacements = _replacements(asked)
    stated = _narrated(supplements, asked.code)
    return CodeView(
        title=f"{asked.code} {_shortened(found.display)} – {source.system}",
        names=_names(found, uses),
        source=source,
        status=_status(asked, found, replacements),
        place=place_of(provider, found, request.resources, asked.version, request.query.find("date")),
        facts=fact_groups(found.code_system, found.properties, supplements, request.resources, elsewhere),
        billing=billing_of(found.properties, supplements, provider, request.resources, request.query.find("date")),
        packages=packages(request, asked.code) if asked.is_hcpcs else None,
        replacements=replacements,
        narrative=narrative_of(found.designations, uses, stated, partial(language_name, request.catalogue)),
        notes=release_notes(asked.versions, asked.code),
        copies=copies_of(request, found, asked.days),
        links=fhir_links(request, found, asked.days, asked.version),
    )


def _names(found: LookupResult, uses: str) -> CodeNames:
    return CodeNames(
        code=found.code,
        display=found.display,
        definition=found.definition,
        short=next((item.value for item in found.designations if item.use and item.use.code == SHORT), None),
        others=tuple(_other_name(item) for item in found.designations if _is_other_name(item, uses)),
    )


def _source(asked: _CodeQuestion, found: LookupResult) -> CodeSource:
    request = asked.request
    return CodeSource(
        system=short_name(request.catalogue, asked.provider.header),
        href="/hcpcs" if asked.is_hcpcs else request.path.rpartition(f"/{request.ids['code']}")[0],
        release=found.code_system.version,
        releases=tuple(reversed([item.header.version or "" for item in asked.versions])),
        pinned=asked.version,
        is_of_all=asked.is_hcpcs,
    )


def _status(asked: _CodeQuestion, found: LookupResult, replacements: Replacements) -> CodeStatus:
    today = asked.request.context.today()
    standing = _standing(asked, found)
    timeline = timeline_of(found.periods, _first_days(asked.versions), asked.on, today) if asked.is_dated else None
    return CodeStatus(
        day=day_text(asked.days, today),
        standing=standing,
        advice=advice_of(standing, [item.code for item in replacements.successors]),
        meanings=meanings_of(found.periods, found.display),
        remarks=found.issues,
        timeline=timeline,
    )


def _standing(asked: _CodeQuestion, found: LookupResult) -> Standing:
    as_of = asked.request.catalogue.as_of(asked.provider, asked.on, is_pinned=asked.version is not None)
    validity = as_of.validity(asked.code) if as_of else None
    return standing_of(validity, asked.on) if validity else undated_standing(_is_inactive(found))


def _replacements(asked: _CodeQuestion) -> Replacements:
    if not asked.is_hcpcs:
        return Replacements((), ())
    return Replacements(successors(asked.request, asked.code), predecessors(asked.request, asked.code))


def _looked_up(asked: _CodeQuestion, supplements: Sequence[Supplement]) -> LookupResult:
    """The $lookup result for these days; for a code that starts later, the result for its first day."""
    catalogue, system, code, version = asked.request.catalogue, asked.system, asked.code, asked.version
    days = asked.on if asked.is_dated or asked.days else None
    names = tuple(item.header.canonical for item in supplements)
    context = replace(asked.request.asked, days=days, supplements=names)
    question = LookupRequest(system, code, version, (EVERYTHING, VALIDITY), context)
    try:
        return lookup(catalogue, question)
    except UnknownCode:
        history = catalogue.histories.get(system)
        periods = history.periods(code, version) if history and days else ()
        if not periods:
            raise
        first = parse_days(periods[0].start.isoformat())
        return lookup(catalogue, replace(question, context=replace(context, days=first)))


def _supplements(asked: _CodeQuestion) -> tuple[tuple[Supplement, ...], tuple[Supplement, ...]]:
    """The supplements to request by name, and the tables of the quarter of these days, which apply by default."""
    catalogue, provider = asked.request.catalogue, asked.provider
    dated = {item.item.header.url for item in dated_supplements(catalogue, provider, None)}
    undated = tuple(item for item in catalogue.supplements_of(provider) if item.header.url not in dated)
    return undated, tuple(item.item for item in dated_supplements(catalogue, provider, asked.on))


def _is_inactive(found: LookupResult) -> bool:
    return any(item.code == "inactive" and item.value.content is True for item in found.properties)


def _first_days(versions: Sequence[CodeSystemProvider]) -> list[tuple[str, date]]:
    """The first days of the versions that are named by date."""
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


def _shortened(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0]}…"
