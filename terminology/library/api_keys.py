"""API keys: the credentials of programs that write here. The store holds their hashes; a key itself is shown once.

    tx_<id>_<secret>       id: 12 hexadecimal digits, secret: 43 characters of 256 random bits

With 256 random bits the hash needs no salt, and a key can be looked up by its id.
"""

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.principals import Principal
from terminology.core.scopes import find_scope, scopes_of

LONGEST_NAME = 64
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_KEY = re.compile(r"tx_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_PREFIX = re.compile(r"(?:https?://[^\s/]+|urn:[^\s:]+:[^\s:]+)\S*")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key's record: its hash, never the key. `below` are canonical prefixes, empty for no limit."""

    id: str
    name: str
    sha256: str
    scope: str
    below: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None = None

    def principal(self) -> Principal:
        return Principal(
            id=self.name,
            name=self.name,
            kind="key",
            scopes=scopes_of(self.scope),
            below=self.below,
            expires_at=self.expires_at,
            token_id=self.id,
        )


def new_key(
    name: str,
    scope: str,
    below: tuple[str, ...],
    now: datetime,
    random_text: Callable[[int], str],
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """The key as stored, and its text. `random_text` returns that many random bytes as URL-safe base64.

    Raises BadRequest for an invalid name, scope or prefix.
    """
    _check(name, scope, below)
    secret = random_text(32)
    id = hashlib.sha256(random_text(32).encode()).hexdigest()[:12]
    text = f"tx_{id}_{secret}"
    return ApiKey(id, name, _hash(text), " ".join(scope.split()), below, now, expires_at), text


def key_id(text: str) -> str | None:
    """The id in the text of a key; None when the text is not a key."""
    match = _KEY.fullmatch(text)
    return match[1] if match else None


def is_text_of(key: ApiKey, text: str) -> bool:
    """Compares in constant time."""
    return hmac.compare_digest(key.sha256, _hash(text))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _check(name: str, scope: str, below: tuple[str, ...]) -> None:
    if not _NAME.fullmatch(name):
        raise _bad(f"'{name}' is not a key name: use letters, digits and . _ @ -, at most {LONGEST_NAME} characters")
    items = scope.split()
    if not items:
        raise _bad("A key needs a scope, such as system/ValueSet.cruds")
    for item in items:
        if find_scope(item) is None:
            raise _bad(
                f"'{item}' is not a valid scope; use one such as system/ValueSet.cruds, with the letters in this order"
            )
    for prefix in below:
        if not _PREFIX.fullmatch(prefix):
            raise _bad(f"'{prefix}' is not a canonical prefix: it must start like https://example.org or urn:oid:1.2")


def _bad(text: str) -> BadRequest:
    return BadRequest(Issue("error", "value", text))
