"""Results: one frozen dataclass per operation, written as FHIR by `fhir_resources/operations/`."""

from dataclasses import dataclass
from typing import Literal

from terminology.core.concept_maps import NOT_RELATED, DependsOn, MapProperty
from terminology.core.history import ValidityPeriod
from terminology.core.issues import Issue
from terminology.core.model import CodeSystemHeader, Coding, Designation, Extension, PropertyDefinition, Value
from terminology.core.value_sets import Contains, ExpansionParameter, ValueSet

SubsumptionOutcome = Literal["equivalent", "subsumes", "subsumed-by", "not-subsumed"]


@dataclass(frozen=True, slots=True)
class DescribedProperty:
    """A property as $lookup returns it, with the meaning of its value. `source` is the supplement that states it."""

    code: str
    value: Value
    description: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class DescribedPeriod:
    """One period of a code, with its meaning in that period."""

    period: ValidityPeriod
    display: str | None


@dataclass(frozen=True, slots=True)
class DescribedText:
    """The display of a code in consecutive releases, earliest first."""

    display: str
    releases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookupResult:
    """`periods` and `texts` are present if requested. `issues`: what is uncertain, or was not honored.

    `designation_sources` has the supplement of each designation; shorter where there is none.
    """

    code_system: CodeSystemHeader
    code: str
    display: str
    definition: str | None
    is_abstract: bool
    designations: tuple[Designation, ...]
    properties: tuple[DescribedProperty, ...]
    periods: tuple[DescribedPeriod, ...] = ()
    texts: tuple[DescribedText, ...] = ()
    designation_sources: tuple[str | None, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """`coding` is the code that was validated, with system, version and code as found."""

    is_valid: bool
    coding: Coding = Coding()
    display: str | None = None
    is_inactive: bool = False
    status: str | None = None
    normalized_code: str | None = None
    unknown_systems: tuple[str, ...] = ()  # in the value set; the answer is false because they are missing
    other_unknown_systems: tuple[str, ...] = ()  # named only by the code
    issues: tuple[Issue, ...] = ()
    message: str | None = None


@dataclass(frozen=True, slots=True)
class ExpandResult:
    """`total` counts all members, `contains` is the requested page."""

    value_set: ValueSet
    contains: tuple[Contains, ...]
    total: int | None
    offset: int | None
    parameters: tuple[ExpansionParameter, ...]
    properties: tuple[PropertyDefinition, ...] = ()
    extensions: tuple[Extension, ...] = ()
    includes_definition: bool = False


@dataclass(frozen=True, slots=True)
class SubsumesResult:
    outcome: SubsumptionOutcome
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """One mapping of a concept map, from code to code. `target` None: the map explicitly has none.

    `origin_map` is the canonical of the map, None for one without a url; `equivalence` is R4's finer relationship.
    """

    source: Coding
    target: Coding | None
    relationship: str
    equivalence: str | None = None
    origin_map: str | None = None
    properties: tuple[MapProperty, ...] = ()
    depends_on: tuple[DependsOn, ...] = ()
    products: tuple[DependsOn, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslateResult:
    """`used_maps` are the canonicals of other maps that were followed."""

    mappings: tuple[Mapping, ...]
    used_maps: tuple[str, ...] = ()
    message: str | None = None

    @property
    def is_translated(self) -> bool:
        return any(item.relationship != NOT_RELATED for item in self.mappings)
