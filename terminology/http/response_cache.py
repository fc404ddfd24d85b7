"""ResponseCache: answers repeated requests with the bytes of the routes' first response.

It knows nothing of FHIR but which addresses are cacheable. The routes answer each question once per publication, and
again when something that the answer depends on is written. Other requests pass through untouched. With protected reads
it asks the gate first, and the principal is part of the key.
"""

import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import replace
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
from terminology.http.cached_responses import REQUEST_ID, CachedResponse, CachedResponses, Question, cached_response
from terminology.http.prepared_questions import Frame, PreparedQuestions, cut
from terminology.http.request_ids import request_id_of
from terminology.http.request_log import STARTED, RequestMetrics, record_of
from terminology.http.requests import CACHE_ID, HEADERS
from terminology.http.responses import VARY, is_held
from terminology.http.server_context import ServerContext
from terminology.library.snapshots import ContentBase

OPERATIONS = (LOOKUP, CODE_SYSTEM_VALIDATE_CODE, VALUE_SET_VALIDATE_CODE, EXPAND)
ADDRESSES: Mapping[str, FhirVersion] = {
    f"/{version.path}/{operation.resource}{level}/${operation.code}": version
    for version in FhirVersion
    for operation in OPERATIONS
    for level in ("", "/{id}")
}
IF_NONE_MATCH = b"if-none-match"  # is compared with the response
# The headers in the key, besides address and body. With a cache id the answer depends on more than these.
KEY_HEADERS = {
    b"accept-encoding",
    *(name.encode() for name in HEADERS if name not in ("content-length", IF_NONE_MATCH.decode(), CACHE_ID)),
}
NOT_HERE = CACHE_ID.encode()
VARIES = VARY.encode()
OF_CONTENT = frozenset({b"cache-control", b"content-type", b"content-length", b"content-encoding"})
LONGEST_IF_NONE_MATCH = 1024  # bytes of the client's ETags
LONGEST_QUERY = 4096  # bytes
NO_BODY: Message = {"type": "http.request", "body": b""}
LONGEST_BODY_DIGITS = 4  # of its length in bytes; longer ones rarely repeat


class Cached(NamedTuple):
    """The responses for one publication, in one FHIR version. They do not keep its content in memory once it is
    replaced.
    """

    base: "weakref.ref[ContentBase]"
    responses: CachedResponses
    prepared: PreparedQuestions


