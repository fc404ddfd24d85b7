"""RequestLog: request ids, metrics, the log line, and a last-resort error response.

Pure ASGI, as anything else would cost more than many answers do.
"""

import time
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fhir_resources.json_format import dumps
from terminology.core.budget import Budget, Limits
from terminology.http.bodies import ClientGone
from terminology.http.errors import HttpError, failure_of
from terminology.http.metrics import Metrics
from terminology.http.outcomes import outcome_of
from terminology.http.request_ids import request_id_of
from terminology.library.dependencies import Dependencies
from terminology.log import get_logger

log = get_logger(__name__)

RECORD = "terminology.record"
STARTED = "terminology.started"  # when the request arrived, by time.monotonic
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
CLIENT_GONE = 499  # the client is gone; nginx's status for it


@dataclass(slots=True)
class RequestRecord:
    """What is recorded about one request. `route` is a template, never an address. `was_quick`: the event loop answered
    it in negligible time. `dependencies`: what the answer was made from, if recorded.
    """

    id: str
    started: float
    route: str = "unknown"
    status: int = 0
    was_quick: bool = False
    dependencies: Dependencies = field(default_factory=Dependencies)


def record_of(scope: Scope) -> RequestRecord:
    record: RequestRecord = scope[RECORD]
    return record


def budget_of(scope: Scope, limits: Limits) -> Budget:
    """The budget of a request; its deadline counts from arrival, for every client, waiting included."""
    return Budget(limits, time.monotonic, record_of(scope).started)


@dataclass(frozen=True, slots=True)
class RequestMetrics:
    """Records the outcome of requests."""

    metrics: Metrics
    logs_requests: bool = False

    def record(self, method: str, route: str, status: int, duration_s: float, request_id: str) -> None:
        method = method if method in METHODS else "other"
        self.metrics.note(method, route, status, duration_s)
        if self.logs_requests:
            ms = round(duration_s * 1000, 2)
            log.info("request", request_id=request_id, method=method, route=route, status=status, ms=ms)


class RequestLog:
    def __init__(self, app: ASGIApp, metrics: RequestMetrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = scope.get(STARTED) or time.monotonic()
        record = scope[RECORD] = RequestRecord(request_id_of(Headers(scope=scope).get("x-request-id")), started)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = record.id
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except ClientGone:
            record.status = CLIENT_GONE
        except Exception as error:  # the last resort: the client gets a response, and the log the reason
            log.exception("A request failed", request_id=record.id, route=record.route)
            if record.status == 0:
                await _send_failure(send_with_id, failure_of(error), record.id)
        finally:
            duration_s = time.monotonic() - started
            self.metrics.record(scope["method"], record.route, record.status, duration_s, record.id)


async def _send_failure(send: Send, failure: HttpError, request_id: str) -> None:
    body = dumps(outcome_of(failure, request_id))
    headers = [
        (b"content-type", b"application/fhir+json; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *((name.lower().encode(), value.encode()) for name, value in failure.headers.items()),
    ]
    await send({"type": "http.response.start", "status": failure.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
