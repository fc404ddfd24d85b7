"""Sessions: users signed in in a browser. The store holds only the hash of the browser's secret.

    secret      256 random bits in a cookie, which scripts cannot read
    id          its hash, under which the session is stored: reading the store does not allow signing in
    form token  derived from the secret, in every form: other sites know neither

All servers with the same store share the session, and removing it ends it everywhere.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from datetime import datetime

from terminology.core.principals import Principal
from terminology.core.scopes import LETTERS

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Session:
    """`principal` is the user; for an API key just its name and id, as its permissions are read from the key itself."""

    id: str
    principal: Principal
    expires_at: datetime


def session_of(secret: str, principal: Principal, expires_at: datetime) -> Session:
    return Session(session_id(secret), replace(principal, expires_at=expires_at), expires_at)


def is_secret(text: str) -> bool:
    """Whether this has the form of a session secret."""
    return _SECRET.fullmatch(text) is not None


def session_id(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def derived(secret: str, purpose: str) -> str:
    """256 bits for one purpose, as URL-safe text; they do not reveal the secret."""
    digest = hmac.digest(secret.encode(), purpose.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def form_token(secret: str) -> str:
    return derived(secret, "form")


def is_form_token(secret: str, text: str) -> bool:
    """Compares in constant time."""
    return hmac.compare_digest(form_token(secret).encode(), text.encode("utf-8", "surrogatepass"))


def scope_text(principal: Principal) -> str:
    """Its scopes as text."""
    letters = (
        (scope.type, "".join(letter for letter in LETTERS if letter in scope.letters)) for scope in principal.scopes
    )
    return " ".join(sorted(f"user/{type}.{held}" for type, held in letters))
