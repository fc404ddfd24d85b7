"""Where notices may be sent, and hostile endpoints: over real sockets on loopback."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from terminology.core.errors import BrokenRule
from terminology.core.subscriptions import NotDelivered, SubscriptionRequest
from terminology.http.notice_sending import NoticeSender

ALLOWED = ("https://ehr.example.org/notices", "http://hooks.example.org")
Answer = Callable[[asyncio.StreamWriter], Coroutine[Any, Any, None]]


@pytest.mark.parametrize("endpoint", ["https://ehr.example.org/notices/1", "http://hooks.example.org/a?b=c"])
def test_listed_addresses_may_be_notified(endpoint: str) -> None:
    NoticeSender(ALLOWED).check(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://ehr.example.org/notices",
        "https://ehr.example.org/notices-of-others",
        "https://ehr.example.org/notices/../admin",
        "https://ehr.example.org.evil.example/notices",
        "http://hooks.example.org@127.0.0.1/",
        "http://hooks.example.org:8080/",
        "http://hooks.example.org\\@evil.example/",
        "file:///etc/passwd",
        "https://[",
        "",
    ],
)
def test_a_similar_prefix_grants_nothing(endpoint: str) -> None:
    with pytest.raises(BrokenRule):
        NoticeSender(ALLOWED).check(endpoint)


def test_without_a_list_nothing_may_be_sent_to() -> None:
    with pytest.raises(BrokenRule):
        NoticeSender().check("https://ehr.example.org/")


def at(*addresses: str) -> Callable[[str, int], Coroutine[Any, Any, list[str]]]:
    async def resolve(_host: str, _port: int) -> list[str]:
        return list(addresses)

    return resolve


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "0.0.0.0"),
        *("2002:a01:203::1", "64:ff9b::10.1.2.3", "64:ff9b:1::7f00:1", "2001:0:5db8:d822::f5fe:fdfc", "::10.1.2.3"),
    ],
)
async def test_a_name_that_resolves_to_a_private_address_is_not_sent_to(address: str) -> None:
    sender = NoticeSender(ALLOWED, resolve=at("93.184.216.34", address))
    with pytest.raises(NotDelivered, match="an address that notices are not sent to"):
        await sender(SubscriptionRequest("value-set-changed", None, ALLOWED[1]), b"{}")


@pytest.mark.parametrize("address", ["169.254.169.254", "224.0.0.1", "0.0.0.0", "64:ff9b::a9fe:a9fe", "fe80::1"])
async def test_addresses_without_a_host_are_never_contacted(address: str) -> None:
    sender = NoticeSender(ALLOWED, allows_private=True, resolve=at(address))
    with pytest.raises(NotDelivered, match="an address that notices are not sent to"):
        await sender(SubscriptionRequest("value-set-changed", None, ALLOWED[1]), b"{}")


@asynccontextmanager
async def endpoint(answer: Answer) -> AsyncIterator[tuple[SubscriptionRequest, NoticeSender, list[bytes]]]:
    """A server on loopback named hooks.example.org, the requests it received, and a sender that may use it."""
    got: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        got.append(head + await reader.read(2))
        try:
            await answer(writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        url = f"http://hooks.example.org:{port}"
        sender = NoticeSender((url,), allows_private=True, resolve=at("127.0.0.1"))
        yield (
            SubscriptionRequest("value-set-changed", None, f"{url}/a", headers=(("Authorization", "Bearer x"),)),
            sender,
            got,
        )


def saying(head: str) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(head.encode())
        await writer.drain()

    return answer


async def test_an_endpoint_gets_the_notice_with_its_headers_under_its_own_name() -> None:
    async with endpoint(saying("HTTP/1.1 204 No Content\r\n\r\n")) as (wanted, sender, got):
        await sender(wanted, b"{}")
    text = got[0].decode().lower()
    assert text.startswith("post /a http/1.1")
    assert "host: hooks.example.org:" in text
    assert "authorization: bearer x" in text
    assert text.endswith("{}")


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n", "responded with 302"),
        ("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "responded with 500"),
        ("nonsense\r\n\r\n", "cannot be reached"),
    ],
)
async def test_a_system_without_the_filter_is_queried_once(head: str, reason: str) -> None:
    async with endpoint(saying(head)) as (wanted, sender, got):
        with pytest.raises(NotDelivered, match=reason):
            await sender(wanted, b"{}")
    assert len(got) == 1


async def test_an_endpoint_that_never_answers_times_out() -> None:
    async def hang(_writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2)

    async with endpoint(hang) as (wanted, sender, _):
        with pytest.raises(NotDelivered, match=r"in time|cannot be reached"):
            await replace(sender, timeout_s=0.5)(wanted, b"{}")


async def test_an_endless_answer_is_not_read_to_its_end() -> None:
    written = 0

    async def flood(writer: asyncio.StreamWriter) -> None:
        nonlocal written
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        for _ in range(20_000):
            writer.write(b"x" * 50_000)
            await writer.drain()
            written += 50_000

    async with endpoint(flood) as (wanted, sender, _):
        await sender(wanted, b"{}")
    assert written < 50_000_000


async def test_a_name_that_is_not_known_is_reported() -> None:
    async def unknown(_host: str, _port: int) -> list[str]:
        raise OSError

    with pytest.raises(NotDelivered, match="does not resolve"):
        await NoticeSender(ALLOWED, resolve=unknown)(SubscriptionRequest("value-set-changed", None, ALLOWED[1]), b"{}")


async def test_a_notice_is_signed_with_the_secret_that_the_endpoint_shares() -> None:
    async with endpoint(saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) as (wanted, sender, got):
        await replace(sender, secret=b"shared")(wanted, b"{}")
        digest = hmac.digest(b"shared", b"{}", "sha256").hex()
        assert f"x-hub-signature: sha256={digest}\r\n" in got[0].decode().lower()
        await sender(wanted, b"{}")
        assert b"ignature" not in got[1]


async def test_allowed_private_addresses_include_this_machine_by_either_protocol() -> None:
    url = "http://hooks.example.org:1"
    sender = NoticeSender((url,), allows_private=True, resolve=at("::1"))
    with pytest.raises(NotDelivered, match="cannot be reached"):  # nobody listens there, but it was tried
        await sender(SubscriptionRequest("value-set-changed", None, url), b"{}")
