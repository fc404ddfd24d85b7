"""ReadsProtected: with protected reads, what lies outside the FHIR bases is shown to nobody unknown either.

Pages, checks and CDS Hooks answer from the same content. What says that the server lives, and what it can do, is open.
"""

from collections.abc import Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from fhir_resources.json_format import dumps
from fhir_resources.version import FhirVersion
from terminology.core.errors import TerminologyError
from terminology.http.authorization.gate import Gate
from terminology.http.authorization.headers import authorization_of
from terminology.http.authorization.rules import reads
from terminology.http.errors import headers_of, status_of
from terminology.http.outcomes import outcome_of

OPEN = frozenset({"/livez", "/readyz", "/metrics", "/openapi.json", "/docs"})
BASES = frozenset(version.path for version in FhirVersion)  # judged there, route by route
ANYTHING = reads("*")


class ReadsProtected:
    """`request_id` names the request in the refusal."""

    def __init__(self, app: ASGIApp, gate: Gate, request_id: Callable[[Scope], str]) -> None:
        self.app = app
        self.gate = gate
        self.request_id = request_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in OPEN or scope["path"].split("/", 2)[1] in BASES:
            await self.app(scope, receive, send)
            return
        try:
            await self.gate.admit(ANYTHING, authorization_of(scope))
        except TerminologyError as error:
            outcome = outcome_of(error, self.request_id(scope))
            headers = {"Cache-Control": "no-store", **headers_of(error)}
            response = Response(dumps(outcome), status_of(error), headers, "application/fhir+json; charset=utf-8")
            await response(scope, receive, send)
            return
        await self.app(scope, receive, send)
