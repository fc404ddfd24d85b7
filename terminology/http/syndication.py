"""/syndication: the Atom feed of what this server offers to others, and its artifacts.

    GET /syndication/feed.xml?category=FHIR_Package&canonical=url|version&fhirVersion=4.0
    GET /syndication/r4/package-hcpcs-level-ii-2025-10.tgz

Checksums are computed on first request, artifact by artifact, and cached until the content changes; a feed that takes
longer than a request may is answered with 503 and Retry-After while it is computed.
"""

import asyncio
import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from fhir_resources.json_format import dumps
from fhir_resources.version import find_version
from terminology.core.errors import BadRequest, TerminologyError, UnknownResource
from terminology.core.issues import Issue
from terminology.http.errors import Busy, HttpError, headers_of, status_of
from terminology.http.outcomes import outcome_of
from terminology.http.request_log import record_of
from terminology.http.responses import REVALIDATE, http_date
from terminology.http.server_context import ServerContext
from terminology.http.streaming import Streams
from terminology.library.syndication.artifacts import (
    Artifact,
    Sum,
    artifacts_of,
    entry_of,
    pieces_of,
    retractions,
    sum_of,
    urn_of,
)
from terminology.library.syndication.feeds import MEDIA_TYPE, Feed, FeedEntry
from terminology.pages.public_base import public_base

log = logging.getLogger(__name__)
PATIENCE_S = 20.0
OPEN_RANGE = re.compile(r"bytes=([0-9]{1,15})-")
FILTERS = ("category", "canonical", "fhirVersion")
FEED = "/syndication/feed.xml"
ARTIFACT = "/syndication/{version}/{file}"


class Syndication:
    def __init__(self, server: ServerContext) -> None:
        self._server = server
        self._streams = Streams()
        self._sums: dict[tuple[object, ...], Sum | TerminologyError] = {}
        self._reckoning: asyncio.Task[None] | None = None

    def routes(self) -> list[Route]:
        return [Route(FEED, self.feed, methods=["GET"]), Route(ARTIFACT, self.artifact, methods=["GET"])]

    async def feed(self, request: Request) -> Response:
        record_of(request.scope).route = FEED
        try:
            _refuse_unknown(request)
            artifacts = await self._offered()
            await self._compute_sums(artifacts)
        except (TerminologyError, HttpError) as error:
            return _refusal(request, error)
        document, updated = await self._streams.run(lambda: self._document(artifacts, request))
        etag = f'"{hashlib.sha256(document).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Last-Modified": http_date(updated), "Cache-Control": REVALIDATE}
        if request.headers.get("if-none-match", "").removeprefix("W/") == etag:
            return Response(status_code=304, headers=headers)
        return Response(document, 200, headers, MEDIA_TYPE)

    async def artifact(self, request: Request) -> Response:
        """The artifact, or its rest after an interrupted download: `Range: bytes=1000-`."""
        record_of(request.scope).route = ARTIFACT
        path = f"{request.path_params['version']}/{request.path_params['file']}"
        try:
            _refuse_unknown(request, ())
            found = next((item for item in await self._offered() if item.path == path), None)
            if found is None:
                raise UnknownResource(Issue("error", "not-found", f"There is no artifact '{path}'", "not-found"))
            known = await self._streams.run(lambda: self._sum(found))
            if isinstance(known, TerminologyError):
                raise known
        except TerminologyError as error:
            return _refusal(request, error)
        etag = f'"{known.sha256}"'
        headers = {"ETag": etag, "Cache-Control": REVALIDATE, "Accept-Ranges": "bytes"}
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        start = _start(request, etag)
        if start and start >= known.length:
            return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{known.length}"})
        headers["Content-Length"] = str(known.length - start)
        if start:
            headers["Content-Range"] = f"bytes {start}-{known.length - 1}/{known.length}"
        pieces = self._streams.send(_from_offset(pieces_of(found), start))
        return StreamingResponse(pieces, 206 if start else 200, headers, found.type)

    async def _offered(self) -> tuple[Artifact, ...]:
        return await self._streams.run(lambda: artifacts_of(self._server.library))

    async def _compute_sums(self, artifacts: Sequence[Artifact]) -> None:
        """Waits until every checksum is known; raises Busy when that takes too long, but keeps computing."""
        known = {item.key for item in artifacts}
        self._sums = {key: found for key, found in self._sums.items() if key in known}
        if self._reckoning is None or self._reckoning.done():
            self._reckoning = asyncio.create_task(self._compute_all_sums(artifacts))
        try:
            await asyncio.wait_for(asyncio.shield(self._reckoning), PATIENCE_S)
        except TimeoutError:
            raise Busy from None
        if any(item.key not in self._sums for item in artifacts):  # the content changed while another feed was computed
            await self._compute_all_sums(artifacts)

    async def _compute_all_sums(self, artifacts: Sequence[Artifact]) -> None:
        for item in artifacts:
            if item.key not in self._sums:
                await self._streams.run(lambda item=item: self._sum(item))  # type: ignore[misc]

    def _sum(self, artifact: Artifact) -> Sum | TerminologyError:
        """An artifact that fails is left out of the feed and logged; the others are not affected."""
        if artifact.key not in self._sums:
            try:
                self._sums[artifact.key] = sum_of(artifact)
            except TerminologyError as error:
                log.warning("not in the feed: %s: %s", artifact.path, error)
                self._sums[artifact.key] = error
        return self._sums[artifact.key]

    def _document(self, artifacts: Sequence[Artifact], request: Request) -> tuple[bytes, datetime]:
        from terminology.library.syndication.atom import write_feed  # with a library that only this module needs

        library, base = self._server.library, public_base(self._server.public_base_url, request.scope)
        sums = ((item, self._sum(item)) for item in artifacts)
        entries = [entry_of(item, sum, base, library.canonical_base) for item, sum in sums if isinstance(sum, Sum)]
        entries += retractions(library)
        shown = [entry for entry in entries if _matches_filters(entry, request)]
        updated = max((entry.updated for entry in entries), default=self._server.released)
        feed = Feed(
            id=urn_of(library.canonical_base, "syndication"),
            title="HCPCS Level II and other content of this terminology server",
            address=f"{base}{FEED}",
            generator=f"terminology-server {self._server.software_version}",
            updated=updated,
            entries=tuple(sorted(shown, key=lambda entry: (entry.updated, entry.version), reverse=True)),
        )
        return write_feed(feed), updated


