"""create_application: the complete HTTP application around a library.

ResponseCache -> RequestLog -> ProxyHeaders -> Cors -> HeadAsGet -> GZip -> FastAPI -> FhirEndpoint (/r4, /r5), health,
pages …
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from functools import partial

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from fhir_resources import xml
from fhir_resources.json_format import dumps
from fhir_resources.version import FhirVersion
from terminology.http.admission import Admission
from terminology.http.authorization.gate import Gate
from terminology.http.bodies import BodyBytes
from terminology.http.compression import COMPRESSION_LEVEL, SMALLEST_COMPRESSED
from terminology.http.cors import Cors
from terminology.http.endpoint import FhirEndpoint
from terminology.http.errors import HttpError, MethodNotAllowed, NotFound
from terminology.http.head import HeadAsGet
from terminology.http.health import Readiness, livez
from terminology.http.labels import labelled
from terminology.http.lazy_routes import LazyRoutes
from terminology.http.media_types import answer_format
from terminology.http.metrics import Metrics
from terminology.http.outcomes import outcome_of
from terminology.http.request_log import RequestLog, RequestMetrics, record_of
from terminology.http.response_cache import ResponseCache
from terminology.http.routes import Routes
from terminology.http.server_context import ServerContext
from terminology.pages.negotiation import prefers_html
from terminology.pages.page_redirects import PageRedirects

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

    `admission` schedules threads and `bodies` limits memory; by default each has its own limits. `trusted_proxies` are
    comma-separated addresses and networks whose X-Forwarded headers are trusted.
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
        redirects = PageRedirects(endpoints[version], server.library)
        app.router.routes.append(Route(f"/{version.path}", redirects))
        app.router.routes.append(Route(f"/{version.path}/{{path:path}}", redirects))
    _add_state(app, server, metrics)
    fhir = {version: endpoint.routes for version, endpoint in endpoints.items()}
    app.router.routes.append(LazyRoutes(partial(_other_routes, server, admission, fhir)))
    return ResponseCache(app, server, request_metrics, admission.stop)


def _protection(gate: Gate) -> list[Middleware]:
    if not gate.protects_reads:
        return []
    from terminology.http.authorization.reads_protected import ReadsProtected  # imports the rules of every page

    return [Middleware(ReadsProtected, gate=gate, request_id=_request_id)]


def _request_id(scope: Scope) -> str:
    return record_of(scope).id


def _add_state(app: FastAPI, server: ServerContext, metrics: Metrics) -> None:
    async def metrics_text(_request: Request) -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    made = {"/livez": livez, "/readyz": Readiness(server).__call__, "/metrics": metrics_text}
    for path, page in made.items():
        app.router.routes.append(Route(path, labelled(path, page), methods=["GET"]))


def _other_routes(server: ServerContext, admission: Admission, fhir: Mapping[FhirVersion, Routes]) -> list[BaseRoute]:
    from terminology.http.other_routes import other_routes  # imports what pages, feeds and checks need

    return other_routes(server, admission, fhir)


async def _refused(request: Request, error: Exception) -> Response:
    """Turns the framework's own errors outside the FHIR bases into OperationOutcomes."""
    assert isinstance(error, HTTPException)
    if error.status_code != 405 and prefers_html(request.headers.get("accept"), request.query_params.get("_format")):
        from terminology.pages.routes import page_not_found  # imports what pages need

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
    except HttpError:  # it accepts no supported format
        return False
