"""ConceptSearch: what people type, found in the names of concepts and in those that supplements add."""

from terminology.core.found import Found
from terminology.core.model import CodeSystem, Concept
from terminology.index.columns import Columns
from terminology.index.text_index import TextIndex

# Designations are names, with one exception: of the sections of a procedure narrative (`seed/narrative/`) only these.
NARRATIVE_SECTION = "/CodeSystem/procedure-narrative-section"
NAMES_IN_NARRATIVES = frozenset({"common-name", "medical-term"})


def names_of(concept: Concept) -> tuple[str, ...]:
    """The display first, then the designations that name the concept rather than describe it."""
    names = [concept.display] if concept.display else []
    for designation in concept.designations:
        use = designation.use
        is_section = use is not None and use.system is not None and use.system.endswith(NARRATIVE_SECTION)
        if use is None or not is_section or use.code in NAMES_IN_NARRATIVES:
            names.append(designation.value)
    return tuple(dict.fromkeys(names))


class ConceptSearch:
    """Two threads that search first at the same time may both make an index: the same one, of which one stays."""

    __slots__ = ("_columns", "_supplemented", "was_searched")

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._supplemented: tuple[tuple[CodeSystem, ...], TextIndex] | None = None  # those used last
        self.was_searched = False

    def search(self, text: str, supplements: tuple[CodeSystem, ...] = ()) -> Found[int]:
        """Ordinals, the best first. Supplements give more names."""
        self.was_searched = True
        index = self._columns.text_index()
        return (self._with(supplements, index) if supplements else index).search(text)

    def prepare(self) -> None:
        """So that the first search takes no longer than the others."""
        self.was_searched = True
        self._columns.text_index()

    def _with(self, supplements: tuple[CodeSystem, ...], index: TextIndex) -> TextIndex:
        known = self._supplemented
        if known is None or [*map(id, known[0])] != [*map(id, supplements)]:
            known = self._supplemented = supplements, index.with_texts(self._more_names(supplements))
        return known[1]

    def _more_names(self, supplements: tuple[CodeSystem, ...]) -> dict[int, list[str]]:
        more: dict[int, list[str]] = {}
        for supplement in supplements:
            for concept in supplement.concepts:
                ordinal = self._columns.ordinal(concept.code)
                if ordinal is not None:
                    more.setdefault(ordinal, []).extend(names_of(concept)[bool(concept.display) :])
        return more
