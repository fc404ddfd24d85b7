"""The address by which the reader reached this server, for addresses that are to be copied."""

import re

from starlette.datastructures import Headers
from starlette.types import Scope

# A name or an address with an optional port. A Host that is anything else is not shown.
HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


def site_of(configured: str | None, scope: Scope) -> str:
    """Without a slash at the end. What is configured counts; else what the request was sent to."""
    if configured:
        return configured.rstrip("/")
    host = Headers(scope=scope).get("host", "")
    if not HOST.fullmatch(host):
        name, port = scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else name
    return f"{scope['scheme']}://{host}"
