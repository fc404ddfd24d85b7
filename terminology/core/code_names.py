"""CodeNames: texts by which codes are found, beside those that their code system gives them.

A supplement gives some, and so does a map from products to codes: people search by brand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from terminology.core.model import Concept, Designation

# Designations are names, with one exception: of the sections of a procedure narrative (`seed/narrative/`) only these.
NARRATIVE_SECTION = "/CodeSystem/procedure-narrative-section"
NAMES_IN_NARRATIVES = frozenset({"common-name", "medical-term"})


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: an index of them is made once
class CodeNames:
    """By code: names, and texts about the code, by which it is found after all that are so named."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    descriptions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def names_of(concept: Concept) -> tuple[str, ...]:
    """The display first, then the designations that name the concept rather than describe it."""
    names = [concept.display] if concept.display else []
    names += [item.value for item in concept.designations if item.use is None or not _is_prose(item)]
    return tuple(dict.fromkeys(names))


def names_added_by(concepts: Iterable[Concept]) -> CodeNames:
    """What the concepts of a supplement add: their designations. A display of theirs is no name of the code."""
    names, descriptions = {}, {}
    for concept in concepts:
        if added := tuple(item.value for item in concept.designations if not _is_prose(item)):
            names[concept.code] = added
        if described := tuple(item.value for item in concept.designations if _is_prose(item)):
            descriptions[concept.code] = described
    return CodeNames(names, descriptions)


def _is_prose(designation: Designation) -> bool:
    use = designation.use
    if use is None or use.system is None or not use.system.endswith(NARRATIVE_SECTION):
        return False
    return use.code not in NAMES_IN_NARRATIVES
