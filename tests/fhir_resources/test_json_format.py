from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhir_resources.json_format import MAX_DEPTH, NotJson, dumps, loads, loads_again, walk

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.decimals(-1000, 1000, places=3) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON), st.booleans())
def test_what_is_written_is_read_again(resource: dict[str, object], pretty: bool) -> None:
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
        (b"[]", "is a JSON object"),
        (b'{"a":' * MAX_DEPTH + b"{}" + b"}" * MAX_DEPTH, f"more than {MAX_DEPTH}"),
        (b'{"a":' * 5000 + b"{}" + b"}" * 5000, "depth"),
    ],
)
def test_what_is_not_strict_json_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(NotJson, match=reason) as caught:
        loads(body)
    assert caught.value.issues[0].code == "structure"


def test_as_many_levels_as_allowed_are_read() -> None:
    assert loads(b'{"a":' * (MAX_DEPTH - 1) + b"{}" + b"}" * (MAX_DEPTH - 1))


def test_what_is_not_json_is_not_written() -> None:
    with pytest.raises(TypeError):
        dumps({"a": object()})


@given(st.dictionaries(st.sampled_from(["a", "concept", "z", "é"]), JSON), st.booleans())
def test_walking_finds_what_reading_finds(resource: dict[str, object], pretty: bool) -> None:
    text = dumps(resource, pretty=pretty).decode()
    known = loads_again(text)
    walked = list(walk(text, "concept"))
    assert {name: value for name, value in walked if name is not None} == {
        name: value for name, value in known.items() if name != "concept" or not isinstance(value, list)
    }
    elements = known["concept"] if isinstance(known.get("concept"), list) else []
    assert [value for name, value in walked if name is None] == elements
