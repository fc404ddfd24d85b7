import pytest

from terminology.core.errors import BadRequest, NotSupported, TerminologyError, TimedOut, UnknownCode
from terminology.core.issues import Issue
from terminology.pages.problems import problem_of

ISSUE = Issue("error", "invalid", "Nobody knows 'x'", expression=("date",))


@pytest.mark.parametrize(
    ("error", "status"),
    [(BadRequest(ISSUE), 400), (UnknownCode(ISSUE), 404), (TimedOut(ISSUE), 503), (NotSupported(ISSUE), 422)],
)
def test_errors_of_operations_have_a_status_and_advice(error: TerminologyError, status: int) -> None:
    problem = problem_of(error)
    assert problem.status == status
    assert problem.headline
    assert "Nobody knows 'x'" in problem.details[0]
    assert problem.advice
    assert problem.field == "date"


def test_each_reason_is_a_separate_sentence() -> None:
    error = UnknownCode(*(Issue("error", "not-found", text) for text in ("Unknown code 'x'", "Only a part is here")))
    assert problem_of(error).details == ("Unknown code 'x'", "Only a part is here")
