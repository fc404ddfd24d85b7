from collections.abc import Callable

import httpx
from lxml.html import HtmlElement

Read = Callable[..., HtmlElement]


async def test_the_form_names_the_service_that_the_script_asks(client: httpx.AsyncClient, read: Read) -> None:
    form = read(await client.get("/api/order-entry")).get_element_by_id("order")
    services = {item["id"] for item in (await client.get("/cds-services")).json()["services"]}
    for name in ("data-selected", "data-signed"):
        folder, _, service = form.get(name).rpartition("/")
        assert (folder, service in services) == ("/cds-services", True)
    assert [item.get("name") for item in form.iter("input")] == ["code", "modifier", "quantity", "date"]


async def test_the_page_of_operations_leads_to_it(client: httpx.AsyncClient, read: Read) -> None:
    assert read(await client.get("/api")).xpath("//a[@href='/api/order-entry']")
