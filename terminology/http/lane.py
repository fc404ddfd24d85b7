"""Lane: the questions that come again and again, answered in front of everything else.

    a question of the hot operations -> asked before, of the same content? -> the answer that is ready for it
                                     -> asked before about another code?   -> answered as that was, and made ready
                                     -> else the routes, and their answer is made ready

It knows no FHIR: the routes answer each question once for each publication, and the same bytes are sent again, with a
request id and (expansions) a stamp of their own. Everything it does not recognise goes to the routes untouched.
"""

import time
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fhir_resources.json_format import dumps
from fhir_resources.operation_definitions import (
    CODE_SYSTEM_VALIDATE_CODE,
    EXPAND,
    LOOKUP,
    VALUE_SET_VALIDATE_CODE,
)
from fhir_resources.operations.expand import identifier_of, stamp
from fhir_resources.version import FhirVersion
from terminology.core.errors import StoreUnavailable, TerminologyError
from terminology.http.alike import Kinds, cut
from terminology.http.endpoint import FhirEndpoint
from terminology.http.observing import Notes
from terminology.http.packing import packed
from terminology.http.ready import (
    LENGTH,
    REQUEST_ID,
    Pair,
    Question,
    ReadyAnswer,
    Shelf,
    ready_answer,
    with_values,
)
from terminology.http.request_ids import request_id_of
from terminology.http.requests import CACHE_ID, HEADERS
from terminology.http.site import Site
from terminology.library.snapshots import Snapshot

log = structlog.get_logger(__name__)

OPERATIONS = (LOOKUP, CODE_SYSTEM_VALIDATE_CODE, VALUE_SET_VALIDATE_CODE, EXPAND)
ADDRESSES: Mapping[str, FhirVersion] = {
    f"/{version.path}/{operation.resource}/${operation.code}": version
    for version in FhirVersion
    for operation in OPERATIONS
}
STAMPED = f"/{EXPAND.resource}/${EXPAND.code}"  # how the addresses end whose answers have a stamp
# What tells questions apart besides address and body. With a cache id the answer depends on more than these.
TOLD_APART = {b"accept-encoding", *(name.encode() for name in HEADERS if name not in ("content-length", CACHE_ID))}
NOT_HERE = CACHE_ID.encode()
LONGEST_QUERY = 4096  # bytes
HTTP_OK = 200
NO_BODY: Message = {"type": "http.request", "body": b""}
LONG_REST = 32 * 1024  # bytes; to copy more takes longer than to send it apart
LONGEST_BODY_DIGITS = 4  # of its length in bytes; longer ones seldom come again


class Ready(NamedTuple):
    """What is ready of one publication, in one FHIR version."""

    snapshot: Snapshot
    shelf: Shelf
    kinds: Kinds


