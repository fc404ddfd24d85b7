"""The server's public URL, for links, definitions and snippets to copy."""

import re
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

# A host name or IP address with an optional port. Any other Host header is not used in links.
HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


def public_base(configured: str | None, scope: Scope) -> str:
    """The configured URL or, by default, the one that the request was sent to, without a trailing slash.

    Behind a proxy, the scheme is correct only if the proxy is trusted (setting `forwarded_allow_ips`).
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
