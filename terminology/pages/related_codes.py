"""A code's concept map entries: what replaced it, what it replaced, and the drug packages billed under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from seed.hcpcs.code_system import URL as HCPCS
from seed.hcpcs.replacements import replacement_map_url
from seed.ndc.crosswalk import map_url
from terminology.core.model import Coding
from terminology.core.requests import ConceptMapReference, TranslateRequest
from terminology.core.results import Mapping
from terminology.operations.translate import translate
from terminology.pages.context import PageRequest
from terminology.pages.facts import text_of
from terminology.pages.links import code_path, on_day


@dataclass(frozen=True, slots=True)
class RelatedCode:
    """`stated_in` is the release that states it; `href` is None if the code system has no page."""

    code: str
    display: str | None
    href: str | None
    stated_in: str | None


@dataclass(frozen=True, slots=True)
class Package:
    """A drug product by NDC, from CMS's quarterly crosswalk."""

    ndc: str
    name: str
    labeler: str
    size: str
    units: str


@dataclass(frozen=True, slots=True)
class Packages:
    """`source` is the crosswalk's title; `brands` the distinct names of the products."""

    source: str
    brands: tuple[str, ...]
    packages: tuple[Package, ...]


def successors(request: PageRequest, code: str) -> tuple[RelatedCode, ...]:
    mappings = _mappings(request, replacement_map_url(request.context.library.canonical_base), code)
    return _related(request, [(item.target, item) for item in mappings])


def predecessors(request: PageRequest, code: str) -> tuple[RelatedCode, ...]:
    url = replacement_map_url(request.context.library.canonical_base)
    mappings = _mappings(request, url, code, is_reverse=True)
    return _related(request, [(item.source, item) for item in mappings])


def packages(request: PageRequest, code: str) -> Packages | None:
    """None if no crosswalk is loaded, or if it has no package for the code."""
    url = map_url(request.context.library.canonical_base)
    found = [_package(item) for item in _mappings(request, url, code, is_reverse=True)]
    concept_map = request.catalogue.find_concept_map(url)
    if not found or concept_map is None:
        return None
    brands = tuple(dict.fromkeys(item.name for item in found if item.name))
    return Packages(concept_map.header.title or url, brands, tuple(found))


def _mappings(request: PageRequest, url: str, code: str, is_reverse: bool = False) -> tuple[Mapping, ...]:
    if request.catalogue.find_concept_map(url) is None:
        return ()
    asked = TranslateRequest((Coding(HCPCS, code),), is_reverse, ConceptMapReference(url), context=request.asked)
    return translate(request.catalogue, asked).mappings


def _related(request: PageRequest, found: Sequence[tuple[Coding | None, Mapping]]) -> tuple[RelatedCode, ...]:
    related = (_related_code(request, coding, item) for coding, item in found if coding and coding.code)
    return tuple({item.code: item for item in related}.values())


def _related_code(request: PageRequest, coding: Coding, mapping: Mapping) -> RelatedCode:
    code = coding.code or ""
    href = on_day(code_path(request.resources, coding.system or "", code), request.query.find("date"))
    return RelatedCode(code, coding.display, href, _property_texts(mapping).get("statedIn"))


def _package(mapping: Mapping) -> Package:
    stated = _property_texts(mapping)
    size, quantity = stated.get("packageSize", ""), stated.get("packageQuantity", "")
    return Package(
        ndc=mapping.source.code or "",
        name=stated.get("drugName", ""),
        labeler=stated.get("labelerName", ""),
        size=f"{quantity} × {size}" if size and quantity else size or quantity,
        units=stated.get("billingUnitsPerPackage", ""),
    )


def _property_texts(mapping: Mapping) -> dict[str, str]:
    return {item.code: text_of(item.value) for item in mapping.properties}
