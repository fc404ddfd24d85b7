"""/cds-services: CDS Hooks 2.0 over HTTP: discovery, order-sign, order-select, feedback.

Nothing of a request is stored or logged; of feedback only counts are logged. Errors are OperationOutcomes.
"""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fhir_resources import json_format
from fhir_resources.version import FhirVersion
from terminology.cds_hooks import services
from terminology.cds_hooks.cards import CardStyle
from terminology.core.errors import BadRequest, TerminologyError
from terminology.core.issues import Issue
from terminology.http.admission import Admission
from terminology.http.authorization.headers import authorization_of
from terminology.http.bodies import decompress, gone
from terminology.http.endpoint import client_of
from terminology.http.errors import HttpError, NotFound, TooLarge, UnsupportedMediaType, headers_of, status_of
from terminology.http.outcomes import outcome_of
from terminology.http.request_log import budget_of, record_of
from terminology.http.server_context import ServerContext
from terminology.library.line_checking import line_checker
from terminology.log import get_logger

log = get_logger(__name__)

LARGEST_BODY_BYTES = 4 * 1024 * 1024
LARGE_BODY_BYTES = 256 * 1024  # an order is a few kilobytes
LABEL = "HCPCS terminology server"

Handler = Callable[[Request], Awaitable[object]]


def cds_hooks_routes(server: ServerContext, admission: Admission) -> list[Route]:
    hooks = _Hooks(server, admission)
    return [
        Route("/cds-services", _answering("/cds-services", hooks.discovery), methods=["GET"]),
        Route("/cds-services/{id}", _answering("/cds-services/{id}", hooks.service), methods=["POST"]),
        Route(
            "/cds-services/{id}/feedback", _answering("/cds-services/{id}/feedback", hooks.feedback), methods=["POST"]
        ),
    ]


class _Hooks:
    def __init__(self, server: ServerContext, admission: Admission) -> None:
        self._server = server
        self._admission = admission

    async def discovery(self, request: Request) -> object:
        await self._trust(request)
        return services.discovery()

    async def service(self, request: Request) -> object:
        service = _service_of(request)
        await self._trust(request)
        body, size = await _body(request)
        server = self._server
        checker = line_checker(server.library.catalogue(FhirVersion.R4), server.now().date())
        pages = server.public_base_url or str(request.base_url).rstrip("/")
        style = CardStyle(LABEL, f"{server.library.canonical_base}/CodeSystem/line-rules", pages)
        return await self._admission.run(
            partial(services.answer, service, body, checker, style),
            is_large=size > LARGE_BODY_BYTES,
            client=client_of(request.scope),
            budget=budget_of(request.scope, server.limits),
            gone=partial(gone, request.receive),
        )

    async def feedback(self, request: Request) -> object:
        service = _service_of(request)
        await self._trust(request)
        counts = services.check_feedback((await _body(request))[0])
        log.info("cds_hooks_feedback", service=service.id, **counts)
        return {}

    async def _trust(self, request: Request) -> None:
        """Raises LoginRequired when clients are configured and this is not one of them."""
        trust = self._server.gate.cds_trust
        if trust is not None:
            base = self._server.public_base_url or str(request.base_url)
            address = base.rstrip("/") + request.url.path
            await trust.check(authorization_of(request.scope), address)


def _answering(path: str, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        record_of(request.scope).route = path
        headers = {"Cache-Control": "no-store"}
        try:
            body = json_format.dumps(await handler(request))
        except (TerminologyError, HttpError) as error:
            outcome = json_format.dumps(outcome_of(error, record_of(request.scope).id))
            return Response(outcome, status_of(error), {**headers, **headers_of(error)}, "application/fhir+json")
        return Response(body, 200, headers, "application/json")

    return answer


def _service_of(request: Request) -> services.Service:
    id = request.path_params["id"]
    service = services.find_service(id)
    if service is None:
        known = ", ".join(item.id for item in services.SERVICES)
        raise NotFound(f"There is no CDS service '{id[:100]}'. There are {known}.")
    return service


async def _body(request: Request) -> tuple[object, int]:
    """The parsed body, and its size in bytes."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", "application/fhir+json"):
        raise UnsupportedMediaType(f"Send application/json, not '{kind[:100]}'.")
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > LARGEST_BODY_BYTES:
            raise _too_large()
    try:
        sent = decompress(bytes(content), request.headers.get("content-encoding"), LARGEST_BODY_BYTES)
    except TooLarge:  # its text names the setting of the FHIR endpoints
        raise _too_large() from None
    try:
        return json_format.loads(sent), len(sent)
    except (ValueError, TerminologyError) as error:
        text = f"The body is not JSON: {error}"
        raise BadRequest(Issue("error", "structure", text, "invalid-data", expression=("body",))) from error


def _too_large() -> TooLarge:
    return TooLarge(f"The body is larger than {LARGEST_BODY_BYTES:,} bytes.")
