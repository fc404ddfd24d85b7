"""Enumerations: indexes over the enumerated codes of value sets, so that a code is found without a scan.

A list of a thousand codes is searched again and again while its value set is served, and never changes. Indexes are
cached by the identity of the list, up to a total number of codes; the least recently used is evicted first.
"""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from terminology.core.value_sets import ConceptReference

SHORT = 16  # codes: a scan is as fast for so few
CACHED_CODES = 200_000

References = tuple[ConceptReference, ...]
Index = Mapping[str, References]


class Enumerations:
    def __init__(self, limit_codes: int = CACHED_CODES) -> None:
        self._limit_codes = limit_codes
        self.cached_codes = 0
        # By id; the entry holds the list so that its id is not reused.
        self._cached: OrderedDict[int, tuple[References, Index]] = OrderedDict()
        self._lock = Lock()

    def with_code(self, references: References, code: str) -> References:
        """The references with this code, ignoring case, in order; a short list is returned whole."""
        if len(references) <= SHORT:
            return references
        return self._index(references).get(code.casefold(), ())

    def _index(self, references: References) -> Index:
        with self._lock:
            found = self._cached.get(id(references))
            if found is not None:
                self._cached.move_to_end(id(references))
                return found[1]
        index = _by_code(references)
        with self._lock:
            if id(references) not in self._cached:
                self._cached[id(references)] = references, index
                self.cached_codes += len(references)
            while self.cached_codes > self._limit_codes:
                _, (dropped, _) = self._cached.popitem(last=False)
                self.cached_codes -= len(dropped)
        return index


def _by_code(references: References) -> Index:
    index: dict[str, References] = {}
    for reference in references:
        folded = reference.code.casefold()
        index[folded] = (*index.get(folded, ()), reference)
    return index


ENUMERATIONS = Enumerations()
