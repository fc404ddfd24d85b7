from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from terminology.http.cached_responses import CachedResponse, CachedResponses, cached_response

ID = (b"x-request-id", b"1")


def sent(body: bytes, status: int = 200, headers: tuple[tuple[bytes, bytes], ...] = (), **more: Any) -> list[Any]:
    start = {"type": "http.response.start", "status": status, "headers": [*headers, ID]}
    return [start, {"type": "http.response.body", "body": body, **more}]


def test_an_answer_is_cached_without_its_request_id() -> None:
    assert cached_response(sent(b"x", headers=((b"vary", b"*"),))) == CachedResponse(200, ((b"vary", b"*"),), b"x")


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
def test_errors_and_parts_are_not_cached(messages: list[Any]) -> None:
    assert cached_response(messages) is None


def test_an_unchanged_result_is_cached_too() -> None:
    assert cached_response(sent(b"", status=304)) == CachedResponse(304, (), b"")


def answers(size_bytes: int = 1000) -> Iterator[tuple[bytes, CachedResponse]]:
    return ((b"asked %d" % n, CachedResponse(200, (), b"x" * size_bytes)) for n in range(1_000_000))


def test_a_flood_of_questions_does_not_grow_the_cache() -> None:
    cache = CachedResponses(half_bytes=100_000)
    for question, answer in islice(answers(), 20_000):
        cache.add(question, answer)
        assert cache.size_bytes <= 200_000
    assert 0 < len(cache) < 120


def test_requested_entries_survive_a_flood() -> None:
    cache = CachedResponses(half_bytes=100_000)
    (wanted, answer), *flood = islice(answers(), 5_000)
    cache.add(wanted, answer)
    for number, (question, other) in enumerate(flood):
        cache.add(question, other)
        if number % 20 == 0:
            assert cache.find(wanted) == answer
    assert cache.find(flood[0][0]) is None


def test_an_answer_that_would_push_out_many_is_not_cached() -> None:
    cache = CachedResponses(half_bytes=100_000)
    question, answer = next(answers(20_000))
    cache.add(question, answer)
    assert cache.find(question) is None


def test_long_questions_count_too() -> None:
    cache = CachedResponses(half_bytes=100_000)
    for n in range(100):
        cache.add(b"q" * 4000 + b"%d" % n, CachedResponse(200, (), b""))
    assert len(cache) <= 40
