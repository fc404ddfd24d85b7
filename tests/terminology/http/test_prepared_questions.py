"""Requests that differ only in their code get the responses of the routes, byte for byte, without the routes."""

import asyncio
import gc
import gzip
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

import orjson
import pytest
from starlette.types import ASGIApp

from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest, TimedOut
from terminology.core.issues import Issue
from terminology.http import endpoint, prepared_questions
from terminology.http.application import create_application
from terminology.http.prepared_questions import MAX_PREPARED, OPERATIONS, Frame, PreparedQuestions, cut
from terminology.http.response_cache import ResponseCache
from terminology.http.server_context import ServerContext
from tests.terminology.http.test_response_cache import (
    EXPAND,
    HCPCS,
    ID,
    LOOKUP,
    VALIDATE,
    WHOLE,
    Answered,
    Asked,
    ChangingLibrary,
    Pair,
    ask,
    changing,
)

__all__ = ("changing",)  # a fixture
CODES = ("A4604", "J3111", "j3111", "G0154", "J9999", "none", "A-1", "é", "J3111 ", "", "A%34604", "A9577")
IN_SYSTEM = "/r4/CodeSystem/$validate-code"
GZIP = (b"accept-encoding", b"gzip")
FRAMES: tuple[tuple[str, dict[str, str], dict[str, str], tuple[Pair, ...]], ...] = (
    (LOOKUP, {"system": HCPCS}, {}, ()),
    (LOOKUP, {}, {"system": f"{HCPCS}|2025-10", "property": "coverage"}, ((b"accept", b"application/fhir+json"),)),
    (LOOKUP.replace("r4", "r5"), {"system": HCPCS, "date": "2025-10-01"}, {"property": "validity"}, (GZIP,)),
    (LOOKUP, {"system": HCPCS, "displayLanguage": "de", "nothing": "x\ncode="}, {}, ((b"accept-language", b"de"),)),
    (LOOKUP, {"system": "urn:oid:2.16.840.1.113883.6.285", "date": "2001-01-01"}, {}, ()),
    (LOOKUP, {"system": HCPCS, "_format": "xml"}, {}, ()),
    (LOOKUP, {"system": HCPCS}, {"_pretty": "true"}, ()),
    (LOOKUP, {"system": HCPCS, "code": "A4604"}, {}, ()),
    (LOOKUP, {"system": HCPCS, "zz": "1"}, {}, ((b"prefer", b"handling=strict"),)),
    (LOOKUP, {"system": HCPCS}, {}, ((b"if-none-match", b'W/"x"'),)),
    (IN_SYSTEM, {"url": HCPCS}, {"display": "wrong"}, ()),
    (IN_SYSTEM, {"url": "http://none"}, {}, ()),
    (VALIDATE, {"url": WHOLE, "system": HCPCS}, {"activeOnly": "true"}, (GZIP,)),
    (VALIDATE, {"url": WHOLE}, {"inferSystem": "true"}, ()),
)


def about(code: str, path: str, before: dict[str, str], after: dict[str, str], headers: tuple[Pair, ...]) -> Asked:
    written = (urlencode(before), f"code={quote(code, safe='%')}", urlencode(after))
    return Asked(path, "&".join(filter(None, written)).encode(), (ID, *headers))


def plain(answered: Answered) -> Answered:
    """Without the compression timestamp."""
    if answered.header(b"content-encoding") is None:
        return answered
    headers = tuple(pair for pair in answered.headers if pair[0] != b"content-length")
    return replace(answered, headers=headers, body=gzip.decompress(answered.body))


