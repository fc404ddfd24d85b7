"""FHIR JSON: strict about what comes in, compact in what goes out. Called by http, the command line and the store.

Source: https://hl7.org/fhir/R5/json.html and RFC 8259.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import orjson

from fhir_resources.limits import LIMITS
from fhir_resources.primitives import read_decimal
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

ELEMENTS_AT_ONCE = 500
QUICK_CHARACTERS = 200_000  # so many are read at once, if they are read quickly
GUESSES = 20
MAX_DEPTH = LIMITS.depth
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LARGEST_INTEGER = 2**63 - 1
_BLANK = " \t\n\r"
_BLANKS = re.compile(f"[{_BLANK}]*")
_TO_NEXT = re.compile(rf"[{_BLANK}]*(?:,[{_BLANK}]*|(?=\]))")  # from an element of an array to the next or the bracket
_BEGINNING = re.compile(rf'{{[{_BLANK}]*"\w+"[{_BLANK}]*:[{_BLANK}]*"')  # of an object whose first value is a text
# A number that is no small integer: behind a key, or in an array. Each begins with fixed signs, for which re is quick.
_NUMBER = rf"[{_BLANK}]*-?\d+(?:[.eE]|\d{{17}})"
_UNSAFE = tuple(re.compile(before + _NUMBER) for before in (":", r"\[", ","))  # perhaps inside of a text
_UNSAFE_BYTES = tuple(re.compile(unsafe.pattern.encode()) for unsafe in _UNSAFE)
_DEEP = b"\n" + b" " * MAX_DEPTH  # half as deep as is refused, at two blanks for each level
_DECODER = json.JSONDecoder(parse_float=Decimal)

Take = Callable[[list[Any]], None]


class NotJson(BadRequest):
    """What came in is not FHIR JSON: broken, too deep, a doubled key, or not an object."""


def loads(data: bytes) -> dict[str, Any]:
    """One JSON object. Numbers with a point or an exponent become Decimal, so that 1.10 stays 1.10.

    Raises NotJson, with line and column where there is one: invalid UTF-8, NaN, broken syntax, lone surrogates,
    integers beyond 64 bits, doubled keys, more than MAX_DEPTH levels, anything but an object at the top.
    """
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        judged = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _not_json(f"{error.msg} (line {error.lineno}, column {error.colno})") from None
    if not isinstance(judged, dict):
        raise _not_json("a FHIR resource is a JSON object")
    _refuse_depth(judged)
    if _lost_nothing(data, judged):
        return judged
    del judged  # of a large text one tree takes gigabytes, and two are not needed at a time
    # It would round decimals and keep the last of two equal keys, this does neither.
    resource: dict[str, Any] = _EXACT_DECODER.decode(data.decode())
    return resource


def loads_again(text: str) -> dict[str, Any]:
    """A text that `loads` has taken before, and that need not be judged again: several times as fast."""
    resource: dict[str, Any] = json.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    return resource


def loads_in_parts(pieces: Iterable[str], name: str, take: Take) -> dict[str, Any]:
    """What `loads` gives, but with the array `name` empty: `take` gets its elements as they are read, some at a time.

    The text comes in pieces, cut anywhere; no more than a few are held at a time. Raises NotJson where `loads` does,
    whose message alone says what is wrong and where; and when there is no such array.
    """
    window = _Window(pieces)
    comma = None
    try:
        before = window.find_array(name)
        if not before:
            raise _not_json(f"it has no array '{name}'")
        for some, elements, behind in window.elements(_EXACT_DECODER):
            if elements:
                _refuse_depth(orjson.loads(f"[{elements}]"), MAX_DEPTH - 1)  # the object around it
            if comma == "":
                raise _not_json("no comma between elements")
            comma = behind.strip(_BLANK)
            take(some)
        rest = window.rest()
    except (UnicodeDecodeError, json.JSONDecodeError, IndexError, RecursionError) as error:
        raise _not_json(str(error)) from None
    return loads((before + (comma or "") + rest).encode())


def loads_again_in_parts(pieces: Iterable[str], name: str, take: Take) -> dict[str, Any]:
    """The same of a text that `loads` or `loads_in_parts` has taken before."""
    window = _Window(pieces)
    before = window.find_array(name)
    for some, _, _ in window.elements(_DECODER, is_judged=True) if before else ():
        take(some)
    return loads_again(before + window.rest())


def elements_again(pieces: Iterable[str], name: str) -> Iterator[list[Any]]:
    """The elements of the array `name` of such a text, some at a time; none if there is no such array."""
    window = _Window(pieces)
    for some, _, _ in window.elements(_DECODER, is_judged=True) if window.find_array(name) else ():
        yield some


class _Window:
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

    def elements(self, decoder: json.JSONDecoder, is_judged: bool = False) -> Iterator[tuple[list[Any], str, str]]:
        """Elements of the array, some at a time, with the text of them and that from there to what comes next.

        The text is empty where orjson, which is strict and quick, read them and nothing got lost.
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
            if self._text[end:behind].strip(_BLANK) == "," and (some := _loads_exact(self._text[first:end], is_judged)):
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


def _lost_nothing(data: bytes, read: dict[str, Any]) -> bool:
    """Whether orjson surely lost nothing of the text: no digit of a number, and none of two equal keys.

    Without a backslash every quote is one end of a text: as many are written as were read, or a key was doubled.
    """
    if b"\\" in data or any(unsafe.search(data) for unsafe in _UNSAFE_BYTES):
        return False
    return orjson.dumps(read).count(b'"') == data.count(b'"')


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
        key, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)  # the colon
        if key == name and text[at] == "[":
            return at + 1
        _, at = _DECODER.raw_decode(text, at)
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


def dumps(resource: Any, *, pretty: bool = False) -> bytes:
    """UTF-8 without a byte order mark, keys in the order of the dicts; Decimal is written digit by digit."""
    return orjson.dumps(resource, default=_write_decimal, option=orjson.OPT_INDENT_2 if pretty else None)


JsonText = orjson.Fragment  # JSON that is written already, in the place of a value


def text_of(resource: Any) -> JsonText:
    """The resource as a text that `dumps` puts in its place: nothing that refers to anything else has to be held."""
    return JsonText(dumps(resource))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _not_json(f"the key '{_doubled(pairs)[:100]}' occurs twice in one object")
    return found


def _doubled(pairs: list[tuple[str, Any]]) -> str:
    """The first key that comes again."""
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            return name
        seen.add(name)
    raise ValueError("every key occurs once")


def _read_integer(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > _LARGEST_INTEGER:
        raise _not_json(f"the integer {digits[:20]}… is too large")
    return int(digits)


def _read_decimal(text: str) -> Decimal:
    try:
        return read_decimal(text)
    except ValueError as error:
        raise _not_json(str(error)) from None


_EXACT_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_read_decimal, parse_int=_read_integer)


def _refuse_depth(value: Any, levels: int = MAX_DEPTH) -> None:
    level = [value]
    for _ in range(levels):
        inner = (item.values() if type(item) is dict else item for item in level)
        level = [child for children in inner for child in children if type(child) is dict or type(child) is list]
        if not level:
            return
    raise _not_json(f"more than {MAX_DEPTH} levels of objects and arrays")


def _write_decimal(value: Any) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value))
    raise TypeError(f"not a JSON value: {value!r}")


def _not_json(reason: str) -> NotJson:
    return NotJson(Issue("error", "structure", f"This is not FHIR JSON: {reason}"))
