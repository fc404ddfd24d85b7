"""What to tell of a code that was asked about on a day: whether it was valid, and the dates a biller can act on."""

from collections.abc import Iterator
from dataclasses import replace

from terminology.core.history import Life, Validity
from terminology.core.issues import Issue
from terminology.core.model import CodeSystemHeader


def validity_issues(code: str, validity: Validity | None) -> Iterator[Issue]:
    """An error for a code that was not valid, a warning where that is not known or true in part; none if it was.

    They point at the code.
    """
    if validity is None or validity.standing == "valid":
        return
    days, life = validity.days, validity.life
    if validity.standing == "undecided":
        yield _issue("warning", f"Whether {code} was valid on {days} is not known: {_undecided(validity)}")
    elif validity.standing == "in part" and life is not None:
        yield _issue("warning", f"{code} was valid on some days of {days} only: {_told(life)}")
    elif validity.standing == "not yet":
        yield _issue("error", f"{code} was not valid on {days}: {not_yet(code, validity)}")
    elif life is not None:
        yield _issue("error", f"{code} was not valid on {days}: it ended {_end(life)}{_and_then(validity.following)}")


def told_by(header: CodeSystemHeader, validity: Validity | None) -> CodeSystemHeader:
    """The header of the release that tells of a code on the days asked about."""
    return replace(header, version=validity.release) if validity and validity.release else header


def not_yet(code: str, validity: Validity) -> str:
    """When a code that is asked about too early was added."""
    first = validity.lives[0]
    return f"{code} was added on {first.start.isoformat()}"


def undated_issue(header: CodeSystemHeader) -> Issue:
    """A day was asked about in a code system that does not say when its codes are valid."""
    text = f"The date was not considered: the code system {header.canonical} states no validity dates"
    return Issue("information", "informational", text, "processing-note", expression=("date",))


def _issue(severity: str, text: str) -> Issue:
    code = "code-invalid" if severity == "error" else "business-rule"
    return Issue("error" if severity == "error" else "warning", code, text, "code-rule", expression=("code",))


def _told(life: Life) -> str:
    if life.end is None:
        return f"from {life.start.isoformat()} on"
    return f"from {life.start.isoformat()} to {_end(life).removeprefix('on ')}"


def _end(life: Life) -> str:
    if life.undecided is not None:
        return f"between {life.undecided.first.isoformat()} and {life.undecided.last.isoformat()}"
    return f"on {life.end.isoformat()}" if life.end else "never"


def _and_then(following: Life | None) -> str:
    return f", and was valid again from {following.start.isoformat()}" if following else ""


def _undecided(validity: Validity) -> str:
    """Between which days it ended, which release answers, and which to load to know."""
    life = next(item for item in validity.lives if item.undecided)
    span, following = life.undecided, validity.following
    assert span is not None
    last = life.releases[-1] if life.releases else None
    answered = f"; release {last}, the last before, says that it was" if last else ""
    back = f" and was reactivated on {following.start.isoformat()}" if following else ""
    return (
        f"it ended between {span.first.isoformat()} and {span.last.isoformat()}{back}{answered}. "
        f"Load the releases between {span.first:%Y-%m} and {span.last:%Y-%m} to know"
    )
