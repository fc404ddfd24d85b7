"""The addresses of the pages, each with the function that makes it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import Response

from terminology.pages.api_page import api_page
from terminology.pages.assets import ASSETS_BY_NAME, FOLDER, FOREVER
from terminology.pages.check_page import check_page
from terminology.pages.code_page import code_page, hcpcs_code_page
from terminology.pages.code_system_page import code_system_page, code_systems_page
from terminology.pages.compare_page import compare_page
from terminology.pages.concept_map_page import concept_map_page, concept_maps_page
from terminology.pages.content_page import content_page
from terminology.pages.context import MakePage, PageContext
from terminology.pages.endpoint import THREADS, PageEndpoint, problem_response, query_of
from terminology.pages.narratives_page import narratives_page
from terminology.pages.order_entry_page import order_entry_page
from terminology.pages.problem_page import not_found
from terminology.pages.search_page import hcpcs_page, search_page, suggestions
from terminology.pages.value_set_page import value_set_page, value_sets_page

PAGES: tuple[tuple[str, MakePage], ...] = (
    ("/", search_page),
    ("/suggestions", suggestions),
    ("/hcpcs", hcpcs_page),
    ("/hcpcs/{code:path}", hcpcs_code_page),
    ("/code-systems", code_systems_page),
    ("/code-systems/{id}", code_system_page),
    ("/code-systems/{id}/{code:path}", code_page),
    ("/value-sets", value_sets_page),
    ("/value-sets/{id}", value_set_page),
    ("/concept-maps", concept_maps_page),
    ("/concept-maps/{id}", concept_map_page),
    ("/compare", compare_page),
    ("/check", check_page),
    ("/check/form", check_page),
    ("/narratives", narratives_page),
    ("/content", content_page),
    ("/api", api_page),
    ("/api/order-entry", order_entry_page),
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
            path, PageEndpoint(context, make_page, limiter).__call__, ("GET", *(["POST"] if path in FORMS else []))
        )
        for path, make_page in PAGES
    )
    return (*pages, PageRoute(f"{FOLDER}/{{name}}", _asset), PageRoute("/favicon.ico", _no_icon))


async def _asset(request: Request) -> Response:
    asset = ASSETS_BY_NAME.get(request.path_params["name"])
    if asset is None:
        return page_not_found(request)
    return Response(asset.content, 200, FOREVER, asset.media_type)


async def _no_icon(_request: Request) -> Response:
    """Pages name their icon; programs that ask for this one get none."""
    return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})


def page_not_found(request: Request) -> Response:
    """What a browser gets for an address that nothing answers."""
    path = request.scope["path"]
    return problem_response(not_found(path), path, query_of(request.scope["query_string"]))
