"""Search and read of CodeSystem, ValueSet and ConceptMap.

Sources: https://hl7.org/fhir/R5/http.html#search and #read.
"""

from fhir_resources.operation_outcome import operation_outcome
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.implicit_value_sets import implicit_value_sets
from terminology.http.requests import FhirRequest
from terminology.http.responses import REVALIDATE, Answer, holds_any, http_date, is_current
from terminology.http.search import Search, read_elements, read_search, read_summary
from terminology.http.search_page import Match, SearchPage
from terminology.http.server_context import ServerContext
from terminology.http.versioned_resource import VersionedResource, versioned
from terminology.http.views import View, parts_of, resource_of


def search(type: str, server: ServerContext, request: FhirRequest) -> Answer:
    """A page of the matching resources, as a Bundle; it lists parameters that were ignored."""
    snapshot = request.snapshot
    asked = read_search(type, request)
    entries = [versioned(entry, server.released, server.software_version) for entry in snapshot.resources.entries(type)]
    implicit = implicit_value_sets(asked, snapshot.catalogue, server.released) if type == "ValueSet" else ()
    found = asked.find((*entries, *implicit), snapshot.catalogue)
    view = View(asked.summary, asked.elements, is_search=True)

    def match(item: VersionedResource) -> Match:
        return Match(
            _full_url(request, type, item),
            lambda: resource_of(item, snapshot.catalogue, request.version, view),
            lambda: parts_of(item, snapshot.catalogue, request.version, view),
        )

    address = f"{request.base}/{type}"
    page = SearchPage(
        [match(item) for item in found[asked.offset : asked.offset + asked.count]],
        len(found),
        lambda shown: dict(asked.links(address, len(found), shown)),
        _ignored(asked) if asked.ignored else None,
    )
    headers = {"Cache-Control": REVALIDATE}
    small = page.find_small(request.budget.check)
    if small is not None:
        return Answer(small, headers=headers, written_in=request.version)
    return Answer(None, 200, headers, request.version, page, request.budget.check)


def _full_url(request: FhirRequest, type: str, item: VersionedResource) -> str:
    """The address of the resource, or the url of an implicit value set."""
    return f"{request.base}/{type}/{item.entry.id}" if item.entry.id else item.entry.header.url


def read(type: str, server: ServerContext, request: FhirRequest, id: str) -> Answer:
    """One resource, complete unless `_summary` or `_elements` ask for less; 304 when the client has it."""
    snapshot = request.snapshot
    entry = snapshot.resources.find(type, id)
    if entry is None:
        raise server.library.written.missing(type, id)
    view = View(_read_summary(request), read_elements(request))
    item = versioned(entry, server.released, server.software_version)
    etag = f'W/"{item.version_id}"'
    headers = {"ETag": etag, "Last-Modified": http_date(item.last_updated), "Cache-Control": REVALIDATE}
    if is_current(request, etag, item.last_updated) or holds_any(request):
        return Answer(status=304, headers=headers)
    if parts := parts_of(item, snapshot.catalogue, request.version, view):
        return Answer(None, 200, headers, request.version, parts, request.budget.check)
    return Answer(resource_of(item, snapshot.catalogue, request.version, view), 200, headers, request.version)


def _read_summary(request: FhirRequest) -> str | None:
    summary = read_summary(request)
    if summary == "count":
        raise BadRequest(Issue("error", "value", "_summary=count is for searches", expression=("_summary",)))
    return summary


def _ignored(asked: Search) -> dict[str, object]:
    text = f"Unknown parameters, which were ignored: {', '.join(asked.ignored)}"
    outcome = operation_outcome([Issue("warning", "not-supported", text)])
    return {"resource": outcome, "search": {"mode": "outcome"}}
