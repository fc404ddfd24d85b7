"""AccessRule: what a route asks of who calls it. Rules stand beside the routes, as data; a route without one is shut.

PUBLIC                    everybody, even when reads are protected: /metadata
BY_ENTRY                  a batch or transaction: whoever shows something is known, and each entry is judged
reads("ValueSet", "r")    everybody, or with protected reads those with this scope
writes("ValueSet", "c")   only those with this scope
some_of("ValueSet", "cud")  only those with one of these letters at least: pages of writers
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
    """`open` is for everybody unless reads are protected; `closed` always needs all `letters` on the type, or one."""

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


def some_of(type: str, letters: str) -> AccessRule:
    return AccessRule("closed", type, letters, needs_all=False)


def needs_principal(rule: AccessRule | None, protects_reads: bool) -> bool:
    if rule is None:
        return True
    return rule.openness == "closed" or (rule.openness == "open" and protects_reads)


def check(rule: AccessRule | None, principal: Principal, protects_reads: bool) -> None:
    """Raises LoginRequired when nobody asks for what needs somebody, and Forbidden when somebody may not."""
    if not needs_principal(rule, protects_reads):
        return
    if rule is None:
        raise Forbidden(Issue("error", "forbidden", NO_RULE))
    if principal.kind == "anonymous":
        text = "This needs an Authorization header: a token, or an API key that `terminology keys add` makes"
        raise LoginRequired(Issue("error", "login", text))
    if not rule.admits(principal):
        text = f"'{principal.name}' may not do this: it needs the scope {_scope(rule)}"
        raise Forbidden(Issue("error", "forbidden", text))


def _scope(rule: AccessRule) -> str:
    scopes = f"system/{rule.type}.{rule.letters}"
    return scopes if rule.needs_all else f"{scopes}, or one of its letters"
