"""The two cookies of browsers that sign in: that of a session, and that of whoever is about to sign in.

Over https their names begin with __Host-: browsers take such a cookie from this very host only, and send it nowhere
else. Without https only this machine signs in, where nobody is on the way. Source: RFC 6265bis, section 4.1.3.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

from terminology.http.authorization.configuration import LOOPBACK

SESSION = "terminology-session"
SIGNING_IN = "terminology-sign-in"
SIGNING_IN_S = 1800  # in which a form to sign in is good, and a login server has to send the browser back
SECURE = "__Host-"


def is_private_connection(scheme: str, host: str) -> bool:
    """Whether nobody can listen on the way of a browser that asked for this: https, or this machine."""
    return scheme == "https" or host in LOOPBACK


def find_cookie(scope: Scope, scheme: str, name: str) -> str | None:
    """None also when there are several: another host may have set one of them."""
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
    """Scripts do not see it, and other sites do not send it along with their forms."""
    secure = "; Secure" if scheme == "https" else ""
    text = f"{_name(name, scheme)}={value}; Path=/; Max-Age={int(life_s)}; HttpOnly; SameSite=Lax{secure}"
    headers.append("Set-Cookie", text)


def forget_cookie(headers: MutableHeaders, scheme: str, name: str) -> None:
    set_cookie(headers, scheme, name, "", 0)


def _name(name: str, scheme: str) -> str:
    return f"{SECURE}{name}" if scheme == "https" else name
