"""Addresses whose modules are imported on first use."""

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

from terminology.http.lazy_routes import LazyRoutes


async def page(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("here")


async def test_they_are_built_once_on_first_use_and_answer_like_others() -> None:
    made: list[str] = []

    def routes() -> list[BaseRoute]:
        made.append("once")
        return [Route("/later", page, methods=["GET"])]

    app = Starlette(routes=[Route("/now", page), LazyRoutes(routes)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        assert (await client.get("/now")).text == "here"
        assert not made
        asked = [await client.get("/later"), await client.get("/later"), await client.post("/later")]
        assert [response.status_code for response in (*asked, await client.get("/nowhere"))] == [200, 200, 405, 404]
        assert made == ["once"]
