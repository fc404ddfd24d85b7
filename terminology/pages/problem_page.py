"""The error page: what is wrong and how to fix it, with the submitted form still filled in."""

from dataclasses import dataclass

from terminology.pages.context import Page
from terminology.pages.problems import PageProblem
from terminology.pages.query import Query

SHOWN_PATH = 120  # characters
SHOWN_VALUE = 500
LONGEST_WORDS = 60
LABELS = {"q": "Search", "date": "Day", "version": "Release", "page": "Page", "from": "From", "to": "To"}


@dataclass(frozen=True, slots=True)
class TypedField:
    name: str
    label: str
    value: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class ProblemView:
    """`fields` is the form to correct and resend; empty if the reader typed nothing.

    `words` are offered as a search in place of an unknown code.
    """

    title: str
    headline: str
    details: tuple[str, ...]
    advice: str
    path: str
    fields: tuple[TypedField, ...]
    words: str | None


def problem_page(problem: PageProblem, path: str, query: Query) -> Page:
    fields = tuple(_field(name, value, problem) for name, value in query.pairs) if problem.field else ()
    view = ProblemView(
        title=problem.headline,
        headline=problem.headline,
        details=problem.details,
        advice=problem.advice,
        path=path,
        fields=fields,
        words=_code_in(path) if problem.status == 404 else None,
    )
    return Page("problem.html", view, problem.status)


def _code_in(path: str) -> str | None:
    """The code in the URL, to search for it."""
    code = path.rpartition("/")[2] if path.startswith(("/hcpcs/", "/code-systems/")) else ""
    return code if 0 < len(code) <= LONGEST_WORDS and code.isprintable() else None


def _field(name: str, value: str, problem: PageProblem) -> TypedField:
    return TypedField(name, LABELS.get(name, name), value[:SHOWN_VALUE], name == problem.field)


def not_found(path: str) -> PageProblem:
    shown = path if len(path) <= SHOWN_PATH else f"{path[:SHOWN_PATH]}…"
    return PageProblem(
        404, f"There is no page at ‘{shown}’", "Search for a code or words, or start from the front page."
    )
