"""CodeNames: additional names that codes are found by, besides those from their code system.

Supplements add some, and so does a map from products to codes: people search by brand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from terminology.core.model import Coding, Concept, Designation

# All designations are names, except that only these sections of a procedure narrative (`seed/narrative/`) are.
NARRATIVE_SECTION = "/CodeSystem/procedure-narrative-section"
NAMES_IN_NARRATIVES = frozenset({"common-name", "medical-term"})


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: each gets one index
class CodeNames:
    """By code: its names, and texts about it; matches on a text rank after matches on a name."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    descriptions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def names_of(concept: Concept) -> tuple[str, ...]:
    """The display first, then the designations that name the concept instead of describing it."""
    names = [concept.display] if concept.display else []
    names += [item.value for item in concept.designations if item.use is None or not is_prose(item)]
    return tuple(dict.fromkeys(names))


def names_added_by(concepts: Iterable[Concept]) -> CodeNames:
    """The designations of a supplement's concepts. Their displays are not names of the code."""
    names, descriptions = {}, {}
    for concept in concepts:
        if added := tuple(item.value for item in concept.designations if not is_prose(item)):
            names[concept.code] = added
        if described := tuple(item.value for item in concept.designations if is_prose(item)):
            descriptions[concept.code] = described
    return CodeNames(names, descriptions)


def is_prose(designation: Designation) -> bool:
    """Whether a designation describes the concept instead of naming it."""
    return designation.use is not None and is_use_of_prose(designation.use)


def is_use_of_prose(use: Coding) -> bool:
    if use.system is None or not use.system.endswith(NARRATIVE_SECTION):
        return False
    return use.code not in NAMES_IN_NARRATIVES
