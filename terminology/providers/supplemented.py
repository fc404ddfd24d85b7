"""A code system with supplements applied."""

import weakref
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial

from terminology.core.bitset import bits_of, numbers_in
from terminology.core.catalogue import Catalogue
from terminology.core.code_names import CodeNames
from terminology.core.dated_supplements import find_supplement
from terminology.core.days import Days
from terminology.core.errors import NotSupported, UnknownCodeSystem
from terminology.core.issues import Issue
from terminology.core.meanings import Meanings
from terminology.core.messages import issue
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, PropertyDefinition
from terminology.core.ports import CodeSystemProvider
from terminology.core.ranked_hits import RankedHits
from terminology.core.requests import no_deadline
from terminology.core.supplements import Supplement
from terminology.core.value_sets import Filter
from terminology.index.filters import HIERARCHICAL, IDENTITY, NO_VALUES, select, select_in
from terminology.index.memory_columns import MemoryColumns
from terminology.providers.delegating import ChangingCodeSystem

NAMED_SYSTEMS = 3  # systems named in an issue


class SupplementedCodeSystem(ChangingCodeSystem):
    """Delegates to `base` and adds what supplements state; implements `CodeSystemProvider`.

    Requested supplements add designations and properties; default ones only add designations. Texts about one meaning
    of a code are added only if that is the meaning in the answer.
    """

    def __init__(
        self,
        base: CodeSystemProvider,
        supplements: tuple[Supplement, ...],
        defaults: tuple[Supplement, ...] = (),
        meanings: Meanings | None = None,
    ) -> None:
        super().__init__(base, _header(base.header, supplements))
        self._meanings = meanings
        self.supplements = supplements
        self.defaults = defaults

    def select(self, filter: Filter, path: str = "", check_deadline: Callable[[], None] = no_deadline) -> int:
        """Re-evaluates the filter for changed concepts; the hierarchy does not change."""
        if filter.op in HIERARCHICAL and filter.property in IDENTITY:
            return self.base.select(filter, path, check_deadline)
        return self._cached(filter, partial(self._select, filter, path, check_deadline))

    def _cached(self, what: Hashable, select: Callable[[], int]) -> int:
        """Cached on the supplement: building the changed concepts is slow, and each request makes a new provider."""
        content = self.base.content
        if content is None or not self.supplements:
            return select()
        history = self._meanings.history if self._meanings else None
        made_of = (content, *((history,) if history else ()), *self.supplements, *self.defaults)
        key = (self.base.header.canonical, tuple(map(weakref.ref, made_of)), what)
        return self.supplements[0].selections.get(key, select)

    def _select(self, filter: Filter, path: str, check_deadline: Callable[[], None]) -> int:
        changed = self._changed
        here = _try(partial(select, changed.columns, filter, path, check_deadline))
        there = _try(partial(self.base.select, filter, path, check_deadline))
        if isinstance(here, NotSupported) and isinstance(there, NotSupported):
            raise there
        if isinstance(there, NotSupported):  # only supplements have the property: other concepts have no values
            there = select_in(NO_VALUES, filter, self.count, path, check_deadline)
        if isinstance(here, NotSupported):
            here = select_in(NO_VALUES, filter, changed.columns.count, path, check_deadline)
        return (there & ~changed.bits) | changed.there(here)

    @cached_property
    def _changed(self) -> "_Changed":
        codes = dict.fromkeys(c.code for item in self.supplements for c in item.code_system.concepts)
        ordinals = [ordinal for code in codes if (ordinal := self.base.ordinal(code)) is not None]
        return _Changed(self.header, tuple(sorted(set(ordinals))), self.concept, self.count)

    def inactive(self) -> int:
        return self._cached("inactive", self._inactive)

    def _inactive(self) -> int:
        return (self.base.inactive() & ~self._changed.bits) | self._changed.there(self._changed.columns.inactive())

    def abstract(self) -> int:
        return self._cached("abstract", self._abstract)

    def _abstract(self) -> int:
        return (self.base.abstract() & ~self._changed.bits) | self._changed.there(self._changed.columns.abstract())

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        mine = tuple(item.names for item in (*self.supplements, *self.defaults))
        return self.base.search(text, (*mine, *names))

    def change(self, concept: Concept) -> Concept:
        asked = [extra for item in self.supplements if (extra := item.find(concept.code))]
        shown = [extra for item in self.defaults if (extra := item.find(concept.code))]
        if not asked and not shown:
            return concept
        added = tuple(designation for extra in (*asked, *shown) for designation in extra.designations)
        return replace(
            concept,
            designations=concept.designations + (self._meanings.fitting(concept, added) if self._meanings else added),
            properties=concept.properties + tuple(p for extra in asked for p in extra.properties),
            extensions=concept.extensions + tuple(e for extra in asked for e in extra.extensions),
        )


