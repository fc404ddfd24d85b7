"""The metrics label of an address."""

from starlette.requests import Request
from starlette.responses import Response

from terminology.http.labels import labelled
from terminology.http.request_log import RECORD, RequestRecord, record_of


async def test_a_page_is_counted_under_its_template() -> None:
    async def page(_request: Request) -> Response:
        return Response("here")

    request = Request({"type": "http", "headers": [], RECORD: RequestRecord("an-id", 0.0)})
    assert (await labelled("/pages/{id}", page)(request)).body == b"here"
    assert record_of(request.scope).route == "/pages/{id}"
