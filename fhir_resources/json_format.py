"""FHIR JSON: a strict reader and a compact writer. Called by http, the command line and the store.

Source: https://hl7.org/fhir/R5/json.html and RFC 8259.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import orjson

from fhir_resources.json_window import BLANK, DECODER, MAX_DEPTH, UNSAFE_BYTES, ElementEnd, Part, Window
from fhir_resources.primitives import read_decimal
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
DEEPEST = MAX_DEPTH // 2 + 2  # levels left, of which orjson may read half of all without counting them
_LARGEST_INTEGER = 2**63 - 1

Consumer = Callable[[list[Any]], None]


class NotJson(BadRequest):
    """The input is not FHIR JSON: invalid syntax, too deep, a duplicate key, or not an object."""


def loads(data: bytes) -> dict[str, Any]:
    """One JSON object. Numbers with a decimal point or an exponent become Decimal, so that 1.10 stays 1.10.

    Raises NotJson, with line and column where known: invalid UTF-8, NaN, invalid syntax, lone surrogates, integers
    beyond 64 bits, duplicate keys, more than MAX_DEPTH levels, anything but an object at the top.
    """
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        resource = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _not_json(f"{error.msg} (line {error.lineno}, column {error.colno})") from None
    if not isinstance(resource, dict):
        raise _not_json("a FHIR resource is a JSON object")
    _refuse_depth(resource)
    if _is_lossless(data, resource):
        return resource
    del resource  # frees it before the second parse: the tree of a large text takes gigabytes
    # orjson rounds decimals and takes the last of two duplicate keys; this decoder does neither.
    exact: dict[str, Any] = _EXACT_DECODER.decode(data.decode())
    return exact


def loads_trusted(text: str) -> dict[str, Any]:
    """Parses a text that `loads` has accepted before, without its checks: several times as fast."""
    resource: dict[str, Any] = json.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    return resource


def loads_in_parts(pieces: Iterable[str], name: str, consume: Consumer, longest: int | None = None) -> dict[str, Any]:
    """Like `loads`, but with the array `name` empty: `consume` receives its elements in batches as they are read.

    An element of more than `longest` characters comes without its own array `name`, after the elements of that array.
    The text comes in pieces, cut anywhere; only a few are held at a time. Raises NotJson where `loads` does, but with
    less precise messages, and if there is no such array.
    """
    window = Window(pieces)
    try:
        before = window.find_array(name)
        if not before:
            raise _not_json(f"it has no array '{name}'")
        comma = _consume_elements(window, name, consume, longest, MAX_DEPTH - 1)  # without the object around it
        rest = window.rest()
    except (UnicodeDecodeError, json.JSONDecodeError, IndexError, RecursionError) as error:
        raise _not_json(str(error)) from None
    return loads((before + (comma or "") + rest).encode())


def _consume_elements(window: Window, name: str, consume: Consumer, longest: int | None, levels: int) -> str | None:
    """Reads to the end of the array; returns the comma after the last element, if any, or None without elements.

    `levels` is the maximum nesting of the array.
    """
    comma: str | None = None

    def take(some: list[Any], text: str, separator: str) -> None:
        nonlocal comma
        if text:
            _refuse_depth(orjson.loads(f"[{text}]"), levels)
        if comma == "":
            raise _not_json("no comma between elements")
        comma = separator.strip(BLANK)
        consume(some)

    while True:
        for some, text, separator in window.elements(_EXACT_DECODER, longest=longest):
            take(some, text, separator)
        if window.is_at_end():
            return comma
        if before := window.enter(name):
            if levels < DEEPEST:
                raise _not_json("it is too deep to be read in parts")
            inside = _consume_elements(window, name, consume, longest, levels - 2)
            end, separator = window.leave()
            text = f"{before}{inside or ''}{end}"
            element = loads(text.encode())
            if inside is not None:  # else the array is empty
                del element[name]
            take([element], text, separator)
        else:
            take(*next(window.elements(_EXACT_DECODER)))


def loads_trusted_in_parts(pieces: Iterable[str], name: str, consume: Consumer) -> dict[str, Any]:
    """The same for a text that `loads` or `loads_in_parts` has accepted before."""
    window = Window(pieces)
    before = window.find_array(name)
    for some, _, _ in window.elements(DECODER, is_trusted=True) if before else ():
        consume(some)
    return loads_trusted(before + window.rest())


def array_parts(
    pieces: Iterable[str], name: str, longest: int | None = None, after: str | None = None
) -> Iterator[Part]:
    """The elements of the array `name` of a trusted text, in batches; none if there is no such array.

    An element of more than `longest` characters comes in parts: the members before its own array `name`, the elements
    of that array, and the members after it; `after` names a member that must be before the array. By default, every
    element comes whole.
    """
    window = Window(pieces)
    if window.find_array(name):
        yield from window.nested(name, longest, after)


def split_head(pieces: Iterable[str], name: str, longest: int) -> tuple[dict[str, Any], bool]:
    """A trusted text with the array `name` empty, and whether a long element has members after its own array."""
    window = Window(pieces)
    before = window.find_array(name)
    parts = window.nested(name, longest) if before else ()
    trailing = sum(isinstance(part, ElementEnd) and bool(part.members) for part in parts)
    return loads_trusted(before + window.rest()), trailing > 0


def _is_lossless(data: bytes, read: dict[str, Any]) -> bool:
    """Whether orjson certainly lost no digit of a number and no duplicate key.

    Without backslashes every quote delimits a string, so a lower count in the output means a duplicate key.
    """
    if b"\\" in data or any(unsafe.search(data) for unsafe in UNSAFE_BYTES):
        return False
    return orjson.dumps(read).count(b'"') == data.count(b'"')


def dumps(resource: Any, *, pretty: bool = False) -> bytes:
    """UTF-8 without a byte order mark, keys in the order of the dicts; Decimal is written digit by digit."""
    return orjson.dumps(resource, default=_write_decimal, option=orjson.OPT_INDENT_2 if pretty else None)


JsonText = orjson.Fragment  # serialized JSON in place of a value


def text_of(resource: Any) -> JsonText:
    """The resource as text that `dumps` inserts as is, so that the objects behind it can be freed."""
    return JsonText(dumps(resource))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _not_json(f"the key '{_duplicate(pairs)[:100]}' occurs twice in one object")
    return found


def _duplicate(pairs: list[tuple[str, Any]]) -> str:
    """The first key that occurs twice."""
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
