"""Issues about the validity of a code on requested days, with the dates that a biller can act on."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from terminology.core.days import ONE_DAY
from terminology.core.history import Span, Validity, ValidityPeriod
from terminology.core.issues import Issue
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader


def validity_issues(code: str, validity: Validity | None) -> Iterator[Issue]:
    """An error for a code that was not valid, a warning if that is unknown or partly true; none if it was valid.

    Their expression is the code.
    """
    if validity is None or validity.standing == "valid":
        return
    days, period = validity.days, validity.period
    if validity.standing == "undecided":
        yield _issue("warning", f"It is not known whether {code} was valid on {days}: {_undecided(validity)}")
    elif validity.standing == "in part":
        yield _issue("warning", f"{code} was valid on some days of {days} only: {_intervals(_lived(validity))}")
    elif validity.standing == "not yet":
        yield _issue("error", f"{code} was not valid on {days}: {not_yet(code, validity)}")
    elif period is not None:
        yield _issue(
            "error", f"{code} was not valid on {days}: it ended {ended(period)}{_and_then(period, validity.following)}"
        )


def unknown_code(header: CodeSystemHeader, code: str) -> Issue:
    """The issue about a code that its code system does not have on any day."""
    words = {"code": code, "system": header.url}
    if header.version is None:
        return issue("Unknown_Code_in", **words).at("code")
    return issue("Unknown_Code_in_Version", version=header.version, **words).at("code")


def is_part(header: CodeSystemHeader) -> bool:
    """Whether a missing code may be in the rest of the code system; a grammar is always complete."""
    return header.content in ("fragment", "example") and not header.has_grammar


def rest_of(header: CodeSystemHeader) -> tuple[Issue, ...]:
    """The issue that a missing code may exist, if only a part of its code system is loaded."""
    if not is_part(header):
        return ()
    text = f"Only part of the code system '{header.canonical}' is loaded ({header.content}): the rest may have the code"
    return (Issue("information", "incomplete", text, expression=("code",)),)


def described_by(header: CodeSystemHeader, validity: Validity | None) -> CodeSystemHeader:
    """The header of the release that describes a code on the requested days."""
    return replace(header, version=validity.release) if validity and validity.release else header


def not_yet(code: str, validity: Validity) -> str:
    """When a code that is not valid yet was added."""
    first = validity.periods[0]
    if first.began is not None:
        return f"{code} was added between {first.began.first.isoformat()} and {first.start.isoformat()}"
    return f"{code} was added on {first.start.isoformat()}"


def other_spelling(header: CodeSystemHeader, written: str, code: str) -> Issue | None:
    """The issue about a code that was understood in another spelling; None if it was written as defined."""
    if written == code or not header.case_sensitive:
        return None
    text = f"'{written}' was understood as the code '{code}' of {header.canonical}; write it as '{code}'"
    return Issue("information", "business-rule", text, "code-rule", expression=("code",))


def undated_issue(header: CodeSystemHeader) -> Issue:
    """The issue that a date has no effect on a code system without validity dates."""
    text = f"The date was ignored: the code system {header.canonical} states no validity dates"
    return Issue("information", "informational", text, "processing-note", expression=("date",))


def _issue(severity: str, text: str) -> Issue:
    code = "code-invalid" if severity == "error" else "business-rule"
    return Issue("error" if severity == "error" else "warning", code, text, "code-rule", expression=("code",))


def _lived(validity: Validity) -> Iterable[ValidityPeriod]:
    return (period for period in validity.periods if period.touches(validity.days.first, validity.days.last))


def _intervals(periods: Iterable[ValidityPeriod]) -> str:
    return " and ".join(_interval(period) for period in periods)


def _interval(period: ValidityPeriod) -> str:
    start = f"from {period.start.isoformat()}"
    return f"{start} to {period.end.isoformat()}" if period.end else f"{start} on"


def ended(period: ValidityPeriod) -> str:
    """When a period ended, as words to follow `ended`."""
    if period.undecided is not None:
        return f"between {period.undecided.first.isoformat()} and {period.undecided.last.isoformat()}"
    return f"on {period.end.isoformat()}" if period.end else "never"


def _and_then(period: ValidityPeriod, following: ValidityPeriod | None) -> str:
    """The next period, in words: the code valid again, or reassigned, perhaps with another meaning."""
    if following is None:
        return ""
    again = "was valid again from" if following.added == period.added else "was added again on"
    return f", and {again} {following.start.isoformat()}"


def _undecided(validity: Validity) -> str:
    """Between which days it began or ended, which release applies, and which releases would decide it."""
    period, span = _doubtful(validity)
    if span == period.began:
        return _unknown_start(period, span)
    following = next((item for item in validity.periods if item.start > span.last), None)
    answered = f"; release {period.releases[-1]}, the last one before, lists it as valid" if period.releases else ""
    first_without = span.last + ONE_DAY
    return (
        f"it ended {ended(period)}{_and_then(period, following)}{answered}. "
        f"Load the releases after {period.end:%Y-%m} and before {first_without:%Y-%m} to find out"
    )


def _unknown_start(period: ValidityPeriod, span: Span) -> str:
    release, start = period.releases[0], period.start.isoformat()
    if span.first == date.min:
        return (
            f"release {release}, in force from {start}, is the earliest one here with it. Load earlier ones to find out"
        )
    return (
        f"it was added between {span.first.isoformat()} and {start}; release {release} is the first that lists it. "
        f"Load the releases between {span.first:%Y-%m} and {release} to find out"
    )


def _doubtful(validity: Validity) -> tuple[ValidityPeriod, Span]:
    """The first period that may have begun or ended on one of the days, and that uncertain span."""
    days = validity.days
    return next(
        (period, span)
        for period in validity.periods
        for span in period.doubts()
        if span.first <= days.last and days.first <= span.last
    )
