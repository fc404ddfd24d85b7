"""A code system as of a day: its history over all loaded releases, each of which describes its own time.

For code systems whose versions are the months in which they take effect. The validity of a code follows from dates on
its concepts (HCPCS) or from which releases list it (ICD-10): `period_rules.py`.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from threading import Lock

from cachetools import LRUCache

from terminology.core.code_names import CodeNames
from terminology.core.days import Days
from terminology.core.errors import NotSupported
from terminology.core.history import Validity, ValidityPeriod, release_on, validity_on
from terminology.core.lazy import LazyMap
from terminology.core.model import Concept, Property
from terminology.core.ports import CodeSystemProvider
from terminology.core.ranked_hits import RankedHits
from terminology.core.requests import no_deadline
from terminology.core.status import CONCEPT_PROPERTIES, declared_code
from terminology.core.value_sets import Filter, ValueSet
from terminology.index.filters import COMPARING, select_in
from terminology.providers.as_of_day import DAY_DEPENDENT, Day, Release, day_dependent_values, is_described
from terminology.providers.as_of_names import NamedCode, NameSearch
from terminology.providers.period_rules import ListedPeriods, ReleaseWindow, StatedPeriods, first_day, has_history

DAYS = 16  # days whose codes are cached


class History:
    """A code system across its versions; implements `CodeSystemHistory`.

    `window` returns the days that a version would cover if it were the newest, for code systems whose periods follow
    from the releases that list a code; None: concepts state their dates.
    """

    def __init__(self, versions: Sequence[CodeSystemProvider], window: ReleaseWindow | None = None) -> None:
        dated = [(first_day(item.header.version), item) for item in versions]
        self.releases = sorted(
            (Release(str(item.header.version), day, item) for day, item in dated if day),
            key=lambda release: release.day,
        )
        self._window = window
        self._rule = ListedPeriods(self.releases, window) if window else StatedPeriods(self.releases)
        self._first_days = [(release.version, release.day) for release in self.releases]
        self._single_versions: dict[str, History] = {}
        self._names: NameSearch | None = None
        self._days: LRUCache[Hashable, Day] = LRUCache(DAYS)
        self._lock = Lock()

    def on(self, days: Days, version: str | None = None) -> CodeSystemProvider | None:
        history = self._of(version)
        if not history.releases:
            return None
        in_force = [release for release in history.releases if release.day <= days.last]
        return AsOfCodeSystem(history, days, (in_force or history.releases[:1])[-1].code_system)

    def covers(self, code_system: CodeSystemProvider) -> bool:
        return any(release.code_system is code_system for release in self.releases)

    def with_versions(self, versions: Sequence[CodeSystemProvider]) -> "History":
        dated = [item for item in versions if has_history(item.header, self._window)]
        if not dated:
            return self
        named = {item.header.version for item in dated}
        others = (release.code_system for release in self.releases if release.version not in named)
        return History([*others, *dated], self._window)

    def periods(self, code: str, version: str | None = None) -> tuple[ValidityPeriod, ...]:
        return self._of(version)._rule.periods(code)

    def compute_all_periods(self) -> None:
        for _ in self._rule.periods_of_each(self.codes()):
            pass

    def display(self, code: str, period: ValidityPeriod, version: str | None = None) -> str | None:
        concept = self._of(version).concept(code, period, date.max)
        return concept.display if concept else None

    def concept(self, code: str, period: ValidityPeriod, day: date) -> Concept | None:
        """The code as stated in the release that describes this period on that day."""
        version = self._release(self.periods(code), period, day)
        found = next((item.code_system for item in self.releases if item.version == version), None)
        return found.locate(code) if found else None

    def _release(self, periods: Sequence[ValidityPeriod], period: ValidityPeriod, day: date) -> str | None:
        """The release that describes this period on that day; otherwise the first release with the code."""
        describing = release_on(period, self._first_days, day)
        return describing or next((name for other in periods for name in other.releases), None)

    def codes(self) -> tuple[str, ...]:
        """Every code of any release: those of the newest in its order, then those only in older ones."""
        return self._codes

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        newest_first = (code for release in reversed(self.releases) for code in release.code_system.codes())
        return tuple(dict.fromkeys(newest_first))

    def day(self, days: Days) -> Day:
        """The codes on these days, from an LRU cache."""
        span_key = self._rule.span_key(days)
        with self._lock:
            found = self._days.get(span_key)
        if found is None:
            standing = self._standing(days)
            found = Day(self.releases, ((code, item) for code, item in standing if item and is_described(item)))
            with self._lock:
                self._days[span_key] = found
        return found

    def _standing(self, days: Days) -> Iterator[tuple[str, Validity | None]]:
        """How each code stands on these days; computed once for codes that share their periods."""
        found: dict[int, Validity | None] = {}
        for code, periods in self._rule.periods_of_each(self.codes()):
            if id(periods) not in found:
                found[id(periods)] = self._validity(periods, days)
            yield code, found[id(periods)]

    def validity(self, code: str, days: Days) -> Validity | None:
        """How a code stands on these days, with the release that describes it."""
        return self._validity(self.periods(code), days)

    def _validity(self, periods: Sequence[ValidityPeriod], days: Days) -> Validity | None:
        validity = validity_on(periods, days)
        if validity is None or validity.period is None:
            return validity
        return replace(validity, release=self._release(periods, validity.period, day_in(validity.period, days)))

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[NamedCode]:
        """Codes that match the text by their names in some releases, best first."""
        return self._get_names().search(text, names)

    @property
    def was_searched(self) -> bool:
        return self._names is not None

    def prepare_search(self, names: tuple[CodeNames, ...] = ()) -> None:
        """Builds the indexes, so that the first search is as fast as later ones."""
        self._get_names().prepare(names)

    def _get_names(self) -> NameSearch:
        if self._names is None:
            self._names = NameSearch(self.releases)
        return self._names

    def _of(self, version: str | None) -> "History":
        """The history according to one release, or to all."""
        if version is None:
            return self
        if version not in self._single_versions:
            single = History([item.code_system for item in self.releases if item.version == version], self._window)
            if not single.releases:  # clients can send any version: cache only loaded ones
                return single
            self._single_versions[version] = single
        return self._single_versions[version]


class AsOfCodeSystem:
    """The code system on some days. Codes that have ended are included as inactive, future ones are not."""

    def __init__(self, history: History, days: Days, in_force: CodeSystemProvider) -> None:
        self._history = history
        self._days = days
        self._in_force = in_force
        self._found: dict[str, Concept | None] = {}
        self.header = in_force.header

    @property
    def count(self) -> int:
        return len(self._day.codes)

    @property
    def content(self) -> object:
        return self._day

    @property
    def _day(self) -> Day:
        return self._history.day(self._days)

    def locate(self, code: str) -> Concept | None:
        if code not in self._found:
            self._found[code] = self._as_of(code)
        return self._found[code]

    def _as_of(self, code: str) -> Concept | None:
        validity = self.validity(code)
        period = validity.period if validity else None
        if validity is None or period is None or not is_described(validity):
            return None
        concept = self._history.concept(code, period, day_in(period, self._days))
        return concept and replace(concept, properties=tuple(self._standing(concept, validity)))

    def _standing(self, concept: Concept, validity: Validity) -> list[Property]:
        """The properties as stated, with day-dependent ones as of the day."""
        stated = day_dependent_values(validity)
        others = [item for item in concept.properties if self._meaning(item.code) not in stated]
        return [Property(declared_code(self.header, name), v) for name, v in stated.items() if v] + others

    def _meaning(self, property_code: str) -> str:
        """The standard property that a property code declares; the code itself if it is not declared."""
        declared = self.header.find_property(property_code)
        return (declared.uri or "").removeprefix(CONCEPT_PROPERTIES) if declared else property_code

    def ordinal(self, code: str) -> int | None:
        return self._day.ordinals.get(code)

    def concept(self, ordinal: int) -> Concept:
        code = self._day.codes[ordinal]
        concept = self.locate(code)
        assert concept is not None, code  # ordinals are those of described codes
        return concept

    def concepts(self) -> Sequence[Concept]:
        return LazyMap(range(self.count), self.concept)

    def codes(self) -> Iterable[str]:
        return self._day.codes

    def parents(self, code: str) -> tuple[str, ...]:
        return self._in_force.parents(code)

    def children(self, code: str) -> tuple[str, ...]:
        return tuple(child for child in self._in_force.children(code) if self.locate(child))

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        return self._in_force.subsumes(ancestor, descendant)

    def select(self, filter: Filter, path: str = "", check_deadline: Callable[[], None] = no_deadline) -> int:
        """Each release selects among the codes it describes; day-dependent properties are compared as of the day."""
        meaning = self._meaning(filter.property)
        self._in_force.select(filter, path, check_deadline)  # raises for unsupported filters
        if meaning in DAY_DEPENDENT and filter.op in COMPARING:
            return select_in(self._day.column(meaning), filter, self.count, path, check_deadline)
        return self._day.gather(lambda release: _selected(release, filter, path, check_deadline))

    def inactive(self) -> int:
        return self._day.column("inactive").ordinals("true")

    def abstract(self) -> int:
        return self._day.gather(lambda release: release.abstract())

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        found = self._history.search(text, names)
        ordinals: dict[int, bool] = {}
        for place, item in enumerate(found):
            ordinal = self.ordinal(item.code)
            if ordinal is not None and self._is_described_by(item.releases, item.code):
                ordinals.setdefault(ordinal, found.is_loose(place))
        return RankedHits(list(ordinals), sum(not is_loose for is_loose in ordinals.values()))

    def _is_described_by(self, releases: frozenset[str], code: str) -> bool:
        validity = self.validity(code)
        return validity is not None and validity.release in releases

    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        return self._in_force.find_implicit_value_set(url)

    def validity(self, code: str) -> Validity | None:
        return self._history.validity(code, self._days)


def _selected(release: CodeSystemProvider, filter: Filter, path: str, check_deadline: Callable[[], None]) -> int:
    """The selection of a release; empty for a property that this release does not have."""
    try:
        return release.select(filter, path, check_deadline)
    except NotSupported:
        return 0


def day_in(period: ValidityPeriod, days: Days) -> date:
    """The day whose texts describe a period: the last requested day, or the first day of a later period."""
    return max(days.last, period.start)
