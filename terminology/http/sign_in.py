"""Signing in and out in a browser: with an API key, or with the organization's login server.

    GET  /sign-in               a form, with a token bound to the browser
    POST /sign-in               the key -> a session
    GET  /sign-in/organization  to the login server
    GET  /sign-in/done          back from it, with a code -> a session
    POST /sign-out              the session ends, on every server

The audit trail records every login and every refusal.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from terminology.core.errors import LoginRequired, TerminologyError
from terminology.core.principals import ANONYMOUS, Principal
from terminology.http.authorization.cookies import (
    SESSION,
    SIGNING_IN,
    SIGNING_IN_S,
    find_cookie,
    forget_cookie,
    is_private_connection,
    set_cookie,
)
from terminology.http.authorization.rules import PUBLIC, AccessRule
from terminology.http.authorization.sessions import Sessions, SignedIn
from terminology.http.authorization.tokens import refused
from terminology.http.endpoint import client_of
from terminology.http.errors import status_of
from terminology.http.request_log import record_of
from terminology.http.server_context import ServerContext
from terminology.library.api_keys import key_id
from terminology.library.commits import author_of
from terminology.library.sessions import form_token, is_form_token, is_secret
from terminology.pages.context import Page, PageContext, Redirect
from terminology.pages.endpoint import NOT_STORED, page_request_of, problem_response, response_of
from terminology.pages.forms import read_form
from terminology.pages.problems import PageProblem, problem_of
from terminology.pages.public_base import public_base
from terminology.pages.query import Query
from terminology.pages.writing.session_pages import forged_page, sign_in_page

DONE = "/sign-in/done"
LARGEST_BYTES = 16 * 1024
OTHER_BROWSER = "The page was open too long, or in another browser: try again"

Answer = Callable[[Request], Awaitable[Response]]


class SignInPages:
    """`routes` are its addresses, with method and rule."""

    def __init__(self, server: ServerContext, context: PageContext, sessions: Sessions) -> None:
        self.server = server
        self.context = context
        self.sessions = sessions

    def routes(self) -> tuple[tuple[str, tuple[str, ...], AccessRule, Answer], ...]:
        return (
            ("/sign-in", ("GET", "POST"), PUBLIC, self._guarded(self.sign_in)),
            ("/sign-in/organization", ("GET",), PUBLIC, self._guarded(self.to_organization)),
            (DONE, ("GET",), PUBLIC, self._guarded(self.from_organization)),
            ("/sign-out", ("POST",), PUBLIC, self._guarded(self.sign_out)),
        )

    async def sign_in(self, request: Request) -> Response:
        if request.method != "POST":
            if await self.sessions.find(request.scope):
                return await self._response(request, Redirect("/writing"))
            return await self._form(request)
        form = await read_form(request, LARGEST_BYTES)
        secret = self._browser(request)
        if not self._is_private(request):
            return await self._form(request, "", 403)
        if secret is None or not is_form_token(secret, form.fields.find("token") or ""):
            return await self._form(request, OTHER_BROWSER, 403)
        try:
            principal = await self._principal_of_key(form.fields.find("key") or "")
        except LoginRequired as error:
            self._note_refusal(request, error)
            return await self._form(request, f"{error}.", 401)
        return await self._begin(request, principal)

    async def to_organization(self, request: Request) -> Response:
        provider = self.server.gate.openid
        if provider is None or not self._is_private(request):
            raise PageProblem(404, "No login server is configured here", "Sign in with an API key.")
        secret = self.sessions.new_secret()
        response = await self._response(request, Redirect(await provider.address(secret, self._done(request))))
        set_cookie(response.headers, self._scheme(request), SIGNING_IN, secret, SIGNING_IN_S)
        return response

    async def from_organization(self, request: Request) -> Response:
        """Clears the flow's cookie in any case, so that it works only once."""
        provider, secret = self.server.gate.openid, self._browser(request)
        if provider is None:
            raise PageProblem(404, "No login server is configured here", "Sign in with an API key.")
        try:
            if secret is None:
                raise refused(OTHER_BROWSER)
            answer = dict(request.query_params)
            if len(answer) != len(request.query_params.multi_items()):
                raise refused("The login server repeated a parameter")
            principal = await provider.principal_of(secret, self._done(request), answer)
        except LoginRequired as error:
            self._note_refusal(request, error)
            return await self._form(request, f"{error}.", 401)
        return await self._begin(request, principal)

    async def sign_out(self, request: Request) -> Response:
        form = await read_form(request, LARGEST_BYTES)
        signed_in = await self.sessions.find(request.scope)
        if signed_in is not None:
            if not is_form_token(signed_in.secret, form.fields.find("token") or ""):
                return await self._response(
                    request, forged_page("/sign-out", form_token(signed_in.secret), form.fields)
                )
            await self.sessions.end(signed_in)
        response = await self._response(request, Redirect("/sign-in"))
        forget_cookie(response.headers, self._scheme(request), SESSION)
        return response

    async def _principal_of_key(self, text: str) -> Principal:
        """Accepts only keys: tokens are for programs, and expire too soon for a session."""
        if key_id(text) is None:
            raise refused("That is not an API key of this server")
        return await self.server.gate.keys.principal_of(text)

    async def _begin(self, request: Request, principal: Principal) -> Response:
        """Ends an existing session: a browser has one at most."""
        before = await self.sessions.find(request.scope)
        if before is not None:
            await self.sessions.end(before)
        signed_in: SignedIn = await self.sessions.begin(principal)
        author = author_of(principal, client_of(request.scope), record_of(request.scope).id)
        self.server.audit.note(author, "login", "/sign-in", 200, f"{principal.name} signed in in a browser")
        response = await self._response(request, Redirect("/writing"))
        scheme = self._scheme(request)
        set_cookie(response.headers, scheme, SESSION, signed_in.secret, self.sessions.life_s)
        forget_cookie(response.headers, scheme, SIGNING_IN)
        return response

    async def _form(self, request: Request, problem: str = "", status: int = 200) -> Response:
        secret = self.sessions.new_secret()
        provider = self.server.gate.openid
        page = sign_in_page(
            form_token(secret),
            self.sessions.life_s,
            self._is_private(request),
            provider.label if provider else None,
            problem,
            status,
        )
        response = await self._response(request, page)
        set_cookie(response.headers, self._scheme(request), SIGNING_IN, secret, SIGNING_IN_S)
        return response

    def _note_refusal(self, request: Request, error: LoginRequired) -> None:
        author = author_of(ANONYMOUS, client_of(request.scope), record_of(request.scope).id)
        self.server.audit.note(author, request.method, request.url.path, status_of(error), str(error))

    def _guarded(self, answer: Answer) -> Answer:
        async def guarded(request: Request) -> Response:
            try:
                response = await answer(request)
            except (TerminologyError, PageProblem) as error:
                problem = problem_of(error) if isinstance(error, TerminologyError) else error
                response = await to_thread.run_sync(problem_response, problem, request.url.path, Query())
            response.headers.update(NOT_STORED)
            return response

        return guarded

    async def _response(self, request: Request, answer: Page | Redirect) -> Response:
        return await to_thread.run_sync(response_of, answer, page_request_of(self.context, request))

    def _browser(self, request: Request) -> str | None:
        """The secret that the browser got at the start of the flow."""
        secret = find_cookie(request.scope, self._scheme(request), SIGNING_IN)
        return secret if secret and is_secret(secret) else None

    def _scheme(self, request: Request) -> str:
        return self.sessions.scheme(request.scope)

    def _done(self, request: Request) -> str:
        return f"{self._site(request)}{DONE}"

    def _site(self, request: Request) -> str:
        return public_base(self.context.public_base_url, request.scope)

    def _is_private(self, request: Request) -> bool:
        return is_private_connection(self._scheme(request), urlsplit(self._site(request)).hostname or "")
