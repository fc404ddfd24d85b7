from contextlib import nullcontext
from typing import Any

import orjson
import pytest

from fhir_resources.batched_validation import LARGE_BYTES, MB, find_head, no_progress, pieces_of, validate_parts
from fhir_resources.halved_validation import CHECKED_BYTES, Cut, find_cut, find_head_in_halves, validate_halves
from fhir_resources.version import FhirVersion

R5 = FhirVersion.R5
HEAD = {"resourceType": "CodeSystem", "url": "http://example.org/l", "status": "active", "content": "complete"}
CONCEPTS = [
    {"code": "a", "display": 'x},{"code":"y'},
    {"code": "b", "property": [{"code": "p", "valueCode": "q"}, {"code": "p", "valueCode": "r"}]},
    {"code": "c", "concept": [{"code": "d"}, {"code": "e"}]},
    {"code": "ü"},
]


def text(*members: bytes, concepts: list[Any] = CONCEPTS, blanks: bytes = b"") -> bytes:
    """A code system with these members after its concepts."""
    together = (b"," + blanks).join(map(orjson.dumps, concepts))
    return orjson.dumps(HEAD)[:-1] + b"".join([b',"concept":[', together, b"]", *members, b"}"])


def halves(data: bytes, cut: Cut) -> Any:
    return validate_halves(data, cut, R5, no_progress, nullcontext)


def cuts_of(data: bytes) -> list[Cut]:
    """At every comma."""
    return [Cut(at, at + 1) for at in range(len(data)) if data[at : at + 1] == b","]


@pytest.mark.parametrize(
    ("data", "right"),
    [
        (text(), 3),
        (text(b',"title":"T","version":"1.50"'), 3),
        (text(b',"property":[{"code":"p","type":"code"},{"code":"q","type":"code"}]'), 3),
        (text(b',"extension":[{"url":"u:a","valueDecimal":1.50},{"url":"u:b","valueCode":"x"}]'), 3),
        (text(b',"contained":[{"code":"x"},{"code":"y"}]'), 3),
        (text(b',"concept":[{"code":"x"},{"code":"y"}]'), 0),
        (text(b',"url":"http://example.org/other"'), 0),
        (text(concepts=CONCEPTS[:1]), 0),
        (text(concepts=[{"code": "a"}, {"code": " b"}]), 0),
        (text().replace(b"},{", b"},,{"), 0),
        (text()[:-1], 0),
        (text() + b"]", 0),
    ],
)
def test_wherever_it_is_cut_halves_say_what_the_whole_says_or_nothing(data: bytes, right: int) -> None:
    full = validate_parts(pieces_of(data), R5)
    found = [head for cut in cuts_of(data) if (head := halves(data, cut)) is not None]
    assert len(found) == right
    assert all(full and head == full[0] and list(head) == list(full[0]) for head in found)


def many(number: int) -> list[dict[str, Any]]:
    return [{"code": str(code), "display": "x" * 700, "property": CONCEPTS[1]["property"]} for code in range(number)]


@pytest.mark.parametrize("blanks", [b"", b"\n  "])
def test_the_cut_is_between_two_concepts_and_not_in_one(blanks: bytes) -> None:
    data = text(concepts=many(900), blanks=blanks)
    assert len(data) > 3 * CHECKED_BYTES
    cut = find_cut(data)
    assert cut
    assert abs(cut.start - len(data) / 2) < 1000
    assert data[cut.end : cut.start] == b"," + blanks
    assert halves(data, cut) == {**HEAD, "concept": []}


@pytest.mark.parametrize(
    "data", [b"", b"[]", text(concepts=CONCEPTS[:1]), text(concepts=[{"code": "a", "display": "x" * 900_000}])]
)
def test_a_text_without_a_likely_cut_is_not_cut(data: bytes) -> None:
    assert find_cut(data) is None


@pytest.mark.parametrize("members", [(), (b',"title":"Gr\xc3\xbcn"',), (b',"status":1',)])
def test_a_large_code_system_is_validated_as_in_one(members: tuple[bytes, ...]) -> None:
    data = text(*members, concepts=many(11_000))
    assert len(data) > LARGE_BYTES
    shown: list[tuple[int, int]] = []
    found = find_head_in_halves(data, R5, lambda done, total: shown.append((done, total)), nullcontext)
    assert found == find_head(data, R5)
    total = len(data) // MB + 1
    assert shown[0] == (2, total)
    assert (total, total) in shown


def test_if_the_other_process_fails_it_is_validated_in_this_one() -> None:
    data = text(concepts=many(11_000))
    assert find_head_in_halves(data, R5, no_progress, lambda _: nullcontext(lambda: b"")) == {**HEAD, "concept": []}