class ResponseCache:
    """`app` is the rest of the application; `stop` answers running and new requests with 503."""

    def __init__(self, app: ASGIApp, server: ServerContext, metrics: RequestMetrics, stop: Callable[[], None]) -> None:
        self.app = app
        self.stop = stop
        self.server = server
        self._metrics = metrics
        self._cached: dict[FhirVersion, Cached] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = scope[STARTED] = time.monotonic()
        headers = _headers(scope)
        template = template_of(scope["path"]) if headers else None
        if headers is None or template is None or self.server.audit.notes_reads:
            await self.app(scope, receive, send)
            return
        received = await receive() if scope["method"] == "POST" else NO_BODY
        body = None if received.get("more_body") else received.get("body")
        # Get the current content only now, as receiving a body may take long.
        cached = self.cached(ADDRESSES[template])
        if body is None or cached is None:
            await self.app(scope, _again(received, receive), send)
            return
        principal = await self._principal(scope) if self.server.gate.protects_reads else ANONYMOUS
        if principal is None:
            await self.app(scope, _again(received, receive), send)
            return
        rest = _rest(scope, principal)
        question = b"\n".join(
            (scope["method"].encode(), scope["path"].encode(), scope["query_string"], rest, b"", body)
        )
        held = headers.get(IF_NONE_MATCH)
        answer = self._find(cached, question)
        if answer is None:
            found = cut(scope, rest)
            answer = cached.prepared.answer(*found, started) if found else None
            if answer is not None:
                cached.responses.add(question, answer)
        if held is not None:
            answer = answer and _unless_held(answer, held)
            answer = answer or self._find(cached, _conditional(question, held))
        if answer is None:
            await self._answer_and_cache(question, held, found, cached, scope, _again(received, receive), send)
            return
        asked_id = headers.get(REQUEST_ID)
        id = request_id_of(asked_id.decode("latin-1") if asked_id else None)
        headers_sent = [*answer.headers, (REQUEST_ID, id.encode())]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers_sent})
        await send({"type": "http.response.body", "body": answer.body})
        self._metrics.record(scope["method"], template, answer.status, time.monotonic() - started, id)

    def _find(self, cached: Cached, question: Question) -> CachedResponse | None:
        """The response, unless something it depends on was written since."""
        answer = cached.responses.find(question)
        return answer if answer is not None and self.server.library.holds(answer.basis) else None

    async def _principal(self, scope: Scope) -> Principal | None:
        """The principal; None for one that may not read, which the routes then refuse."""
        try:
            return await self.server.gate.admit(reads(scope["path"].split("/")[2]), authorization_of(scope))
        except TerminologyError:
            return None

    def cached(self, version: FhirVersion) -> Cached | None:
        """The responses for the current publication, None before there is content. Drops those for earlier ones."""
        try:
            snapshot = self.server.library.snapshot(version)
        except StoreUnavailable:
            return None
        cached = self._cached.get(version)
        if cached is None or cached.base() is not snapshot.base:
            if cached is not None:
                self._cached.clear()
            prepared = PreparedQuestions(self.server)
            base = weakref.ref(snapshot.base, lambda _: prepared.clear())
            cached = self._cached[version] = Cached(base, CachedResponses(), prepared)
        return cached

    async def _answer_and_cache(
        self,
        question: Question,
        held: bytes | None,
        found: tuple[Frame, str] | None,
        cached: Cached,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        """Lets the routes answer, and caches the response if it is from the same publication."""
        sent: list[Message] = []

        async def send_and_note(message: Message) -> None:
            sent.append(message)
            await send(message)

        await self.app(scope, receive, send_and_note)
        answer, record = cached_response(sent), record_of(scope)
        snapshot = record.dependencies.snapshot
        if answer is None or snapshot is None or snapshot.base is not cached.base():
            return
        answer = replace(answer, basis=record.dependencies.basis)
        cached.responses.add(_conditional(question, held) if held and answer.status == 304 else question, answer)
        if found and held is None and record.was_quick:
            cached.prepared.learn(found[0], scope, snapshot, answer)


def template_of(path: str) -> str | None:
    """The template in ADDRESSES that a path matches."""
    if path in ADDRESSES:
        return path
    parts = path.split("/")
    is_of_one = len(parts) == 5 and parts[3] and not parts[3].startswith(("$", "_"))  # /r4/ValueSet/x/$expand
    template = "/".join((*parts[:3], "{id}", parts[4])) if is_of_one else ""
    return template if template in ADDRESSES else None


def _conditional(question: Question, held: bytes) -> Question:
    return b"%b\n%b:%b" % (question, IF_NONE_MATCH, held)


def _unless_held(answer: CachedResponse, held: bytes) -> CachedResponse:
    """A 304, like that of the routes, when the client already has the response."""
    etag = answer.header(b"etag")
    if etag is None or not is_held(etag.decode("latin-1"), held.decode("latin-1")):
        return answer
    headers = ((name, VARIES if name == b"vary" else value) for name, value in answer.headers if name not in OF_CONTENT)
    return CachedResponse(304, tuple(headers), b"")


def _headers(scope: Scope) -> dict[bytes, bytes] | None:
    """The headers of a request that can be cached: GET, or POST with a short body, each header once."""
    if scope["type"] != "http" or "$" not in scope["path"]:
        return None
    headers = dict(scope["headers"])
    if len(headers) < len(scope["headers"]) or NOT_HERE in headers or len(scope["query_string"]) > LONGEST_QUERY:
        return None
    if len(headers.get(IF_NONE_MATCH, b"")) > LONGEST_IF_NONE_MATCH:
        return None
    if scope["method"] == "POST":
        length = headers.get(b"content-length", b"")
        return headers if len(length) <= LONGEST_BODY_DIGITS and length.isdigit() else None
    return headers if scope["method"] == "GET" else None


def _rest(scope: Scope, principal: Principal) -> bytes:
    """The rest of the key, besides address and body: the principal, and headers.

    In HTTP's own format: queries and headers contain no line breaks, so no two keys collide.
    """
    owner = b"" if principal is ANONYMOUS else f"{principal.issuer} {principal.id}".encode()
    return b"\n".join((owner, *[b"%b:%b" % pair for pair in scope["headers"] if pair[0] in KEY_HEADERS]))


def _again(received: Message, receive: Receive) -> Receive:
    """A `receive` for the routes that replays the received message first."""
    if received is NO_BODY:
        return receive
    messages = [received]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again
