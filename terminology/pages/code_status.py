"""A code's status on a date, as a badge and a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from terminology.core.days import Days
from terminology.core.history import Validity, ValidityPeriod
from terminology.core.results import DescribedPeriod


@dataclass(frozen=True, slots=True)
class Standing:
    """`kind` is the class of its badge: valid, ended, not-yet or unsure."""

    kind: str
    word: str
    sentence: str


def standing_of(validity: Validity, days: Days) -> Standing:
    """The status of a code with dates."""
    period, following = validity.period, validity.following
    match validity.standing:
        case "valid" if period is not None:
            return Standing("valid", f"Valid on {days}", _since(period))
        case "in part":
            return Standing("unsure", f"Valid on some days of {days}", "See the table of its validity periods.")
        case "undecided" if period is not None:
            return Standing("unsure", f"Unclear on {days}", f"It ended {_end(period)}: no loaded release says when.")
        case "ended" if period is not None:
            return Standing("ended", f"Not valid on {days}", f"It ended {_end(period)}.{_again(period, following)}")
    first = validity.periods[0].start
    return Standing("not-yet", f"Not yet valid on {days}", f"It was added on {first.isoformat()}.")


def undated_standing(is_inactive: bool) -> Standing:
    """The status of a code whose code system has no dates."""
    if is_inactive:
        return Standing("ended", "Inactive", "Its code system marks it as inactive.")
    return Standing("valid", "Active", "Its code system has no validity dates.")


def advice_of(standing: Standing, successors: Sequence[str]) -> str | None:
    """What to use in place of an ended code."""
    if standing.kind != "ended" or not successors:
        return None
    return f"CMS refers to {' or '.join(successors)} in its place."


def _since(period: ValidityPeriod) -> str:
    since = f"In force since {period.start.isoformat()}"
    return f"{since}; the last day is {period.end.isoformat()}." if period.end else f"{since}."


def _end(period: ValidityPeriod) -> str:
    if period.undecided:
        return f"between {period.undecided.first.isoformat()} and {period.undecided.last.isoformat()}"
    return f"on {period.end.isoformat()}" if isinstance(period.end, date) else "on a day that is not known"


def _again(period: ValidityPeriod, following: ValidityPeriod | None) -> str:
    if following is None:
        return ""
    what = "It was valid again" if following.added == period.added else "The code was reused"
    return f" {what} from {following.start.isoformat()}."


def meanings_of(periods: Sequence[DescribedPeriod], display: str) -> tuple[str, ...]:
    """The code's different meanings in other periods: these cause wrong claims."""
    return tuple(_meaning(item) for item in periods if item.display and item.display != display)


def _meaning(item: DescribedPeriod) -> str:
    period = item.period
    until = f" until {period.end.isoformat()}" if period.end and not period.undecided else ""
    return f"From {period.start.isoformat()}{until} it meant something else: {item.display}"
