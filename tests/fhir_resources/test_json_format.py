from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhir_resources.json_format import NotJson, dumps, loads, loads_in_parts, loads_trusted_in_parts
from fhir_resources.json_window import ELEMENTS_AT_ONCE, MAX_DEPTH

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.decimals(-1000, 1000, places=3) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON), st.booleans())
def test_written_content_is_read_back(resource: dict[str, object], pretty: bool) -> None:
    assert loads(dumps(resource, pretty=pretty)) == resource


def test_a_decimal_keeps_its_digits() -> None:
    assert loads(b'{"value": 1.10}') == {"value": Decimal("1.10")}
    assert dumps({"value": Decimal("1.10")}) == b'{"value":1.10}'


def test_pretty_indents() -> None:
    assert dumps({"a": 1}, pretty=True) == b'{\n  "a": 1\n}'


def test_a_byte_order_mark_is_tolerated() -> None:
    assert loads(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<html>", "line 1, column 1"),
        (b'{"a": 1,\n "b": }', "line 2, column 7"),
        (b'{"a": NaN}', "line 1, column 7"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"a": 1, "a": 2}', "the key 'a' occurs twice"),
        (b'{"a": 9223372036854775808}', "too large"),
        (b'{"a": 1e-999999999}', "too long, too large or too small"),
        (b'{"a": 1e-99999999999999999999}', "too long, too large or too small"),
        (b'{"a": 1.' + b"1" * 200 + b"}", "too long, too large or too small"),
        (b"[]", "is a JSON object"),
        (b'{"a":' * MAX_DEPTH + b"{}" + b"}" * MAX_DEPTH, f"more than {MAX_DEPTH}"),
        (b'{"a":' * 5000 + b"{}" + b"}" * 5000, "depth"),
    ],
)
def test_non_strict_json_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(NotJson, match=reason) as caught:
        loads(body)
    assert caught.value.issues[0].code == "structure"


def test_as_many_levels_as_allowed_are_read() -> None:
    assert loads(b'{"a":' * (MAX_DEPTH - 1) + b"{}" + b"}" * (MAX_DEPTH - 1))


def test_values_outside_json_are_not_written() -> None:
    with pytest.raises(TypeError):
        dumps({"a": object()})


def cut(text: str, places: list[int]) -> list[str]:
    """The text in pieces, cut at these places."""
    ends = sorted({place % (len(text) + 1) for place in places} | {0, len(text)})
    return [text[start:end] for start, end in pairwise(ends)]


OBJECTS = st.dictionaries(st.sampled_from(["a", "concept", "z", "é"]), JSON)
PLACES = st.lists(st.integers(0, 2**31), max_size=9)


LONGEST = st.sampled_from([None, 1, 20, 60])


def alone(elements: list[Any]) -> list[str]:
    """All elements at any depth, each without those in its array, in any order."""
    found: list[str] = []
    for element in elements:
        inner = element.get("concept") if isinstance(element, dict) else None
        if isinstance(inner, list) and inner:
            found += alone([{name: value for name, value in element.items() if name != "concept"}, *inner])
        else:
            found.append(repr(element))
    return sorted(found)


@given(OBJECTS, st.booleans(), PLACES)
def test_reading_in_parts_finds_what_reading_at_once_finds(
    resource: dict[str, Any], pretty: bool, places: list[int]
) -> None:
    text = dumps(resource, pretty=pretty).decode()
    known = loads(text.encode())
    elements = known["concept"] if isinstance(known.get("concept"), list) else []
    head = known | {"concept": []} if isinstance(known.get("concept"), list) else known
    taken: list[Any] = []
    assert loads_trusted_in_parts(cut(text, places), "concept", taken.extend) == head
    assert taken == elements
    if head is not known:
        taken = []
        assert loads_in_parts(cut(text, places), "concept", taken.extend) == head
        assert taken == elements


@given(
    st.lists(st.sampled_from([*'{}[],:"\\ ', '"concept":[', '"a":', "1", "1.5", "-", "e5", "NaN", "null", '{"a":1}'])),
    PLACES,
    LONGEST,
)
def test_input_refused_at_once_is_refused_in_parts(signs: list[str], places: list[int], longest: int | None) -> None:
    text = '{"concept":[' + "".join(signs)
    taken: list[Any] = []
    try:
        head = loads_in_parts(cut(text, places), "concept", taken.extend, longest)
    except NotJson:
        return
    known = loads(text.encode())
    assert known | {"concept": []} == head
    assert alone(taken) == alone(known["concept"])


