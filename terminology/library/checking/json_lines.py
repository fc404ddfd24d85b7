"""NDJSON -> rows and back: one object per line, its members are the columns. Nested values are preserved.

Modifiers may be a list, and numbers JSON numbers. A line that is not an object, or is too long, has no code, and is
reported as such.
"""

from collections.abc import Iterator, Mapping, Sequence

import orjson

from terminology.library.checking.columns import REPEATING, Columns, UnreadableFile, find_columns

LONGEST_LINE_BYTES = 1_000_000
BROKEN = "line"  # the member that holds a line that is not an object


class JsonLines:
    """Parses the bytes given to `feed`, then `finish`, into objects."""

    def __init__(self) -> None:
        self._pending = b""
        self._too_long: bytes | None = None  # the start of the overlong line being skipped

    def feed(self, data: bytes) -> Iterator[dict[str, object]]:
        self._pending += data
        cut = self._pending.rfind(b"\n")
        if cut < 0:
            if len(self._pending) > LONGEST_LINE_BYTES:
                self._too_long = self._too_long or self._pending[:1000]
                self._pending = b""
            return
        complete, self._pending = self._pending[:cut], self._pending[cut + 1 :]
        if self._too_long:
            yield self._shortened()
            complete = complete.partition(b"\n")[2]
        yield from self._objects(complete)

    def finish(self) -> Iterator[dict[str, object]]:
        rest, self._pending = self._pending, b""
        if self._too_long:
            yield self._shortened()
        else:
            yield from self._objects(rest)

    def _shortened(self) -> dict[str, object]:
        beginning, self._too_long = self._too_long or b"", None
        return {BROKEN: f"(over {LONGEST_LINE_BYTES:,} bytes) {beginning.decode('utf-8', 'replace')}"}

    def _objects(self, data: bytes) -> Iterator[dict[str, object]]:
        for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
            if line.strip():
                yield _object(line)


def _object(line: bytes) -> dict[str, object]:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return {BROKEN: line[:1000].decode("utf-8", "replace")}
    return found if isinstance(found, dict) else {BROKEN: found}


def cells_of(found: Mapping[str, object]) -> list[str]:
    """The members as the cells of a row."""
    return [cell_of(value) for value in found.values()]


def cell_of(value: object) -> str:
    """The text of a member. Items of a plain list are separated by spaces; nested values are JSON."""
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return " ".join(map(cell_of, value))
    return orjson.dumps(value).decode() if isinstance(value, dict | list | bool) else str(value)


def columns_of(found: Mapping[str, object], chosen: Mapping[str, Sequence[str]]) -> Columns | None:
    """The positions of an object's fields; None for one without a code.

    Objects may differ: of several members chosen for a field, the first that an object has is read.
    """
    usable = {field: [name for name in each if name in found] for field, each in chosen.items()}
    names = {field: each if field in REPEATING else each[:1] for field, each in usable.items() if each}
    try:
        return find_columns(list(found), names)
    except UnreadableFile:
        return None
