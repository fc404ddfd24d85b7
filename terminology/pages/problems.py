"""PageProblem: why a page cannot be shown, and what the reader can do about it."""

from dataclasses import dataclass

from terminology.core.errors import (
    BadRequest,
    StoreUnavailable,
    TerminologyError,
    TimedOut,
    UnknownCode,
    UnknownCodeSystem,
    UnknownConceptMap,
    UnknownResource,
    UnknownValueSet,
)


@dataclass(frozen=True)
class PageProblem(Exception):
    """`field` is the invalid parameter, if any; the form keeps the values of the others.

    `details` are the operation's own messages, one sentence each.
    """

    status: int
    headline: str
    advice: str
    field: str | None = None
    details: tuple[str, ...] = ()


STATUSES: dict[type[TerminologyError], tuple[int, str, str]] = {
    BadRequest: (400, "That cannot be answered", "Correct the value and try again."),
    UnknownCode: (404, "There is no such code", "Search for words from its description."),
    UnknownCodeSystem: (404, "That is not loaded", "See Content for what is loaded."),
    UnknownValueSet: (404, "That value set is not loaded", "See Content for what is loaded."),
    UnknownConceptMap: (404, "That concept map is not loaded", "See Content for what is loaded."),
    UnknownResource: (404, "That is not loaded", "See Content for what is loaded."),
    TimedOut: (503, "The answer took too long", "Narrow the question and try again."),
    StoreUnavailable: (503, "The server has no content yet", "It is still starting: try again in a moment."),
}
REFUSED = (422, "That cannot be answered", "Narrow the question, or try the FHIR operation under API.")


def problem_of(error: TerminologyError) -> PageProblem:
    """The page's wording of an operation's error."""
    status, headline, advice = next(
        (mentioned for type, mentioned in STATUSES.items() if isinstance(error, type)), REFUSED
    )
    fields = [name for issue in error.issues for name in issue.expression]
    return PageProblem(status, headline, advice, next(iter(fields), None), tuple(issue.text for issue in error.issues))
