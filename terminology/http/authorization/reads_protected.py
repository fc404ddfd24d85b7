"""ReadsProtected: with protected reads, also protects the addresses outside the FHIR bases.

Pages, checks and CDS Hooks serve the same content. Health and capabilities stay open.
"""

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from fhir_resources.json_format import dumps
from terminology.core.errors import LoginRequired, TerminologyError
from terminology.http.authorization.address_rules import ANYTHING, is_checked_by_route, is_public
from terminology.http.authorization.gate import Gate
from terminology.http.authorization.headers import authorization_of
from terminology.http.errors import headers_of, status_of
from terminology.http.outcomes import outcome_of
from terminology.pages.negotiation import prefers_html

NEVER = {"Cache-Control": "no-store"}


class ReadsProtected:
    """`request_id` returns the request id for the error response."""

    def __init__(self, app: ASGIApp, gate: Gate, request_id: Callable[[Scope], str]) -> None:
        self.app = app
        self.gate = gate
        self.request_id = request_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_public(scope["path"]) or is_checked_by_route(scope["path"]):
            await self.app(scope, receive, send)
            return
        try:
            if not await self._is_signed_in(scope):
                await self.gate.admit(ANYTHING, authorization_of(scope))
        except TerminologyError as error:
            if isinstance(error, LoginRequired) and self.gate.sessions and scope["method"] == "GET" and _is_page(scope):
                await Response(status_code=303, headers={"Location": "/sign-in", **NEVER})(scope, receive, send)
                return
            outcome = outcome_of(error, self.request_id(scope))
            headers = {**NEVER, **headers_of(error)}
            response = Response(dumps(outcome), status_of(error), headers, "application/fhir+json; charset=utf-8")
            await response(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _is_signed_in(self, scope: Scope) -> bool:
        """Whether the browser has a session that may read. Raises Forbidden for one that may not."""
        sessions = self.gate.sessions
        signed_in = await sessions.find(scope) if sessions and authorization_of(scope) is None else None
        if signed_in is None:
            return False
        self.gate.check(ANYTHING, signed_in.principal)
        return True


def _is_page(scope: Scope) -> bool:
    """Whether a browser requests a page."""
    accept = Headers(scope=scope).get("accept")
    return prefers_html(accept, None)
