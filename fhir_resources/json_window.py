"""Window: reads an array in a JSON text that comes in pieces, holding only a few pieces at a time."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from fhir_resources.limits import LIMITS

ELEMENTS_AT_ONCE = 500
QUICK_CHARACTERS = 200_000  # read at once on the fast path
GUESSES = 20
MAX_DEPTH = LIMITS.depth
BLANK = " \t\n\r"
_BLANKS = re.compile(f"[{BLANK}]*")
_TO_NEXT = re.compile(rf"[{BLANK}]*(?:,[{BLANK}]*|(?=\]))")  # from one array element to the next or the bracket
_BEGINNING = re.compile(rf'{{[{BLANK}]*"\w+"[{BLANK}]*:[{BLANK}]*"')  # of an object whose first value is a string
# A number other than a small integer, after a key or in an array. Each starts with a literal, which re finds quickly.
_NUMBER = rf"[{BLANK}]*-?\d+(?:[.eE]|\d{{17}})"
_UNSAFE = tuple(re.compile(before + _NUMBER) for before in (":", r"\[", ","))  # may also match inside a string
UNSAFE_BYTES = tuple(re.compile(unsafe.pattern.encode()) for unsafe in _UNSAFE)
_DEEP = b"\n" + b" " * MAX_DEPTH  # half the depth limit, at two blanks per level
DECODER = json.JSONDecoder(parse_float=Decimal)


@dataclass(frozen=True, slots=True)
class ElementStart:
    """The start of a long element: the members before its array, whose elements follow."""

    members: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ElementEnd:
    """The end of the innermost open element: the members after its array."""

    members: dict[str, Any]


Part = list[Any] | ElementStart | ElementEnd


class Window:
    """A JSON text that comes in pieces: `_text` is the part in memory, and `_at` the reading position in it.

    Not ijson, which silently takes the last of two duplicate keys and does not return the text.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._text = ""
        self._at = 0

    def find_array(self, name: str) -> str:
        """Moves into the array `name` of the top-level object; returns the text before it, or "" if there is none."""
        while True:
            try:
                self._at = _find_array(self._text, name)
                return self._text[: self._at]
            except (json.JSONDecodeError, IndexError):
                if not self._widen():
                    raise

    def enter(self, name: str) -> str:
        """Moves from an element into its array `name`; returns the text before it, or "" if there is none.

        The text need not be valid, here and in `leave`: the caller validates what is returned.
        """
        while True:
            first = _skip(self._text, self._at)
            try:
                if at := _find_array(self._text, name, first):
                    self._at = at
                    return self._text[first:at]
                return ""
            except (json.JSONDecodeError, IndexError):
                if not self._widen():
                    raise

    def leave(self) -> tuple[str, str]:
        """Moves past an element from the end of an array in it; returns the text that closes it, and what follows."""
        while True:
            first = _skip(self._text, self._at)
            try:
                end = _find_end(self._text, first)
                follows = _TO_NEXT.match(self._text, end)
                if follows is None:
                    raise IndexError
                self._at = follows.end()
                return self._text[first:end], follows.group()
            except (json.JSONDecodeError, IndexError):
                if not self._widen():
                    raise

    def is_at_end(self) -> bool:
        """Whether the array ends here."""
        return self._text.startswith("]", _skip(self._text, self._at))

    def nested(self, name: str, longest: int | None = None, after: str | None = None) -> Iterator[Part]:
        """The elements of an array in a trusted text; elements longer than `longest` come in parts, see `Part`.

        Only those in which the member `after`, if any, is before the array.
        """
        depth = 0
        while True:
            for some, _, _ in self.elements(DECODER, is_trusted=True, longest=longest):
                yield some
            if self._text[_skip(self._text, self._at)] != "]":
                members, has_array = self._members(name, after)
                yield ElementStart(members) if has_array else [members]
                depth += has_array
            elif depth:
                yield ElementEnd(self._members()[0])
                depth -= 1
            else:
                return

    def _members(self, array: str | None = None, after: str | None = None) -> tuple[dict[str, Any], bool]:
        """Members of an object, from its brace or the end of an array in it, and whether this array comes next."""
        while True:
            try:
                return self._buffered_members(array, after)
            except (json.JSONDecodeError, IndexError):  # the text is cut here
                if not self._widen():
                    raise

    def _buffered_members(self, array: str | None, after: str | None) -> tuple[dict[str, Any], bool]:
        text = self._text
        members: dict[str, Any] = {}
        at = _skip_comma(text, _skip(text, self._at) + 1)
        while text[at] != "}":
            key, at = DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)  # the colon
            if key == array and text[at] == "[" and (after is None or after in members):
                self._at = at + 1
                return members, True
            members[key], at = DECODER.raw_decode(text, at)
            at = _skip_comma(text, at)
        self._at = _skip_comma(text, at + 1)
        return members, False

    def elements(
        self, decoder: json.JSONDecoder, is_trusted: bool = False, longest: int | None = None
    ) -> Iterator[tuple[list[Any], str, str]]:
        """Elements of the array, in batches, each with its text and the text up to the next batch.

        The text is empty for batches that orjson, which is strict and fast, read without loss. Stops before an object
        that is incomplete in memory although more than `longest` characters of it are there.
        """
        while True:
            if quick := self._quick_elements(is_trusted):
                yield quick, "", ","
                continue
            some: list[Any] = []
            first = last = at = _skip(self._text, self._at)
            if self._text[at : at + 1] == "]":
                return
            try:
                while self._text[at] != "]" and len(some) < ELEMENTS_AT_ONCE:
                    element, end = decoder.raw_decode(self._text, at)
                    follows = _TO_NEXT.match(self._text, end)
                    if not follows:
                        raise IndexError
                    at = follows.end()
                    some.append(element)
                    last = end
            except (json.JSONDecodeError, IndexError):  # the text is cut here, or invalid
                if not some and longest and self._text[first : first + 1] == "{" and len(self._text) - first > longest:
                    return
                if not some and not self._widen():
                    raise
            if some:
                self._at = at
                yield some, self._text[first:last], self._text[last:at]

    def _quick_elements(self, is_trusted: bool) -> list[Any] | None:
        """Many elements, up to the comma after them; None if that cannot be done safely, or if there are few.

        Guesses where an element ends by looking for the beginning of the first one. If orjson accepts the text before
        it as complete elements, the guess is right: a cut inside an element or a string is invalid JSON.
        """
        first = _skip(self._text, self._at)
        beginning = _BEGINNING.match(self._text, first)
        if not beginning:
            return None
        end = first + QUICK_CHARACTERS
        for _ in range(GUESSES):
            following = self._text.rfind(beginning.group(), first + 1, end)
            end = self._text.rfind("}", first, following) + 1 if following > 0 else 0
            if end <= first:
                return None
            separator = self._text[end:following].strip(BLANK)
            if separator == "," and (some := _loads_exact(self._text[first:end], is_trusted)):
                self._at = following
                return some
        return None

    def rest(self) -> str:
        return self._text[self._at :] + "".join(self._pieces)

    def _widen(self) -> bool:
        """Reads more pieces, about as much as is still unread; returns whether there was any."""
        retained = self._text[self._at :]
        more: list[str] = []
        size = 0
        for piece in self._pieces:
            more.append(piece)
            size += len(piece)
            if size > len(retained):
                break
        self._text, self._at = retained + "".join(more), 0
        return len(self._text) > len(retained)


