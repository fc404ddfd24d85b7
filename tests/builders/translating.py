"""Small concept maps between two code systems, and readers of their translations."""

from typing import Any

from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import (
    ConceptMap,
    ConceptMapHeader,
    Element,
    Group,
    Target,
    Unmapped,
)
from terminology.core.model import Coding
from terminology.core.requests import ConceptMapReference, TranslateRequest
from terminology.core.results import TranslateResult
from terminology.core.value_sets import ValueSet
from terminology.operations.translate import translate
from terminology.providers.generic import in_memory
from tests.builders.catalogue import code_system_of, codes_of, value_set_of

OLD, NEW, ELSE = "http://example.org/old", "http://example.org/new", "http://example.org/else"
MAP, OTHER_MAP = "http://example.org/map", "http://example.org/other-map"
SCOPE = "http://example.org/scope"
SETTING = "http://example.org/setting"


def target(code: str | None, relationship: str = "equivalent", **fields: Any) -> Target:
    return Target(code, relationship, **fields)


def element(code: str | None, *targets: Target | str, **fields: Any) -> Element:
    return Element(code, targets=tuple(target(t) if isinstance(t, str) else t for t in targets), **fields)


def map_of(
    *elements: Element,
    url: str = MAP,
    source: str | None = OLD,
    target: str | None = NEW,
    unmapped: Unmapped | None = None,
    **header: Any,
) -> ConceptMap:
    return ConceptMap(ConceptMapHeader(url=url, **header), (Group(source, target, elements, unmapped),))


def listed(url: str, system: str, *codes: str) -> ValueSet:
    return value_set_of(codes_of(*codes, system=system), url=url)


def catalogue_of(*maps: ConceptMap, value_sets: tuple[ValueSet, ...] = ()) -> Catalogue:
    systems = (
        code_system_of("a", "b", "c", "Mixed", url=OLD, version="1", case_sensitive=False),
        code_system_of("x", "y", "z", url=NEW),
    )
    return Catalogue().with_resources(map(in_memory, systems), value_sets=value_sets, concept_maps=maps)


def translated(catalogue: Catalogue, code: str = "a", system: str = OLD, **fields: Any) -> TranslateResult:
    return translate(catalogue, TranslateRequest((Coding(system, code),), **fields))


def targets(result: TranslateResult) -> list[str | None]:
    return [item.target.code if item.target else None for item in result.mappings]


def sources(result: TranslateResult) -> list[str | None]:
    return [item.source.code for item in result.mappings]


def named(url: str, version: str | None = None) -> ConceptMapReference:
    return ConceptMapReference(url, version)
