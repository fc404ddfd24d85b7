from terminology.core.errors import TerminologyError, UnknownCode
from terminology.core.issues import Issue


def test_an_error_carries_its_issues_and_reads_as_their_texts() -> None:
    issues = (Issue("error", "not-found", "one"), Issue("error", "not-found", "two"))
    error = UnknownCode(*issues)
    assert isinstance(error, TerminologyError)
    assert error.issues == issues
    assert str(error) == "one; two"
