"""The names of codes through all releases of a code system: what people search on a day."""

from collections.abc import Iterator, Sequence

from terminology.core.model import CodeSystem
from terminology.core.status import is_inactive
from terminology.index.concept_search import names_of
from terminology.index.text_index import Entry, TextIndex, index_of
from terminology.providers.as_of_day import Release


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
        self._codes = [code for code, _ in named]
        self._releases = [frozenset(versions) for _, versions in named.values()]
        entries = [Entry(code, names, inactive) for (code, names), (inactive, _) in named.items()]
        self._index = index_of(entries)
        self._supplemented: tuple[tuple[CodeSystem, ...], TextIndex] | None = None  # those used last

    def search(self, text: str, supplements: tuple[CodeSystem, ...]) -> Iterator[tuple[str, frozenset[str]]]:
        places = (self._with(supplements) if supplements else self._index).search(text)
        return ((self._codes[place], self._releases[place]) for place in places)

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
        return {place: by_code[code] for place, code in enumerate(self._codes) if code in by_code}
