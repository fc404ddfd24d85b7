"""What is answered: one frozen dataclass for each operation, written as FHIR by `fhir_resources/operations/`."""

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
    """A property as $lookup answers it: with what its value means. `source` is the supplement that states it."""

    code: str
    value: Value
    description: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class DescribedPeriod:
    """One period of a code, with what the code meant in it."""

    period: ValidityPeriod
    display: str | None


@dataclass(frozen=True, slots=True)
class DescribedText:
    """What some releases in a row, the earliest first, called a code."""

    display: str
    releases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookupResult:
    """`periods` and `texts` are there if they were asked for. `issues`: what is uncertain, or was passed over.

    `designation_sources` has for each designation the supplement that states it; shorter where none does.
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
    """`coding` is the code the answer is about: its system, version and code as they were found."""

    is_valid: bool
    coding: Coding = Coding()
    display: str | None = None
    is_inactive: bool = False
    status: str | None = None
    normalized_code: str | None = None
    unknown_systems: tuple[str, ...] = ()  # that the value set names, so that the answer is false for want of them
    other_unknown_systems: tuple[str, ...] = ()  # that only the code names
    issues: tuple[Issue, ...] = ()
    message: str | None = None


@dataclass(frozen=True, slots=True)
class ExpandResult:
    """`total` counts all members, `contains` is the page of them that was asked for."""

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
    """One mapping of a concept map, from code to code. `target` None: the map says that there is none.

    `origin_map` is the canonical of the map that was asked, None for one without a url; `equivalence` R4's finer word.
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
    """`used_maps` are the canonicals of the maps to which others led."""

    mappings: tuple[Mapping, ...]
    used_maps: tuple[str, ...] = ()
    message: str | None = None

    @property
    def is_translated(self) -> bool:
        return any(item.relationship != NOT_RELATED for item in self.mappings)
