"""The names by which codes are found without a client having to say where they come from.

They are those of the supplements that are shown by default (narratives), and the displays of products that a dated map
leads to the codes (brand names of drugs): of the version that answers about the day, as tables of a quarter do.
"""

from collections.abc import Collection, Iterator
from datetime import date

from terminology.core.catalogue import Catalogue
from terminology.core.code_names import CodeNames
from terminology.core.days import Days
from terminology.core.ports import CodeSystemProvider
from terminology.core.supplements import Supplement
from terminology.core.timelines import Timeline, dated


def known_names(
    catalogue: Catalogue, provider: CodeSystemProvider, days: Days | None, named: Collection[Supplement] = ()
) -> tuple[CodeNames, ...]:
    """`named`: supplements that give their names already."""
    defaults = (item for item in catalogue.supplements_of(provider) if item.is_default and item not in named)
    return (*(item.names for item in defaults), *_products(catalogue, provider.header.url, days))


def _products(catalogue: Catalogue, system: str, days: Days | None) -> Iterator[CodeNames]:
    for rules in catalogue.rules.values():
        for path in rules.naming_maps:
            versions = catalogue.concept_maps.get(catalogue.canonical_base + path, ())
            headers = ((item.header, item) for item in versions)
            stated = (dated(h.version, h.effective_start, h.effective_end, item) for h, item in headers)
            found = Timeline(item for item in stated if item).on(days.last if days else date.max)
            if found:
                yield from (group.names for group in found.item.groups if group.target == system)
