"""The page that says what is wrong and what to do, with everything that was typed still in its form."""

from dataclasses import dataclass

from terminology.pages.context import Page
from terminology.pages.problems import PageProblem
from terminology.pages.query import Query

SHOWN_PATH = 120  # characters
SHOWN_VALUE = 500
LABELS = {"q": "Search", "date": "Day", "version": "Release", "page": "Page", "from": "From", "to": "To"}


@dataclass(frozen=True, slots=True)
class TypedField:
    name: str
    label: str
    value: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class ProblemView:
    """`fields` is the form to correct and send again; none when nothing was typed that could be corrected."""

    title: str
    headline: str
    advice: str
    path: str
    shown_path: str
    fields: tuple[TypedField, ...]


def problem_page(problem: PageProblem, path: str, query: Query) -> Page:
    shown = path if len(path) <= SHOWN_PATH else f"{path[:SHOWN_PATH]}…"
    fields = tuple(_field(name, value, problem) for name, value in query.pairs) if problem.field else ()
    view = ProblemView(problem.headline, problem.headline, problem.advice, path, shown, fields)
    return Page("problem.html", view, problem.status)


def _field(name: str, value: str, problem: PageProblem) -> TypedField:
    return TypedField(name, LABELS.get(name, name), value[:SHOWN_VALUE], name == problem.field)


def not_found(path: str) -> PageProblem:
    shown = path if len(path) <= SHOWN_PATH else f"{path[:SHOWN_PATH]}…"
    return PageProblem(
        404, f"There is no page at ‘{shown}’", "Search for a code or words, or start from the front page."
    )
