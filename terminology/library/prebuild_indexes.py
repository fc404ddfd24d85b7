"""What was searched will be searched again, so its successor has its text index before it is served.

An index is made by the first search, which takes some tenths of a second for a release of HCPCS: after a publication
nobody is to wait for that.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

from terminology.core.catalogue import Catalogue
from terminology.core.code_names import CodeNames
from terminology.core.known_names import known_names


@runtime_checkable
class Searched(Protocol):
    """What makes its index when it is first searched."""

    @property
    def was_searched(self) -> bool: ...

    def prepare_search(self, names: tuple[CodeNames, ...]) -> None: ...


def prebuild_indexes(old: Catalogue, new: Catalogue) -> None:
    """Prepares the latest version of each code system of which any version was searched, and its history likewise."""
    for url, before, after in _successions(old, new):
        if isinstance(after, Searched) and any(isinstance(item, Searched) and item.was_searched for item in before):
            after.prepare_search(known_names(new, new.code_systems[url][0], None))


def _successions(old: Catalogue, new: Catalogue) -> Iterator[tuple[str, Iterable[object], object]]:
    for url, versions in new.code_systems.items():
        yield url, old.code_systems.get(url, ()), versions[0]
    for url, history in new.histories.items():
        yield url, filter(None, [old.histories.get(url)]), history
