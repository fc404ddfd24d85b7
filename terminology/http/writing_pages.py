"""Writer pages: authenticates and authorizes requests, and gives the pages access to the FHIR routes.

    cookie -> session -> rule of the page -> form token -> page -> FHIR routes, as that principal

Every page defines its rule (`WRITER_PAGES`); its calls to FHIR routes are authorized again, by the rule of that route.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from fhir_resources.version import FhirVersion
from terminology.core.budget import Budget
from terminology.core.errors import TerminologyError
from terminology.core.principals import Principal
from terminology.http.authorization.rules import AccessRule, any_of, writes
from terminology.http.authorization.sessions import Sessions, SignedIn
from terminology.http.batch_entries import Entries
from terminology.http.endpoint import client_of
from terminology.http.errors import HttpError, headers_of, status_of
from terminology.http.pages import page_context
from terminology.http.request_log import budget_of, record_of
from terminology.http.requests import FhirRequest
from terminology.http.responses import in_version
from terminology.http.server_context import ServerContext
from terminology.http.sign_in import SignInPages
from terminology.library.commits import author_of
from terminology.library.sessions import form_token, is_form_token
from terminology.log import get_logger
from terminology.pages.context import PageContext, PageRequest, Redirect
from terminology.pages.endpoint import FAILED, NOT_STORED, page_request_of, problem_response, response_of
from terminology.pages.forms import LARGEST_FORM_BYTES, Form, read_form
from terminology.pages.problems import PageProblem, problem_of
from terminology.pages.public_base import public_base
from terminology.pages.query import Query
from terminology.pages.writing.session_pages import forged_page, signed_out_page
from terminology.pages.writing.writer import Json, Reply, Writer, WriterRequest

log = get_logger(__name__)

MAX_FIELDS = 5000
THREADS = 4


@dataclass(frozen=True, slots=True)
class WriterPage:
    """`path` in Starlette's syntax. `rule` decides who sees the page; the routes it calls authorize its actions."""

    path: str
    rule: AccessRule
    methods: tuple[str, ...] = ("GET", "POST")


WRITER_PAGES = (
    WriterPage("/writing", any_of("ValueSet", "cud"), ("GET",)),
    WriterPage("/writing/new", writes("ValueSet", "c")),
    WriterPage("/writing/{id}", any_of("ValueSet", "cud")),
    WriterPage("/writing/{id}/{step}", any_of("ValueSet", "cud")),
)


@dataclass(slots=True)
class RouteCaller:
    """Calls the FHIR routes as one principal, in the page's thread. Refusals are audited once the page is rendered."""

    server: ServerContext
    entries: Mapping[FhirVersion, Entries]
    principal: Principal
    base: str
    address: str
    request_id: str
    budget: Budget
    refused: list[tuple[str, str, int, str]] = field(default_factory=list)

    def __call__(
        self,
        method: str,
        path: str,
        version: FhirVersion,
        resource: Json | None = None,
        if_match: int | None = None,
    ) -> Reply:
        request = FhirRequest(
            version,
            method,
            path,
            f"{self.base}/{version.path}",
            headers={} if if_match is None else {"if-match": f'W/"{if_match}"'},
            budget=self.budget,
            content=self.server.library.snapshot(version),
            principal=self.principal,
            client=f"{self.principal.issuer} {self.principal.id}",
            address=self.address,
            request_id=self.request_id,
            sent=resource,
        )
        try:
            answer = self.entries[version].answer(request)
        except TerminologyError as error:
            self._audit(method, version, path, status_of(error), str(error))
            return Reply(status_of(error), headers=headers_of(error), issues=error.issues)
        except HttpError as error:
            self._audit(method, version, path, error.status, str(error))
            return Reply(error.status, issues=(error.issue,))
        return Reply(answer.status, in_version(answer, version), answer.headers)

    def _audit(self, method: str, version: FhirVersion, path: str, status: int, text: str) -> None:
        if method != "GET":
            self.refused.append((method, f"/{version.path}/{path}", status, text))


