"""ConceptSearch: finds concepts by free text in their names and in additional names."""

from collections.abc import Iterable
from functools import partial

from terminology.core.code_names import CodeNames
from terminology.core.ranked_hits import RankedHits
from terminology.index.columns import Columns
from terminology.index.named_index import NamedIndex


class ConceptSearch:
    """The index is built, or opened, by the first search."""

    __slots__ = ("_columns", "_index")

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._index: NamedIndex | None = None

    @property
    def was_searched(self) -> bool:
        return self._index is not None

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        """Ordinals, best first."""
        return self._named_index().search(text, names)

    def prepare(self, names: tuple[CodeNames, ...] = ()) -> None:
        """Builds the indexes, so that the first search is as fast as later ones."""
        self._named_index().prepare(names)

    def _named_index(self) -> NamedIndex:
        if self._index is None:
            # Not a bound method: a reference cycle would keep request content alive until the next garbage collection.
            self._index = NamedIndex(self._columns.text_index(), partial(_places_of, self._columns))
        return self._index


def _places_of(columns: Columns, code: str) -> Iterable[int]:
    ordinal = columns.ordinal(code)
    return () if ordinal is None else (ordinal,)
