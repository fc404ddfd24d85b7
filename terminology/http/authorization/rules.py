"""AccessRule: what a route requires of its caller. Rules are data next to the routes; a route without one is closed.

PUBLIC                    anyone, even with protected reads: /metadata
BY_ENTRY                  a batch or transaction: credentials, if any, must be valid, and each entry is authorized
reads("ValueSet", "r")    anyone, or with protected reads only this scope
writes("ValueSet", "c")   requires this scope
any_of("ValueSet", "cud")  requires at least one of these letters: writer pages
"""

from dataclasses import dataclass
from typing import Literal

from terminology.core.errors import Forbidden, LoginRequired
from terminology.core.issues import Issue
from terminology.core.principals import Principal
from terminology.core.scopes import ANY_TYPE

Openness = Literal["public", "by-entry", "open", "closed"]
NO_RULE = "No rule allows this request."


@dataclass(frozen=True, slots=True)
class AccessRule:
    """`open` admits anyone unless reads are protected; `closed` always requires all `letters` on the type, or one."""

    openness: Openness
    type: str = ANY_TYPE
    letters: str = ""
    needs_all: bool = True

    def admits(self, principal: Principal) -> bool:
        how_many = all if self.needs_all else any
        return how_many(principal.may(self.type, letter) for letter in self.letters)


PUBLIC = AccessRule("public")
BY_ENTRY = AccessRule("by-entry")


def reads(type: str, letters: str = "rs") -> AccessRule:
    return AccessRule("open", type, letters)


def writes(type: str, letters: str) -> AccessRule:
    return AccessRule("closed", type, letters)


def any_of(type: str, letters: str) -> AccessRule:
    return AccessRule("closed", type, letters, needs_all=False)


def needs_principal(rule: AccessRule | None, protects_reads: bool) -> bool:
    if rule is None:
        return True
    return rule.openness == "closed" or (rule.openness == "open" and protects_reads)


def check(rule: AccessRule | None, principal: Principal, protects_reads: bool) -> None:
    """Raises LoginRequired when credentials are missing, and Forbidden when the principal lacks the scope."""
    if not needs_principal(rule, protects_reads):
        return
    if rule is None:
        raise Forbidden(Issue("error", "forbidden", NO_RULE))
    if principal.kind == "anonymous":
        text = "An Authorization header is required: a token, or an API key from `terminology keys add`"
        raise LoginRequired(Issue("error", "login", text))
    if not rule.admits(principal):
        text = f"'{principal.name}' may not do this: it requires the scope {_scope(rule)}"
        raise Forbidden(Issue("error", "forbidden", text))


def _scope(rule: AccessRule) -> str:
    scopes = f"system/{rule.type}.{rule.letters}"
    return scopes if rule.needs_all else f"{scopes}, or one of its letters"