class WriterEndpoint:
    """Answers GET and POST of one page of writers."""

    def __init__(
        self,
        server: ServerContext,
        context: PageContext,
        sessions: Sessions,
        entries: Mapping[FhirVersion, Entries],
        page: WriterPage,
        limiter: CapacityLimiter,
    ) -> None:
        self.server = server
        self.context = context
        self.sessions = sessions
        self.entries = entries
        self.page = page
        self.limiter = limiter

    async def __call__(self, request: Request) -> Response:
        try:
            response = await self._answer(request)
        except (TerminologyError, PageProblem) as error:
            problem = problem_of(error) if isinstance(error, TerminologyError) else error
            response = await self._problem(request, problem)
        except Exception:  # the user gets an error page, the log the reason
            log.exception("A page failed", path=request.scope["path"])
            response = await self._problem(request, FAILED)
        response.headers.update(NOT_STORED)
        return response

    async def _answer(self, request: Request) -> Response:
        page_request = page_request_of(self.context, request)
        signed_in = await self.sessions.find(request.scope)
        if request.method != "POST":
            if signed_in is None:
                return response_of(Redirect("/sign-in"), page_request)
            return await self._make(request, page_request, signed_in, is_form=False)
        form = await self._form(request, signed_in)
        page_request = replace(page_request, query=form.fields, file=form.file)
        path = request.url.path
        if signed_in is None:
            return await to_thread.run_sync(response_of, signed_out_page(path, form.fields), page_request)
        if not is_form_token(signed_in.secret, form.fields.find("token") or ""):
            self._audit(request, signed_in.principal, request.method, path, 403, "The form is not from this session")
            page = forged_page(path, form_token(signed_in.secret), form.fields)
            return await to_thread.run_sync(response_of, page, page_request)
        return await self._make(request, page_request, signed_in, is_form=True)

    async def _form(self, request: Request, signed_in: SignedIn | None) -> Form:
        """Reads the form with small limits, and without files; unauthenticated requests only get enough for the form to
        keep.
        """
        limit_bytes = min(LARGEST_FORM_BYTES, self.context.body_limit_bytes)
        file_bytes = limit_bytes if signed_in is None else self.context.body_limit_bytes
        return await read_form(request, limit_bytes, file_bytes, MAX_FIELDS)

    async def _make(self, request: Request, page: PageRequest, signed_in: SignedIn, is_form: bool) -> Response:
        principal, path = signed_in.principal, request.url.path
        try:
            self.server.gate.check(self.page.rule, principal)
        except TerminologyError as error:
            self._audit(request, principal, request.method, path, status_of(error), str(error))
            return await self._problem(
                request,
                PageProblem(status_of(error), str(error), "Sign in with an account or key that has permission."),
            )
        record = record_of(request.scope)
        base = public_base(self.server.public_base_url, request.scope)
        budget = budget_of(request.scope, self.server.limits)
        asking = RouteCaller(self.server, self.entries, principal, base, client_of(request.scope), record.id, budget)
        writer = WriterRequest(page, Writer(principal, form_token(signed_in.secret), asking), is_form)
        try:
            return await to_thread.run_sync(partial(_respond, self.page.path, writer), limiter=self.limiter)
        finally:
            for method, asked, status, text in asking.refused:
                self._audit(request, principal, method, asked, status, text)

    def _audit(self, request: Request, principal: Principal, method: str, path: str, status: int, text: str) -> None:
        author = author_of(principal, client_of(request.scope), record_of(request.scope).id)
        self.server.audit.note(author, method, path, status, text)

    async def _problem(self, request: Request, problem: PageProblem) -> Response:
        return await to_thread.run_sync(problem_response, problem, request.url.path, Query())


def _respond(path: str, request: WriterRequest) -> Response:
    """Runs in a thread, as all HTML rendering does."""
    from terminology.pages.writing.makers import MAKERS  # with Jinja, in the thread that renders the first page

    return response_of(MAKERS[path](request), request.page)


@dataclass(frozen=True, slots=True)
class WriterRoute:
    """`rule` is next to the address, as for all routes; without one, access is denied."""

    path: str
    methods: tuple[str, ...]
    rule: AccessRule
    answer: Callable[[Request], Awaitable[Response]]


def writer_routes(server: ServerContext, entries: Mapping[FhirVersion, Entries]) -> tuple[WriterRoute, ...]:
    """All routes for writing in a browser; none if sign-in is disabled."""
    sessions = server.gate.sessions
    if sessions is None:
        return ()
    context, limiter = page_context(server), CapacityLimiter(THREADS)
    pages = (
        WriterRoute(
            page.path,
            page.methods,
            page.rule,
            WriterEndpoint(server, context, sessions, entries, page, limiter).__call__,
        )
        for page in WRITER_PAGES
    )
    doors = SignInPages(server, context, sessions).routes()
    return (*(WriterRoute(*door) for door in doors), *pages)
