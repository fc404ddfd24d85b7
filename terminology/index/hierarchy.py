"""Hierarchy: which code stands above which, from the parents that a code system states."""

from collections.abc import Callable, Iterator, Mapping, Sequence


class Hierarchy:
    """Answers in the order of `codes`. A code may have several parents; a cycle is walked once and then left."""

    __slots__ = ("_children", "_order", "_parents")

    def __init__(self, codes: Sequence[str], parents: Mapping[str, tuple[str, ...]]) -> None:
        self._parents = parents
        self._children: dict[str, list[str]] = {}
        self._order: dict[str, int] = {}
        if not parents:
            return
        self._order = {code: index for index, code in enumerate(codes)}
        for code in codes:
            for parent in parents.get(code, ()):
                self._children.setdefault(parent, []).append(code)

    def parents(self, code: str) -> tuple[str, ...]:
        return self._parents.get(code, ())

    def children(self, code: str) -> tuple[str, ...]:
        return tuple(self._children.get(code, ()))

    def descendants(self, code: str) -> tuple[str, ...]:
        """Every code below, in the order of definition."""
        found = {item for item in self._walk(code, self.children) if item != code}
        return tuple(sorted(found, key=self._order.__getitem__))

    @staticmethod
    def _walk(start: str, step: Callable[[str], tuple[str, ...]]) -> Iterator[str]:
        seen = {start}
        pending = [start]
        while pending:
            for code in step(pending.pop()):
                if code not in seen:
                    seen.add(code)
                    pending.append(code)
                    yield code
