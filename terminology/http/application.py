"""create_application: the whole HTTP side around a library.

ResponseCache -> RequestLog -> ProxyHeaders -> Cors -> HeadAsGet -> GZip -> FastAPI -> FhirEndpoint (/r4, /r5), health,
pages …
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from fhir_resources import xml
from fhir_resources.json_format import dumps
from fhir_resources.version import FhirVersion
from terminology.http.admission import Admission
from terminology.http.authorization.gate import Gate
from terminology.http.authorization.reads_protected import ReadsProtected
from terminology.http.batch_entries import Entries
from terminology.http.bodies import BodyBytes
from terminology.http.bulk import ROUTE, BulkExport
from terminology.http.cds_hooks import cds_hooks_routes
from terminology.http.checking import Check
from terminology.http.compression import COMPRESSION_LEVEL, SMALLEST_COMPRESSED
from terminology.http.cors import Cors
from terminology.http.endpoint import FhirEndpoint
from terminology.http.errors import HttpError, MethodNotAllowed, NotFound
from terminology.http.head import HeadAsGet
from terminology.http.health import Readiness, livez
from terminology.http.media_types import answer_format
from terminology.http.metrics import Metrics
from terminology.http.openapi import openapi_document
from terminology.http.outcomes import outcome_of
from terminology.http.pages import docs_page, for_programs, page_context
from terminology.http.request_log import RequestLog, RequestMetrics, record_of
from terminology.http.response_cache import ResponseCache
from terminology.http.server_context import ServerContext
from terminology.http.syndication import Syndication
from terminology.http.writing_pages import writer_routes
from terminology.pages.doorway import LeadsToPage
from terminology.pages.negotiation import prefers_html
from terminology.pages.routes import page_not_found, page_routes

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_application(
    server: ServerContext,
    *,
    lifespan: Lifespan | None = None,
    logs_requests: bool = False,
    trusted_proxies: str = "127.0.0.1",
    admission: Admission | None = None,
    bodies: BodyBytes | None = None,
) -> ASGIApp:
    """The ASGI application. `lifespan` starts and stops what the library needs.

    `admission` gives requests their threads and `bodies` their memory, each with limits of its own by default.
    `trusted_proxies` are addresses and networks, with commas between, whose X-Forwarded headers count.
    """
    metrics = Metrics(server.library, server.software_version)
    request_metrics = RequestMetrics(metrics, logs_requests)
    app = FastAPI(
        title="Terminology Server",
        version=server.software_version,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        middleware=[
            Middleware(RequestLog, metrics=request_metrics),
            Middleware(ProxyHeadersMiddleware, trusted_hosts=trusted_proxies),
            Middleware(Cors),
            *_protection(server.gate),
            Middleware(HeadAsGet),
            Middleware(GZipMiddleware, minimum_size=SMALLEST_COMPRESSED, compresslevel=COMPRESSION_LEVEL),
        ],
        exception_handlers={HTTPException: _refused},
    )
    admission, bodies = admission or Admission(), bodies or BodyBytes()
    endpoints = {version: FhirEndpoint(server, version, admission, bodies) for version in FhirVersion}
    for version in FhirVersion:
        door = LeadsToPage(endpoints[version], server.library)
        app.router.routes.append(Route(f"/{version.path}", door))
        app.router.routes.append(Route(f"/{version.path}/{{path:path}}", door))
    app.router.routes.append(Route("/check", Check(server, admission), methods=["POST"]))
    app.router.routes.append(Route(ROUTE, BulkExport(server).__call__, methods=["GET"]))
    app.router.routes += Syndication(server).routes()
    app.router.routes += cds_hooks_routes(server, admission)
    _add_pages(app, server, metrics)
    entries = {version: Entries(endpoint.routes, server, version) for version, endpoint in endpoints.items()}
    for writer_route in writer_routes(server, entries):
        answer = _labelled(writer_route.path, writer_route.answer)
        app.router.routes.append(Route(writer_route.path, answer, methods=list(writer_route.methods)))
    return ResponseCache(app, server, request_metrics, admission.stop)


def _protection(gate: Gate) -> list[Middleware]:
    return [Middleware(ReadsProtected, gate=gate, request_id=_request_id)] if gate.protects_reads else []


def _request_id(scope: Scope) -> str:
    return record_of(scope).id


def _add_pages(app: FastAPI, server: ServerContext, metrics: Metrics) -> None:
    @cache  # made when it is asked for: most servers are never asked
    def document() -> dict[str, Any]:
        return openapi_document(server.software_version)

    async def metrics_text(_request: Request) -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    async def openapi(_request: Request) -> Response:
        return Response(dumps(document()), media_type="application/json")

    async def docs(_request: Request) -> Response:
        return Response(docs_page(document()), media_type="text/html; charset=utf-8")

    pages: dict[str, Any] = {
        "/docs": docs,
        "/openapi.json": openapi,
        "/livez": livez,
        "/readyz": Readiness(server).__call__,
        "/metrics": metrics_text,
    }
    for path, page in pages.items():
        app.router.routes.append(Route(path, _labelled(path, page), methods=["GET"]))
    for route in page_routes(page_context(server)):  # for people; a program that asks for "/" gets addresses to try
        answer = for_programs(route.answer) if route.path == "/" else route.answer
        app.router.routes.append(Route(route.path, _labelled(route.path, answer), methods=list(route.methods)))


def _labelled(path: str, page: Callable[[Request], Any]) -> Callable[[Request], Any]:
    async def labelled(request: Request) -> Response:
        record_of(request.scope).route = path
        response: Response = await page(request)
        return response

    return labelled


async def _refused(request: Request, error: Exception) -> Response:
    """What the framework refuses, outside the FHIR bases, as FHIR says such things."""
    assert isinstance(error, HTTPException)
    if error.status_code != 405 and prefers_html(request.headers.get("accept"), request.query_params.get("_format")):
        return await page_not_found(request)
    path = request.url.path
    refusal: HttpError = NotFound(f"There is nothing at '{path}'. The FHIR endpoints are /r4 and /r5.")
    if error.status_code == 405:
        headers = dict(error.headers or {})
        refusal = MethodNotAllowed(f"{request.method} is not allowed on '{path}'.", headers)
    outcome = outcome_of(refusal, record_of(request.scope).id)
    headers = {"Cache-Control": "no-store", **refusal.headers}
    if _wants_xml(request):  # an OperationOutcome is the same in both versions
        text = xml.dumps(outcome, FhirVersion.R5)
        return Response(text, refusal.status, headers, "application/fhir+xml; charset=utf-8")
    return Response(dumps(outcome), refusal.status, headers, "application/fhir+json; charset=utf-8")


def _wants_xml(request: Request) -> bool:
    accept, parameter = request.headers.get("accept", "*/*"), request.query_params.get("_format")
    try:
        return answer_format(accept, parameter, FhirVersion.R5) == "xml"
    except HttpError:  # it wants what is not spoken at all
        return False
