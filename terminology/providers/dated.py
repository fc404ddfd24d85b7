"""A code system as of a day: its history over all loaded releases, and each release answering for its time.

It is for code systems whose concepts state when they were valid, by the standard properties effectiveDate and
retirementDate (https://hl7.org/fhir/R5/codesystem-concept-properties.html), and whose versions are the months in which
they come into force. HCPCS is one; what its releases say beyond that (reactivation) is in `actionCode`.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from terminology.core.days import Days
from terminology.core.history import Life, Statement, Validity, lives_of, release_on, validity_on
from terminology.core.mapped import Mapped
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, Property, Value
from terminology.core.ports import CodeSystemProvider
from terminology.core.status import CONCEPT_PROPERTIES, declared_code, is_inactive, standard_values
from terminology.index.concept_search import ConceptSearch, names_of

KEPT_DAYS = 16  # for each of which the codes are kept; when there are more, all are forgotten
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


class Named:
    """Each code with each set of names that releases give it, for search; codes in the order of the newest release."""

    def __init__(self, releases: Sequence[Release]) -> None:
        named: dict[tuple[str, tuple[str, ...]], tuple[Release, Concept, set[str]]] = {}
        for release in reversed(releases):
            for concept in release.code_system.concepts():
                found = named.setdefault((concept.code, names_of(concept)), (release, concept, set()))
                found[2].add(release.version)
        self._releases = [frozenset(versions) for _, _, versions in named.values()]
        self._concepts = [concept for _, concept, _ in named.values()]
        inactive = {
            id(concept): is_inactive(release.code_system.header, concept) for release, concept, _ in named.values()
        }
        self._search = ConceptSearch(self._concepts, lambda concept: inactive[id(concept)])

    def make(self) -> None:
        self._search.make()

    def search(self, text: str, supplements: tuple[CodeSystem, ...]) -> Iterator[tuple[str, frozenset[str]]]:
        places = self._search.search(text, supplements)
        return ((self._concepts[place].code, self._releases[place]) for place in places)


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
        self._named: Named | None = None
        self._codes_on: dict[Days, tuple[str, ...]] = {}

    def on(self, days: Days, version: str | None = None) -> CodeSystemProvider | None:
        history = self._of(version)
        if not history._releases:
            return None
        in_force = [release for release in history._releases if release.day <= days.last]
        return DatedCodeSystem(history, days, (in_force or history._releases[:1])[-1].code_system)

    def lives(self, code: str, version: str | None = None) -> tuple[Life, ...]:
        history = self._of(version)
        if code in history._lives:
            return history._lives[code]
        lives = lives_of(history._statements(code))
        if lives:  # anyone may ask for any text; only codes are kept
            history._lives[code] = lives
        return lives

    def display(self, code: str, life: Life, version: str | None = None) -> str | None:
        concept = self._of(version).concept(code, life, date.max)
        return concept.display if concept else None

    def concept(self, code: str, life: Life, day: date) -> Concept | None:
        """The code as the release that tells of this life on that day states it."""
        version = self.release(code, life, day)
        found = next((item.code_system for item in self._releases if item.version == version), None)
        return found.locate(code) if found else None

    def release(self, code: str, life: Life, day: date) -> str | None:
        """The release that tells of this life on that day; the first that has the code, if none speaks of the life."""
        days = [(release.version, release.day) for release in self._releases]
        told = release_on(life, days, day)
        return told or next((name for other in self.lives(code) for name in other.releases), None)

    def codes(self) -> tuple[str, ...]:
        """Every code that any release lists: those of the newest in its order, then what older ones list besides."""
        newest_first = (
            concept.code for release in reversed(self._releases) for concept in release.code_system.concepts()
        )
        return tuple(dict.fromkeys(newest_first))

    def codes_on(self, days: Days) -> tuple[str, ...]:
        """Those of the codes that had been valid before these days were over."""
        told = self._codes_on.get(days)  # once: another thread may forget them meanwhile
        if told is None:
            told = tuple(code for code in self.codes() if is_told(validity_on(self.lives(code), days)))
            if len(self._codes_on) >= KEPT_DAYS:
                self._codes_on.clear()
            self._codes_on[days] = told
        return told

    def search(self, text: str, supplements: tuple[CodeSystem, ...] = ()) -> Iterator[tuple[str, frozenset[str]]]:
        """Codes that the text means as some releases name them, and those releases; the best first."""
        return self._get_named().search(text, supplements)

    @property
    def was_searched(self) -> bool:
        return self._named is not None

    def prepare_search(self) -> None:
        """So that the first search takes no longer than the others."""
        self._get_named().make()

    def _get_named(self) -> Named:
        if self._named is None:
            self._named = Named(self._releases)
        return self._named

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
        return [_statement(release, concept) for release, concept in stated if concept or _is_whole(release, kinds)]


def _is_whole(release: Release, kinds: Set[str]) -> bool:
    """Whether a release says something by leaving a code out: no fragment does, nor one without any code of its kind.

    A file without any modifiers, for example, ends no modifier.
    """
    return release.code_system.header.content == "complete" and bool(kinds & release.kinds)


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
        life = validity.life if validity else None
        if validity is None or life is None or not is_told(validity):
            return None
        concept = self._history.concept(code, life, self._day_in(life))
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
        kept = [item for item in concept.properties if self._meaning(item.code) not in said]
        return [Property(declared_code(self.header, name), value) for name, value in said.items() if value] + kept

    def _meaning(self, property_code: str) -> str:
        """The standard property that a code stands for; the code itself if it is not declared."""
        declared = self.header.find_property(property_code)
        return (declared.uri or "").removeprefix(CONCEPT_PROPERTIES) if declared else property_code

    def concepts(self) -> Sequence[Concept]:
        return Mapped(self._history.codes_on(self._days), self._here)

    def _here(self, code: str) -> Concept:
        concept = self.locate(code)
        assert concept is not None, code  # it is one of those days
        return concept

    def parents(self, code: str) -> tuple[str, ...]:
        return self._in_force.parents(code)

    def children(self, code: str) -> tuple[str, ...]:
        return tuple(child for child in self._in_force.children(code) if self.locate(child))

    def descendants(self, code: str) -> Sequence[Concept]:
        below = (self.locate(concept.code) for concept in self._in_force.descendants(code))
        return [concept for concept in below if concept]

    def search(self, text: str, supplements: tuple[CodeSystem, ...] = ()) -> Sequence[Concept]:
        found = (code for code, releases in self._history.search(text, supplements) if self._is_told_by(releases, code))
        return [concept for code in dict.fromkeys(found) if (concept := self.locate(code))]

    def _is_told_by(self, releases: frozenset[str], code: str) -> bool:
        validity = self.validity(code)
        return validity is not None and validity.release in releases

    def validity(self, code: str) -> Validity | None:
        validity = validity_on(self._history.lives(code), self._days)
        if validity is None or validity.life is None:
            return validity
        life = validity.life
        return replace(validity, release=self._history.release(code, life, self._day_in(life)))

    def _day_in(self, life: Life) -> date:
        """The day whose texts are told: the last that is asked about, or the first of a life that begins later."""
        return max(self._days.last, life.start)


def is_told(validity: Validity | None) -> bool:
    """Whether a code is there on the days asked about: valid, or no longer valid, and some release tells its texts."""
    if validity is None or validity.life is None or validity.standing == "not yet":
        return False
    return any(life.releases for life in validity.lives)


def _known_end(life: Life) -> Value | None:
    """The day on which a life ended, if that is known."""
    return Value("dateTime", life.end.isoformat()) if life.end and not life.undecided else None
