"""Builds the text index of a new version before it is served, if an earlier version was searched.

The first search builds an index, which takes a few tenths of a second for a HCPCS release: no request should wait for
that after a publication.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

from terminology.core.catalogue import Catalogue
from terminology.core.code_names import CodeNames
from terminology.core.known_names import known_names


@runtime_checkable
class Searched(Protocol):
    """Content that builds its index on the first search."""

    @property
    def was_searched(self) -> bool: ...

    def prepare_search(self, names: tuple[CodeNames, ...]) -> None: ...


def prebuild_indexes(old: Catalogue, new: Catalogue) -> None:
    """Prepares the latest version of each code system that was searched in any version, and its history."""
    for url, before, after in _successions(old, new):
        if isinstance(after, Searched) and any(isinstance(item, Searched) and item.was_searched for item in before):
            after.prepare_search(known_names(new, new.code_systems[url][0], None))


def _successions(old: Catalogue, new: Catalogue) -> Iterator[tuple[str, Iterable[object], object]]:
    for url, versions in new.code_systems.items():
        yield url, old.code_systems.get(url, ()), versions[0]
    for url, history in new.histories.items():
        yield url, filter(None, [old.histories.get(url)]), history