def _loads_exact(elements: str, is_trusted: bool) -> list[Any] | None:
    """The elements, read by orjson; None if it cannot, if it may lose a duplicate key or a digit, or if too deep."""
    if "\\" in elements or any(unsafe.search(elements) for unsafe in _UNSAFE):
        return None
    try:
        some: list[Any] = orjson.loads(f"[{elements}]")
    except orjson.JSONDecodeError:
        return None
    if is_trusted:  # no duplicate keys, and within the depth limit
        return some
    written = orjson.dumps(some, option=orjson.OPT_INDENT_2)
    # Without backslashes every quote delimits a string, so a lower count in the output means a duplicate key.
    return some if written.count(b'"') == elements.count('"') and _DEEP not in written else None


def _find_array(text: str, name: str, start: int = 0) -> int:
    """The position after the opening bracket of the array `name` of an object; 0 if there is no such array."""
    at = _skip(text, _skip(text, start) + 1)  # the brace
    while text[at] != "}":
        key, at = DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)  # the colon
        if key == name and text[at] == "[":
            return at + 1
        _, at = DECODER.raw_decode(text, at)
        at = _skip_comma(text, at)
    return 0


def _find_end(text: str, start: int) -> int:
    """The position after the object that continues with the end of an array in it."""
    at = _skip_comma(text, start + 1)
    while text[at] != "}":
        _, at = DECODER.raw_decode(text, at)
        _, at = DECODER.raw_decode(text, _skip(text, _skip(text, at) + 1))  # after the colon
        at = _skip_comma(text, at)
    return at + 1


def _skip(text: str, at: int) -> int:
    """The position of the next non-blank character."""
    match = _BLANKS.match(text, at)
    assert match
    return match.end()


def _skip_comma(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at
