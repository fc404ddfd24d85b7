"""FHIR JSON: strict about what comes in, compact in what goes out. Called by http, the command line and the store.

Source: https://hl7.org/fhir/R5/json.html and RFC 8259.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import orjson

from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

MAX_DEPTH = 64  # objects and arrays inside each other; nested concepts of real code systems need about 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LARGEST_INTEGER = 2**63 - 1
_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder(parse_float=Decimal)


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
    return _exact(data)


def loads_again(text: str) -> dict[str, Any]:
    """A text that `loads` has taken before, and that need not be judged again: several times as fast."""
    resource: dict[str, Any] = json.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    return resource


def walk(text: str, name: str) -> Iterator[tuple[str | None, Any]]:
    """The members of a JSON object that `loads` has taken before, as (name, value), in the order of the text.

    Those of the array `name` come one by one, as (None, element): reading so takes no memory for the whole array.
    """
    at = _skip(text, text.index("{") + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)  # the colon
        if key == name and text[at] == "[":
            at = _skip(text, at + 1)
            while text[at] != "]":
                element, at = _DECODER.raw_decode(text, at)
                yield None, element
                at = _skip_comma(text, at)
            at += 1
        else:
            value, at = _DECODER.raw_decode(text, at)
            yield key, value
        at = _skip_comma(text, at)


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


def _exact(data: bytes) -> dict[str, Any]:
    """orjson has judged the text; it would round decimals and keep the last of two equal keys, this does neither."""
    resource: dict[str, Any] = json.loads(data, object_pairs_hook=_unique, parse_float=Decimal, parse_int=_read_integer)
    return resource


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise _not_json(f"the key '{doubled}' occurs twice in one object")
    return found


def _read_integer(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > _LARGEST_INTEGER:
        raise _not_json(f"the integer {digits[:20]}… is too large")
    return int(digits)


def _refuse_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        children = (item.values() if isinstance(item, dict) else item for item in level)
        level = [child for inner in children for child in inner if isinstance(child, dict | list)]
        if not level:
            return
    raise _not_json(f"more than {MAX_DEPTH} objects and arrays inside each other")


def _write_decimal(value: Any) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value))
    raise TypeError(f"not a JSON value: {value!r}")


def _not_json(reason: str) -> NotJson:
    return NotJson(Issue("error", "structure", f"This is not FHIR JSON: {reason}"))
