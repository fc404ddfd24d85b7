"""ResponseCache: questions that come again, answered in front of the routes with the bytes that they answered.

It knows no FHIR but which addresses are asked often. The routes answer each question once for each publication. What
it does not recognize goes to them untouched. Where reads are protected it asks the gate first, and answers are told
apart by who asks.
"""

import time
import weakref
from collections.abc import Callable, Mapping
from typing import NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fhir_resources.operation_definitions import (
    CODE_SYSTEM_VALIDATE_CODE,
    EXPAND,
    LOOKUP,
    VALUE_SET_VALIDATE_CODE,
)
from fhir_resources.version import FhirVersion
from terminology.core.errors import StoreUnavailable, TerminologyError
from terminology.core.principals import ANONYMOUS, Principal
from terminology.http.authorization.headers import authorization_of
from terminology.http.authorization.rules import reads
from terminology.http.cached_responses import REQUEST_ID, CachedResponses, Question, cached_response
from terminology.http.prepared_questions import Frame, PreparedQuestions, cut
from terminology.http.request_ids import request_id_of
from terminology.http.request_log import STARTED, RequestMetrics, record_of
from terminology.http.requests import CACHE_ID, HEADERS
from terminology.http.server_context import ServerContext
from terminology.library.snapshots import Snapshot

OPERATIONS = (LOOKUP, CODE_SYSTEM_VALIDATE_CODE, VALUE_SET_VALIDATE_CODE, EXPAND)
ADDRESSES: Mapping[str, FhirVersion] = {
    f"/{version.path}/{operation.resource}/${operation.code}": version
    for version in FhirVersion
    for operation in OPERATIONS
}
# What tells questions apart besides address and body. With a cache id the answer depends on more than these.
TELLING_HEADERS = {
    b"accept-encoding",
    *(name.encode() for name in HEADERS if name not in ("content-length", CACHE_ID)),
}
NOT_HERE = CACHE_ID.encode()
LONGEST_QUERY = 4096  # bytes
NO_BODY: Message = {"type": "http.request", "body": b""}
LONGEST_BODY_DIGITS = 4  # of its length in bytes; longer ones seldom come again


class Cached(NamedTuple):
    """The answers of one publication, in one FHIR version. They do not hold its content in memory longer than it is
    served.
    """

    snapshot: "weakref.ref[Snapshot]"
    responses: CachedResponses
    prepared: PreparedQuestions


class ResponseCache:
    """`app` is the whole application without it; `stop` answers 503 to whatever runs and comes."""

    def __init__(self, app: ASGIApp, server: ServerContext, metrics: RequestMetrics, stop: Callable[[], None]) -> None:
        self.app = app
        self.stop = stop
        self.server = server
        self._metrics = metrics
        self._cached: dict[FhirVersion, Cached] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = scope[STARTED] = time.monotonic()
        headers = _headers(scope)
        if headers is None or self.server.audit.notes_reads:
            await self.app(scope, receive, send)
            return
        received = await receive() if scope["method"] == "POST" else NO_BODY
        body = None if received.get("more_body") else received.get("body")
        # Only now is it asked what is served, because a body may take long.
        cached = self.cached(ADDRESSES[scope["path"]])
        if body is None or cached is None:
            await self.app(scope, _again(received, receive), send)
            return
        principal = await self._principal(scope)
        if principal is None:
            await self.app(scope, _again(received, receive), send)
            return
        rest = _rest(scope, principal)
        question = b"\n".join(
            (scope["method"].encode(), scope["path"].encode(), scope["query_string"], rest, b"", body)
        )
        answer = cached.responses.find(question)
        if answer is None:
            found = cut(scope, rest)
            answer = cached.prepared.answer(*found, started) if found else None
            if answer is None:
                await self._answer_and_cache(question, found, cached, scope, _again(received, receive), send)
                return
            cached.responses.add(question, answer)
        asked_id = headers.get(REQUEST_ID)
        id = request_id_of(asked_id.decode("latin-1") if asked_id else None)
        headers_sent = [*answer.headers, (REQUEST_ID, id.encode())]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers_sent})
        await send({"type": "http.response.body", "body": answer.body})
        self._metrics.record(scope["method"], scope["path"], answer.status, time.monotonic() - started, id)

    async def _principal(self, scope: Scope) -> Principal | None:
        """Who asks; None for who may not read here, to whom the routes say so."""
        gate = self.server.gate
        if not gate.protects_reads:
            return ANONYMOUS
        try:
            return await gate.admit(reads(scope["path"].split("/")[2]), authorization_of(scope))
        except TerminologyError:
            return None

    def cached(self, version: FhirVersion) -> Cached | None:
        """The answers of what is served now, None before there is content. Those of what was served are dropped."""
        try:
            snapshot = self.server.library.snapshot(version)
        except StoreUnavailable:
            return None
        cached = self._cached.get(version)
        if cached is None or cached.snapshot() is not snapshot:
            if cached is not None:
                self._cached.clear()
            prepared = PreparedQuestions(self.server)
            served = weakref.ref(snapshot, lambda _: prepared.clear())
            cached = self._cached[version] = Cached(served, CachedResponses(), prepared)
        return cached

    async def _answer_and_cache(
        self,
        question: Question,
        found: tuple[Frame, str] | None,
        cached: Cached,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        """Lets the routes answer, and keeps the answer, unless something else has been published meanwhile."""
        sent: list[Message] = []

        async def send_and_note(message: Message) -> None:
            sent.append(message)
            await send(message)

        await self.app(scope, receive, send_and_note)
        answer = cached_response(sent)
        if answer is not None and self.cached(ADDRESSES[scope["path"]]) is cached:
            cached.responses.add(question, answer)
            snapshot = cached.snapshot()
            if found and snapshot and record_of(scope).was_quick:
                cached.prepared.learn(found[0], scope, snapshot, answer)


def _headers(scope: Scope) -> dict[bytes, bytes] | None:
    """The headers of a request that can be cached: GET, or POST with a short body, each header once."""
    if scope["type"] != "http" or scope["path"] not in ADDRESSES:
        return None
    headers = dict(scope["headers"])
    if len(headers) < len(scope["headers"]) or NOT_HERE in headers or len(scope["query_string"]) > LONGEST_QUERY:
        return None
    if scope["method"] == "POST":
        length = headers.get(b"content-length", b"")
        return headers if len(length) <= LONGEST_BODY_DIGITS and length.isdigit() else None
    return headers if scope["method"] == "GET" else None


def _rest(scope: Scope, principal: Principal) -> bytes:
    """What tells questions apart besides address and body: who asks, and headers.

    As HTTP writes it: no query and no header holds a line end, so no two questions look the same.
    """
    who = b"" if principal is ANONYMOUS else f"{principal.issuer} {principal.id}".encode()
    return b"\n".join((who, *[b"%b:%b" % pair for pair in scope["headers"] if pair[0] in TELLING_HEADERS]))


def _again(received: Message, receive: Receive) -> Receive:
    """A `receive` for the routes, which begins with the message that was received."""
    if received is NO_BODY:
        return receive
    messages = [received]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again
