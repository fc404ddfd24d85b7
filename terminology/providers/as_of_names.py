"""The names of codes across all releases of a code system, for searches as of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from terminology.core.bitset import Membership
from terminology.core.code_names import CodeNames, names_of
from terminology.core.lazy import LazyMap
from terminology.core.ports import CodeSystemProvider
from terminology.core.ranked_hits import RankedHits
from terminology.index.named_index import NamedIndex
from terminology.index.text_index import Entry, index_of
from terminology.providers.as_of_day import Release
from terminology.providers.generic import GenericCodeSystem


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A code with the names it has in some releases."""

    code: str
    releases: frozenset[str]


def _names(code_system: CodeSystemProvider) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each code with its names, in order; from columns if possible, as concepts would have to be decoded."""
    if isinstance(code_system, GenericCodeSystem):
        return zip(code_system.codes(), map(code_system.columns.names, range(code_system.count)), strict=True)
    return ((concept.code, names_of(concept)) for concept in code_system.concepts())


class NameSearch:
    """Each code with each set of names from the releases; codes in the order of the newest release."""

    def __init__(self, releases: Sequence[Release]) -> None:
        named: dict[tuple[str, tuple[str, ...]], tuple[bool, set[str]]] = {}
        for release in reversed(releases):
            inactive = Membership(release.code_system.inactive())
            for ordinal, key in enumerate(_names(release.code_system)):
                found = named.get(key)
                if found is None:
                    found = named[key] = (ordinal in inactive, set())
                found[1].add(release.version)
        self._named = [NamedCode(code, frozenset(versions)) for (code, _), (_, versions) in named.items()]
        self._places: dict[str, list[int]] = {}
        for place, item in enumerate(self._named):
            self._places.setdefault(item.code, []).append(place)
        entries = [Entry(code, names, inactive) for (code, names), (inactive, _) in named.items()]
        places = self._places  # avoids a reference cycle between this object and its index
        self._index = NamedIndex(index_of(entries), lambda code: places.get(code, ()))

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[NamedCode]:
        found = self._index.search(text, names)
        return RankedHits(LazyMap(found, self._named.__getitem__), found.exact)

    def prepare(self, names: tuple[CodeNames, ...]) -> None:
        self._index.prepare(names)
