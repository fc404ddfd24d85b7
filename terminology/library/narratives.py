"""All imports of narratives read as one code system supplement.

Each import holds only the narratives it brought. The supplement is what they come to, one after the other, and its
version counts them: so two imports at the same time both last, and taking the last one away gives the version before.
"""

from collections.abc import Sequence

from seed.narrative.concepts import narrative_supplement
from terminology.core.model import CodeSystem, Concept


def merged_narratives(generations: Sequence[CodeSystem], canonical_base: str) -> CodeSystem | None:
    """The narratives by code, those of later generations in the place of earlier ones; None when there are none."""
    if not generations:
        return None
    concepts: dict[str, Concept] = {}
    for generation in generations:
        concepts.update((concept.code, concept) for concept in generation.concepts)
    in_order = (concepts[code] for code in sorted(concepts))
    return narrative_supplement(in_order, canonical_base, version=str(len(generations)))
