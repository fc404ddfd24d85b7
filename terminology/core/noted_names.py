"""NotedNames: a mapping that records which names are looked up."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

MAX_NAMES = 50  # for one answer; beyond that, it depends on all names of the type
T = TypeVar("T")


class NotedNames(Mapping[str, T]):
    """A mapping from names that adds every name looked up to `noted`."""

    __slots__ = ("_known", "_noted", "_type")

    def __init__(self, type: str, known: Mapping[str, T], noted: set[str]) -> None:
        self._type = type
        self._known = known
        self._noted = noted

    def _note(self, name: str) -> None:
        if self._type not in self._noted:
            self._noted.add(f"{self._type} {name}" if len(self._noted) < MAX_NAMES else self._type)

    def __getitem__(self, name: str) -> T:
        self._note(name)
        return self._known[name]

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return self._known.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return name in self._known

    def __iter__(self) -> Iterator[str]:
        self._noted.add(self._type)
        return iter(self._known)

    def __len__(self) -> int:
        self._noted.add(self._type)
        return len(self._known)