@pytest.mark.parametrize(
    ("body", "exact"),
    [
        ('{"a": 1.50}', "{'a': Decimal('1.50')}"),
        ('{"a" :\t1.50}', "{'a': Decimal('1.50')}"),
        ('{"a": [1, [ -1e2]]}', "{'a': [1, [Decimal('-1E+2')]]}"),
        ('{"a": 9007199254740993}', "{'a': 9007199254740993}"),
        ('{"a": 9223372036854775807}', "{'a': 9223372036854775807}"),
        ('{"a": "at 12:1.5, [1.5"}', "{'a': 'at 12:1.5, [1.5'}"),
        ('{"a": "\\u0022"}', "{'a': '\"'}"),
    ],
)
def test_nothing_is_lost(body: str, exact: str) -> None:
    assert repr(loads(body.encode())) == exact


@pytest.mark.parametrize(
    "body",
    [
        '{"concept": [{"a": 1, "a": 2}]}',
        '{"concept": [{"a": NaN}]}',
        '{"concept": [{"a": "\\ud800"}]}',
        '{"concept": [{"a": 9223372036854775808}]}',
        '{"concept": [{"a": "\n"}]}',
        '{"concept": [1 2]}',
        '{"concept": [1,]}',
        '{"concept": [,]}',
        '{"concept": [1}',
        '{"concept": [1]',
        '{"concept": [1]} x',
        '{"concept": [1], "concept": 2}',
        '{"concept": [1], "concept": [2]}',
        '["concept", [1]]',
        '{"a": [1]}',
        '{"concept": [' + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1) + "]}",
        "",
    ],
)
def test_reading_in_parts_accepts_only_strict_json_with_the_array(body: str) -> None:
    with pytest.raises(NotJson):
        loads_in_parts([body], "concept", lambda _: None)


ROWS = st.sampled_from(
    [
        '{"code": "a", "display": "b"}',
        '{"code": "},{\\"code\\": ", "n": 1}',
        '{"code": "a", "code": "b"}',
        '{"code": "a", "n": 1.50}',
        '{"code": "a", "n" : 1.50}',
        '{"code": "a", "n": [1e2]}',
        '{"code": "a", "n": 9223372036854775808}',
        '{"code": "\\ud800"}',
        '{"code": "},{", "concept": [{"code": "b"},{"code": "c"}]}',
        '{"code": "a", "n": ' + "[" * 40 + "]" * 40 + "}",
        '{"code": "a", "n": ' + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "}",
        '{"code": 1}',
        '{"code": "a", "concept": [{"code": "b"}, {"code": "c", "concept": [{"code": "d"}]}], "n": 1.50}',
        '{"code": "a", "concept": [{"code": "b"},{"code": "c"}], "code": "d"}',
        '{"concept": [{"code": "b"} {"code": "c"}]}',
        '{"code": "a", "concept": [{"code": "b"},]}',
        '{"code": "a" "concept": [{"code": "b"}]}',
        '{"code": "a", "concept": [{"code": "b"}] "n": 1}',
        '{"code": "a", "concept": [ ], "n": "' + "n" * 40 + '"}',
        "{}",
    ]
)


@given(st.lists(ROWS | st.just('{"code": "a"}'), max_size=6), st.sampled_from([",", " ,\n"]), PLACES, LONGEST)
def test_many_similar_elements_are_read_or_refused_like_all_at_once(
    rows: list[str], between: str, places: list[int], longest: int | None
) -> None:
    text = '{"concept":[' + between.join(rows) + "]}"
    taken: list[Any] = []
    try:
        known = loads(text.encode())
    except NotJson:
        with pytest.raises(NotJson):
            loads_in_parts(cut(text, places), "concept", taken.extend, longest)
        return
    loads_in_parts(cut(text, places), "concept", taken.extend, longest)
    again: list[Any] = []
    loads_trusted_in_parts(cut(text, places), "concept", again.extend)
    assert repr(again) == repr(known["concept"])  # 1.50 is not 1.5
    assert alone(taken) == alone(known["concept"])
    assert longest or taken == again


def test_all_elements_are_read_even_if_there_are_more_than_one_batch() -> None:
    numbers = list(range(2 * ELEMENTS_AT_ONCE + 1))
    parts: list[list[int]] = []
    loads_in_parts([dumps({"concept": numbers}).decode()], "concept", parts.append)
    assert [number for part in parts for number in part] == numbers
    assert max(map(len, parts)) == ELEMENTS_AT_ONCE
