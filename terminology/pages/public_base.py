"""The address by which clients reach this server, for links, definitions and what is to be copied."""

import re
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

# A name or an address with an optional port. A Host that is anything else is not put into links.
HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


def public_base(configured: str | None, scope: Scope) -> str:
    """Without a slash at the end. What is configured counts; else what the request was sent to.

    The scheme is right behind a proxy that is trusted (setting `forwarded_allow_ips`).
    """
    if configured:
        return configured.rstrip("/")
    host = Headers(scope=scope).get("host", "")
    if not HOST.fullmatch(host) or (host[0] == "[" and not _is_address(host)):
        name, port = scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else name
    return f"{scope['scheme']}://{host}"


def _is_address(host: str) -> bool:
    """Whether what is in brackets is an address, as a URL with it could not be read again otherwise."""
    try:
        ip_address(host[1 : host.index("]")])
    except ValueError:
        return False
    return True
