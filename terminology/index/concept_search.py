"""ConceptSearch: the text index over the names of concepts, made when somebody first searches, and kept."""

from collections.abc import Callable, Sequence

from terminology.core.model import CodeSystem, Concept
from terminology.index.text_index import Entry, TextIndex

# Designations are names, with one exception: of the sections of a procedure narrative (`seed/narrative/`) only these.
NARRATIVE_SECTION = "/CodeSystem/procedure-narrative-section"
NAMES_IN_NARRATIVES = frozenset({"common-name", "medical-term"})


def names_of(concept: Concept) -> tuple[str, ...]:
    """The display first, then the designations that name the concept rather than tell about it."""
    names = [concept.display] if concept.display else []
    for designation in concept.designations:
        use = designation.use
        is_section = use is not None and use.system is not None and use.system.endswith(NARRATIVE_SECTION)
        if use is None or not is_section or use.code in NAMES_IN_NARRATIVES:
            names.append(designation.value)
    return tuple(dict.fromkeys(names))


class ConceptSearch:
    """Two threads that search first at the same time may both make the index: the same one, of which one is kept."""

    __slots__ = ("_concepts", "_index", "_is_inactive", "_supplemented")

    def __init__(self, concepts: Sequence[Concept], is_inactive: Callable[[Concept], bool]) -> None:
        self._concepts = concepts
        self._is_inactive = is_inactive
        self._index: TextIndex | None = None
        self._supplemented: tuple[tuple[CodeSystem, ...], TextIndex] | None = None  # those used last

    def search(self, text: str, supplements: tuple[CodeSystem, ...] = ()) -> Sequence[int]:
        """Places in the sequence of concepts, the best first. Supplements give more names."""
        index = self._get_index()
        return (self._with(supplements, index) if supplements else index).search(text)

    @property
    def is_made(self) -> bool:
        return self._index is not None

    def make(self) -> None:
        """Makes the index now, if it is not made."""
        self._get_index()

    def _get_index(self) -> TextIndex:
        if self._index is None:
            self._index = TextIndex([Entry(c.code, names_of(c), self._is_inactive(c)) for c in self._concepts])
        return self._index

    def _with(self, supplements: tuple[CodeSystem, ...], index: TextIndex) -> TextIndex:
        known = self._supplemented
        if known is None or [*map(id, known[0])] != [*map(id, supplements)]:
            known = self._supplemented = supplements, index.with_texts(self._more_names(supplements))
        return known[1]

    def _more_names(self, supplements: tuple[CodeSystem, ...]) -> dict[int, list[str]]:
        by_code: dict[str, list[str]] = {}
        for supplement in supplements:
            for concept in supplement.concepts:
                by_code.setdefault(concept.code, []).extend(names_of(concept)[bool(concept.display) :])
        return {place: by_code[c.code] for place, c in enumerate(self._concepts) if c.code in by_code}
