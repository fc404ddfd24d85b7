"""Facts: finds what is known about codes, and about codes on days, once for all lines.

All days between two changes (a release, a quarter of a table) form one span with the same facts, so a file of a
million lines computes each code only a few times.
"""

import re
from bisect import bisect_right
from datetime import date
from functools import cached_property, lru_cache

from terminology.core.catalogue import Catalogue
from terminology.core.claim_lines import Setting
from terminology.core.days import Days
from terminology.core.history import ValidityPeriod
from terminology.core.model import Concept
from terminology.core.supplements import Supplement
from terminology.core.timelines import Dated
from terminology.operations.check_lines.codes import Billing, Code, CodeOnDay, Limit, Meaning, ReleaseFacts
from terminology.operations.check_lines.tables import UNITS, Tables, tables_of

LARGEST_CACHE = 50_000  # entries of codes on days; when full, the caches are cleared
MANY_CODES = 300  # from this many codes on, all periods are computed at once, which avoids decoding each code
NO_MODIFIER = "none"
LETTERS = re.compile(r"[^0-9a-z]+")


class Facts:
    """The facts of one catalogue. `system` is the url of HCPCS."""

    def __init__(self, catalogue: Catalogue, system: str) -> None:
        self.catalogue = catalogue
        self.system = system
        self.tables: Tables = tables_of(catalogue, system)
        rules = catalogue.rules.get(system)
        self.aliases: frozenset[str] = frozenset(rules.aliases if rules else ())  # of the url; they need no finding
        self._history = catalogue.histories.get(system)
        self._latest = catalogue.get_code_system(system)
        self._changes = sorted({*self._release_days(), *self.tables.starts(), *self._days_after_tables()})
        self._codes: dict[str, Code | None] = {}
        self._on_days: dict[tuple[str, int, date | None], CodeOnDay | None] = {}
        self._release_facts: dict[tuple[str, str], ReleaseFacts | None] = {}  # by code and release
        self._schedule_modifiers: dict[int, frozenset[str]] = {}

    def find(self, code: str) -> Code | None:
        """The code, if any loaded release has it. Other texts are not cached: clients can send anything."""
        found = self._codes.get(code)
        if found is None:
            if len(self._codes) == MANY_CODES and self._history:
                self._history.compute_all_periods()
            found = self._find(code)
            if found is not None:
                self._codes[code] = found
        return found

    def standing(self, code: str) -> bool | None:
        """Whether a code is still open-ended; None if no loaded release has it."""
        found = self.find(code)
        return None if found is None else found.periods[-1].end is None

    def is_ours(self, system: str) -> bool:
        """Whether a url is that of HCPCS in any spelling that is understood, `url|version` too."""
        return self.catalogue.split_system(system)[0] == self.system

    @property
    def has_part_only(self) -> bool:
        """Whether only a fragment is loaded, so that a code it lacks may still exist."""
        return self._latest.header.content == "fragment"

    def has_patient_text(self, code: str) -> bool:
        """Whether a default supplement, such as narratives, has texts about the code."""
        supplements = (item for item in self.catalogue.supplements_of(self._latest) if item.is_default)
        return any(found.designations for item in supplements if (found := item.find(code)))

    def on_day(self, code: Code, day: date) -> CodeOnDay | None:
        """The facts about the code in the span that includes the day; None if no release describes it."""
        key = self.span(code, day)
        if key in self._on_days:
            return self._on_days[key]
        if len(self._on_days) >= LARGEST_CACHE:
            self._on_days.clear()
            self._release_facts.clear()
        found = self._on_days[key] = self._on_day(code, day)
        return found

    def release_on(self, code: str, day: date) -> str:
        """The release that describes the code on the day; the newest for an unknown code."""
        known = self.find(code)
        on_day = self.on_day(known, day) if known else None
        return on_day.release if on_day else (self._latest.header.version or "")

    def span(self, code: Code, day: date) -> tuple[str, int, date | None]:
        """A key for the span of a day: days in the same period, between the same two changes, share one."""
        period = code.period_on(day)
        return code.code, bisect_right(self._changes, day), period.start if period else None

    @cached_property
    def lists_modifiers(self) -> bool:
        """Whether any loaded release has modifiers; otherwise a missing modifier is not reported as unknown."""
        versions = self.catalogue.code_system_versions(self.system)
        systems = [self._latest, *(self.catalogue.get_code_system(self.system, version) for version in versions)]
        return any(self._is_modifier(concept) for system in systems for concept in system.concepts())

    def _find(self, code: str) -> Code | None:
        periods = self._history.periods(code) if self._history else ()
        newest = self._latest.locate(code)
        release = self._latest.header.version or ""
        if newest is not None and newest.code != code:
            return None
        if not periods:
            if newest is None:
                return None
            periods = (ValidityPeriod(date.min, date.min, None, (release,)),)
        if newest is None:
            last = periods[-1]
            release = (
                last.releases[-1]
                if last.releases
                else next((name for period in reversed(periods) for name in reversed(period.releases)), "")
            )
            found = self.catalogue.find_code_system(self.system, release)
            newest = found.locate(code) if found else None
        return Code(code, periods, _meaning(newest), release, self._is_modifier(newest)) if newest else None

    @staticmethod
    def _is_modifier(concept: Concept) -> bool:
        return any(value.content == "modifier" for value in concept.values("kind"))

    def _on_day(self, code: Code, day: date) -> CodeOnDay | None:
        stated, release = self._statement(code, day)
        if stated is None:
            return None
        uses = self.tables.uses.on(day)
        return CodeOnDay(
            meaning=stated.meaning,
            release=release,
            needs_description=stated.needs_description,
            coverage=stated.coverage,
            billing=self._billing(code.code, day),
            limits=tuple(self._limits(code.code, day)),
            uses=uses.item.get(code.code, ()) if uses else (),
            known_uses=frozenset(use.modifier for each in uses.item.values() for use in each) if uses else frozenset(),
            now=stated.now,
        )

    def _statement(self, code: Code, day: date) -> "tuple[ReleaseFacts | None, str]":
        """What the release that describes the code on the day states, and its version."""
        as_of = self._history.on(Days(day, day, day.isoformat())) if self._history else None
        if as_of is None:
            return _release_facts(self._latest.locate(code.code), code), code.newest_release
        validity = as_of.validity(code.code)
        release = validity.release if validity and validity.standing != "not yet" else None
        if release is None:
            return _release_facts(as_of.locate(code.code), code), as_of.header.version or ""
        key = code.code, release
        if key not in self._release_facts:
            stating = self.catalogue.find_code_system(self.system, release) or as_of
            self._release_facts[key] = _release_facts(stating.locate(code.code), code)
        return self._release_facts[key], release

    def _billing(self, code: str, day: date) -> Billing | None:
        schedule = self.tables.billing.on(day)
        concept = schedule.item.find(code) if schedule else None
        if schedule is None or concept is None:
            return None
        text = next((str(value.content) for value in concept.values("dmeposBilling")), NO_MODIFIER)
        return _billing(text, f"CMS's DMEPOS fee schedule of {schedule.label(day)}", self._modifiers_of(schedule))

    def _modifiers_of(self, schedule: Dated[Supplement]) -> frozenset[str]:
        """Every modifier that a fee schedule uses."""
        key = id(schedule.item)
        if key not in self._schedule_modifiers:
            concepts = schedule.item.code_system.concepts
            stated = (value.content for concept in concepts for value in concept.values("dmeposModifier"))
            self._schedule_modifiers[key] = frozenset(map(str, stated))
        return self._schedule_modifiers[key]

    def _limits(self, code: str, day: date) -> list[Limit]:
        found = (self._limit(code, day, setting, timeline.on(day)) for setting, timeline in self.tables.limits.items())
        return [limit for limit in found if limit]

    def _limit(self, code: str, day: date, setting: Setting, table: Dated[Supplement] | None) -> Limit | None:
        concept = table.item.find(code) if table else None
        if table is None or concept is None:
            return None
        suffix = UNITS[setting]
        units = next((value.content for value in concept.values(f"maxUnitsDay{suffix}")), None)
        kind = next((str(value.content) for value in concept.values(f"maxUnitsKind{suffix}")), "3")
        return _limit(setting, units, kind, f"MUE of {table.label(day)}") if isinstance(units, int) else None

    def _release_days(self) -> list[date]:
        found = []
        for version in self.catalogue.code_system_versions(self.system):
            try:
                found.append(date.fromisoformat(f"{version}-01"))
            except ValueError:
                continue
        return found

    def _days_after_tables(self) -> list[date]:
        """The days after the tables end: from then on their source label says that it is an earlier quarter."""
        timelines = [self.tables.billing, *self.tables.limits.values()]
        ends = (item.end for timeline in timelines for item in timeline.versions if item.end)
        return [date.fromordinal(end.toordinal() + 1) for end in ends]


