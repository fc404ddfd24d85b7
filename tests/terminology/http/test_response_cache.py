"""The response cache and the routes give the same responses, byte for byte."""

import asyncio
from dataclasses import dataclass, replace
from random import Random  # noqa: TID251  # with a seed it is an argument
from typing import Any
from urllib.parse import quote, urlencode

import orjson
import pytest
from starlette.types import ASGIApp

from fhir_resources.version import FhirVersion
from terminology.core.errors import LoginRequired
from terminology.core.issues import Issue
from terminology.core.principals import Principal
from terminology.core.scopes import Scope
from terminology.http.application import create_application
from terminology.http.authorization.gate import Gate
from terminology.http.response_cache import ADDRESSES, ResponseCache
from terminology.http.server_context import ServerContext
from terminology.library.library import Library
from terminology.library.snapshots import ContentBase
from terminology.store.mongo_store import MongoStore
from tests.builders.writing import BASE, Server, code_system, value_set

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
WHOLE = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"
GENDER = "http://hl7.org/fhir/administrative-gender"
LOOKUP, EXPAND, VALIDATE = "/r4/CodeSystem/$lookup", "/r4/ValueSet/$expand", "/r4/ValueSet/$validate-code"
REQUESTS = 1800
ID = (b"x-request-id", b"test-1")
JSON = (b"content-type", b"application/fhir+json")
Pair = tuple[bytes, bytes]


@dataclass(frozen=True)
class Asked:
    path: str
    query: bytes = b""
    headers: tuple[Pair, ...] = (ID,)
    method: str = "GET"
    chunks: tuple[bytes, ...] = (b"",)


@dataclass(frozen=True)
class Answered:
    status: int
    headers: tuple[Pair, ...]
    body: bytes

    def header(self, name: bytes) -> bytes | None:
        return dict(self.headers).get(name)


async def ask(app: ASGIApp, asked: Asked) -> Answered:
    sent: list[Any] = []
    bodies = [
        {"type": "http.request", "body": chunk, "more_body": number < len(asked.chunks)}
        for number, chunk in enumerate(asked.chunks, start=1)
    ]

    async def receive() -> Any:
        if bodies:
            return bodies.pop(0)
        return await asyncio.Event().wait()  # the client stays until it has its answer

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": asked.method,
        "scheme": "http",
        "path": asked.path,
        "raw_path": quote(asked.path, safe="/$").encode(),
        "root_path": "",
        "query_string": asked.query,
        "headers": list(asked.headers),
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answered(sent[0]["status"], tuple(sent[0]["headers"]), body)


def lookup(code: str = "J3111", *headers: Pair, **query: str) -> Asked:
    return Asked(LOOKUP, urlencode({"system": HCPCS, "code": code, **query}).encode(), (ID, *headers))


