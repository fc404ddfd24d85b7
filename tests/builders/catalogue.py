"""Short constructors of small code systems, value sets and catalogues for tests."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from terminology.core.bitset import numbers_in
from terminology.core.catalogue import Catalogue
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, Designation, Property, Value
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import no_deadline
from terminology.core.supplements import Supplement
from terminology.core.value_sets import Compose, ConceptReference, Filter, Include, ValueSet, ValueSetHeader
from terminology.providers.generic import in_memory

SYSTEM = "http://example.org/codes"
OTHER_SYSTEM = "http://example.org/other-codes"
VALUE_SET = "http://example.org/value-set"
SUPPLEMENT = "http://example.org/supplement"


def code_system_of(
    *concepts: str | Concept,
    url: str = SYSTEM,
    nesting: Mapping[str, str | tuple[str, ...]] | None = None,
    **header: Any,
) -> CodeSystem:
    """A code system of these codes; `nesting` has the parent (or parents) of each code that is not at the top."""
    above = {code: (top,) if isinstance(top, str) else top for code, top in (nesting or {}).items()}
    return CodeSystem(
        CodeSystemHeader(url=url, **header),
        tuple(Concept(item, f"Display of {item}") if isinstance(item, str) else item for item in concepts),
        above,
    )


def concept_of(
    code: str,
    display: str | None = None,
    *designations: Designation,
    definition: str | None = None,
    **properties: str | bool | int | Decimal | tuple[str, ...],
) -> Concept:
    """A concept; a repeating property is a tuple, and `_` in its name means `-`."""
    stated = tuple(
        Property(name.replace("_", "-"), _value(item))
        for name, content in properties.items()
        for item in (content if isinstance(content, tuple) else (content,))
    )
    return Concept(code, display, definition, designations, stated)


def _value(content: str | bool | int | Decimal) -> Value:
    kind = {bool: "boolean", int: "integer", Decimal: "decimal"}.get(type(content), "code")
    return Value(kind, content)


def supplement_of(*concepts: Concept, of: str = SYSTEM, is_default: bool = False, **header: Any) -> Supplement:
    header = {"url": SUPPLEMENT, "content": "supplement", "supplements": of, **header}
    return Supplement(CodeSystem(CodeSystemHeader(**header), concepts), is_default)


def value_set_of(
    *include: Include,
    exclude: tuple[Include, ...] = (),
    inactive: bool | None = None,
    contained: tuple[ValueSet, ...] = (),
    url: str = VALUE_SET,
    **header: Any,
) -> ValueSet:
    return ValueSet(ValueSetHeader(url=url, **header), Compose(include, exclude, inactive), contained=contained)


def all_of(system: str = SYSTEM, version: str | None = None) -> Include:
    return Include(system=system, version=version)


def codes_of(*codes: str | ConceptReference, system: str = SYSTEM, version: str | None = None) -> Include:
    """An include that lists codes."""
    listed = tuple(ConceptReference(item) if isinstance(item, str) else item for item in codes)
    return Include(system=system, version=version, concepts=listed)


def filtered(*filters: tuple[str, str, str | None], system: str = SYSTEM, value_sets: tuple[str, ...] = ()) -> Include:
    """An include with filters, each (property, operator, value)."""
    return Include(system=system, filters=tuple(Filter(*item) for item in filters), value_sets=value_sets)


def imports(*value_sets: str, system: str | None = None) -> Include:
    return Include(system=system, value_sets=value_sets)


def catalogue_of(*things: CodeSystem | Supplement | ValueSet) -> Catalogue:
    return Catalogue().with_resources(
        code_systems=[in_memory(item) for item in things if isinstance(item, CodeSystem)],
        supplements=[item for item in things if isinstance(item, Supplement)],
        value_sets=[item for item in things if isinstance(item, ValueSet)],
    )


def below(provider: CodeSystemProvider, code: str) -> list[str]:
    """The codes below another, in the order of definition."""
    ordinals = numbers_in(provider.select(Filter("concept", "descendent-of", code), "", no_deadline))
    return [provider.concept(ordinal).code for ordinal in ordinals]


def searched(provider: CodeSystemProvider, text: str) -> list[Concept]:
    """The concepts that match a text, best first."""
    return [provider.concept(ordinal) for ordinal in provider.search(text)]
