"""Whether a crosswalk is plausible: products come and go each quarter, but most of them stay."""

from seed.completeness import completeness_problems
from seed.release import Release, ResourceSet
from seed.sources import Previous, Problem
from terminology.core.concept_maps import ConceptMap

MAX_PERCENT_MISSING = 20  # of the previous quarter's products; labelers discontinue some each quarter


def find_problems(previous: Previous, new: Release | ResourceSet) -> tuple[Problem, ...]:
    found = new.resources[0] if isinstance(new, ResourceSet) else None
    if not isinstance(found, ConceptMap):
        return ()
    listed = _products(found).keys()
    return tuple(
        problem
        for old in (previous.older, previous.same)
        if isinstance(old, ConceptMap)
        for problem in completeness_problems(
            dict.fromkeys(_products(old), "The crosswalk"),
            listed,
            new=f"quarter {found.header.version}",
            old=f"quarter {old.header.version}",
            what="products",
            max_percent=MAX_PERCENT_MISSING,
        )
    )


def _products(concept_map: ConceptMap) -> dict[str, None]:
    return {item.code: None for group in concept_map.groups for item in group.elements if item.code}