@pytest.fixture(autouse=True)
def _nothing_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is."""
    monkeypatch.setattr(endpoint, "ON_THE_LOOP_S", 60.0)
    monkeypatch.setattr(prepared_questions, "TOO_LONG_S", 60.0)


@pytest.fixture
def cache(server: ServerContext) -> ResponseCache:
    made = create_application(server)
    assert isinstance(made, ResponseCache)
    return made


def prepared_of(cache: ResponseCache, version: FhirVersion = FhirVersion.R4) -> PreparedQuestions:
    cached = cache.cached(version)
    assert cached is not None
    return cached.prepared


@pytest.mark.parametrize("frame", FRAMES)
async def test_each_code_gets_the_answer_of_the_routes(cache: ResponseCache, frame: Any) -> None:
    for code in ("JG", "G0154", "S3854", *CODES):
        asked = about(code, *frame)
        expected = plain(await ask(cache.app, asked))
        assert plain(await ask(cache, asked)) == expected, asked
        assert plain(await ask(cache, asked)) == expected, asked


async def codes_of(cache: ResponseCache, count: int = 30) -> list[str]:
    expansion = await ask(cache, Asked(EXPAND, urlencode({"url": WHOLE, "count": str(count)}).encode()))
    return [entry["code"] for entry in orjson.loads(expansion.body)["expansion"]["contains"]]


async def prepare(cache: ResponseCache, frame: Any) -> PreparedQuestions:
    for code in await codes_of(cache, 2):
        await ask(cache, about(code, *frame))
    return prepared_of(cache)


class Counting:
    """The routes, and how often they were called."""

    def __init__(self, routes: ASGIApp) -> None:
        self.routes = routes
        self.asked = 0

    async def __call__(self, *arguments: Any) -> None:
        self.asked += 1
        await self.routes(*arguments)


@pytest.fixture
def routes(cache: ResponseCache) -> Counting:
    cache.app = counting = Counting(cache.app)
    return counting


@pytest.mark.parametrize("frame", [FRAMES[0], FRAMES[2], FRAMES[3], FRAMES[10], FRAMES[12]])
async def test_routes_are_not_called_once_they_have_answered_a_few(
    cache: ResponseCache, routes: Counting, frame: Any
) -> None:
    codes = await codes_of(cache)
    before = routes.asked
    for code in codes:
        assert (await ask(cache, about(code, *frame))).status == 200
    assert routes.asked - before in (2, 3)  # one more where the first was too small to be compressed


async def test_refused_requests_are_answered_by_the_routes(cache: ResponseCache, routes: Counting) -> None:
    await prepare(cache, FRAMES[0])
    before = routes.asked
    assert (await ask(cache, about("X1", *FRAMES[0]))).status == 404
    assert routes.asked == before + 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (b"code=A1", (b"code=", b"", "A1")),
        (b"code=A1&system=s", (b"code=", b"&system=s", "A1")),
        (b"system=s&code=A1.2-3_~&x=1", (b"system=s&code=", b"&x=1", "A1.2-3_~")),
        (b"code=A&code=B", (b"code=A&code=", b"", "B")),  # which is never prepared
        (b"system=s&code=", None),
        (b"code=", None),
        (b"code=A%31", None),
        (b"code=A+1", None),
        (b"code=\xff", None),
        (b"xcode=A1", None),
        (b"system=s", None),
        (b"", None),
    ],
)
def test_a_code_is_cut_out_where_nothing_has_to_be_decoded(query: bytes, found: Any) -> None:
    scope = {"method": "GET", "path": LOOKUP, "query_string": query}
    assert cut(scope, b"rest") == (found and (Frame(LOOKUP, found[0], found[1], b"rest"), found[2]))
    assert cut(scope | {"method": "POST"}, b"rest") is None
    assert cut(scope | {"path": EXPAND}, b"rest") is None


async def test_the_number_of_cached_items_is_limited(cache: ResponseCache) -> None:
    for number in range(2 * MAX_PREPARED):
        language = (b"accept-language", b"de;q=0.%03d" % number)
        prepared = await prepare(cache, (LOOKUP, {"system": HCPCS}, {}, (language,)))
        assert len(prepared) == min(number + 1, MAX_PREPARED)


async def test_prepared_questions_are_dropped_with_their_content(
    server: ServerContext, changing: ChangingLibrary
) -> None:
    cache = create_application(replace(server, library=changing))
    assert isinstance(cache, ResponseCache)
    changing.publish()  # what nobody else holds
    prepared = await prepare(cache, FRAMES[0])
    assert len(prepared) == 1
    changing.publish()
    for _ in range(200):  # a thread that has answered may hold what it was asked for a moment longer
        gc.collect()
        if not len(prepared):
            break
        await asyncio.sleep(0.01)
    assert len(prepared) == 0


@pytest.mark.parametrize(
    "error", [TimedOut(Issue("error", "timeout", "")), BadRequest(Issue("error", "invalid", "")), KeyError("x")]
)
async def test_a_failed_prepared_question_is_answered_by_the_routes(cache: ResponseCache, error: Exception) -> None:
    def fails(_: Any) -> Any:
        raise error

    (prepared,) = (await prepare(cache, FRAMES[0]))._prepared.values()
    assert prepared is not None
    prepared.question = fails
    assert (await ask(cache, about((await codes_of(cache))[-1], *FRAMES[0]))).status == 200


def test_the_addresses_are_those_of_questions_about_one_code() -> None:
    assert sorted(OPERATIONS) == [
        f"/{version}/{address}"
        for version in ("r4", "r5")
        for address in ("CodeSystem/$lookup", "CodeSystem/$validate-code", "ValueSet/$validate-code")
    ]
