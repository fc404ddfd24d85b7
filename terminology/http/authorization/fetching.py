"""Fetches small JSON documents, only from addresses that the operator configured.

No redirects; a time limit, and a size limit while streaming.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ssl

    import httpx

TIMEOUT_S = 5.0
LARGEST_BYTES = 1024 * 1024

# (address, form or None for GET, user and password or None) -> the JSON object
Fetch = Callable[[str, Mapping[str, str] | None, tuple[str, str] | None], Awaitable[dict[str, Any]]]


class NotFetched(Exception):
    """The document could not be fetched; the message says why, without secrets. `status` is the HTTP status, if any."""

    def __init__(self, text: str, status: int | None = None) -> None:
        super().__init__(text)
        self.status = status


@cache
def trusted() -> "ssl.SSLContext":
    """The TLS context with the trusted CAs: loaded once, in a thread, as it takes 40 ms of CPU."""
    import httpx  # only servers that fetch or send need it

    return httpx.create_ssl_context(trust_env=False)


async def fetch_json(
    address: str, form: Mapping[str, str] | None = None, user: tuple[str, str] | None = None
) -> dict[str, Any]:
    """Raises NotFetched."""
    import httpx  # only servers that fetch need it

    verify = await asyncio.to_thread(trusted)
    try:
        async with httpx.AsyncClient(
            timeout=TIMEOUT_S, follow_redirects=False, trust_env=False, verify=verify
        ) as client:
            request = client.build_request("POST" if form is not None else "GET", address, data=form)
            response = await client.send(request, auth=user, stream=True)
            try:
                return _object(response.status_code, await _body(response))
            finally:
                await response.aclose()
    except httpx.HTTPError as error:
        raise NotFetched(f"{address} cannot be reached: {type(error).__name__}") from error


async def _body(response: "httpx.Response") -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > LARGEST_BYTES:
            raise NotFetched(f"{response.url} responds with more than {LARGEST_BYTES:,} bytes")
    return bytes(body)


def _object(status: int, body: bytes) -> dict[str, Any]:
    if status != HTTPStatus.OK:
        raise NotFetched(f"it responds with {status}", status)
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise NotFetched("it does not respond with JSON") from None
    if not isinstance(found, dict):
        raise NotFetched("it does not respond with a JSON object")
    return found
