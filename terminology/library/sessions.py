"""Sessions: who has signed in in a browser. The store holds the hash of what the browser shows, and never itself.

    secret      256 random bits in a cookie, which scripts cannot read
    id          the hash of it, under which the session is stored: whoever reads the store cannot sign in with it
    form token  of the secret too, in every form: another site knows neither

Any server over the same store knows the session, and it ends everywhere when it is removed.
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
    """`principal` is whoever signed in; of an API key its name and id, for what it may is asked of the key itself."""

    id: str
    principal: Principal
    expires_at: datetime


def session_of(secret: str, principal: Principal, expires_at: datetime) -> Session:
    return Session(session_id(secret), replace(principal, expires_at=expires_at), expires_at)


def is_secret(text: str) -> bool:
    """Whether this can be what a session was begun with."""
    return _SECRET.fullmatch(text) is not None


def session_id(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def derived(secret: str, purpose: str) -> str:
    """256 bits for one purpose, as URL-safe text; who sees them learns nothing of the secret."""
    digest = hmac.digest(secret.encode(), purpose.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def form_token(secret: str) -> str:
    return derived(secret, "form")


def is_form_token(secret: str, text: str) -> bool:
    """Compared in the same time whatever differs."""
    return hmac.compare_digest(form_token(secret).encode(), text.encode("utf-8", "surrogatepass"))


def scope_text(principal: Principal) -> str:
    """Its scopes as they are written."""
    letters = (
        (scope.type, "".join(letter for letter in LETTERS if letter in scope.letters)) for scope in principal.scopes
    )
    return " ".join(sorted(f"user/{type}.{held}" for type, held in letters))
