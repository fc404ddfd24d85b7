"""Budget: what one request may use, counted from its arrival. Everything that works on the request shares it.

arrival -> waiting for the body -> waiting for a thread -> reading -> each loop, each entry of a batch -> answer
└──────────────────────────────────── one deadline for all of it ────────────────────────────────────┘
"""

from collections.abc import Callable
from dataclasses import dataclass

from terminology.core.errors import TimedOut
from terminology.core.issues import Issue


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds on what a request may contain and ask for; each is a server setting (`terminology/settings.py`)."""

    seconds: float = 30.0
    body_bytes: int = 16 * 1024 * 1024
    elements: int = 500_000  # objects in a body
    parameters: int = 1000  # in one Parameters resource, not counting those that carry a resource
    codings: int = 100  # in one CodeableConcept
    entries: int = 10_000  # in a batch
    expansion_codes: int = 1000  # in an expansion without `count`
    page_codes: int = 10_000  # in one page of an expansion


class Cancelled(Exception):
    """The client has gone away. Not a TerminologyError: there is no one to answer."""


class Budget:
    """The deadline of one request and its limits; `clock` is monotonic, in seconds."""

    __slots__ = ("_cancelled", "_clock", "ends_at", "limits")

    def __init__(self, limits: Limits, clock: Callable[[], float], started: float | None = None) -> None:
        """`started` is when the request arrived, on the same clock; None means now."""
        self.limits = limits
        self.ends_at = (clock() if started is None else started) + limits.seconds
        self._clock = clock
        self._cancelled: Callable[[], Exception] | None = None

    def check(self) -> None:
        """Raises TimedOut after the deadline, or the error that the request was cancelled with."""
        if self._cancelled is not None:
            raise self._cancelled()
        if self._clock() > self.ends_at:
            raise self.timed_out()

    def restart(self, started: float) -> None:
        """Restarts the deadline, for callers that prepare a request once and run it many times."""
        self.ends_at = started + self.limits.seconds

    def cancel(self, error: Callable[[], Exception] = Cancelled) -> None:
        """Ends work on the request at its next check, wherever that is. The first reason wins."""
        self._cancelled = self._cancelled or error

    @property
    def remaining_s(self) -> float:
        return max(0.0, self.ends_at - self._clock())

    def timed_out(self) -> TimedOut:
        text = f"The request did not finish within {self.limits.seconds:g} seconds (TERMINOLOGY_REQUEST_DEADLINE_S)"
        return TimedOut(Issue("error", "timeout", text))


def deadline(seconds: float, clock: Callable[[], float], what: str) -> Callable[[], None]:
    """A check that raises TimedOut after `seconds`, for work outside a request; `what` starts the message."""
    ends_at = clock() + seconds

    def check() -> None:
        if clock() > ends_at:
            raise TimedOut(Issue("error", "timeout", f"{what} within {seconds:g} seconds"))

    return check
