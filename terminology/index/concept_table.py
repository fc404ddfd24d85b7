"""ConceptTable: the concepts of one code system, found by code and kept in the order of definition."""

from collections.abc import Sequence

from terminology.core.model import Concept


class ConceptTable:
    """Codes of a case-insensitive code system are found in any case; where two differ by case only, the first wins."""

    __slots__ = ("_by_code", "_by_folded_code", "_position", "concepts")

    def __init__(self, concepts: Sequence[Concept], case_sensitive: bool) -> None:
        self.concepts = concepts
        self._by_code = {concept.code: concept for concept in concepts}
        self._position: dict[str, int] | None = None
        self._by_folded_code: dict[str, Concept] = {}
        if not case_sensitive:
            for concept in concepts:
                self._by_folded_code.setdefault(concept.code.casefold(), concept)

    def find(self, code: str) -> Concept | None:
        return self._by_code.get(code) or (self._by_folded_code.get(code.casefold()) if self._by_folded_code else None)

    def position(self, code: str) -> int:
        """Where the concept stands in the order of definition."""
        if self._position is None:
            self._position = {concept.code: index for index, concept in enumerate(self.concepts)}
        return self._position[code]
