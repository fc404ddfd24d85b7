from collections.abc import Callable
from functools import partial

import pytest

from terminology.http.alike import Alike, Cut, Kinds, Written, cut
from terminology.http.packing import unpacked
from terminology.http.ready import PACKED, ReadyAnswer

HEADERS = ((b"vary", b"Accept"), (b"content-length", b"2"), (b"etag", b"old"))


@pytest.mark.parametrize(
    ("query", "around"),
    [
        (b"code=J3111", b"code=\0"),
        (b"system=urn:x&code=J3111&date=2024", b"system=urn:x&code=\0&date=2024"),
        (b"sourceCode=1&code=J3111", b"sourceCode=1&code=\0"),
    ],
)
def test_a_code_is_cut_out_of_a_query(query: bytes, around: bytes) -> None:
    assert cut(query, b"") == Cut(around, b"", "J3111")


@pytest.mark.parametrize(
    ("body", "around"),
    [
        (b'{"name":"code","valueCode":"J3111"}', b'{"name":"code","valueCode":"\0"}'),
        (b'{"valueCoding":{"system":"urn:x","code" : "J3111"}}', b'{"valueCoding":{"system":"urn:x","code" : "\0"}}'),
    ],
)
def test_a_code_is_cut_out_of_a_body(body: bytes, around: bytes) -> None:
    assert cut(b"a=b", body) == Cut(b"a=b", around, "J3111")


def test_another_code_is_put_in_its_place() -> None:
    for query, body in ((b"a=b&code=J3111", b""), (b"a=b", b'{"name":"code","valueCode":"J3111"}')):
        question = cut(query, body)
        assert question is not None
        assert question.about("J3111") == (query, body)
        assert question.about("A") == (query.replace(b"J3111", b"A"), body.replace(b"J3111", b"A"))


@pytest.mark.parametrize(
    ("query", "body"),
    [
        (b"system=urn:x", b""),
        (b"code=", b""),
        (b"code=J3111&code=J3111", b""),
        (b"code=J%33111", b""),
        (b"code=a+b", b""),
        (b"url=x?code=J3111", b""),
        (b"code=J3111", b"{}"),
        (b"", b'{"code":"J3111","valueCode":"J3111"}'),
        (b"", b'{"code":"J\\u0033111"}'),
        (b"", b'{"code":["J3111"]}'),
    ],
)
def test_a_code_that_does_not_stand_there_once_and_plainly_is_not_cut_out(query: bytes, body: bytes) -> None:
    assert cut(query, body) is None


async def test_an_answer_has_its_own_length_and_etag_and_all_else_of_the_first() -> None:
    alike = Alike(ReadyAnswer(200, HEADERS, b"{}"), lambda code: Written(f"[{code}]".encode(), "new"))
    headers = ((b"vary", b"Accept"), (b"content-length", b"3"), (b"etag", b"new"))
    assert await alike.answer("A") == ReadyAnswer(200, headers, b"[A]")


async def test_a_large_answer_has_the_headers_of_large_ones_once_the_routes_have_shown_them() -> None:
    alike = Alike(ReadyAnswer(200, HEADERS, b"{}"), lambda code: Written(code.encode() * 2000, None))
    assert await alike.answer("A") is None
    alike.learn(ReadyAnswer(200, ((b"vary", b"*"), (b"content-length", b"5000")), b"x" * 5000))
    assert await alike.answer("A") == ReadyAnswer(200, ((b"vary", b"*"), (b"content-length", b"2000")), b"A" * 2000)


async def test_an_answer_is_packed_where_those_of_its_size_are() -> None:
    alike = Alike(ReadyAnswer(200, (PACKED,), b"gzip"), lambda code: Written(code.encode() * 2000, None))
    answer = await alike.answer("A")
    assert answer is not None
    assert unpacked(answer.body) == b"A" * 2000


ANSWER = ReadyAnswer(200, HEADERS, b"{}")


def prepared() -> Callable[[str], Written]:
    return lambda code: Written(code.encode(), None)


def test_what_answers_a_kind_is_made_for_its_second_question() -> None:
    kinds = Kinds()
    kinds.note(b"a", ANSWER, prepared)
    assert kinds.find(b"a") is None
    kinds.note(b"a", ANSWER, prepared)
    assert kinds.find(b"a") is not None
    assert kinds.find(b"b") is None


def test_what_cannot_be_made_is_not_tried_again() -> None:
    kinds = Kinds()
    tried: list[int] = []
    for number in range(5):
        kinds.note(b"a", ANSWER, partial(tried.append, number))
    assert tried == [1]
    assert kinds.find(b"a") is None


def test_a_flood_of_kinds_does_not_grow_them() -> None:
    kinds = Kinds(most=10)
    for number in range(1000):
        kinds.note(b"%d" % number, ANSWER, prepared)
        assert len(kinds) <= 10
