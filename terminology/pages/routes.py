"""The routes of the pages. The page functions are imported in the thread that renders the first page (`makers.py`)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from terminology.pages.assets import ASSETS_BY_NAME, FOLDER, FOREVER
from terminology.pages.context import Answer, PageContext, PageRequest
from terminology.pages.endpoint import THREADS, PageEndpoint, problem_response, query_of
from terminology.pages.problem_page import not_found

PATHS = (
    "/",
    "/suggestions",
    "/hcpcs",
    "/hcpcs/{code:path}",
    "/code-systems",
    "/code-systems/{id}",
    "/code-systems/{id}/{code:path}",
    "/value-sets",
    "/value-sets/{id}",
    "/concept-maps",
    "/concept-maps/{id}",
    "/compare",
    "/check",
    "/check/form",
    "/narratives",
    "/content",
    "/api",
    "/api/order-entry",
)
FORMS = frozenset({"/check/form"})  # pages whose form does not fit in a URL; POST /check is the API for programs


@dataclass(frozen=True, slots=True)
class PageRoute:
    """`path` is a Starlette route; it is also the metrics label."""

    path: str
    answer: Callable[[Request], Awaitable[Response]]
    methods: tuple[str, ...] = ("GET",)


def page_routes(context: PageContext) -> tuple[PageRoute, ...]:
    """All page routes of the application."""
    limiter = CapacityLimiter(THREADS)
    pages = (
        PageRoute(
            path,
            PageEndpoint(context, partial(_make_page, path), limiter).__call__,
            ("GET", *(["POST"] if path in FORMS else [])),
        )
        for path in PATHS
    )
    return (*pages, PageRoute(f"{FOLDER}/{{name}}", _asset), PageRoute("/favicon.ico", _no_icon))


def _make_page(path: str, request: PageRequest) -> Answer:
    from terminology.pages.makers import MAKERS  # with Jinja, in the thread that renders the first page

    return MAKERS[path](request)


async def _asset(request: Request) -> Response:
    asset = ASSETS_BY_NAME.get(request.path_params["name"])
    if asset is None:
        return await page_not_found(request)
    return Response(asset.content, 200, FOREVER, asset.media_type)


async def _no_icon(_request: Request) -> Response:
    """Pages link their own icon; clients that request this default path get an empty response."""
    return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})


async def page_not_found(request: Request) -> Response:
    """The browser's 404 page."""
    path = request.scope["path"]
    return await to_thread.run_sync(problem_response, not_found(path), path, query_of(request.scope["query_string"]))
