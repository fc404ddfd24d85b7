"""What is known about a code (Code), and about a code on a day (CodeOnDay)."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from terminology.core.claim_lines import Setting
from terminology.core.days import Days
from terminology.core.doses import Dose, dose_in
from terminology.core.history import Validity, ValidityPeriod, validity_on
from terminology.operations.check_lines.tables import ModifierUse


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of a code in a release, and its cross-references. Concepts are too large to cache."""

    display: str | None
    cross_references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A code across its periods. `newest` is its meaning in the newest release that lists it."""

    code: str
    periods: tuple[ValidityPeriod, ...]
    newest: Meaning
    newest_release: str
    is_modifier: bool

    def period_on(self, day: date) -> ValidityPeriod | None:
        """The period that certainly includes the day."""
        for period in self.periods:
            if period.start <= day and (period.end is None or day <= period.end):
                return period
        return None

    def validity(self, day: date) -> Validity | None:
        return validity_on(self.periods, Days(day, day, day.isoformat()))


@dataclass(frozen=True, slots=True)
class Limit:
    """CMS's medically unlikely edit. `kind` is 1 (per line), 2 (per day, policy) or 3 (per day, clinical)."""

    setting: Setting
    units: int
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Billing:
    """The sets of modifiers with which the fee schedule lists the code; the empty set means no modifier."""

    ways: tuple[frozenset[str], ...]
    text: str
    source: str
    known: frozenset[str]  # every modifier of the schedule


@dataclass(frozen=True, slots=True)
class CodeOnDay:
    """What the tables and the release in force state about a code in one span of days."""

    meaning: Meaning
    release: str
    needs_description: bool = False
    coverage: str | None = None
    billing: Billing | None = None
    limits: tuple[Limit, ...] = ()
    uses: tuple[ModifierUse, ...] = ()
    known_uses: frozenset[str] = frozenset()
    now: str | None = None  # the meaning in the newest release, if different

    @property
    def dose(self) -> Dose | None:
        """The dose of one billing unit, if the descriptor states a single amount."""
        return _dose(self.meaning.display or "")


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What one release states about a code. `now`: the meaning in the newest release, if different."""

    meaning: Meaning
    needs_description: bool
    coverage: str | None
    now: str | None


@lru_cache(20_000)
def _dose(display: str) -> Dose | None:
    return dose_in(display)
