"""When a code was valid, according to the releases of its code system: by stated dates, or by listing.

Stated: concepts have the standard properties effectiveDate and retirementDate, as in HCPCS
(https://hl7.org/fhir/R5/codesystem-concept-properties.html); `actionCode` also states reactivations. Listed: nothing is
stated, and the windows of the releases decide, as in ICD-10.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from datetime import date

from terminology.core import history, release_windows
from terminology.core.days import ONE_DAY, Days
from terminology.core.history import Statement, ValidityPeriod
from terminology.core.model import CodeSystemHeader, Concept, Value
from terminology.core.release_windows import Listing
from terminology.core.status import CONCEPT_PROPERTIES, standard_values
from terminology.providers.as_of_day import Release
from terminology.providers.release_facts import Facts, facts_of

REACTIVATED = "R"  # CMS's action code for a code that is valid again

ReleaseWindow = Callable[[str], Days | None]


def first_day(version: str | None) -> date | None:
    """The first day of a version in the form `YYYY-MM`; None for others."""
    try:
        return date.fromisoformat(f"{version}-01")
    except ValueError:
        return None


def has_history(header: CodeSystemHeader, window: ReleaseWindow | None) -> bool:
    """Whether the validity of this version's codes is known: from dates, or from the release window."""
    if window is not None:
        return header.version is not None and window(header.version) is not None
    return has_validity_dates(header)


def has_validity_dates(header: CodeSystemHeader) -> bool:
    """Whether the code system has dated versions and declares validity dates for its concepts."""
    uris = {item.uri for item in header.properties}
    return {CONCEPT_PROPERTIES + "effectiveDate", CONCEPT_PROPERTIES + "retirementDate"} <= uris and bool(
        first_day(header.version)
    )


class ListedPeriods:
    """Periods from the windows of the releases that list a code. Codes with the same listings share them."""

    def __init__(self, releases: Sequence[Release], window: ReleaseWindow) -> None:
        days = {release.version: found for release in releases if (found := window(release.version))}
        windows = {item.release: item for item in release_windows.windows_of(days.items())}
        self._releases = [(windows[release.version], release) for release in releases if release.version in windows]
        self._by_listing: dict[tuple[bool, ...], tuple[ValidityPeriod, ...]] = {}
        self._changes = sorted({day for item, _ in self._releases for day in (item.first, item.last + ONE_DAY)})

    def periods(self, code: str) -> tuple[ValidityPeriod, ...]:
        return self._periods(tuple([release.code_system.ordinal(code) is not None for _, release in self._releases]))

    def periods_of_each(self, codes: Iterable[str]) -> Iterator[tuple[str, tuple[ValidityPeriod, ...]]]:
        """Yields the periods of defined codes: faster than `periods` for each."""
        listed = [frozenset(release.code_system.codes()) for _, release in self._releases]
        return ((code, self._periods(tuple([code in each for each in listed]))) for code in codes)

    def _periods(self, listing: tuple[bool, ...]) -> tuple[ValidityPeriod, ...]:
        periods = self._by_listing.get(listing)
        if periods is None:
            periods = self._by_listing[listing] = release_windows.periods_of(
                [
                    Listing(window, is_listed)
                    for (window, release), is_listed in zip(self._releases, listing, strict=True)
                    if is_listed or _is_complete(release)
                ]
            )
        return periods

    def span_key(self, days: Days) -> Hashable:
        """A key that is equal for days between which no window begins or ends: all codes stand the same on them."""
        return bisect_right(self._changes, days.first), bisect_right(self._changes, days.last)


class StatedPeriods:
    """Periods from the dates that the releases state for a code."""

    def __init__(self, releases: Sequence[Release]) -> None:
        self._releases = releases
        self._periods: dict[str, tuple[ValidityPeriod, ...]] = {}

    def periods(self, code: str) -> tuple[ValidityPeriod, ...]:
        if code in self._periods:
            return self._periods[code]
        periods = history.periods_of(self._statements(code))
        if periods:  # clients can send any text: cache only codes
            self._periods[code] = periods
        return periods

    def periods_of_each(self, codes: Iterable[str]) -> Iterator[tuple[str, tuple[ValidityPeriod, ...]]]:
        """Yields the periods of defined codes: faster than `periods` for each. Codes with the same statements share
        their periods.
        """
        codes = tuple(codes)
        if unknown := [code for code in codes if code not in self._periods]:
            self._compute(unknown)
        return ((code, self._periods[code]) for code in codes)

    def _compute(self, codes: Iterable[str]) -> None:
        releases = facts_of(release.code_system for release in self._releases)
        known: dict[tuple[Facts | None, ...], tuple[ValidityPeriod, ...]] = {}
        same: dict[tuple[ValidityPeriod, ...], tuple[ValidityPeriod, ...]] = {}
        for code in codes:
            if releases is None or any(each.is_doubtful(code) for each in releases):
                self._periods[code] = self.periods(code)
                continue
            stated = tuple([each.find(code) for each in releases])
            if stated not in known:
                periods = history.periods_of(self._statements_of(stated))
                known[stated] = same.setdefault(periods, periods)
            self._periods[code] = known[stated]

    def _statements_of(self, facts: Sequence[Facts | None]) -> list[Statement]:
        pairs = list(zip(self._releases, facts, strict=True))
        kinds = {found.kind or "" for _, found in pairs if found}
        return [_statement_of(release, found) for release, found in pairs if found or _covers(release, kinds)]

    def span_key(self, days: Days) -> Hashable:
        """The days themselves: codes begin and end on any day."""
        return days

    def _statements(self, code: str) -> list[Statement]:
        stated = [(release, release.code_system.locate(code)) for release in self._releases]
        kinds = {_kind(concept) for _, concept in stated if concept}
        return [_statement(release, concept) for release, concept in stated if concept or _covers(release, kinds)]


def _is_complete(release: Release) -> bool:
    return release.code_system.header.content == "complete"


def _covers(release: Release, kinds: Set[str]) -> bool:
    """Whether the absence of a code from a release is a statement: not for a fragment, nor without codes of its kind.

    A file without any modifiers, for example, ends no modifier.
    """
    return _is_complete(release) and any(map(release.lists, kinds))


def _kind(concept: Concept) -> str:
    return next((str(value.content) for value in concept.values("kind")), "")


def _statement(release: Release, concept: Concept | None) -> Statement:
    if concept is None:
        return Statement(release.version, release.day, None)
    header = release.code_system.header
    return Statement(
        release=release.version,
        day=release.day,
        added=_day(standard_values(header, concept, "effectiveDate")),
        terminated=_day(standard_values(header, concept, "retirementDate")),
        acted=_day(concept.values("actionEffectiveDate")),
        is_reactivation=any(value.content == REACTIVATED for value in concept.values("actionCode")),
    )


def _statement_of(release: Release, facts: Facts | None) -> Statement:
    if facts is None:
        return Statement(release.version, release.day, None)
    added, terminated, acted = (text and date.fromisoformat(text[:10]) for text in facts[1:4])
    return Statement(
        release=release.version,
        day=release.day,
        added=added or None,
        terminated=terminated or None,
        acted=acted or None,
        is_reactivation=facts.action == REACTIVATED,
    )


def _day(values: Sequence[Value]) -> date | None:
    return next((date.fromisoformat(str(value.content)[:10]) for value in values), None)
