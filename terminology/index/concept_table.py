"""ConceptTable: the concepts of one code system, found by code and kept in the order of definition."""

from collections.abc import Sequence

from terminology.core.model import Concept


class ConceptTable:
    """Codes of a case-insensitive code system are found in any case.

    Of concepts with the same code, or with codes that differ by case only and are asked for in a third spelling, the
    first counts.
    """

    __slots__ = ("_by_code", "_by_folded_code", "concepts")

    def __init__(self, concepts: Sequence[Concept], case_sensitive: bool) -> None:
        self.concepts = concepts
        self._by_code = {concept.code: concept for concept in reversed(concepts)}
        self._by_folded_code: dict[str, Concept] = {}
        if not case_sensitive:
            for concept in concepts:
                self._by_folded_code.setdefault(concept.code.casefold(), concept)

    def find(self, code: str) -> Concept | None:
        return self._by_code.get(code) or (self._by_folded_code.get(code.casefold()) if self._by_folded_code else None)

    def distinct(self) -> Sequence[Concept]:
        """The concepts that are found by their codes, in the order of definition."""
        if len(self._by_code) == len(self.concepts):
            return self.concepts
        return tuple(concept for concept in self.concepts if self._by_code[concept.code] is concept)
