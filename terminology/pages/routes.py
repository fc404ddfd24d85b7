"""The addresses of the pages. What makes them is imported in the thread that makes the first one (`makers.py`)."""

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
FORMS = frozenset({"/check/form"})  # pages whose form is too long for an address; POST /check is for programs


@dataclass(frozen=True, slots=True)
class PageRoute:
    """`path` as Starlette writes routes; it is also the label of measurements."""

    path: str
    answer: Callable[[Request], Awaitable[Response]]
    methods: tuple[str, ...] = ("GET",)


def page_routes(context: PageContext) -> tuple[PageRoute, ...]:
    """Every address for people, for the application to serve."""
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
    from terminology.pages.makers import MAKERS

    return MAKERS[path](request)


async def _asset(request: Request) -> Response:
    asset = ASSETS_BY_NAME.get(request.path_params["name"])
    if asset is None:
        return await page_not_found(request)
    return Response(asset.content, 200, FOREVER, asset.media_type)


async def _no_icon(_request: Request) -> Response:
    """Pages name their icon; programs that ask for this one get none."""
    return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})


async def page_not_found(request: Request) -> Response:
    """What a browser gets for an address that nothing answers."""
    path = request.scope["path"]
    return await to_thread.run_sync(problem_response, not_found(path), path, query_of(request.scope["query_string"]))
