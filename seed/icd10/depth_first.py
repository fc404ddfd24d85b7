"""The definition order of a tree: each node before its children, siblings in input order."""

from collections.abc import Iterable, Iterator, Mapping


def depth_first(codes: Iterable[str], parents: Mapping[str, str]) -> Iterator[str]:
    """Every code once, depth first. `parents` has the parent of each code that has one, without cycles."""
    children: dict[str | None, list[str]] = {}
    for code in codes:
        children.setdefault(parents.get(code), []).append(code)
    waiting = children.get(None, [])[::-1]
    while waiting:
        code = waiting.pop()
        yield code
        waiting.extend(reversed(children.get(code, ())))


def longest_prefix(code: str, codes: Mapping[str, object], shortest: int) -> str | None:
    """The longest proper prefix of a code that is in `codes` and has at least `shortest` characters; None if none."""
    return next((code[:end] for end in range(len(code) - 1, shortest - 1, -1) if code[:end] in codes), None)
