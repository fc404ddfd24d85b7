import httpx
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from terminology.http.head import HeadAsGet


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(scope["method"])(scope, receive, send)


async def test_head_is_handled_as_get_and_answered_without_a_body() -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(HeadAsGet(echo)), base_url="http://tx") as client:
        head, get, post = await client.head("/"), await client.get("/"), await client.post("/")
    assert (head.headers["content-length"], head.content) == ("3", b"")
    assert (get.text, post.text) == ("GET", "POST")
