"""NamedIndex: a text index that also finds codes by additional names."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from terminology.core.code_names import CodeNames
from terminology.core.ranked_hits import RankedHits
from terminology.index.text_index import TextIndex

CACHED = 4  # most recently used sets of names: for different days, or for different supplements


class NamedIndex:
    """Two threads may build the same index at the same time; one of them is cached."""

    __slots__ = ("_cached", "_index", "_places_of")

    def __init__(self, index: TextIndex, places_of: Callable[[str], Iterable[int]]) -> None:
        """`places_of`: the positions of a code in the index, if any."""
        self._index = index
        self._places_of = places_of
        self._cached: tuple[tuple[tuple[CodeNames, ...], TextIndex], ...] = ()

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        """The positions that match a text, best first."""
        return (self._with(names) if names else self._index).search(text)

    def prepare(self, names: tuple[CodeNames, ...]) -> None:
        """Builds the index, so that the first search is as fast as later ones."""
        if names:
            self._with(names)

    def _with(self, names: tuple[CodeNames, ...]) -> TextIndex:
        made = next((index for known, index in self._cached if known == names), None)
        if made is None:
            made = self._index.with_texts(
                self._by_ordinal(item.names for item in names), self._by_ordinal(item.descriptions for item in names)
            )
            self._cached = ((names, made), *self._cached[: CACHED - 1])
        return made

    def _by_ordinal(self, supplied: Iterable[Mapping[str, tuple[str, ...]]]) -> Mapping[int, Sequence[str]]:
        texts: dict[int, list[str]] = {}
        for by_code in supplied:
            for code, mine in by_code.items():
                for place in self._places_of(code):
                    texts.setdefault(place, []).extend(mine)
        return texts
