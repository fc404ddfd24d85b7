"""CMS's Restructured BETOS (RBCS) categories as a filter of HCPCS codes, if they are loaded."""

from collections.abc import Mapping
from functools import lru_cache

from seed.rbcs.classification import supplement_url
from terminology.core.supplements import Supplement
from terminology.pages.context import PageRequest
from terminology.pages.facts import text_of

CATEGORY = "rbcsCategory"


def codes_by_category(request: PageRequest) -> Mapping[str, tuple[str, ...]]:
    """The codes of each category, by category name, in the newest loaded release; empty if none is loaded."""
    supplement = request.catalogue.find_supplement(supplement_url(request.context.library.canonical_base))
    return _sorted(supplement) if supplement else {}


@lru_cache(maxsize=2)  # one release, cached for all pages until the next is loaded
def _sorted(supplement: Supplement) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for concept in supplement.code_system.concepts:
        for item in concept.properties:
            if item.code == CATEGORY:
                found.setdefault(text_of(item.value), []).append(concept.code)
    return {name: tuple(found[name]) for name in sorted(found)}
