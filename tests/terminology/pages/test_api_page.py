from collections.abc import Callable

import httpx
from lxml.html import HtmlElement

Read = Callable[..., HtmlElement]


async def test_every_operation_has_a_form_with_its_example(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/api"))
    for operation in document.xpath("//select[@name='operation']/option/@value"):
        asked = read(await client.get("/api", params={"operation": operation, "fhir": "r5"}))
        assert asked.xpath("//h2[@id='answer']"), operation


async def test_the_address_that_is_shown_gives_the_answer_that_is_shown(client: httpx.AsyncClient, read: Read) -> None:
    page = read(await client.get("/api?operation=CodeSystem-lookup"))
    [address] = page.xpath("//section[@aria-labelledby='request']//a/@href")
    assert (await client.get(address)).status_code == 200
    assert "romosozumab" in page.xpath("string(//section[@aria-labelledby='answer'])")


async def test_a_refusal_is_shown_and_what_was_typed_stays(client: httpx.AsyncClient, read: Read) -> None:
    query = {"operation": "CodeSystem-lookup", "system": "urn:<b>", "code": "x", "fhir": "r4"}
    page = read(await client.get("/api", params=query))
    assert page.findtext(".//h2[@id='answer']") == "Refused"
    assert page.xpath("//input[@name='system']/@value") == ["urn:<b>"]
    read(await client.get("/api", params={"operation": "nope"}), 400)
    read(await client.get("/api", params={"operation": "CodeSystem-lookup", "code": "x" * 5000}), 400)
