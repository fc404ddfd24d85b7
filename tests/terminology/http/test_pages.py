import re
from html import unescape

import httpx

from terminology.http.pages import addresses_to_try


async def test_every_address_to_try_works(client: httpx.AsyncClient) -> None:
    for _, path in addresses_to_try():
        assert (await client.get(path)).status_code == 200


async def test_the_front_page_is_for_browsers_and_for_programs(client: httpx.AsyncClient) -> None:
    page = await client.get("/", headers={"Accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for address in re.findall(r'href="([^"]+)"', page.text):
        assert (await client.get(unescape(address), follow_redirects=True)).status_code == 200
    plain = await client.get("/")
    assert "/r5/metadata" in plain.json()["try"]


async def test_the_api_page_shows_every_address_and_needs_no_other_host(client: httpx.AsyncClient) -> None:
    page = await client.get("/docs")
    document = (await client.get("/openapi.json")).json()
    assert all(f"<code>{path}</code>" in page.text for path in document["paths"])
    assert not re.search(r'(src|href)="(https?:)?//', page.text)
    assert "<script" not in page.text
    for address in re.findall(r'href="([^"]+)"', page.text):
        assert (await client.get(unescape(address))).status_code == 200
