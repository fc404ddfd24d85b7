from collections.abc import Callable

import httpx
import pytest
from lxml.html import HtmlElement

Read = Callable[..., HtmlElement]


async def test_the_front_page_has_the_search_and_the_loaded_content(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/"))
    assert document.xpath("//form[@role='search']//input/@name") == ["q", "go"]
    assert "2025-10" in document.xpath("string(//table)")


async def test_words_are_found_marked_and_counted(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/?q=romosozumab"))
    assert document.xpath("//ol[@class='codes']//a/@href")[0] == "/hcpcs/J3111"
    assert document.xpath("//mark/text()") == ["romosozumab"]
    assert document.xpath("//p[@role='status']/text()")[0].strip() == "1 code"


async def test_a_code_in_the_search_field_leads_right_to_it(client: httpx.AsyncClient) -> None:
    response = await client.get("/?q=j3111&go=1")
    assert (response.status_code, response.headers["location"]) == (303, "/hcpcs/J3111")
    assert (await client.get("/?q=j3111")).status_code == 200


async def test_the_search_in_the_header_preserves_the_chosen_day(client: httpx.AsyncClient, read: Read) -> None:
    page = read(await client.get("/hcpcs/J3111?date=2020-01-01"))
    fields = page.xpath("//form[@role='search']//input")
    assert [(item.get("name"), item.get("value")) for item in fields] == [
        ("q", ""),
        ("go", "1"),
        ("date", "2020-01-01"),
    ]
    to_code = await client.get("/?q=j3111&go=1&date=2020-01-01")
    assert to_code.headers["location"] == "/hcpcs/J3111?date=2020-01-01"
    [entry] = (await client.get("/suggestions?q=romo&date=2020-01-01")).json()["entries"]
    assert entry["href"] == "/hcpcs/J3111?date=2020-01-01"
    wrong = read(await client.get("/hcpcs/J3111?date=9999-99-99"), 400)
    assert wrong.xpath("//form[@role='search']//input/@name") == ["q", "go"]


async def test_on_a_day_the_other_code_systems_are_searched_too(client: httpx.AsyncClient, read: Read) -> None:
    page = read(await client.get("/?q=unknown&date=2025-11-03"))
    assert "AdministrativeGender" in " ".join(item.text_content() for item in page.iterfind(".//h2"))
    assert "/code-systems/administrative-gender/unknown?date=2025-11-03" in page.xpath("//ol[@class='codes']//a/@href")


async def test_filters_are_links_that_add_and_remove(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/hcpcs?kind=modifier"))
    chosen = document.xpath("//a[@aria-current='true']")
    assert [item.get("href") for item in chosen] == ["?"]
    codes = document.xpath("//ol[@class='codes']//b/text()")
    assert codes
    assert all(len(code) == 2 for code in codes)
    assert "No HCPCS code matches" in read(await client.get("/hcpcs?kind=modifier&chapter=J")).text_content()


async def test_an_empty_search_suggests_what_to_do(client: httpx.AsyncClient, read: Read) -> None:
    assert "Use fewer or other words" in read(await client.get("/?q=qqqqqq")).text_content()


async def test_hostile_words_stay_text(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/", params={"q": "<img src=x onerror=alert(1)> \"'"}))
    assert not document.xpath("//img")
    assert "<img src=x onerror" in document.xpath("string(//h1)")


async def test_suggestions_are_json_for_the_script(client: httpx.AsyncClient) -> None:
    found = (await client.get("/suggestions?q=romo")).json()
    assert found["total"] == 1
    assert found["entries"][0]["href"] == "/hcpcs/J3111"
    assert (await client.get("/suggestions")).json() == {"total": 0, "entries": []}


@pytest.mark.parametrize("query", ["q=" + "a" * 500, "kind=x", "page=1000000000", "date=never", "chapter=%00"])
async def test_a_wrong_parameter_is_refused_with_what_to_do(client: httpx.AsyncClient, read: Read, query: str) -> None:
    document = read(await client.get(f"/hcpcs?{query}"), 400)
    assert document.xpath("//input[@aria-invalid='true']")


async def test_approximate_matches_are_called_similar(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/?q=romosozumob"))
    assert document.xpath("//p[@role='status']/text()")[0].strip().startswith("1 similar code")
    assert "Did you mean" in [item.text_content() for item in document.iterfind(".//h2")]
    found = (await client.get("/suggestions?q=romosozumob")).json()
    assert found["entries"][0]["badges"][0] == "similar"


async def test_every_code_system_is_searched(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/?q=unknown"))
    assert "AdministrativeGender" in " ".join(item.text_content() for item in document.iterfind(".//h2"))
    only_hcpcs = read(await client.get("/?q=unknown&kind=procedure"))
    assert "AdministrativeGender" not in only_hcpcs.xpath("string(//main)")
