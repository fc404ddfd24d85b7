from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from terminology.http.packing import packed
from terminology.http.ready import ReadyAnswer, Shelf, ready_answer, with_values

ID = (b"x-request-id", b"1")
STAMPED = b'{"a":1,"identifier":"urn:uuid:1","timestamp":"2026-11-22T08:30:00+00:00","b":2}'


def sent(body: bytes, status: int = 200, headers: tuple[tuple[bytes, bytes], ...] = (), **more: Any) -> list[Any]:
    start = {"type": "http.response.start", "status": status, "headers": [*headers, ID]}
    return [start, {"type": "http.response.body", "body": body, **more}]


def test_an_answer_is_kept_without_its_request_id() -> None:
    assert ready_answer(sent(b"x", headers=((b"vary", b"*"),)), False) == ReadyAnswer(200, ((b"vary", b"*"),), b"x")


@pytest.mark.parametrize(
    "messages",
    [
        [],
        sent(b"x", status=404),
        sent(b"x", more_body=True),
        [*sent(b"x"), {"type": "http.response.body", "body": b"y"}],
        [{"type": "http.response.start", "status": 200, "headers": [ID, (b"vary", b"*")]}, sent(b"")[1]],
    ],
)
def test_errors_and_parts_are_not_kept(messages: list[Any]) -> None:
    assert ready_answer(messages, False) is None


async def test_an_expansion_is_kept_open_where_its_stamp_was() -> None:
    for body, headers in ((STAMPED, ()), (await packed(STAMPED), ((b"content-encoding", b"gzip"),))):
        answer = ready_answer(sent(body, headers=headers), True)
        assert answer == ReadyAnswer(200, headers, b'{"a":1,', b',"b":2}', is_packed=bool(headers))


@pytest.mark.parametrize("body", [b"{}", STAMPED + STAMPED, rb'{"display":"\"identifier\":\"x\",\"timestamp\":\"y\""}'])
def test_an_expansion_without_a_stamp_that_can_be_found_is_not_kept(body: bytes) -> None:
    assert ready_answer(sent(body), True) is None


def test_that_nothing_changed_is_kept_of_an_expansion_too() -> None:
    assert ready_answer(sent(b"", status=304), True) == ReadyAnswer(304, (), b"")


def test_headers_get_other_values_and_no_others_come() -> None:
    headers = ((b"vary", b"*"), (b"content-length", b"1"), (b"etag", b"x"))
    changed = with_values(headers, {b"content-length": b"1234", b"date": b"now"})
    assert changed == [(b"vary", b"*"), (b"content-length", b"1234"), (b"etag", b"x")]


def answers(size_bytes: int = 1000) -> Iterator[tuple[bytes, ReadyAnswer]]:
    return ((b"asked %d" % n, ReadyAnswer(200, (), b"x" * size_bytes)) for n in range(1_000_000))


def test_a_flood_of_questions_does_not_grow_the_shelf() -> None:
    shelf = Shelf(half_bytes=100_000)
    for question, answer in islice(answers(), 20_000):
        shelf.keep(question, answer)
        assert shelf.size_bytes <= 200_000
    assert 0 < len(shelf) < 100


def test_what_is_asked_for_stays_through_a_flood() -> None:
    shelf = Shelf(half_bytes=100_000)
    (wanted, answer), *flood = islice(answers(), 5_000)
    shelf.keep(wanted, answer)
    for number, (question, other) in enumerate(flood):
        shelf.keep(question, other)
        if number % 20 == 0:
            assert shelf.find(wanted) == answer
    assert shelf.find(flood[0][0]) is None


def test_an_answer_that_would_push_out_many_is_not_kept() -> None:
    shelf = Shelf(half_bytes=100_000)
    question, answer = next(answers(20_000))
    shelf.keep(question, answer)
    assert shelf.find(question) is None


def test_long_questions_count_too() -> None:
    shelf = Shelf(half_bytes=100_000)
    for n in range(100):
        shelf.keep(b"q" * 4000 + b"%d" % n, ReadyAnswer(200, (), b""))
    assert len(shelf) <= 40
