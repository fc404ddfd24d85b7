"""vread and history: of one resource, a type, or everything written over REST; newest first.

Imported content has only the version being served: each release is a separate resource. Source:
https://hl7.org/fhir/R5/http.html#history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from fhir_resources.elements import members
from terminology.core.errors import BadRequest, Deleted, UnknownResource
from terminology.core.issues import Issue
from terminology.http.query_values import parse_span, whole_number
from terminology.http.requests import FhirRequest
from terminology.http.responses import REVALIDATE, Answer, http_date
from terminology.http.search_page import PAGE_BYTES
from terminology.http.server_context import ServerContext
from terminology.http.versioned_resource import versioned
from terminology.http.views import View, instant, resource_of
from terminology.http.written_versions import headers_of, shown, texts_of, texts_within
from terminology.library.written import HistoryEntry

DEFAULT_COUNT, LARGEST_COUNT = 50, 1000
STATUSES = {"POST": "201", "DELETE": "204"}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """The requested part of a history."""

    count: int
    offset: int
    since: datetime | None
    at: tuple[datetime, datetime] | None

    def chosen(self, entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
        """`_at`: versions current at some time within it; `_since`: versions written at or after it."""
        found = list(entries)
        if self.at is not None:
            found = _current_at(found, self.at)
        if self.since is not None:
            found = [entry for entry in found if entry.at >= self.since]
        return found


def vread(type: str, server: ServerContext, request: FhirRequest, id: str, version_id: str) -> Answer:
    """One version as it was, also of a deleted resource; 410 for the deletion itself."""
    written = server.library.written
    if written.find_head(type, id) is None:
        return _imported_version(type, server, request, id, version_id)
    number = int(version_id) if version_id.isdigit() and len(version_id) < 10 and version_id.isascii() else 0
    entry = written.find_version(type, id, number)
    if entry is None:
        raise _unknown(type, id, version_id)
    if entry.version.is_deleted:
        raise Deleted(Issue("error", "deleted", f"{type}/{id} was deleted with version {version_id}"))
    resource = texts_of(server, [entry])[entry.text_key]
    headers = {**headers_of(entry.version, entry.at), "Cache-Control": REVALIDATE}
    return Answer(shown(resource, entry.version, entry.at, request.version), 200, headers, request.version)


def of_instance(type: str, server: ServerContext, request: FhirRequest, id: str) -> Answer:
    """Every version of one resource, including deletions."""
    entries = server.library.written.history(type, id)
    if not entries:
        return _imported_history(type, server, request, id)
    return _bundle(server, request, list(reversed(entries)))


def of_type(type: str, server: ServerContext, request: FhirRequest) -> Answer:
    log = server.library.written.log
    return _bundle(server, request, [entry for entry in reversed(log[:]) if entry.version.type == type])


def of_system(server: ServerContext, request: FhirRequest) -> Answer:
    return _bundle(server, request, list(reversed(server.library.written.log[:])))


def _bundle(server: ServerContext, request: FhirRequest, entries: Sequence[HistoryEntry]) -> Answer:
    page = read_page(request)
    chosen = page.chosen(entries)
    asked = chosen[page.offset : page.offset + page.count]
    some, resources = texts_within(server, asked, PAGE_BYTES, request.budget.check)
    written = [_entry(request, entry, resources.get(entry.text_key)) for entry in some]
    bundle = members(
        resourceType="Bundle",
        type="history",
        total=len(chosen),
        link=[{"relation": name, "url": url} for name, url in _links(request, page, len(chosen), len(some))],
        entry=written,
    )
    return Answer(bundle, headers={"Cache-Control": REVALIDATE}, written_in=request.version)


def _entry(request: FhirRequest, entry: HistoryEntry, resource: Json | None) -> Json:
    version = entry.version
    address = f"{version.type}/{version.id}"
    is_new = version.method == "POST" or (version.method == "PUT" and version.version_id == 1)
    return members(
        fullUrl=f"{request.base}/{address}",
        resource=shown(resource, version, entry.at, request.version) if resource is not None else None,
        request={
            "method": version.method,
            "url": version.type if version.method == "POST" else address,
        },
        response={
            "status": "201" if is_new else STATUSES.get(version.method, "200"),
            "etag": f'W/"{version.version_id}"',
            "lastModified": instant(entry.at),
        },
    )


def read_page(request: FhirRequest) -> Page:
    """Raises BadRequest for invalid numbers or times, and for unknown parameters."""
    for name, _ in request.query:
        if name not in ("_count", "_offset", "_since", "_at", "_format", "_pretty", "_summary", "_elements"):
            text = f"A history supports _count, _since, _at and _offset, not {name}"
            raise BadRequest(Issue("error", "not-supported", text, expression=(name,)))
    since = request.control("_since")
    at = request.control("_at")
    return Page(
        count=min(whole_number(request, "_count", DEFAULT_COUNT), LARGEST_COUNT),
        offset=whole_number(request, "_offset", 0),
        since=parse_span("_since", since)[0] if since else None,
        at=parse_span("_at", at) if at else None,
    )


def _current_at(newest_first: list[HistoryEntry], span: tuple[datetime, datetime]) -> list[HistoryEntry]:
    """The versions of each resource that were current at some time of the span: `2026-11` is the whole month."""
    begin, end = span
    found: list[HistoryEntry] = []
    is_over: set[tuple[str, str]] = set()
    for entry in newest_first:
        if begin < entry.at <= end:
            found.append(entry)
        elif entry.at <= begin and entry.version.key not in is_over:
            is_over.add(entry.version.key)
            found.append(entry)
    return found


def _links(request: FhirRequest, page: Page, total: int, on_page: int) -> Iterable[tuple[str, str]]:
    """`on_page`: the number of entries, when large ones made the page shorter than requested."""
    retained = [(name, value) for name, value in request.query if name not in ("_count", "_offset")]

    def address(offset: int) -> str:
        query = [*retained, ("_count", str(page.count)), *([("_offset", str(offset))] if offset else [])]
        return f"{request.base}/{request.path}?{urlencode(query)}"

    yield "self", address(page.offset)
    if page.offset:
        yield "previous", address(max(0, page.offset - page.count))
    if on_page and page.offset + on_page < total:
        yield "next", address(page.offset + on_page)


def _imported_version(type: str, server: ServerContext, request: FhirRequest, id: str, version_id: str) -> Answer:
    item = versioned(request.snapshot.resources.get(type, id), server.released, server.software_version)
    if item.version_id != version_id:
        raise _unknown(type, id, version_id)
    snapshot = request.snapshot
    headers = {
        "ETag": f'W/"{version_id}"',
        "Last-Modified": http_date(item.last_updated),
        "Cache-Control": REVALIDATE,
    }
    return Answer(resource_of(item, snapshot.catalogue, request.version, View()), 200, headers, request.version)


def _imported_history(type: str, server: ServerContext, request: FhirRequest, id: str) -> Answer:
    item = versioned(request.snapshot.resources.get(type, id), server.released, server.software_version)
    snapshot = request.snapshot
    address = f"{type}/{id}"
    entry = {
        "fullUrl": f"{request.base}/{address}",
        "resource": resource_of(item, snapshot.catalogue, request.version, View(is_search=True)),
        "request": {"method": "PUT", "url": address},
        "response": {
            "status": "200",
            "etag": f'W/"{item.version_id}"',
            "lastModified": instant(item.last_updated),
        },
    }
    link = [{"relation": "self", "url": f"{request.base}/{request.path}"}]
    bundle = {"resourceType": "Bundle", "type": "history", "total": 1, "link": link, "entry": [entry]}
    return Answer(bundle, headers={"Cache-Control": REVALIDATE}, written_in=request.version)


def _unknown(type: str, id: str, version_id: str) -> UnknownResource:
    return UnknownResource(Issue("error", "not-found", f"There is no version {version_id} of {type}/{id}", "not-found"))
