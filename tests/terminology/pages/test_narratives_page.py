from collections.abc import Callable

import httpx
from lxml.html import HtmlElement


async def test_narratives_are_listed_with_their_origin(
    client: httpx.AsyncClient, read: Callable[..., HtmlElement]
) -> None:
    document = read(await client.get("/narratives"))
    assert "/hcpcs/J3111#narrative" in document.xpath("//table//a/@href")
    assert "J3111.txt" in document.text_content()
    assert "No narrative matches" in read(await client.get("/narratives?q=qqqq")).text_content()
    assert b"J3111" in (await client.get("/narratives?download=csv")).content


async def test_language_status_and_source_are_filters_with_their_counts(
    client: httpx.AsyncClient, read: Callable[..., HtmlElement]
) -> None:
    document = read(await client.get("/narratives"))
    [english] = [item for item in document.xpath("//aside//a") if item.text_content().startswith("English ")]
    chosen = read(await client.get("/narratives" + english.get("href")))
    assert english.get("href") == "?language=en"
    assert chosen.xpath("//aside//a[@aria-current='true']/@href") == ["?"]
    assert "J3111" in chosen.xpath("string(//table)")
    assert "No narrative matches" in read(await client.get("/narratives?language=xx")).text_content()
