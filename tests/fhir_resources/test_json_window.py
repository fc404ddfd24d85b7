"""A long element of an array comes as its members and the elements of its own array."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhir_resources.json_format import array_parts, split_head
from fhir_resources.json_window import ElementEnd, ElementStart

Json = dict[str, Any]
CONCEPTS = st.recursive(
    st.fixed_dictionaries({"code": st.sampled_from(["a", '"}]', "é"])}, optional={"number": st.just(1.5)}),
    lambda inner: st.builds(
        lambda concepts, behind: {"code": "above", "concept": concepts} | behind,
        st.lists(inner, min_size=1, max_size=3),
        st.sampled_from([{}, {}, {"display": "behind"}]),
    ),
    max_leaves=12,
)


def joined(pieces: list[str], longest: int | None) -> list[Json]:
    """The concepts, joined from their parts."""
    levels: list[list[Json]] = [[]]
    for part in array_parts(pieces, "concept", longest):
        if isinstance(part, ElementStart):
            levels[-1].append(part.members | {"concept": []})
            levels.append(levels[-1][-1]["concept"])
        elif isinstance(part, ElementEnd):
            levels.pop()
            levels[-1][-1].update(part.members)
        else:
            levels[-1].extend(part)
    assert len(levels) == 1
    return levels[0]


@given(st.lists(CONCEPTS, max_size=3), st.integers(1, 60), st.integers(1, 50), st.booleans())
def test_the_parts_add_up(concepts: list[Json], cut: int, longest: int, is_indented: bool) -> None:
    resource = {"url": "urn:a", "concept": concepts, "title": "behind"}
    text = json.dumps(resource, indent=1 if is_indented else None)
    pieces = [text[at : at + cut] for at in range(0, len(text), cut)]
    assert joined(pieces, longest) == joined(pieces, None) == json.loads(json.dumps(concepts))
    head, has_trailing = split_head(pieces, "concept", longest)
    assert head == resource | {"concept": []}
    assert not has_trailing or '"display"' in text


@pytest.mark.parametrize(("behind", "expected"), [("", False), (',"display":"x"', True)])
def test_members_after_the_array_of_a_long_element_are_reported(behind: str, expected: bool) -> None:
    text = f'{{"concept":[{{"code":"a","concept":[{{"code":"b"}}]{behind}}}]}}'
    assert split_head([*text], "concept", 5) == ({"concept": []}, expected)
    assert split_head([text], "concept", 500)[1] is False


def test_a_text_without_the_array_has_no_parts() -> None:
    assert list(array_parts(['{"a":1}'], "concept", 5)) == []
    assert split_head(['{"a":1}'], "concept", 5) == ({"a": 1}, False)
