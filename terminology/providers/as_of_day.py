"""The codes of a code system on some days, and which release describes each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from terminology.core.bitset import Membership, bits_of
from terminology.core.errors import NotSupported
from terminology.core.history import Validity, ValidityPeriod
from terminology.core.model import Value
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import no_deadline
from terminology.core.value_sets import Filter
from terminology.index.memory_columns import MemoryColumn
from terminology.index.property_texts import text_of

DAY_DEPENDENT = frozenset({"status", "inactive", "effectiveDate", "retirementDate"})


@dataclass(frozen=True, slots=True)
class Release:
    """One version with the first day on which it is in force."""

    version: str
    day: date
    code_system: CodeSystemProvider

    def lists(self, kind: str) -> bool:
        """Whether it has any code of this kind; "" stands for codes without a kind."""
        wanted = Filter("kind", "=", kind) if kind else Filter("kind", "exists", "false")
        try:
            return bool(self.code_system.select(wanted, "", no_deadline))
        except NotSupported:  # it has no such property, so none of its codes states a kind
            return not kind and self.code_system.count > 0


class Day:
    """The numbered codes that exist on some days, each with the release that describes it."""

    def __init__(self, releases: Sequence[Release], standing: Iterable[tuple[str, Validity]]) -> None:
        self._releases = releases
        self.codes: list[str] = []
        self.validities: list[Validity] = []
        for code, validity in standing:
            self.codes.append(code)
            self.validities.append(validity)
        self.ordinals = {code: ordinal for ordinal, code in enumerate(self.codes)}
        self._columns: dict[str, MemoryColumn] = {}

    @cached_property
    def by_release(self) -> Sequence[tuple[Release, Sequence[tuple[int, int]]]]:
        """For each release the codes it describes, as pairs of ordinals: in this day and in the release."""
        found: dict[str, list[tuple[int, int]]] = {}
        releases = {release.version: release for release in self._releases}
        for ordinal, (code, validity) in enumerate(zip(self.codes, self.validities, strict=True)):
            if validity.release in releases:
                there = releases[validity.release].code_system.ordinal(code)
                if there is not None:
                    found.setdefault(validity.release, []).append((ordinal, there))
        return [(release, found[version]) for version, release in releases.items() if version in found]

    def gather(self, ask: Callable[[CodeSystemProvider], int]) -> int:
        """The union of the sets that each release selects from the codes it describes."""
        chosen: list[int] = []
        for release, pairs in self.by_release:
            members = Membership(ask(release.code_system))
            chosen.extend(ordinal for ordinal, there in pairs if there in members)
        return bits_of(chosen, len(self.codes))

    def column(self, meaning: str) -> MemoryColumn:
        """A standard property that depends on the day."""
        if meaning not in self._columns:
            by_value: dict[str, list[int]] = {}
            for ordinal, validity in enumerate(self.validities):
                value = day_dependent_values(validity)[meaning]
                if value is not None:
                    by_value.setdefault(text_of(value), []).append(ordinal)
            self._columns[meaning] = MemoryColumn(by_value, len(self.codes))
        return self._columns[meaning]


def day_dependent_values(validity: Validity) -> Mapping[str, Value | None]:
    """The day-dependent standard properties of a code that exists on the day."""
    period = validity.period
    assert period is not None
    ended = validity.standing == "ended"
    return {
        "status": Value("code", "retired" if ended else "active"),
        "inactive": Value("boolean", ended),
        "effectiveDate": None if period.began else Value("dateTime", period.start.isoformat()),
        "retirementDate": _known_end(period),
    }


def is_described(validity: Validity | None) -> bool:
    """Whether a code exists on the requested days, valid or ended, and some release describes it."""
    if validity is None or validity.period is None or validity.standing == "not yet":
        return False
    return any(period.releases for period in validity.periods)


def _known_end(period: ValidityPeriod) -> Value | None:
    """The day on which a period ended, if known."""
    return Value("dateTime", period.end.isoformat()) if period.end and not period.undecided else None