class Lane:
    """`app` is the whole application without it, `endpoints` are those in it that answer its addresses."""

    def __init__(self, app: ASGIApp, site: Site, notes: Notes, endpoints: Mapping[FhirVersion, FhirEndpoint]) -> None:
        self.app = app
        self.site = site
        self._endpoints = endpoints
        self._notes = notes
        self._ready: dict[FhirVersion, Ready] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        headers = _headers(scope)
        if headers is None:
            await self.app(scope, receive, send)
            return
        taken = await receive() if scope["method"] == "POST" else NO_BODY
        body = None if taken.get("more_body") else taken.get("body")
        # Only now is it asked what is served, because a body may take long.
        ready = self.ready(ADDRESSES[scope["path"]])
        if body is None or ready is None:
            await self.app(scope, _again(taken, receive), send)
            return
        question = _question(scope, scope["query_string"], body)
        answer = ready.shelf.find(question) or await self._answer_alike(question, ready, scope, body)
        if answer is None:
            await self._ask(question, ready, scope, body, _again(taken, receive), send)
            return
        given = headers.get(REQUEST_ID)
        id = request_id_of(given.decode("latin-1") if given else None)
        headers_sent, body, rest = [*answer.headers], answer.body, b""
        if answer.rest is not None:
            headers_sent, body, rest = await self._filled(answer, answer.rest)
        headers_sent.append((REQUEST_ID, id.encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers_sent})
        if rest:
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": rest or body})
        self._notes.note(scope["method"], scope["path"], answer.status, time.perf_counter() - started, id)

    def ready(self, version: FhirVersion) -> Ready | None:
        """What is ready of what is served now, None before there is content. That of what was served is dropped."""
        try:
            snapshot = self.site.library.snapshot(version)
        except StoreUnavailable:
            return None
        ready = self._ready.get(version)
        if ready is None or ready.snapshot is not snapshot:
            if ready is not None:
                self._ready.clear()
            ready = self._ready[version] = Ready(snapshot, Shelf(), Kinds())
        return ready

    async def _answer_alike(self, question: Question, ready: Ready, scope: Scope, body: bytes) -> ReadyAnswer | None:
        """The answer to a question that was asked before about another code; None = the routes had better be asked."""
        parts = cut(scope["query_string"], body)
        alike = ready.kinds.find(_question(scope, parts.query, parts.body)) if parts else None
        if parts is None or alike is None:
            return None
        try:
            answer = await alike.answer(parts.code)
        except TerminologyError:  # the routes say it as a refusal
            return None
        except Exception:  # nothing may come out in front of the routes, which may know better
            log.exception("A question could not be answered as others like it", path=scope["path"])
            return None
        if answer is not None:
            ready.shelf.keep(question, answer)
        return answer

    async def _ask(
        self, question: Question, ready: Ready, scope: Scope, body: bytes, receive: Receive, send: Send
    ) -> None:
        """Lets the routes answer, and keeps the answer, unless something else has been published meanwhile."""
        sent: list[Message] = []

        async def send_and_note(message: Message) -> None:
            sent.append(message)
            await send(message)

        await self.app(scope, receive, send_and_note)
        answer = ready_answer(sent, is_stamped=scope["path"].endswith(STAMPED))
        if answer is not None and self.ready(ADDRESSES[scope["path"]]) is ready:
            ready.shelf.keep(question, answer)
            parts = cut(scope["query_string"], body)
            if parts and answer.status == HTTP_OK:
                endpoint = self._endpoints[ADDRESSES[scope["path"]]]
                prepare = partial(endpoint.about_codes, scope, parts)
                ready.kinds.note(_question(scope, parts.query, parts.body), answer, prepare)

    async def _filled(self, answer: ReadyAnswer, rest: bytes) -> tuple[list[Pair], bytes, bytes]:
        """Headers and body of an answer that was open, with a new stamp; a long rest of the body apart."""
        body = answer.body + dumps(stamp(identifier_of(self.site.new_id()), self.site.now()))[1:-1]
        if len(rest) < LONG_REST or answer.is_packed:
            body, rest = body + rest, b""
        body = await packed(body) if answer.is_packed else body
        return with_values(answer.headers, {LENGTH: b"%d" % (len(body) + len(rest))}), body, rest


def _headers(scope: Scope) -> dict[bytes, bytes] | None:
    """The headers of a request that the lane recognises: GET, or POST with a short body, each header once."""
    if scope["type"] != "http" or scope["path"] not in ADDRESSES:
        return None
    headers = dict(scope["headers"])
    if len(headers) < len(scope["headers"]) or NOT_HERE in headers or len(scope["query_string"]) > LONGEST_QUERY:
        return None
    if scope["method"] == "POST":
        length = headers.get(b"content-length", b"")
        return headers if len(length) <= LONGEST_BODY_DIGITS and length.isdigit() else None
    return headers if scope["method"] == "GET" else None


def _question(scope: Scope, query: bytes, body: bytes) -> Question:
    """As HTTP writes it: no query and no header holds a line end, so no two questions look the same."""
    told = [b"%b:%b" % pair for pair in scope["headers"] if pair[0] in TOLD_APART]
    return b"\n".join((scope["method"].encode(), scope["path"].encode(), query, *told, b"", body))


def _again(taken: Message, receive: Receive) -> Receive:
    """A `receive` for the routes, which begins with the message that was taken."""
    if taken is NO_BODY:
        return receive
    messages = [taken]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again
