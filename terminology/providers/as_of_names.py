"""The names of codes through all releases of a code system: what people search on a day."""

from collections.abc import Sequence
from dataclasses import dataclass

from terminology.core.found import Found
from terminology.core.lazy import LazyMap
from terminology.core.model import CodeSystem
from terminology.core.status import is_inactive
from terminology.index.concept_search import names_of
from terminology.index.text_index import Entry, TextIndex, index_of
from terminology.providers.as_of_day import Release


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A code as some releases name it."""

    code: str
    releases: frozenset[str]


class NameSearch:
    """Each code with each set of names that releases give it; codes in the order of the newest release."""

    def __init__(self, releases: Sequence[Release]) -> None:
        named: dict[tuple[str, tuple[str, ...]], tuple[bool, set[str]]] = {}
        for release in reversed(releases):
            header = release.code_system.header
            for concept in release.code_system.concepts():
                key = (concept.code, names_of(concept))
                found = named.get(key)
                if found is None:
                    found = named[key] = (is_inactive(header, concept), set())
                found[1].add(release.version)
        self._named = [NamedCode(code, frozenset(named[code, names][1])) for code, names in named]
        entries = [Entry(code, names, inactive) for (code, names), (inactive, _) in named.items()]
        self._index = index_of(entries)
        self._supplemented: tuple[tuple[CodeSystem, ...], TextIndex] | None = None  # those used last

    def search(self, text: str, supplements: tuple[CodeSystem, ...]) -> Found[NamedCode]:
        found = (self._with(supplements) if supplements else self._index).search(text)
        return Found(LazyMap(found, self._named.__getitem__), found.exact)

    def _with(self, supplements: tuple[CodeSystem, ...]) -> TextIndex:
        known = self._supplemented
        if known is None or [*map(id, known[0])] != [*map(id, supplements)]:
            known = self._supplemented = supplements, self._index.with_texts(self._more_names(supplements))
        return known[1]

    def _more_names(self, supplements: tuple[CodeSystem, ...]) -> dict[int, list[str]]:
        by_code: dict[str, list[str]] = {}
        for supplement in supplements:
            for concept in supplement.concepts:
                by_code.setdefault(concept.code, []).extend(names_of(concept)[bool(concept.display) :])
        return {place: by_code[item.code] for place, item in enumerate(self._named) if item.code in by_code}
