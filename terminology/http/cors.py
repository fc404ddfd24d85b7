"""Cors: scripts of any origin may read; credentials are never allowed.

Unlike starlette's CORSMiddleware, whose headers depend on the request's Origin, all answers have the same headers, so a
cached response serves all origins. Source: https://fetch.spec.whatwg.org/#http-cors-protocol and FHIR's http page,
which asks servers to support it.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = "GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS"
REQUEST_HEADERS = (
    "Accept,Content-Type,Authorization,Prefer,If-Match,If-None-Match,If-None-Exist,If-Modified-Since,"
    "Accept-Language,X-Request-Id,X-Cache-Id,traceparent"
)
EXPOSED = "Location,Content-Location,ETag,Last-Modified,X-Request-Id"
ONE_DAY_S = "86400"


class Cors:
    """Answers every OPTIONS, and lets scripts read every other answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            await _send_preflight(send)
        elif scope["type"] == "http":
            await self.app(scope, receive, _with_headers(send))
        else:
            await self.app(scope, receive, send)


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = "*"
            headers["Access-Control-Expose-Headers"] = EXPOSED
        await send(message)

    return send_with_headers


async def _send_preflight(send: Send) -> None:
    message: Message = {"type": "http.response.start", "status": 204, "headers": []}
    headers = MutableHeaders(scope=message)
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Allow-Methods"] = METHODS
    headers["Access-Control-Allow-Headers"] = REQUEST_HEADERS
    headers["Access-Control-Expose-Headers"] = EXPOSED
    headers["Access-Control-Max-Age"] = ONE_DAY_S
    headers["Allow"] = METHODS.replace(",", ", ")
    await send(message)
    await send({"type": "http.response.body", "body": b""})
