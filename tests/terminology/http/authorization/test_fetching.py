"""Against a real server on this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from terminology.http.authorization.fetching import LARGEST_BYTES, NotFetched, fetch_json, trusted

ANSWERS: dict[str, tuple[int, bytes]] = {
    "/good": (200, b'{"keys": []}'),
    "/list": (200, b"[]"),
    "/text": (200, b"hello"),
    "/deep": (200, b"[" * 100_000),
    "/missing": (404, b"{}"),
    "/elsewhere": (302, b"{}"),
    "/large": (200, b" " * (LARGEST_BYTES + 1)),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, body = ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Location", "/good")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None: ...


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    serving = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()


async def test_an_object_is_fetched(server: str) -> None:
    assert await fetch_json(f"{server}/good") == {"keys": []}


async def test_the_certificate_store_is_read_once_for_all_fetches(server: str) -> None:
    """It takes 40 ms of CPU, during which the event loop would be blocked."""
    await fetch_json(f"{server}/good")
    read = trusted.cache_info().misses
    await fetch_json(f"{server}/good")
    assert trusted.cache_info().misses == read


@pytest.mark.parametrize("path", [path for path in ANSWERS if path != "/good"])
async def test_only_small_json_objects_are_accepted_and_redirects_are_not_followed(server: str, path: str) -> None:
    with pytest.raises(NotFetched):
        await fetch_json(server + path)


async def test_an_address_without_a_listener_is_reported() -> None:
    with pytest.raises(NotFetched, match="cannot be reached"):
        await fetch_json("http://127.0.0.1:1/")
