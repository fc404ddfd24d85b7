"""The data types of a concept map: ConceptMap, Group, Element, Target.

The names and their meanings are those of FHIR R5 (https://hl7.org/fhir/R5/conceptmap.html); R4's equivalence is
converted to a relationship where FHIR JSON is read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import overload

from terminology.core.code_names import CodeNames
from terminology.core.days import Days
from terminology.core.model import Header, Value

# The inverse of a relationship, or of R4's equivalence; symmetric ones are not listed.
INVERSE: Mapping[str, str] = {
    "source-is-narrower-than-target": "source-is-broader-than-target",
    "source-is-broader-than-target": "source-is-narrower-than-target",
    "wider": "narrower",
    "narrower": "wider",
    "subsumes": "specializes",
    "specializes": "subsumes",
}
NOT_RELATED = "not-related-to"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptMapHeader(Header):
    """A concept map without its groups. Scopes are canonicals of value sets.

    `effective_start` and `effective_end` are FHIR dateTimes: the first and last day of use.
    """

    source_scope: str | None = None
    target_scope: str | None = None
    effective_start: str | None = None
    effective_end: str | None = None

    @property
    def has_period(self) -> bool:
        return self.effective_start is not None or self.effective_end is not None

    @property
    def period(self) -> str:
        """The period as text: 2025-10-01 to 2025-12-31."""
        start, end = (self.effective_start or "")[:10], (self.effective_end or "")[:10]
        if start and end:
            return f"{start} to {end}"
        return f"{start} on" if start else f"until {end}"

    def is_in_force(self, days: Days) -> bool:
        """Whether the map is in force on all of these days. A map without a period is always in force."""
        start, end = (self.effective_start or "")[:10], (self.effective_end or "9999")[:10]
        # An end may be a year or a month, which includes all its days: compare only as many digits as it has.
        return start <= days.first.isoformat() and days.last.isoformat()[: len(end)] <= end


@dataclass(frozen=True, slots=True)
class MapProperty:
    """A property of one mapping (ConceptMap.group.element.target.property), with its uri resolved."""

    code: str
    value: Value
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class DependsOn:
    """A further attribute that a mapping depends on, or a product of it."""

    attribute: str
    value: Value | None = None
    value_set: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a source code maps to. `equivalence` preserves R4's finer relationship if the map came from R4."""

    code: str | None
    relationship: str
    display: str | None = None
    equivalence: str | None = None
    value_set: str | None = None
    comment: str | None = None
    properties: tuple[MapProperty, ...] = ()
    depends_on: tuple[DependsOn, ...] = ()
    products: tuple[DependsOn, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One source code (or value set of source codes) and its targets; `no_map` = explicitly has none."""

    code: str | None
    display: str | None = None
    value_set: str | None = None
    no_map: bool = False
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmapped:
    """What to do with a source code that no element covers: use-source-code, fixed, other-map."""

    mode: str
    code: str | None = None
    display: str | None = None
    value_set: str | None = None
    relationship: str | None = None
    other_map: str | None = None


Place = tuple[int, ...]  # the index of an element in a group and, optionally, of a target in it


@dataclass(frozen=True)  # no slots: the indexes by code are cached properties
class Group:
    """The mappings from one code system to another. `source` and `target` are canonicals, optionally `|version`."""

    source: str | None = None
    target: str | None = None
    elements: tuple[Element, ...] = ()
    unmapped: Unmapped | None = None

    def mappings_to(self, code: str | None) -> tuple[tuple[Element, Target], ...]:
        """Each target with this code, or with a value set that may contain it, and its element; in order."""
        places = _merged(self._places_by_code, code)
        return tuple((self.elements[i], self.elements[i].targets[j]) for i, j in places)

    def mappings_from(self, code: str | None) -> tuple[Element, ...]:
        """Each element with this code, or with a value set that may contain it; in order."""
        places = _merged(self._places_by_source, code)
        return tuple(self.elements[i] for (i,) in places)

    def names_source(self, code: str) -> bool:
        return code in self._places_by_source

    def names_target(self, code: str) -> bool:
        return code in self._places_by_code

    @cached_property
    def _places_by_source(self) -> Mapping[str | None, tuple[Place, ...]]:
        places: dict[str | None, list[Place]] = {}
        for i, element in enumerate(self.elements):
            places.setdefault(element.code, []).append((i,))
        return {code: tuple(found) for code, found in places.items()}

    @cached_property
    def names(self) -> CodeNames:
        """The displays of source codes as names of the codes they map to."""
        names: dict[str, dict[str, None]] = {}
        for element in self.elements:
            for target in element.targets if element.display else ():
                if target.code and target.relationship != NOT_RELATED:
                    names.setdefault(target.code, {})[element.display or ""] = None
        return CodeNames({code: tuple(found) for code, found in names.items()})

    @cached_property
    def _places_by_code(self) -> Mapping[str | None, tuple[Place, ...]]:
        """By target code, the positions of element and target. Indexed because a crosswalk has 8,000 elements."""
        places: dict[str | None, list[Place]] = {}
        for i, element in enumerate(self.elements):
            for j, target in enumerate(element.targets):
                places.setdefault(target.code, []).append((i, j))
        return {code: tuple(found) for code, found in places.items()}


def _merged(places: Mapping[str | None, tuple[Place, ...]], code: str | None) -> Sequence[Place]:
    """The places of a code and of value sets (None), which may contain it, in order."""
    named = places.get(code, ())
    open_ended = places.get(None, ())
    return named if not open_ended or code is None else sorted((*named, *open_ended))


@dataclass(frozen=True, slots=True)
class ConceptMap:
    header: ConceptMapHeader
    groups: Sequence[Group] = ()


class DeferredGroups(Sequence[Group]):
    """The groups of a concept map, built on first access."""

    __slots__ = ("_groups",)

    def __init__(self, make: Callable[[], tuple[Group, ...]]) -> None:
        self._groups = cache(make)

    def __len__(self) -> int:
        return len(self._groups())

    @overload
    def __getitem__(self, place: int) -> Group: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Group]: ...
    def __getitem__(self, place: int | slice) -> Group | Sequence[Group]:
        return self._groups()[place]

    def __iter__(self) -> Iterator[Group]:
        return iter(self._groups())
