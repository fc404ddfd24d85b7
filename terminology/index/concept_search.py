"""ConceptSearch: what people type, found in the names of concepts and in those that others give them."""

from collections.abc import Iterable
from functools import partial

from terminology.core.code_names import CodeNames
from terminology.core.ranked_hits import RankedHits
from terminology.index.columns import Columns
from terminology.index.named_index import NamedIndex


class ConceptSearch:
    """The index is made, or opened, by the first search."""

    __slots__ = ("_columns", "_index")

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._index: NamedIndex | None = None

    @property
    def was_searched(self) -> bool:
        return self._index is not None

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        """Ordinals, the best first."""
        return self._named_index().search(text, names)

    def prepare(self, names: tuple[CodeNames, ...] = ()) -> None:
        """So that the first search takes no longer than the others."""
        self._named_index().prepare(names)

    def _named_index(self) -> NamedIndex:
        if self._index is None:
            # No method of this object: in a circle, what a request brought would stay until Python looks for circles.
            self._index = NamedIndex(self._columns.text_index(), partial(_places_of, self._columns))
        return self._index


def _places_of(columns: Columns, code: str) -> Iterable[int]:
    ordinal = columns.ordinal(code)
    return () if ordinal is None else (ordinal,)
