"""Principals: who asks. Whoever shows nothing is ANONYMOUS, who may do what is open to everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from terminology.core.scopes import ANY_TYPE, Scope, grants

Kind = Literal["anonymous", "key", "token", "operator"]
_ENDS_OF_SEGMENTS = ("/", "#", "?", "|")
NO_URL = "urn:nothing:at-all"  # the one prefix of who may write below none
_UP_OR_HERE = ("/../", "/./", "/..", "/.", "%2e", "%2E", "\\")


@dataclass(frozen=True, slots=True)
class Principal:
    """`id` is unique for its `issuer` (None: this server's own). `below` are the canonical prefixes to which it is
    limited, empty for no limit. `token_id` is the `jti` of its token, or the id of its key.
    """

    id: str
    name: str
    kind: Kind
    scopes: frozenset[Scope] = frozenset()
    below: tuple[str, ...] = ()
    expires_at: datetime | None = None
    issuer: str | None = None
    token_id: str | None = None

    def may(self, type: str, letters: Iterable[str]) -> bool:
        return grants(self.scopes, type, letters)

    @property
    def may_everything(self) -> bool:
        """Whether it holds `*.cruds`, which all scopes of single types together are not."""
        return any(scope.type == ANY_TYPE and scope.letters.issuperset("cruds") for scope in self.scopes)

    def may_write(self, url: str | None) -> bool:
        """Whether a resource with this url is within its limit."""
        return not self.below or (url is not None and any(is_below(url, prefix) for prefix in self.below))


ANONYMOUS = Principal("anonymous", "anonymous", "anonymous")
# Who runs the command line on the server's own store.
OPERATOR = Principal("operator", "operator", "operator", frozenset({Scope("*", frozenset("cruds"))}))


def is_below(url: str, prefix: str) -> bool:
    """Whether the url is the prefix or inside it: `https://a.org/b` holds `https://a.org/b/c`, not `https://a.org/bc`.

    A url that could mean a place elsewhere (`/../`) is inside nothing. Of a urn, dots and colons divide as well.
    """
    if any(mark in url for mark in _UP_OR_HERE):
        return False
    base = prefix.rstrip("/")
    ends = (*_ENDS_OF_SEGMENTS, ":", ".") if base.startswith("urn:") else _ENDS_OF_SEGMENTS
    rest = url.removeprefix(base)
    return url.startswith(base) and (not rest or rest.startswith(ends))
