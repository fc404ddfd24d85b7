"""Principals: authenticated callers. A request without credentials is ANONYMOUS and has only public access."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from terminology.core.scopes import ANY_TYPE, Scope, grants

Kind = Literal["anonymous", "key", "token", "operator"]
_ENDS_OF_SEGMENTS = ("/", "#", "?", "|")
NO_URL = "urn:nothing:at-all"  # the only prefix of a principal that may write nowhere
_UP_OR_HERE = ("/../", "/./", "/..", "/.", "%2e", "%2E", "\\")


@dataclass(frozen=True, slots=True)
class Principal:
    """`id` is unique within its `issuer` (None: this server). `below` are the canonical prefixes that limit its writes,
    empty for no limit. `token_id` is the `jti` of its token, or the id of its key.
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
        """Whether it has `*.cruds`; scopes for every single type together do not count."""
        return any(scope.type == ANY_TYPE and scope.letters.issuperset("cruds") for scope in self.scopes)

    def may_write(self, url: str | None) -> bool:
        """Whether a resource with this url is within its limit."""
        return not self.below or (url is not None and any(is_below(url, prefix) for prefix in self.below))


ANONYMOUS = Principal("anonymous", "anonymous", "anonymous")
# The user who runs the command line on the server's own store.
OPERATOR = Principal("operator", "operator", "operator", frozenset({Scope("*", frozenset("cruds"))}))


def is_below(url: str, prefix: str) -> bool:
    """Whether the url is at or below the prefix: `https://a.org/b` covers `https://a.org/b/c`, not `https://a.org/bc`.

    A url that could resolve elsewhere (`/../`) is below nothing. In a urn, dots and colons also separate segments.
    """
    if any(mark in url for mark in _UP_OR_HERE):
        return False
    base = prefix.rstrip("/")
    ends = (*_ENDS_OF_SEGMENTS, ":", ".") if base.startswith("urn:") else _ENDS_OF_SEGMENTS
    rest = url.removeprefix(base)
    return url.startswith(base) and (not rest or rest.startswith(ends))
