"""Budget: what one request may use, counted from its arrival. Whoever works on the request asks the same budget.

arrival -> waiting for the body -> waiting for a thread -> reading -> each loop, each entry of a batch -> answer
└──────────────────────────────────── one deadline for all of it ────────────────────────────────────┘
"""

from collections.abc import Callable
from dataclasses import dataclass

from terminology.core.errors import TimedOut
from terminology.core.issues import Issue


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a request may bring and ask for; each is a setting of the server (`terminology/settings.py`)."""

    seconds: float = 30.0
    body_bytes: int = 16 * 1024 * 1024
    elements: int = 500_000  # objects of a body
    parameters: int = 1000  # of one Parameters resource, those that carry a resource apart
    codings: int = 100  # of one CodeableConcept
    entries: int = 10_000  # of a batch
    expansion_codes: int = 1000  # of an expansion that asks for no count
    page_codes: int = 10_000  # of one page of an expansion


class Cancelled(Exception):
    """Nobody waits for the answer any more. Not a TerminologyError: there is nobody to tell."""


class Budget:
    """The deadline of one request and its limits; `clock` in seconds, never going back."""

    __slots__ = ("_cancelled", "_clock", "ends_at", "limits")

    def __init__(self, limits: Limits, clock: Callable[[], float], started: float | None = None) -> None:
        """`started` is when the request arrived, by the same clock; None: now."""
        self.limits = limits
        self.ends_at = (clock() if started is None else started) + limits.seconds
        self._clock = clock
        self._cancelled: Callable[[], Exception] | None = None

    def check(self) -> None:
        """Raises TimedOut once the time is over, and what the request was cancelled with."""
        if self._cancelled is not None:
            raise self._cancelled()
        if self._clock() > self.ends_at:
            raise self.timed_out()

    def begin_again(self, started: float) -> None:
        """For the next of many questions that are prepared once and asked one after the other."""
        self.ends_at = started + self.limits.seconds

    def cancel(self, error: Callable[[], Exception] = Cancelled) -> None:
        """Ends the work on the request, wherever it is, at its next check. The first reason counts."""
        self._cancelled = self._cancelled or error

    @property
    def remaining_s(self) -> float:
        return max(0.0, self.ends_at - self._clock())

    def timed_out(self) -> TimedOut:
        text = f"The answer was not found within {self.limits.seconds:g} seconds (TERMINOLOGY_REQUEST_DEADLINE_S)"
        return TimedOut(Issue("error", "timeout", text))


def deadline(seconds: float, clock: Callable[[], float], what: str) -> Callable[[], None]:
    """A check that raises TimedOut once so much time has passed, for work that is no request; `what` was not done."""
    ends_at = clock() + seconds

    def check() -> None:
        if clock() > ends_at:
            raise TimedOut(Issue("error", "timeout", f"{what} within {seconds:g} seconds"))

    return check