def _refuse_unknown(request: Request, known: Sequence[str] = FILTERS) -> None:
    """Ignoring an unknown filter would return everything instead of a selection."""
    query = request.query_params
    if unknown := sorted(set(query) - set(known)):
        text = f"Unknown parameters: {', '.join(unknown)[:200]}. Known: {', '.join(known) or 'none'}"
        raise BadRequest(Issue("error", "not-supported", text))
    if any(find_version(version) is None for version in query.getlist("fhirVersion")):
        raise BadRequest(Issue("error", "value", "fhirVersion is 4.0 or 5.0", expression=("fhirVersion",)))


def _start(request: Request, etag: str) -> int:
    """The offset to resume from; 0 for anything but a single open range of the same bytes."""
    found = OPEN_RANGE.fullmatch(request.headers.get("range", ""))
    return int(found[1]) if found and request.headers.get("if-range", etag) == etag else 0


def _from_offset(pieces: Iterator[bytes], start: int) -> Iterator[bytes]:
    for piece in pieces:
        if start < len(piece):
            yield piece[start:]
        start = max(0, start - len(piece))


def _matches_filters(entry: FeedEntry, request: Request) -> bool:
    """Values of one filter are alternatives; different filters are combined with and."""
    query = request.query_params
    categories, canonicals, versions = (query.getlist(name) for name in FILTERS)
    return (
        (not canonicals or bool({entry.identifier, entry.version} & set(canonicals)))
        and (not categories or entry.term in categories)
        and (not versions or find_version(entry.fhir_version) in map(find_version, versions))
    )


def _refusal(request: Request, error: TerminologyError | HttpError) -> Response:
    outcome = outcome_of(error, record_of(request.scope).id)
    headers = {"Cache-Control": "no-store", **headers_of(error)}
    return Response(dumps(outcome), status_of(error), headers, "application/fhir+json; charset=utf-8")
