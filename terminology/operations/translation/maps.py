"""Selects concept maps: the requested one, or all loaded ones, in the version for the requested days."""

from collections.abc import Iterator, Sequence

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap
from terminology.core.days import Days
from terminology.core.errors import UnknownConceptMap
from terminology.core.issues import Issue
from terminology.core.requests import ConceptMapReference


class MapsInForce:
    """Finds concept maps for optional days, and records those that have no version for them."""

    def __init__(self, catalogue: Catalogue, days: Days | None) -> None:
        self._catalogue = catalogue
        self._days = days
        self._undated: dict[str, None] = {}  # maps that do not state when they are in force
        self.not_in_force: list[ConceptMap] = []

    def find(self, reference: ConceptMapReference | None) -> tuple[ConceptMap, ...]:
        """The requested map, or all, in the latest version or the one in force. Raises UnknownConceptMap."""
        if reference is None:
            return tuple(item for known in self._catalogue.concept_maps.values() for item in self._in_force(known))
        if reference.concept_map is not None:
            return self._in_force((reference.concept_map,))
        url, version = canonical.split(reference.url or "")
        found = self._versions(url, reference.version or version)
        if not found:
            name = canonical.join(url, reference.version or version)
            text = f"The concept map '{name}' is not loaded"
            raise UnknownConceptMap(Issue("error", "not-found", text, "not-found", expression=("url",)))
        return self._in_force(found)

    def find_other(self, reference: str) -> tuple[ConceptMap, ...] | None:
        """The map that another one delegates to; empty if no version is in force, None if it is not loaded."""
        found = self._versions(*canonical.split(reference))
        return self._in_force(found) if found else None

    def _versions(self, url: str, version: str | None) -> tuple[ConceptMap, ...]:
        """The requested version, or all of them, latest first."""
        if version is None:
            return self._catalogue.concept_maps.get(url, ())
        found = self._catalogue.find_concept_map(url, version)
        return (found,) if found else ()

    def _in_force(self, versions: tuple[ConceptMap, ...]) -> tuple[ConceptMap, ...]:
        """The version of a map that applies, from all versions, latest first; empty if none is in force."""
        if self._days is None:
            return versions[:1]
        dated = tuple(item for item in versions if item.header.has_period)
        if not dated:
            self._undated[versions[0].header.canonical] = None
            return versions[:1]
        current = tuple(item for item in dated if item.header.is_in_force(self._days))
        self.not_in_force += () if current else dated
        return current[:1]

    def explain_undated(self, answering: Sequence[str | None]) -> Iterator[str]:
        """Names the maps in the answer that do not state when they are in force: a date is never silently ignored."""
        known = frozenset(answering)
        if names := [name for name in self._undated if name in known]:
            maps = ", ".join(f"'{name}'" for name in names)
            yield f"The date {self._days} was ignored: {maps} does not state when it is in force"

    def explain_not_in_force(self, concept_maps: Sequence[ConceptMap]) -> Iterator[str]:
        """Lists the loaded versions of maps without a version in force."""
        periods: dict[str, list[str]] = {}
        for header in (item.header for item in concept_maps):
            periods.setdefault(header.url, []).append(f"{header.version or ''} ({header.period})".strip())
        days = self._days
        when = f"on {days}" if days and days.first == days.last else f"throughout {days}"
        for url, versions in periods.items():
            known = ", ".join(reversed(versions))
            yield f"no loaded version of '{url}' is in force {when}; loaded: {known}"