def _try(ask: Callable[[], int]) -> int | NotSupported:
    """The set, or the error if the filter is not supported."""
    try:
        return ask()
    except NotSupported as error:
        return error


class _Changed:
    """The concepts that supplements changed, in their own columns, and their ordinals in the code system."""

    def __init__(
        self, header: CodeSystemHeader, ordinals: tuple[int, ...], concept: Callable[[int], Concept], count: int
    ) -> None:
        self.ordinals = ordinals
        self.count = count
        self.bits = bits_of(ordinals, count)
        self.columns = MemoryColumns(CodeSystem(header, tuple(map(concept, ordinals))))

    def there(self, found: int) -> int:
        """Converts a set of these concepts to ordinals of the code system."""
        return bits_of((self.ordinals[ordinal] for ordinal in numbers_in(found)), self.count)


def _header(base: CodeSystemHeader, supplements: Iterable[Supplement]) -> CodeSystemHeader:
    """The header with all declared properties; the first declaration of a code wins."""
    declared: dict[str, PropertyDefinition] = {item.code: item for item in base.properties}
    for supplement in supplements:
        for item in supplement.header.properties:
            declared.setdefault(item.code, item)
    return base if len(declared) == len(base.properties) else replace(base, properties=tuple(declared.values()))


def get_supplements(
    catalogue: Catalogue, references: Iterable[str], days: Days | None = None
) -> tuple[Supplement, ...]:
    """The requested supplements; the days select the version of dated ones.

    Raises UnknownCodeSystem if one is missing: an answer without it would be wrong.
    """
    found = {reference: find_supplement(catalogue, reference, days) for reference in references}
    missing = [reference for reference, supplement in found.items() if supplement is None]
    if missing:
        raise UnknownCodeSystem(issue("VALUESET_SUPPLEMENT_MISSING", supplements=", ".join(missing)))
    return tuple(supplement for supplement in found.values() if supplement is not None)


def unused_supplements(
    catalogue: Catalogue, asked: Iterable[Supplement], headers: Sequence[CodeSystemHeader]
) -> Iterator[Issue]:
    """Notices about requested supplements for code systems, or versions, that were not used."""
    for item in asked:
        if headers and not any(catalogue.adds_to(item, header) for header in headers):
            names = " or ".join(header.canonical for header in headers[:NAMED_SYSTEMS])
            text = f"The supplement {item.header.canonical} adds to {item.header.supplements}, not to {names}"
            text += ", so it was not used"
            yield Issue("information", "not-supported", text, expression=("useSupplement",))


def supplemented(
    catalogue: Catalogue, code_system: CodeSystemProvider, asked: tuple[Supplement, ...], with_defaults: bool = False
) -> CodeSystemProvider:
    """The code system with the requested supplements for it and, if requested, the default ones."""
    mine = tuple(item for item in asked if catalogue.adds_to(item, code_system.header))
    known = catalogue.supplements_of(code_system) if with_defaults else ()
    defaults = tuple(item for item in known if item.is_default and item not in mine)
    if not mine and not defaults:
        return code_system
    return SupplementedCodeSystem(code_system, mine, defaults, Meanings(catalogue, code_system))
