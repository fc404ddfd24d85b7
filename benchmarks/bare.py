"""The baseline for the response cache: an ASGI application that only sends the bytes of a file.

python -m benchmarks.bare PORT FILE        FILE: JSON of {"headers": [[name, value], …], "body": text}
It runs like `terminology serve`: one process of uvicorn with uvloop and httptools, without an access log.
"""

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvicorn

Send = Callable[[dict[str, Any]], Awaitable[None]]


def bare(headers: list[tuple[bytes, bytes]], body: bytes) -> Callable[..., Awaitable[None]]:
    async def application(scope: dict[str, Any], receive: object, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return application


def main() -> None:
    port, name = sys.argv[1:]
    answer = json.loads(Path(name).read_text())
    headers = [(key.encode(), value.encode()) for key, value in answer["headers"]]
    uvicorn.run(
        bare(headers, answer["body"].encode()),
        port=int(port),
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
    )


if __name__ == "__main__":
    main()
