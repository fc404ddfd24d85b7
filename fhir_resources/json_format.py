"""FHIR JSON: strict about what comes in, compact in what goes out. Called by http, the command line and the store.

Source: https://hl7.org/fhir/R5/json.html and RFC 8259.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import orjson

from fhir_resources.json_window import BLANK, DECODER, MAX_DEPTH, UNSAFE_BYTES, Ended, Part, Window
from fhir_resources.primitives import read_decimal
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LARGEST_INTEGER = 2**63 - 1

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
    window = Window(pieces)
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
            comma = behind.strip(BLANK)
            take(some)
        rest = window.rest()
    except (UnicodeDecodeError, json.JSONDecodeError, IndexError, RecursionError) as error:
        raise _not_json(str(error)) from None
    return loads((before + (comma or "") + rest).encode())


def loads_again_in_parts(pieces: Iterable[str], name: str, take: Take) -> dict[str, Any]:
    """The same of a text that `loads` or `loads_in_parts` has taken before."""
    window = Window(pieces)
    before = window.find_array(name)
    for some, _, _ in window.elements(DECODER, is_judged=True) if before else ():
        take(some)
    return loads_again(before + window.rest())


def nested_again(pieces: Iterable[str], name: str, longest: int | None = None) -> Iterator[Part]:
    """The elements of the array `name` of such a text, some at a time; none if there is no such array.

    One of more than `longest` characters comes as what stands in front of its own array `name`, the elements of that,
    and what stands behind it; by default each comes whole.
    """
    window = Window(pieces)
    if window.find_array(name):
        yield from window.nested(name, longest)


def head_again(pieces: Iterable[str], name: str, longest: int) -> tuple[dict[str, Any], bool]:
    """Such a text with the array `name` empty, and whether anything stands behind the array of a long element."""
    window = Window(pieces)
    before = window.find_array(name)
    parts = window.nested(name, longest) if before else ()
    behind = sum(isinstance(part, Ended) and bool(part.members) for part in parts)
    return loads_again(before + window.rest()), behind > 0


def _lost_nothing(data: bytes, read: dict[str, Any]) -> bool:
    """Whether orjson surely lost nothing of the text: no digit of a number, and none of two equal keys.

    Without a backslash every quote is one end of a text: as many are written as were read, or a key was doubled.
    """
    if b"\\" in data or any(unsafe.search(data) for unsafe in UNSAFE_BYTES):
        return False
    return orjson.dumps(read).count(b'"') == data.count(b'"')


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
        raise _not_json(f"the key '{_duplicate(pairs)[:100]}' occurs twice in one object")
    return found


def _duplicate(pairs: list[tuple[str, Any]]) -> str:
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
