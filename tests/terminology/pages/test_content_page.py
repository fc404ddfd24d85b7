from collections.abc import Callable

import httpx
from lxml.html import HtmlElement


async def test_loaded_content_has_its_file_and_checksum(
    client: httpx.AsyncClient, read: Callable[..., HtmlElement]
) -> None:
    document = read(await client.get("/content"))
    text = document.text_content()
    assert "HCPC2025_OCT_excerpt.csv" in text
    assert "SHA-256" in text
    for href in document.xpath("//table//a/@href"):
        assert (await client.get(href)).status_code == 200, href


async def test_texts_about_codes_are_not_in_the_code_search(
    client: httpx.AsyncClient, read: Callable[..., HtmlElement]
) -> None:
    typed = {path: read(await client.get(path)).xpath("//input[@id='q']/@value") for path in ("/content?q=J", "/?q=J")}
    assert typed == {"/content?q=J": [""], "/?q=J": ["J"]}


async def test_it_can_be_searched_and_downloaded(client: httpx.AsyncClient, read: Callable[..., HtmlElement]) -> None:
    assert "1 loaded" in read(await client.get("/content?q=J3111.txt")).text_content()
    assert (await client.get("/content?download=json")).json()[0]["sha256"]
