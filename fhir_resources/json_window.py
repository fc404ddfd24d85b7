"""Window: an array of a JSON text that comes in pieces, read without holding more than a few of them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from fhir_resources.limits import LIMITS

ELEMENTS_AT_ONCE = 500
QUICK_CHARACTERS = 200_000  # so many are read at once, if they are read quickly
GUESSES = 20
MAX_DEPTH = LIMITS.depth
BLANK = " \t\n\r"
_BLANKS = re.compile(f"[{BLANK}]*")
_TO_NEXT = re.compile(rf"[{BLANK}]*(?:,[{BLANK}]*|(?=\]))")  # from an element of an array to the next or the bracket
_BEGINNING = re.compile(rf'{{[{BLANK}]*"\w+"[{BLANK}]*:[{BLANK}]*"')  # of an object whose first value is a text
# A number that is no small integer: behind a key, or in an array. Each begins with fixed signs, for which re is quick.
_NUMBER = rf"[{BLANK}]*-?\d+(?:[.eE]|\d{{17}})"
_UNSAFE = tuple(re.compile(before + _NUMBER) for before in (":", r"\[", ","))  # perhaps inside of a text
UNSAFE_BYTES = tuple(re.compile(unsafe.pattern.encode()) for unsafe in _UNSAFE)
_DEEP = b"\n" + b" " * MAX_DEPTH  # half as deep as is refused, at two blanks for each level
DECODER = json.JSONDecoder(parse_float=Decimal)


@dataclass(frozen=True, slots=True)
class Begun:
    """An element of which not all is held: what stands in front of the array in it, whose elements follow."""

    members: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of the last that has begun: what stands behind its array."""

    members: dict[str, Any]


Part = list[Any] | Begun | Ended


class Window:
    """A JSON text that comes in pieces: `_text` is what is held of it, and read as far as `_at`.

    Not ijson's, which takes the last of two equal keys without a word and gives no text back.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._text = ""
        self._at = 0

    def find_array(self, name: str) -> str:
        """Goes into the array `name` of the object that the text is; the text until there, empty if there is none."""
        while True:
            try:
                self._at = _find_array(self._text, name)
                return self._text[: self._at]
            except (json.JSONDecodeError, IndexError):
                if not self._widen():
                    raise

    def nested(self, name: str, longest: int | None = None) -> Iterator[Part]:
        """Elements of an array in a text that was judged; of longer ones than this, those of their array `name`."""
        depth = 0
        while True:
            for some, _, _ in self.elements(DECODER, is_judged=True, longest=longest):
                yield some
            if self._text[_skip(self._text, self._at)] != "]":
                members, has_array = self._members(name)
                yield Begun(members) if has_array else [members]
                depth += has_array
            elif depth:
                yield Ended(self._members()[0])
                depth -= 1
            else:
                return

    def _members(self, array: str | None = None) -> tuple[dict[str, Any], bool]:
        """Members of an object, behind its brace or an array in it, and whether they go on with this array."""
        while True:
            try:
                return self._members_held(array)
            except (json.JSONDecodeError, IndexError):  # it is cut here
                if not self._widen():
                    raise

    def _members_held(self, array: str | None) -> tuple[dict[str, Any], bool]:
        text = self._text
        members: dict[str, Any] = {}
        at = _skip_comma(text, _skip(text, self._at) + 1)
        while text[at] != "}":
            key, at = DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)  # the colon
            if key == array and text[at] == "[":
                self._at = at + 1
                return members, True
            members[key], at = DECODER.raw_decode(text, at)
            at = _skip_comma(text, at)
        self._at = _skip_comma(text, at + 1)
        return members, False

    def elements(
        self, decoder: json.JSONDecoder, is_judged: bool = False, longest: int | None = None
    ) -> Iterator[tuple[list[Any], str, str]]:
        """Elements of the array, some at a time, with the text of them and that from there to what comes next.

        The text is empty where orjson, which is strict and quick, read them and nothing got lost. Ends in front of an
        object of which more than `longest` characters are held, and not all.
        """
        while True:
            if quick := self._quick_elements(is_judged):
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
            except (json.JSONDecodeError, IndexError):  # it is cut here, or it is wrong
                if not some and longest and self._text[first : first + 1] == "{" and len(self._text) - first > longest:
                    return
                if not some and not self._widen():
                    raise
            if some:
                self._at = at
                yield some, self._text[first:last], self._text[last:at]

    def _quick_elements(self, is_judged: bool) -> list[Any] | None:
        """Many elements and the comma behind them; None if that is not sure to be right, or there are few.

        Where the last one ends is guessed, by how the first one begins. If what is before that is whole elements to
        orjson, they are: nothing inside of an element or a text could end so.
        """
        first = _skip(self._text, self._at)
        beginning = _BEGINNING.match(self._text, first)
        if not beginning:
            return None
        end = first + QUICK_CHARACTERS
        for _ in range(GUESSES):
            behind = self._text.rfind(beginning.group(), first + 1, end)
            end = self._text.rfind("}", first, behind) + 1 if behind > 0 else 0
            if end <= first:
                return None
            if self._text[end:behind].strip(BLANK) == "," and (some := _loads_exact(self._text[first:end], is_judged)):
                self._at = behind
                return some
        return None

    def rest(self) -> str:
        return self._text[self._at :] + "".join(self._pieces)

    def _widen(self) -> bool:
        """Takes more pieces, as much as is held and not read yet; whether there was any."""
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


def _loads_exact(elements: str, is_judged: bool) -> list[Any] | None:
    """The elements, read by orjson; None if it cannot, or might lose something (a doubled key, a digit), or if deep."""
    if "\\" in elements or any(unsafe.search(elements) for unsafe in _UNSAFE):
        return None
    try:
        some: list[Any] = orjson.loads(f"[{elements}]")
    except orjson.JSONDecodeError:
        return None
    if is_judged:  # neither a doubled key nor great depth
        return some
    written = orjson.dumps(some, option=orjson.OPT_INDENT_2)
    # Without a backslash every quote is one end of a text: as many are written as were read, or a key was doubled.
    return some if written.count(b'"') == elements.count('"') and _DEEP not in written else None


def _find_array(text: str, name: str) -> int:
    """Where the array `name` begins, behind its bracket; 0 if there is no such array."""
    at = _skip(text, _skip(text, 0) + 1)  # the brace
    while text[at] != "}":
        key, at = DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)  # the colon
        if key == name and text[at] == "[":
            return at + 1
        _, at = DECODER.raw_decode(text, at)
        at = _skip_comma(text, at)
    return 0


def _skip(text: str, at: int) -> int:
    """Where the next character is that is not blank."""
    match = _BLANKS.match(text, at)
    assert match
    return match.end()


def _skip_comma(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at
