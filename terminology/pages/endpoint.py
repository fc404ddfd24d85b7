"""PageEndpoint: turns a request into a response. Each page is a pure function of a PageRequest.

address -> PageRequest (one snapshot) -> make_page -> Page | File | Redirect -> response
"""

import hashlib
import time
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import parse_qsl, quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from fhir_resources.version import FhirVersion
from terminology.core.budget import Budget, Limits
from terminology.core.errors import TerminologyError
from terminology.log import get_logger
from terminology.pages.assets import ASSETS
from terminology.pages.context import Answer, File, MakePage, Page, PageContext, PageRequest, Redirect
from terminology.pages.forms import LARGEST_FORM_BYTES, read_form
from terminology.pages.headers import SECURITY_HEADERS
from terminology.pages.merged_snapshot import merged_snapshot
from terminology.pages.page_redirects import MAX_PARAMETERS
from terminology.pages.problem_page import problem_page
from terminology.pages.problems import PageProblem, problem_of
from terminology.pages.public_base import public_base
from terminology.pages.query import Query

log = get_logger(__name__)

HTML = "text/html; charset=utf-8"
LONGEST_ADDRESS = 16 * 1024  # bytes, path and query
THREADS = 4  # that render pages at the same time
NOT_STORED = {"Cache-Control": "no-store"}
FAILED = PageProblem(500, "Something went wrong here", "The error has been logged. Please try again.")


@dataclass(frozen=True, slots=True)
class PageEndpoint:
    """Handles GET, HEAD and form POST requests of one route.

    `make_page` runs in a thread and may raise PageProblem.
    """

    context: PageContext
    make_page: MakePage
    limiter: CapacityLimiter

    async def __call__(self, request: Request) -> Response:
        try:
            page_request = page_request_of(self.context, request)
        except (TerminologyError, PageProblem) as error:
            return await to_thread.run_sync(self._problem, request, error)
        if request.method == "POST":
            return await self._answer_form(page_request, request)
        etag = self._etag(page_request, request)
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"ETag": etag, **SECURITY_HEADERS})
        response = await to_thread.run_sync(partial(self._respond, page_request, request), limiter=self.limiter)
        if response.status_code == 200:
            response.headers.update({"ETag": etag, "Cache-Control": "no-cache"})
        return response

    async def _answer_form(self, page_request: PageRequest, request: Request) -> Response:
        """Pages with submitted data must not be cached, not even by proxies."""
        try:
            limit_bytes = self.context.body_limit_bytes
            form = await read_form(request, min(LARGEST_FORM_BYTES, limit_bytes), limit_bytes)
        except PageProblem as problem:
            return await to_thread.run_sync(self._problem, request, problem)
        sent = replace(page_request, query=form.fields, file=form.file)
        response = await to_thread.run_sync(partial(self._respond, sent, request), limiter=self.limiter)
        response.headers.update(NOT_STORED)
        return response

    def _respond(self, page_request: PageRequest, request: Request) -> Response:
        try:
            merged = replace(page_request, snapshot=merged_snapshot(self.context.library))
            return response_of(self.make_page(merged), merged)
        except (TerminologyError, PageProblem) as error:
            return self._problem(request, error, page_request.query)
        except Exception:  # the reader gets a page, the log the reason
            log.exception("A page failed", path=request.scope["path"])
            return self._problem(request, FAILED)

    def _problem(self, request: Request, error: TerminologyError | PageProblem, query: Query | None = None) -> Response:
        problem = problem_of(error) if isinstance(error, TerminologyError) else error
        typed = query_of(request.scope["query_string"]) if query is None else query
        return problem_response(problem, request.scope["path"], typed)

    def _etag(self, page_request: PageRequest, request: Request) -> str:
        """A hash of everything a page depends on: the software and its assets, the content, the date, the URL."""
        described = (
            self.context.software_version,
            *(asset.name for asset in ASSETS.values()),
            *(self.context.library.snapshot(version).digest for version in FhirVersion),
            self.context.today().isoformat(),
            page_request.base,
            request.scope["path"],
            request.scope["query_string"].decode("latin-1"),
        )
        return f'W/"{hashlib.sha256(chr(10).join(described).encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def _render(template: str, **values: object) -> str:
    from terminology.pages.templates import render  # imports Jinja, in the thread that renders the first page

    return render(template, **values)


def page_request_of(context: PageContext, request: Request) -> PageRequest:
    """Raises StoreUnavailable before there is content, and PageProblem for a URL that is too long.

    The snapshot is R5's; R4-only content is added in the thread that renders the page.
    """
    scope = request.scope
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
        raise PageProblem(414, "The address is too long", "Start over from the search.")
    return PageRequest(
        context=context,
        snapshot=context.library.snapshot(FhirVersion.R5),
        path=scope["path"],
        ids=request.path_params,
        query=query_of(scope["query_string"]),
        base=public_base(context.public_base_url, scope),
        check_deadline=Budget(Limits(seconds=context.deadline_s), time.monotonic).check,
    )


def query_of(query_string: bytes) -> Query:
    """An unreadable query counts as empty: the page then shows its empty form."""
    try:
        pairs = parse_qsl(query_string.decode("latin-1"), max_num_fields=MAX_PARAMETERS, errors="replace")
    except ValueError:
        return Query()
    return Query(tuple(pairs))


def response_of(answer: Answer, page_request: PageRequest) -> Response:
    match answer:
        case Redirect(location):
            return Response(status_code=303, headers={"Location": location, **SECURITY_HEADERS})
        case File(name, media_type, content):
            disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
            return Response(content, 200, {"Content-Disposition": disposition, **SECURITY_HEADERS}, media_type)
        case Page(template, view, status, headers):
            text = _render(template, view=view, query=page_request.query, path=page_request.path)
            return Response(text, status, {**SECURITY_HEADERS, **headers}, HTML)


def problem_response(problem: PageProblem, path: str, query: Query) -> Response:
    page = problem_page(problem, path, query)
    text = _render(page.template, view=page.view, query=query, path=path)
    return Response(text, page.status, {**SECURITY_HEADERS, **NOT_STORED}, HTML)
