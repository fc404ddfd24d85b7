"""The differences between two resources with the same url and version, path by path, for people."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

SHOWN = 10
LONGEST = 60  # characters of a value
NOT_CONTENT = ("id", "meta", "text")  # differences here do not change the meaning


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """The first paths at which they differ, with both values; empty when their content is the same."""
    contents = [{name: value for name, value in item.items() if name not in NOT_CONTENT} for item in (old, new)]
    return tuple(islice(_differences("", *contents), SHOWN))


def _differences(path: str, old: Any, new: Any) -> Iterator[str]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys((*old, *new)):
            yield from _differences(f"{path}.{name}" if path else name, old.get(name), new.get(name))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _in_lists(path, old, new)
    else:
        yield f"{path}: {_shown(old)} became {_shown(new)}"


def _in_lists(path: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[str]:
    if len(old) != len(new):
        yield f"{path}: {len(old):,} entries became {len(new):,}"
    for place, (before, after) in enumerate(zip(old, new, strict=False)):
        yield from _differences(f"{path}[{place}]", before, after)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "an element"
    if isinstance(value, list):
        return f"{len(value):,} entries"
    text = str(value)
    return f"'{text[:LONGEST]}…'" if len(text) > LONGEST else f"'{text}'"
