from collections.abc import Callable

import httpx
from lxml.html import HtmlElement

Read = Callable[..., HtmlElement]


async def test_a_code_system_shows_itself_and_its_codes(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/code-systems/administrative-gender"))
    assert "http://hl7.org/fhir/administrative-gender" in document.text_content()
    hrefs = document.xpath("//ol[@class='codes']//a/@href")
    assert "/code-systems/administrative-gender/female" in hrefs


async def test_its_codes_can_be_searched(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/code-systems/administrative-gender?q=female"))
    assert document.xpath("//mark/text()") == ["Female"]
    assert "No code matches" in read(await client.get("/code-systems/administrative-gender?q=qqqq")).text_content()


async def test_a_supplement_lists_the_codes_it_adds_to(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/code-systems/hcpcs-procedure-narratives"))
    assert document.xpath("//ol[@class='codes']//a/@href") == ["/hcpcs/E0601", "/hcpcs/G0121", "/hcpcs/J3111"]


async def test_one_that_is_not_there_says_so(client: httpx.AsyncClient, read: Read) -> None:
    assert "not loaded" in read(await client.get("/code-systems/nope"), 404).findtext(".//h1")
    read(await client.get("/code-systems/administrative-gender?page=1000000000"), 400)
    read(await client.get("/code-systems/administrative-gender?page=7"), 404)