def _release_facts(concept: Concept | None, code: Code) -> ReleaseFacts | None:
    if concept is None:
        return None
    return ReleaseFacts(
        meaning=_meaning(concept),
        needs_description=any(value.content is True for value in concept.values("notOtherwiseClassified")),
        coverage=next((str(value.content) for value in concept.values("coverage")), None),
        now=code.newest.display if _words(concept.display or "") != _words(code.newest.display or "") else None,
    )


def _words(text: str) -> str:
    return LETTERS.sub(" ", text.lower()).strip()


def _meaning(concept: Concept) -> Meaning:
    return _same(concept.display, tuple(str(value.content) for value in concept.values("crossReference")))


@lru_cache(20_000)
def _same(display: str | None, cross_references: tuple[str, ...]) -> Meaning:
    """Interns equal meanings."""
    return Meaning(display, cross_references)


@lru_cache(20_000)
def _billing(text: str, source: str, known: frozenset[str]) -> Billing:
    """Parses the modifiers of a fee schedule: RR, RR+QB, none. Many codes share one."""
    ways = tuple(frozenset(way.split("+")) - {NO_MODIFIER} for way in text.split(", "))
    return Billing(ways, _in_words(text), source, known)


@lru_cache(20_000)
def _limit(setting: Setting, units: int, kind: str, source: str) -> Limit:
    """Interns equal limits."""
    return Limit(setting, units, kind, source)


def _in_words(text: str) -> str:
    """RR, RR+QB, none: RR, RR with QB, or no modifier."""
    ways = [way.replace("+", " with ").replace(NO_MODIFIER, "no modifier") for way in text.split(", ")]
    return ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} or {ways[-1]}"
