"""The metrics label of an address: its template."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from terminology.http.request_log import record_of


def labelled(path: str, page: Callable[[Request], Any]) -> Callable[[Request], Any]:
    """Counts requests of a page under its path."""

    async def answer(request: Request) -> Response:
        record_of(request.scope).route = path
        response: Response = await page(request)
        return response

    return answer
