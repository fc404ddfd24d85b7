"""Whether a release of the RBCS can be true: what had a category keeps one, and categories do not vanish."""

from seed.completeness import completeness_problems
from seed.release import Release, ResourceSet
from seed.sources import Previous, Problem
from terminology.core.model import CodeSystem, Concept

MAX_PERCENT_MISSING = 10  # of the previous year's codes: CMS drops codes that have not been billed for years


def find_problems(previous: Previous, new: Release | ResourceSet) -> tuple[Problem, ...]:
    found = new.resources[0] if isinstance(new, ResourceSet) else None
    if not isinstance(found, CodeSystem):
        return ()
    listed = {item.code for item in found.concepts}
    return tuple(
        problem
        for old in (previous.older, previous.same)
        if isinstance(old, CodeSystem)
        for problem in completeness_problems(
            {item.code: _category(item) for item in old.concepts},
            listed,
            new=f"RBCS {found.header.version}",
            old=f"RBCS {old.header.version}",
            what="codes",
            max_percent=MAX_PERCENT_MISSING,
        )
    )


def _category(concept: Concept) -> str:
    return "Category " + next((str(value.content) for value in concept.values("rbcsCategory")), "without a name")
