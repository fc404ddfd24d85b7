"""The two cookies of sign-in: one for the session, one for the browser while it signs in.

Over https their names start with __Host-: browsers accept such a cookie only from this host, and send it to no other.
Without https only the local host can sign in, where nobody can eavesdrop. Source: RFC 6265bis, section 4.1.3.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

from terminology.http.authorization.configuration import LOOPBACK

SESSION = "terminology-session"
SIGNING_IN = "terminology-sign-in"
SIGNING_IN_S = 1800  # time to submit the form or to return from the login server
SECURE = "__Host-"


def is_private_connection(scheme: str, host: str) -> bool:
    """Whether the browser's connection cannot be eavesdropped: https, or the local host."""
    return scheme == "https" or host in LOOPBACK


def find_cookie(scope: Scope, scheme: str, name: str) -> str | None:
    """None also if there are several, as another host may have set one of them."""
    wanted = _name(name, scheme)
    found = [
        value.strip()
        for header, text in scope["headers"]
        if header == b"cookie"
        for key, _, value in (item.partition("=") for item in text.decode("latin-1").split(";"))
        if key.strip() == wanted
    ]
    return found[0] if len(found) == 1 else None


def set_cookie(headers: MutableHeaders, scheme: str, name: str, value: str, life_s: float) -> None:
    """Hidden from scripts, and not sent with forms of other sites."""
    secure = "; Secure" if scheme == "https" else ""
    text = f"{_name(name, scheme)}={value}; Path=/; Max-Age={int(life_s)}; HttpOnly; SameSite=Lax{secure}"
    headers.append("Set-Cookie", text)


def forget_cookie(headers: MutableHeaders, scheme: str, name: str) -> None:
    set_cookie(headers, scheme, name, "", 0)


def _name(name: str, scheme: str) -> str:
    return f"{SECURE}{name}" if scheme == "https" else name
