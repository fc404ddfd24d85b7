from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request
from starlette.types import Message

from terminology.pages.forms import read_form
from terminology.pages.problems import PageProblem

FORM = (b"content-type", b"application/x-www-form-urlencoded")


def request_of(*chunks: bytes, headers: tuple[tuple[bytes, bytes], ...] = (FORM,)) -> Request:
    async def messages() -> AsyncIterator[Message]:
        for chunk in chunks:
            yield {"type": "http.request", "body": chunk, "more_body": True}
        yield {"type": "http.request", "body": b"", "more_body": False}

    stream = messages()
    scope = {"type": "http", "method": "POST", "headers": [(b"host", b"tx"), *headers]}
    return Request(scope, receive=stream.__anext__)


async def test_a_form_is_read_as_it_streams() -> None:
    assert (await read_form(request_of(b"lines=J31", b"11%0AE1"))).fields.find("lines") == "J3111\nE1"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (request_of(b"a" * 600, b"a" * 600), 413),
        (request_of(b"&".join(b"a=%d" % n for n in range(100))), 400),
        (request_of(b"a=1", headers=((b"content-type", b"text/plain"),)), 415),
        (request_of(b"a=1", headers=(FORM, (b"content-encoding", b"gzip"))), 415),
        (request_of(b"a=1", headers=(FORM, (b"sec-fetch-site", b"cross-site"))), 403),
        (request_of(b"a=1", headers=(FORM, (b"origin", b"https://tx.evil"))), 403),
    ],
)
async def test_other_forms_are_refused(request_: Request, status: int) -> None:
    with pytest.raises(PageProblem) as problem:
        await read_form(request_, limit_bytes=1000)
    assert problem.value.status == status
