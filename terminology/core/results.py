"""What is answered: one frozen dataclass for each operation, written as FHIR by `fhir_resources/operations/`."""

from dataclasses import dataclass
from typing import Literal

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
class LookupResult:
    code_system: CodeSystemHeader
    code: str
    display: str
    definition: str | None
    is_abstract: bool
    designations: tuple[Designation, ...]
    properties: tuple[DescribedProperty, ...]


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
