"""The data types of a value set: ValueSet, Compose, Include, ConceptReference, Filter, Expansion.

The names and their meanings are those of FHIR R5 (https://hl7.org/fhir/R5/valueset.html). A definition is data here;
`operations/value_sets` evaluates it.
"""

from dataclasses import dataclass

from terminology.core.model import Designation, Extension, Header, Property


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSetHeader(Header):
    """A value set without its compose."""

    immutable: bool | None = None


@dataclass(frozen=True, slots=True)
class ConceptReference:
    """One enumerated code of an include, with the display and designations from the value set."""

    code: str
    display: str | None = None
    designations: tuple[Designation, ...] = ()
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on a property (or on concept, code, display). `value` None = missing in the resource, an error."""

    property: str
    op: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Include:
    """One include or exclude. Its parts restrict each other; several `value_sets` intersect (R4 and R5)."""

    system: str | None = None
    version: str | None = None
    concepts: tuple[ConceptReference, ...] = ()
    filters: tuple[Filter, ...] = ()
    value_sets: tuple[str, ...] = ()  # canonicals, or "#id" of a contained value set
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class Compose:
    """The union of the includes minus the excludes. `inactive` False = inactive codes are not members."""

    include: tuple[Include, ...] = ()
    exclude: tuple[Include, ...] = ()
    inactive: bool | None = None
    locked_date: str | None = None
    properties: tuple[str, ...] = ()
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpansionParameter:
    """One entry of expansion.parameter: its FHIR type name and content, as in `Value`."""

    name: str
    type: str
    content: str | bool | int


@dataclass(frozen=True, slots=True)
class Contains:
    """One entry of an expansion; `contains` are the entries nested below it."""

    system: str | None = None
    code: str | None = None
    version: str | None = None
    display: str | None = None
    is_abstract: bool = False
    is_inactive: bool = False
    designations: tuple[Designation, ...] = ()
    properties: tuple[Property, ...] = ()
    extensions: tuple[Extension, ...] = ()
    contains: tuple["Contains", ...] = ()


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A value set: its definition or, without one, the expansion that came with it.

    `is_partial`: the expansion is incomplete; a code that is not in it may be in the value set.
    """

    header: ValueSetHeader
    compose: Compose | None = None
    expansion: tuple[Contains, ...] | None = None
    contained: tuple["ValueSet", ...] = ()  # found by "#" and their header.id
    is_partial: bool = False
