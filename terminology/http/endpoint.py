"""FhirEndpoint: one base address (/r4 or /r5) as an ASGI application.

    address and headers -> format -> route -> body -> FhirRequest -> handler -> Answer -> bytes

Everything after the body is synchronous. Small requests of a kind that was fast before are answered on the event loop;
the rest queue for a thread (`http/admission.py`). The amount, known after reading, decides.

Mounted in FastAPI's router as an ASGI application: a FastAPI route with three dependencies (snapshot, budget,
principal) takes 300 µs of CPU before it does anything, twice a whole $lookup; a route to an ASGI application takes 6.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from fhir_resources.version import FhirVersion
from terminology.core.budget import Cancelled
from terminology.core.errors import Forbidden, LoginRequired, StoreUnavailable, TerminologyError
from terminology.core.principals import ANONYMOUS, Principal
from terminology.http.admission import Admission
from terminology.http.amounts import Amount, amount_of, check_amount, check_elements
from terminology.http.authorization.headers import authorization_of
from terminology.http.authorization.rules import BY_ENTRY
from terminology.http.batch import run_batch
from terminology.http.batch_entries import Entries
from terminology.http.bodies import BodyBytes, ClientGone, Reservation, decompress, gone, read_body_within
from terminology.http.durations import LARGE_S, ON_THE_LOOP_S, Durations, Kind, kind_of
from terminology.http.errors import (
    HttpError,
    UnsupportedMediaType,
    failure_of,
    headers_of,
    status_of,
)
from terminology.http.media_types import body_kind, media_type
from terminology.http.outcomes import outcome_of
from terminology.http.presentation import Presentation, presentation_of
from terminology.http.request_log import RequestRecord, budget_of, record_of
from terminology.http.requests import (
    CACHE_ID,
    FhirRequest,
    Query,
    is_form,
    query_and_headers,
    read_query,
    read_resource,
)
from terminology.http.responses import NO_STORE, Answer, etag_of, is_current
from terminology.http.routes import Endpoint, RouteMatch, find, routes_of, template_of
from terminology.http.server_context import ServerContext
from terminology.http.streaming import Streams
from terminology.http.written_bodies import NOT_FHIR, read_body_resource
from terminology.library.commits import author_of
from terminology.library.dependencies import Dependencies
from terminology.library.snapshots import Snapshot
from terminology.log import get_logger
from terminology.pages.public_base import public_base

log = get_logger(__name__)

TOO_LONG_S = 0.02
SMALL_BODY = 16 * 1024  # bytes; parsing more would block the event loop
LARGE_BODY = 1024 * 1024  # bytes; memory for more is returned to the system


class FhirEndpoint:
    """`admission` and `bodies` are shared by all endpoints of a process."""

    def __init__(self, server: ServerContext, version: FhirVersion, admission: Admission, bodies: BodyBytes) -> None:
        self.server = server
        self.version = version
        self.routes = dict(routes_of(version))
        batch = partial(run_batch, Entries(self.routes, server, version))
        self.routes[""] = {"POST": Endpoint("", "POST", batch, rule=BY_ENTRY, takes_form=False, is_write=True)}
        self._admission = admission
        self._bodies = bodies
        self._durations = Durations(server.library.holds)
        self._streams = Streams()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        record = record_of(scope)
        path = scope["path"].removeprefix(f"/{self.version.path}").strip("/")
        record.route = f"/{self.version.path}/{template_of(self.routes, path)}"
        reservation = Reservation(self._bodies, client_of(scope))
        presentation, found, principal = Presentation(self.version), None, ANONYMOUS
        try:
            query, headers = query_and_headers(scope)
            presentation = presentation_of(query, headers, self.version)
            found = find(self.routes, scope["method"], path)
            principal = await self.server.gate.admit(found.endpoint.rule, authorization_of(scope))
            self.server.audit.note_login(author_of(principal, client_of(scope), record.id))
            request = self._request(scope, path, record, query, headers, principal)
            response = await self._answer(found, request, presentation, reservation, receive, record)
            if not found.endpoint.is_write:
                self.server.audit.note_read(author_of(principal, client_of(scope), record.id), request.method, path)
        except (TerminologyError, HttpError) as error:
            if _is_audited(found, error):
                author = author_of(principal, client_of(scope), record.id)
                self.server.audit.note(author, scope["method"], scope["path"], status_of(error), str(error))
            response = self._refusal(error, record, presentation)
        except (ClientGone, Cancelled):
            raise ClientGone from None
        except Exception as error:  # log the details, and hide them from the client
            log.exception("A request failed", request_id=record.id, route=record.route)
            response = self._refusal(failure_of(error), record, presentation)
        finally:
            if reservation.size_bytes > LARGE_BODY:
                self._admission.trim_soon()  # also when the body was incomplete or never processed
            reservation.release()
        await response(scope, receive, send)

    def _request(
        self,
        scope: Scope,
        path: str,
        record: RequestRecord,
        query: Query,
        headers: Mapping[str, str],
        principal: Principal,
    ) -> FhirRequest:
        return FhirRequest(
            self.version,
            scope["method"],
            path,
            f"{public_base(self.server.public_base_url, scope)}/{self.version.path}",
            query,
            headers,
            budget=budget_of(scope, self.server.limits),
            principal=principal,
            client=client_of(scope) if principal is ANONYMOUS else f"{principal.issuer} {principal.id}",
            address=client_of(scope),
            request_id=record.id,
        )

    async def _answer(
        self,
        found: RouteMatch,
        request: FhirRequest,
        presentation: Presentation,
        reservation: Reservation,
        receive: Receive,
        record: RequestRecord,
    ) -> Response:
        body = b""
        if request.method in ("POST", "PUT", "PATCH"):
            limit, length = request.budget.limits.body_bytes, request.headers.get("content-length")
            body = await read_body_within(request.budget.remaining_s, receive, length, limit, reservation.grow)
        in_thread = partial(
            self._admission.run, client=request.client, budget=request.budget, gone=partial(gone, receive)
        )
        if len(body) > SMALL_BODY or "content-encoding" in request.headers:
            work = partial(self._read_and_respond, found, request, body, presentation, record)
            return await in_thread(work, is_large=len(body) > SMALL_BODY)
        request, amount = self._read(found.endpoint, request, body)
        record.dependencies = request.dependencies
        kind = kind_of(found.endpoint.template, found.ids, request)
        seconds = self._durations.find(request.content, kind)
        respond = partial(self._respond, found, request, presentation)
        if _is_quick(found.endpoint, request, amount, seconds):
            return self._respond_at_once(kind, request, respond, record)
        is_large = amount.entries > 0 or not amount.is_small or (seconds or 0.0) > LARGE_S
        return await in_thread(partial(self._timed, kind, respond, request.dependencies), is_large=is_large)

    def _respond_at_once(
        self, kind: Kind, request: FhirRequest, respond: Callable[[], Response], record: RequestRecord
    ) -> Response:
        """Answers on the event loop. If that takes long after all, the kind gets a thread the next time."""
        started = time.monotonic()  # reading the thread's CPU time costs as much as half an answer
        response = respond()
        seconds = time.monotonic() - started
        record.was_quick = seconds < ON_THE_LOOP_S
        if seconds > TOO_LONG_S:
            self._durations.record(request.dependencies, kind, seconds)
        return response

    def _timed(self, kind: Kind, respond: Callable[[], Response], dependencies: Dependencies) -> Response:
        started = time.thread_time()
        try:
            return respond()
        finally:
            self._durations.record(dependencies, kind, time.thread_time() - started)

    def _read_and_respond(
        self, found: RouteMatch, request: FhirRequest, body: bytes, presentation: Presentation, record: RequestRecord
    ) -> Response:
        request, _ = self._read(found.endpoint, request, body)
        record.dependencies = request.dependencies
        return self._respond(found, request, presentation)

    def _read(self, endpoint: Endpoint, request: FhirRequest, body: bytes) -> tuple[FhirRequest, Amount]:
        """The request with its body, and with the content served now, as receiving the body may have taken long."""
        request, kind = request.with_content(self._content()), None
        body = decompress(body, request.headers.get("content-encoding"), request.budget.limits.body_bytes)
        if endpoint.is_write:
            return self._read_write(request, body)
        if body and is_form(request.headers.get("content-type")) and endpoint.takes_form:
            request = request.with_query((*request.query, *read_query(body)))
        elif body and not endpoint.takes_resource:
            raise UnsupportedMediaType("A search is a form: send application/x-www-form-urlencoded.")
        elif body:
            kind = request.headers.get("content-type")
            check_elements(body, body_kind(kind, self.version) == "xml", request.budget.limits)
            request = request.with_resource(read_resource(body, kind, self.version))
            request.budget.check()
        amount = amount_of(request.resource, len(request.query))
        check_amount(amount, request.budget.limits)
        return request, amount

    def _read_write(self, request: FhirRequest, body: bytes) -> tuple[FhirRequest, Amount]:
        """The resource in the endpoint's own version, as it is stored; JSON Patch and tables stay bytes."""
        if not body or media_type(request.headers.get("content-type", "")).name in NOT_FHIR:
            return request.with_body(body), Amount()
        kind = body_kind(request.headers.get("content-type"), self.version)
        check_elements(body, kind == "xml", request.budget.limits)
        sent = read_body_resource(request.with_body(body))
        amount = amount_of(sent)
        check_amount(amount, request.budget.limits)
        return request.with_sent(sent), replace(amount, resources=0)

    def _content(self) -> Snapshot | None:
        try:
            return self.server.library.snapshot(self.version)
        except StoreUnavailable:
            return None

    def _respond(self, found: RouteMatch, request: FhirRequest, presentation: Presentation) -> Response:
        request.budget.check()
        etag = self._etag(request, presentation)
        if etag and is_current(request, etag):
            return presentation.response(Answer(status=304), etag)
        answer = found.endpoint.handler(self.server, request, *found.ids)
        return presentation.response(answer, etag, self._streams)

    def _etag(self, request: FhirRequest, presentation: Presentation) -> str | None:
        if request.method != "GET" or CACHE_ID in request.headers:
            return None
        return etag_of(self.server.content(request.snapshot).key, request, presentation.format)

    def _refusal(
        self, error: TerminologyError | HttpError, record: RequestRecord, presentation: Presentation
    ) -> Response:
        outcome = outcome_of(error, record.id)
        headers = {"Cache-Control": NO_STORE, **headers_of(error)}
        return presentation.response(Answer(outcome, status_of(error), headers, self.version))


def client_of(scope: Scope) -> str:
    """The key for per-client shares of anonymous clients: the address, as reported by trusted proxies."""
    return str((scope.get("client") or ("",))[0])


def _is_audited(found: RouteMatch | None, error: TerminologyError | HttpError) -> bool:
    """Whether the refusal belongs in the audit trail: of a write, or for missing permission."""
    is_write = found is not None and found.endpoint.is_write
    return is_write or isinstance(error, LoginRequired | Forbidden)


def _is_quick(endpoint: Endpoint, request: FhirRequest, amount: Amount, seconds: float | None) -> bool:
    """Whether the event loop can answer: the request is small, and its kind was fast before."""
    is_known_as_quick = seconds is not None and seconds < ON_THE_LOOP_S
    return endpoint.is_about_one_code and amount.is_small and is_known_as_quick and CACHE_ID not in request.headers
