"""Sign-in, and the pages for forms without a valid session: these need no authentication."""

from dataclasses import dataclass

from terminology.pages.context import Page
from terminology.pages.query import Query

NOT_REPEATED = frozenset({"token"})


@dataclass(frozen=True, slots=True)
class SignInView:
    """`is_private`: the connection is encrypted or local. `organization` is None without a login server."""

    title: str
    token: str
    minutes: int
    is_private: bool
    organization: str | None
    problem: str


@dataclass(frozen=True, slots=True)
class ResendView:
    """`fields` is the submitted form."""

    title: str
    headline: str
    advice: str
    path: str
    token: str
    sign_in: bool
    fields: tuple[tuple[str, str], ...]


def sign_in_page(
    token: str, life_s: float, is_private: bool, organization: str | None, problem: str = "", status: int = 200
) -> Page:
    minutes = max(1, round(life_s / 60))
    return Page("sign_in.html", SignInView("Sign in", token, minutes, is_private, organization, problem), status)


def signed_out_page(path: str, typed: Query) -> Page:
    """For a form whose session has ended."""
    advice = "Nothing was saved. Sessions end after a while to protect your work."
    return _resend("You are no longer signed in", advice, path, "", True, typed, 401)


def forged_page(path: str, token: str, typed: Query) -> Page:
    """For a form that belongs to another session."""
    advice = "Nothing was saved: the form is older than your sign-in. If you did not send it, leave this page."
    return _resend("This form belongs to another session", advice, path, token, False, typed, 403)


def _resend(headline: str, advice: str, path: str, token: str, sign_in: bool, typed: Query, status: int) -> Page:
    fields = tuple((name, value) for name, value in typed.pairs if name not in NOT_REPEATED)
    return Page("writing_resend.html", ResendView(headline, headline, advice, path, token, sign_in, fields), status)