def posted(path: str, content: Any, *headers: Pair, chunks: int = 1) -> Asked:
    body = content if isinstance(content, bytes) else orjson.dumps(content)
    step = max(1, -(-len(body) // chunks))
    parts = tuple(body[start : start + step] for start in range(0, len(body), step)) or (b"",)
    return Asked(path, b"", (ID, (b"content-length", b"%d" % len(body)), *headers), "POST", parts)


def parameters(values: dict[str, Any]) -> dict[str, Any]:
    entries = [{"name": name, value: content} for name, (value, content) in values.items()]
    return {"resourceType": "Parameters", "parameter": entries}


VALUES: dict[str, tuple[str, ...]] = {
    "system": (HCPCS, HCPCS.replace("http:", "https:"), "urn:oid:2.16.840.1.113883.6.285", GENDER, "http://none", ""),
    "code": ("J3111", "A0021", "G0008", "male", "J9999", "", "é", "J3111 ", "%"),
    "url": (WHOLE, WHOLE + "|2025-10", HCPCS, HCPCS + "?fhir_vs", GENDER, "http://none"),
    "property": ("coverage", "designation", "lang.en", "*", "validity", "none"),
    "display": ("Injection, romosozumab-aqqg, 1 mg", "wrong", "Male"),
    "displayLanguage": ("en", "de", "en;q=0", "!"),
    "date": ("2025-10-01", "2010-01-01", "2018", "no date"),
    "version": ("2025-10", "2025", "1999-01"),
    "count": ("0", "3", "20", "-1", "x"),
    "offset": ("0", "2", "1000"),
    "filter": ("inj", "wheelchair", "j3", "!!", "é", "x" * 5000),
    "includeDesignations": ("true", "false", "maybe"),
    "activeOnly": ("true", "false"),
    "inferSystem": ("true",),
    "useSupplement": ("http://none",),
    "unknown": ("1",),
    "_format": ("json", "xml", "application/fhir+json", "ttl"),
    "_pretty": ("true", "false"),
}
USUAL = {
    "CodeSystem/$lookup": ("system", "code"),
    "CodeSystem/$validate-code": ("url", "code"),
    "ValueSet/$validate-code": ("url", "system", "code"),
    "ValueSet/$expand": ("url", "count"),
}
IDS = ("hcpcs-2025-10", "v3-HealthCareCommonProcedureCodingSystem", "none", "$x", "")
HEADERS: dict[bytes, tuple[bytes, ...]] = {
    b"accept": (b"application/fhir+json", b"*/*", b"application/fhir+xml", b"text/csv", b"application/json;q=0.5"),
    b"accept-language": (b"en", b"de,en;q=0.5", b"\xff"),
    b"accept-encoding": (b"gzip", b"gzip, deflate, br", b"identity", b"br"),
    b"if-none-match": (b"*", b'W/"x"'),
    b"if-modified-since": (b"Tue, 15 Nov 2094 12:45:26 GMT",),
    b"origin": (b"http://elsewhere",),
    b"prefer": (b"handling=strict",),
    b"x-cache-id": (b"none",),
    b"host": (b"tx", b"<bad>"),
    b"cookie": (b"a=b",),
    b"content-encoding": (b"identity", b"gzip"),
}
TYPES = (b"application/fhir+json", b"application/json", b"application/x-www-form-urlencoded", b"text/csv")
VALUE_TYPES = {"url": "valueUri", "system": "valueUri", "code": "valueCode", "count": "valueInteger"}


class Generator:
    """Typical and untypical requests; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)

    def request(self) -> Asked:
        dice = self.dice
        template = dice.choice(list(ADDRESSES))
        pairs = self.pairs(template.replace("/{id}", ""))
        path = template.replace("{id}", dice.choice(IDS)) + dice.choice([""] * 12 + ["/"])
        headers = [
            ID,
            *((name, dice.choice(HEADERS[name])) for name in dice.sample(list(HEADERS), dice.choice([0, 1, 2, 3]))),
        ]
        if dice.random() < 0.05:
            headers.append(dice.choice(headers))
        method = dice.choices(["GET", "POST", "HEAD", "PUT", "OPTIONS"], [50, 40, 5, 2, 3])[0]
        if method != "POST":
            return Asked(path, self.encoded(pairs), tuple(headers), method)
        body, type = self.body(pairs)
        asked = posted(path, body, (b"content-type", type), *headers[1:], chunks=dice.choice([1, 1, 1, 2]))
        return replace(asked, query=self.encoded(pairs[:1])) if dice.random() < 0.2 else asked

    def pairs(self, path: str) -> list[tuple[str, str]]:
        dice = self.dice
        usual = next(names for end, names in USUAL.items() if end in path)
        names = [name for name in usual if dice.random() < 0.97]
        names += dice.sample(list(VALUES), dice.choice([0, 0, 1, 2]))
        if dice.random() < 0.2:
            dice.shuffle(names)
        return [(name, VALUES[name][0] if dice.random() < 0.7 else dice.choice(VALUES[name])) for name in names]

    def encoded(self, pairs: list[tuple[str, str]]) -> bytes:
        text = urlencode(pairs, quote_via=self.dice.choice([quote, None]) or quote).encode()  # type: ignore[arg-type]
        return self.dice.choice(
            [text] * 12 + [text + b"&", text + b"&code=%ff", text.replace(b"%3A", b":"), b"&" + text]
        )

    def body(self, pairs: list[tuple[str, str]]) -> tuple[bytes, bytes]:
        dice = self.dice
        type = dice.choices(TYPES, [70, 10, 15, 5])[0]
        if b"form" in type:
            return urlencode(pairs).encode(), type
        entries = [
            {"name": name, VALUE_TYPES.get(name, "valueString"): int(value) if value.isdigit() else value}
            for name, value in pairs
        ]
        text = orjson.dumps({"resourceType": "Parameters", "parameter": entries})
        return dice.choice([text] * 12 + [text[:-1], b"", b"[]", b" " * 12_000 + text]), type


@pytest.fixture
def cache(server: ServerContext) -> ResponseCache:
    return create_application(server)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
async def test_every_request_gets_the_same_answer_with_the_lane_and_without(cache: ResponseCache, seed: int) -> None:
    generator = Generator(seed)
    for _ in range(REQUESTS // 2):
        asked = generator.request()
        expected = await ask(cache.app, asked)
        assert await ask(cache, asked) == expected, asked
        assert await ask(cache, asked) == expected, asked
        etag = expected.header(b"etag")
        if etag:
            again = replace(asked, headers=(*asked.headers, (b"if-none-match", etag)))
            expected = await ask(cache.app, again)
            assert [await ask(cache, again), await ask(cache, again)] == [expected, expected], again


def cached(cache: ResponseCache, version: FhirVersion = FhirVersion.R4) -> int:
    found = cache.cached(version)
    assert found is not None
    return len(found.responses)


VALIDATION = parameters({"url": ("valueUri", WHOLE), "system": ("valueUri", HCPCS), "code": ("valueCode", "J3111")})
HOT = [
    lookup(),
    lookup("J3111", (b"accept-encoding", b"gzip")),
    Asked(VALIDATE, urlencode({"url": WHOLE, "system": HCPCS, "code": "J3111"}).encode()),
    Asked("/r4/CodeSystem/$validate-code", urlencode({"url": HCPCS, "code": "none"}).encode()),
    posted(VALIDATE, VALIDATION, JSON),
    Asked(EXPAND, urlencode({"url": WHOLE, "count": "20"}).encode()),
    Asked(
        EXPAND, urlencode({"url": WHOLE, "count": "20", "filter": "inj"}).encode(), (ID, (b"accept-encoding", b"gzip"))
    ),
    posted(EXPAND, parameters({"url": ("valueUri", WHOLE), "count": ("valueInteger", 20)}), JSON),
]


@pytest.mark.parametrize("asked", HOT)
async def test_the_hot_questions_are_answered_without_the_routes(cache: ResponseCache, asked: Asked) -> None:
    first = await ask(cache, asked)

    async def routes(*_: Any) -> None:
        raise AssertionError("the routes were asked")

    cache.app = routes
    assert first.status == 200
    assert await ask(cache, asked) == first
    assert await ask(cache, replace(asked, headers=(*asked.headers, (b"origin", b"http://x")))) == first


@pytest.mark.parametrize(
    "asked",
    [
        lookup("none"),
        lookup("J3111", (b"x-cache-id", b"a")),
        lookup("J3111", ID),
        lookup("J3111", unknown="x" * 5000),
        replace(lookup(), method="HEAD"),
        replace(lookup(), method="OPTIONS"),
        replace(lookup(), path=LOOKUP + "/"),
        replace(lookup(), path="/r4/CodeSystem/$x/$lookup"),
        replace(lookup(), path="/r4/CodeSystem/a/b/$lookup"),
        posted(VALIDATE, VALIDATION, JSON, chunks=2),
        posted(VALIDATE, b" " * 12_000 + orjson.dumps(VALIDATION), JSON),
    ],
)
async def test_everything_else_is_left_to_the_routes(cache: ResponseCache, asked: Asked) -> None:
    assert await ask(cache, asked) == await ask(cache.app, asked)
    assert cached(cache) == 0


class ChangingLibrary(Library):
    """Publishes on demand."""

    def publish(self) -> None:
        self._snapshots = {
            version: replace(snapshot, base=ContentBase()) for version, snapshot in self._snapshots.items()
        }


@pytest.fixture
def changing(library: Library) -> ChangingLibrary:
    changing = ChangingLibrary(library.store, library.canonical_base, library.now)
    changing._snapshots = {version: library.snapshot(version) for version in FhirVersion}
    return changing


async def test_a_publication_drops_the_answers_of_the_one_before(
    server: ServerContext, changing: ChangingLibrary
) -> None:
    cache = create_application(replace(server, library=changing))
    for asked in (lookup(), replace(lookup(), path="/r5/CodeSystem/$lookup")):
        await ask(cache, asked)
    assert (cached(cache), cached(cache, FhirVersion.R5)) == (1, 1)
    changing.publish()
    assert (cached(cache), cached(cache, FhirVersion.R5)) == (0, 0)


async def test_an_answer_during_a_publication_is_not_cached(server: ServerContext, changing: ChangingLibrary) -> None:
    cache = create_application(replace(server, library=changing))
    routes = cache.app

    async def slow(*arguments: Any) -> None:
        changing.publish()
        await routes(*arguments)

    cache.app = slow
    assert (await ask(cache, lookup())).status == 200
    assert cached(cache) == 0


async def test_requests_of_the_lane_are_measured_as_the_routes_do(cache: ResponseCache) -> None:
    for _ in range(3):
        await ask(cache, lookup())
    text = (await ask(cache, Asked("/metrics"))).body.decode()
    line = 'http_server_request_duration_seconds_count{method="GET",route="/r4/CodeSystem/$lookup",status="200"} 3.0'
    assert line in text


async def test_unknown_codes_do_not_grow_the_lane(cache: ResponseCache) -> None:
    found = cache.cached(FhirVersion.R4)
    assert found is not None
    found.responses._half_bytes = 50_000
    for number in range(500):
        assert (await ask(cache, lookup(f"X{number}"))).status == 404
        query = urlencode({"url": HCPCS, "code": f"X{number}"}).encode()
        assert (await ask(cache, Asked("/r4/CodeSystem/$validate-code", query))).status == 200
        assert found.responses.size_bytes <= 100_000


async def test_before_there_is_content_the_routes_say_so(server: ServerContext, changing: ChangingLibrary) -> None:
    changing._snapshots = {}
    assert (await ask(create_application(replace(server, library=changing)), lookup())).status == 503


class ByName(Gate):
    """Authenticates every client by its name, but no client without one."""

    async def principal_of(self, authorization: str | None) -> Principal:
        if authorization is None:
            raise LoginRequired(Issue("error", "login", "Who are you?"))
        return Principal(authorization, authorization, "key", frozenset({Scope("*", frozenset("rs"))}))


async def test_with_protected_reads_responses_are_cached_per_client(server: ServerContext) -> None:
    gate = ByName(server.gate.keys, server.gate.tokens, protects_reads=True)
    cache = create_application(replace(server, gate=gate))
    assert isinstance(cache, ResponseCache)
    ann, bob = (b"authorization", b"ann"), (b"authorization", b"bob")
    assert (await ask(cache, lookup())).status == 401
    first = await ask(cache, lookup("J3111", ann))

    async def routes(*_: Any) -> None:
        raise PermissionError

    cache.app = routes
    assert first.status == 200
    assert await ask(cache, lookup("J3111", ann)) == first
    for asked in (lookup("J3111", bob), lookup()):
        with pytest.raises(PermissionError):
            await ask(cache, asked)


async def test_pages_of_an_expansion_belong_together(cache: ResponseCache) -> None:
    """The same content and request have one identifier and one timestamp, in every process and at any time."""

    async def expansion(**query: str) -> Any:
        asked = Asked(EXPAND, urlencode({"url": WHOLE, "count": "2", **query}).encode())
        return orjson.loads((await ask(cache, asked)).body)["expansion"]

    pages = [await expansion(offset=offset) for offset in ("0", "2", "4")]
    assert len({page["identifier"] for page in pages}) == 1
    assert len({page["timestamp"] for page in pages}) == 1
    assert (await expansion(filter="inj"))["identifier"] != pages[0]["identifier"]
    again = await ask(cache.app, Asked(EXPAND, urlencode({"url": WHOLE, "count": "2", "offset": "4"}).encode()))
    assert orjson.loads(again.body)["expansion"] == pages[2]


CODES = "https://a.example.org/CodeSystem/c"


def set_of(name: str, *imported: str, codes: tuple[str, ...] = ("a",), **more: Any) -> dict[str, Any]:
    """A value set of some codes, and of other value sets."""
    include: list[Any] = [{"system": CODES, "concept": [{"code": code} for code in codes]}]
    include += [{"valueSet": [f"https://a.example.org/ValueSet/{other}"]} for other in imported]
    url = f"https://a.example.org/ValueSet/{name}"
    return value_set(name, url=url, compose={"include": include}, **more)


def expand(name: str, **more: str) -> Asked:
    return Asked(f"/r5/ValueSet/{name}/$expand", urlencode(more).encode())


def expand_by_url(name: str, **more: str) -> Asked:
    return Asked("/r5/ValueSet/$expand", urlencode({"url": f"https://a.example.org/ValueSet/{name}", **more}).encode())


def contains(name: str, code: str) -> Asked:
    query = {"url": f"https://a.example.org/ValueSet/{name}", "system": CODES, "code": code}
    return Asked("/r5/ValueSet/$validate-code", urlencode(query).encode())


async def write(running: Server, *resources: dict[str, Any]) -> None:
    for resource in resources:
        written = await running.client.put(f"/r5/{resource['resourceType']}/{resource['id']}", json=resource)
        assert written.status_code in (200, 201), written.text


async def is_cached(running: Server, asked: Asked) -> bool:
    """Whether the request is answered without the routes."""
    cache = running.app
    assert isinstance(cache, ResponseCache)
    routes, counted = cache.app, 0

    async def counting(*arguments: Any) -> None:
        nonlocal counted
        counted += 1
        await routes(*arguments)

    cache.app = counting
    try:
        await ask(cache, asked)
    finally:
        cache.app = routes
    return counted == 0


async def test_a_write_keeps_unrelated_cached_responses(running: Server) -> None:
    await write(running, code_system("c"), set_of("x"), set_of("y", "x"), set_of("z"))
    lookup_here = Asked("/r5/CodeSystem/$lookup", urlencode({"system": CODES, "code": "a"}).encode())
    questions = [lookup_here, expand("x"), expand("y"), expand_by_url("z"), contains("z", "a"), contains("none", "a")]
    for asked in questions:
        await ask(running.app, asked)
    await write(running, set_of("other"))
    assert [await is_cached(running, asked) for asked in questions] == [True] * 5 + [False]
    await write(running, set_of("x", codes=("b",)))
    assert [await is_cached(running, asked) for asked in questions[:5]] == [True, False, False, True, True]
    await write(running, code_system("c", title="Letters"))
    assert not any([await is_cached(running, asked) for asked in questions])


async def test_the_pages_of_an_expansion_belong_together_while_others_write(running: Server) -> None:
    await write(running, code_system("c"), set_of("x", codes=("a", "b")))

    async def page(offset: str) -> Any:
        answered = await ask(running.app, expand("x", count="1", offset=offset))
        expansion = orjson.loads(answered.body)["expansion"]
        return expansion["identifier"], expansion["timestamp"]

    first = await page("0")
    await write(running, set_of("other"))
    assert await page("1") == first
    await write(running, set_of("x", codes=("b", "a")))
    changed = await page("0")
    assert changed != first
    assert await page("1") == changed


async def test_an_expansion_by_an_oid_that_was_another_value_sets_has_one_identifier_on_every_server(
    running: Server, another_store: MongoStore
) -> None:
    oid = "urn:oid:1.2.3"
    identified = {"identifier": [{"system": "urn:ietf:rfc:3986", "value": oid}]}
    await write(running, code_system("c"), set_of("x"), set_of("z", **identified), set_of("y", **identified))
    await write(running, set_of("z", title="no longer"), set_of("y", title="had it before", codes=("b",)))
    await write(running, set_of("x", **identified), set_of("z", title="after the last change of x"))
    other = Library(another_store, BASE, running.context.now)
    await other.refresh()
    asked = Asked("/r5/ValueSet/$expand", urlencode({"url": oid}).encode())
    found = [
        await ask(app, asked) for app in (running.app, create_application(replace(running.context, library=other)))
    ]
    assert (found[0].status, found[0].body) == (200, found[1].body)


async def test_a_client_with_a_current_copy_gets_not_modified_while_others_write(running: Server) -> None:
    await write(running, code_system("c"), set_of("x"))
    etag = (await ask(running.app, expand("x"))).header(b"etag")
    assert etag is not None
    held = replace(expand("x"), headers=(ID, (b"if-none-match", etag)))
    await write(running, set_of("other"))
    assert (await ask(running.app, held)).status == 304
    await write(running, set_of("x", codes=("b",)))
    assert (await ask(running.app, held)).status == 200


async def test_after_any_write_the_cache_answers_like_the_routes(running: Server) -> None:
    """Except the tag, which may be that of an earlier commit with the same content."""
    dice, names = Random(1), ("x", "y", "z")
    cache = running.app
    assert isinstance(cache, ResponseCache)
    oid = "urn:oid:1.2.3"
    by_oid = Asked("/r5/ValueSet/$expand", urlencode({"url": oid}).encode())
    await write(running, code_system("c"))
    for number in range(50):
        name = dice.choice(names)
        identified = {"identifier": [{"system": "urn:ietf:rfc:3986", "value": oid}]} if dice.random() < 0.2 else {}
        imported = [other for other in names if other > name and dice.random() < 0.4]
        if dice.random() < 0.2:
            await running.client.delete(f"/r5/ValueSet/{name}")
        elif dice.random() < 0.1:
            await write(running, code_system("c", title=str(number)))
        else:
            codes = tuple(dice.sample(("a", "b", "none"), 2))
            await write(running, set_of(name, *imported, codes=codes, title=str(number), **identified))
        questions = [by_oid, *(make(each) for each in names for make in (expand, expand_by_url))]
        for asked in (*questions, *(contains(each, code) for each in names for code in "ab")):
            if dice.random() < 0.5:
                expected, found = await ask(cache.app, asked), await ask(cache, asked)
                assert (found.status, found.body) == (expected.status, expected.body), asked
