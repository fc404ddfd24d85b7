"""The additional names by which codes are found even if a client does not request their source.

They come from supplements that apply by default (narratives), and from the product displays of dated maps (brand names
of drugs), in the version that applies to the day, as for quarterly tables.
"""

from collections.abc import Collection, Iterator
from datetime import date

from terminology.core.catalogue import Catalogue
from terminology.core.code_names import CodeNames
from terminology.core.concept_maps import ConceptMap
from terminology.core.days import Days
from terminology.core.ports import CodeSystemProvider
from terminology.core.supplements import Supplement
from terminology.core.timelines import Timeline, dated


def known_names(
    catalogue: Catalogue, provider: CodeSystemProvider, days: Days | None, named: Collection[Supplement] = ()
) -> tuple[CodeNames, ...]:
    """`named`: supplements whose names are already searched."""
    defaults = (item for item in catalogue.supplements_of(provider) if item.is_default and item not in named)
    return (*(item.names for item in defaults), *_products(catalogue, provider.header.url, days))


def product_name_notices(catalogue: Catalogue, system: str, days: Days) -> Iterator[str]:
    """Notices about days that no loaded product map covers; they name the version that is used instead."""
    for versions in _naming_maps(catalogue):
        found = versions.on(days.last)
        if found is None and _names_codes_of(versions.versions[0].item, system):
            first = versions.versions[0]
            yield f"{days}: {first.item.header.url} covers days from {first.start}: codes are not found by product name"
        elif found and not found.covers(days.last) and _names_codes_of(found.item, system):
            label = found.label(days.last)
            yield f"{days}: product names come from {found.item.header.url}|{label}"


def _products(catalogue: Catalogue, system: str, days: Days | None) -> Iterator[CodeNames]:
    for versions in _naming_maps(catalogue):
        found = versions.on(days.last if days else date.max)
        if found:
            yield from (group.names for group in found.item.groups if group.target == system)


def _naming_maps(catalogue: Catalogue) -> Iterator[Timeline[ConceptMap]]:
    """The versions of each product map that state when they take effect."""
    for rules in catalogue.rules.values():
        for path in rules.naming_maps:
            versions = catalogue.concept_maps.get(catalogue.canonical_base + path, ())
            headers = ((item.header, item) for item in versions)
            stated = (dated(h.version, h.effective_start, h.effective_end, item) for h, item in headers)
            if timeline := Timeline(item for item in stated if item):
                yield timeline


def _names_codes_of(concept_map: ConceptMap, system: str) -> bool:
    return any(group.target == system for group in concept_map.groups)
