"""A code system as of a day: its history over all loaded releases, and each release answering for its time.

It is for code systems whose concepts state when they were valid, by the standard properties effectiveDate and
retirementDate (https://hl7.org/fhir/R5/codesystem-concept-properties.html), and whose versions are the months in which
they come into force. HCPCS is one; what its releases say beyond that (reactivation) is in `actionCode`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from terminology.core.days import Days
from terminology.core.history import Life, Statement, Validity, lives_of, release_on, validity_on
from terminology.core.model import CodeSystemHeader, Concept, Property, Value
from terminology.core.ports import CodeSystemProvider
from terminology.core.status import CONCEPT_PROPERTIES, standard_values

REACTIVATED = "R"  # CMS's action code for a code that is valid again


def has_validity_dates(header: CodeSystemHeader) -> bool:
    """Whether the code system declares since when and until when its concepts are valid, by dated versions."""
    uris = {item.uri for item in header.properties}
    return {CONCEPT_PROPERTIES + "effectiveDate", CONCEPT_PROPERTIES + "retirementDate"} <= uris and bool(
        _first_day(header.version)
    )


def _first_day(version: str | None) -> date | None:
    """The first day of a version that is a month, `YYYY-MM`."""
    try:
        return date.fromisoformat(f"{version}-01")
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Release:
    """One version with the first day on which it is in force, and the kinds of code that it lists at all."""

    version: str
    day: date
    code_system: CodeSystemProvider
    kinds: frozenset[str]


class History:
    """A code system through its versions; answers the questions of `CodeSystemHistory`."""

    def __init__(self, versions: Sequence[CodeSystemProvider]) -> None:
        dated = [(_first_day(item.header.version), item) for item in versions]
        self._releases = sorted(
            (Release(str(item.header.version), day, item, _kinds(item)) for day, item in dated if day),
            key=lambda release: release.day,
        )
        self._alone: dict[str, History] = {}
        self._lives: dict[str, tuple[Life, ...]] = {}

    def on(self, days: Days, version: str | None = None) -> CodeSystemProvider | None:
        history = self._of(version)
        if not history._releases:
            return None
        in_force = [release for release in history._releases if release.day <= days.last]
        return DatedCodeSystem(history, days, (in_force or history._releases[:1])[-1].code_system)

    def lives(self, code: str, version: str | None = None) -> tuple[Life, ...]:
        history = self._of(version)
        if code not in history._lives:
            history._lives[code] = lives_of(history._statements(code))
        return history._lives[code]

    def display(self, code: str, life: Life) -> str | None:
        concept = self.concept(code, life, date.max)
        return concept.display if concept else None

    def concept(self, code: str, life: Life, day: date) -> Concept | None:
        """The code as the release that tells of this life on that day states it."""
        days = [(release.version, release.day) for release in self._releases]
        version = release_on(life, days, day)
        if version is None:  # a life that only a later one tells of
            version = next((name for other in self.lives(code) for name in other.releases), None)
        found = next((item.code_system for item in self._releases if item.version == version), None)
        return found.locate(code) if found else None

    def codes(self) -> tuple[str, ...]:
        """Every code that any release lists: those of the newest in its order, then what older ones list besides."""
        newest_first = (
            concept.code for release in reversed(self._releases) for concept in release.code_system.concepts()
        )
        return tuple(dict.fromkeys(newest_first))

    def _of(self, version: str | None) -> "History":
        """The history as one release alone knows it, or as all do."""
        if version is None:
            return self
        if version not in self._alone:
            self._alone[version] = History([item.code_system for item in self._releases if item.version == version])
        return self._alone[version]

    def _statements(self, code: str) -> list[Statement]:
        stated = [(release, release.code_system.locate(code)) for release in self._releases]
        kinds = {_kind(concept) for _, concept in stated if concept}
        # A file that lists no code of this kind, modifiers for example, says nothing by leaving this one out.
        return [_statement(release, concept) for release, concept in stated if concept or kinds & release.kinds]


def _kinds(code_system: CodeSystemProvider) -> frozenset[str]:
    return frozenset(_kind(concept) for concept in code_system.concepts())


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


def _day(values: Sequence[Value]) -> date | None:
    return next((date.fromisoformat(str(value.content)[:10]) for value in values), None)


class DatedCodeSystem:
    """The code system on some days. A code that had ended is here, inactive; one that was yet to come is not."""

    def __init__(self, history: History, days: Days, in_force: CodeSystemProvider) -> None:
        self._history = history
        self._days = days
        self._in_force = in_force
        self._found: dict[str, Concept | None] = {}
        self.header = in_force.header

    def locate(self, code: str) -> Concept | None:
        if code not in self._found:
            self._found[code] = self._as_of(code)
        return self._found[code]

    def _as_of(self, code: str) -> Concept | None:
        validity = self.validity(code)
        if validity is None or validity.life is None or validity.standing == "not yet":
            return None
        life = validity.life
        concept = self._history.concept(code, life, max(self._days.last, life.start))
        return concept and replace(concept, properties=tuple(self._standing(concept, validity, life)))

    def _standing(self, concept: Concept, validity: Validity, life: Life) -> list[Property]:
        """The properties as stated, those that depend on the day as of the day."""
        ended = validity.standing == "ended"
        said: Mapping[str, Value | None] = {
            "status": Value("code", "retired" if ended else "active"),
            "inactive": Value("boolean", ended),
            "effectiveDate": Value("dateTime", life.start.isoformat()),
            "retirementDate": _known_end(life),
        }
        declared = {item.code: (item.uri or "").removeprefix(CONCEPT_PROPERTIES) for item in self.header.properties}
        kept = [item for item in concept.properties if declared.get(item.code) not in said]
        codes = {standard: code for code, standard in declared.items()}
        return [Property(codes.get(name, name), value) for name, value in said.items() if value] + kept

    def concepts(self) -> Sequence[Concept]:
        return [concept for code in self._history.codes() if (concept := self.locate(code))]

    def parents(self, code: str) -> tuple[str, ...]:
        return self._in_force.parents(code)

    def children(self, code: str) -> tuple[str, ...]:
        return tuple(child for child in self._in_force.children(code) if self.locate(child))

    def descendants(self, code: str) -> Sequence[Concept]:
        below = (self.locate(concept.code) for concept in self._in_force.descendants(code))
        return [concept for concept in below if concept]

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        return self._in_force.subsumes(ancestor, descendant)

    def validity(self, code: str) -> Validity | None:
        return validity_on(self._history.lives(code), self._days)


def _known_end(life: Life) -> Value | None:
    """The day on which a life ended, if that is known."""
    return Value("dateTime", life.end.isoformat()) if life.end and not life.undecided else None
