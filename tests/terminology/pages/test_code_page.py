from collections.abc import Callable

import httpx
import pytest
from lxml.html import HtmlElement

from terminology.pages.code_page import CodeView, hcpcs_code_page
from terminology.pages.context import Page, PageRequest, Redirect
from terminology.pages.templates import render

Ask = Callable[..., PageRequest]
Read = Callable[..., HtmlElement]


def view_of(ask: Ask, code: str, **query: str) -> CodeView:
    page = hcpcs_code_page(ask(f"/hcpcs/{code}", {"code": code}, **query))
    assert isinstance(page, Page)
    assert isinstance(page.view, CodeView)
    return page.view


def test_an_ended_code_states_when_it_ended_and_what_to_use(ask_all: Ask) -> None:
    view = view_of(ask_all, "G0154")
    assert view.status.standing.kind == "ended"
    assert view.status.standing.sentence == "It ended on 2016-02-29."
    assert view.status.standing.word == "Not valid on 2026-11-22"


def test_a_future_code_is_shown_with_the_text_it_was_added_with(ask_all: Ask) -> None:
    view = view_of(ask_all, "J3111", date="2019-01-01")
    assert (view.status.standing.kind, view.status.standing.sentence) == ("not-yet", "It was added on 2019-10-01.")
    assert view.names.display == "Injection, romosozumab-aqqg, 1 mg"


def test_a_code_with_two_meanings_shows_the_one_of_the_day(ask_all: Ask) -> None:
    assert "filgrastim" in view_of(ask_all, "J1440", date="2012-06-01").names.display
    view = view_of(ask_all, "J1440")
    assert "microbiota" in view.names.display
    assert view.status.timeline is not None
    assert [row.meaning for row in view.status.timeline.rows] == [
        "Injection, filgrastim (g-csf), 300 mcg",
        "Fecal microbiota, live - jslm, 1 ml",
    ]
    assert [bar.kind for bar in view.status.timeline.bars] == ["meaning-1", "meaning-2"]
    assert view.status.meanings == (
        "From 1994-01-01 until 2013-12-31 it meant something else: Injection, filgrastim (g-csf), 300 mcg",
    )
    assert view_of(ask_all, "J3111").status.meanings == ()


def test_a_release_can_be_queried_by_itself(ask_all: Ask) -> None:
    view = view_of(ask_all, "J3111", version="2020-04")
    assert (view.source.pinned, view.source.release) == ("2020-04", "2020-04")
    assert view.status.timeline is not None
    assert [row.releases for row in view.status.timeline.rows] == ["2020-04"]


def test_the_tables_of_the_chosen_day_are_shown(ask: Ask) -> None:
    before, after = (view_of(ask, "E0601", date=day).billing for day in ("2025-12-31", "2026-02-01"))
    assert before is not None  # the edits of July 2024, and no fee schedule yet
    assert (before.modifiers, before.units[0].setting, before.units[0].units) == ((), "DME suppliers", "1")
    assert after is not None
    assert [item.code for item in after.modifiers] == ["RR"]
    assert "2026-01" in " ".join(after.sources)


@pytest.mark.parametrize("written", ["j3111", " J3111", "j3111 "])
def test_other_spellings_lead_to_the_code(ask_all: Ask, written: str) -> None:
    answer = hcpcs_code_page(ask_all(f"/hcpcs/{written}", {"code": written}, date="2020-01-01"))
    assert answer == Redirect("/hcpcs/J3111?date=2020-01-01")


async def test_the_page_of_a_code_has_everything_about_it(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/hcpcs/J3111"))
    headings = [" ".join(item.text_content().split()) for item in document.iterfind(".//h2")]
    assert headings[:2] == ["Validity", "Properties"]
    assert {"For patients", "What each release changed", "For software"} <= set(headings)
    assert document.xpath("string(//h1)").split() == ["J3111", "Injection,", "romosozumab-aqqg,", "1", "mg"]
    assert "carrier judgment" in document.text_content()
    assert "Romosozumab (Evenity) shot for weak bones" in document.text_content()


async def test_the_narrative_states_its_origin(client: httpx.AsyncClient, read: Read) -> None:
    text = read(await client.get("/hcpcs/J3111")).xpath("string(//section[@class='narrative'])")
    assert "not medical advice" in text
    assert "J3111.txt" in text


async def test_the_picture_has_a_text_alternative(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/hcpcs/J3111"))
    [picture] = document.xpath("//svg[@role='img']")
    title = document.get_element_by_id(picture.get("aria-labelledby"))
    assert title.text == "Valid since 2019-10-01. The table below says the same."


def test_the_html_of_a_code_is_small_with_seven_releases(ask_all: Ask) -> None:
    """At most 60 kB without the narrative, whose length depends on its author."""
    for code in ("J3111", "E0601", "J1440", "G0154", "L5856"):
        request = ask_all(f"/hcpcs/{code}", {"code": code})
        text = render("code.html", view=view_of(ask_all, code), query=request.query, path=request.path)
        assert len(text.encode()) < 40_000, code


async def test_every_link_of_the_page_leads_somewhere(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/hcpcs/J3111"))
    for href in {item.get("href") for item in document.iterfind(".//*[@href]")}:
        if not href.startswith("#"):
            response = await client.get(href)
            assert response.status_code in (200, 303), href


async def test_a_generic_code_has_its_page(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/code-systems/administrative-gender/female"))
    assert "has no validity dates" in document.text_content()


async def test_hcpcs_by_its_resource_id_leads_to_its_own_page(client: httpx.AsyncClient) -> None:
    listed = (await client.get("/r5/CodeSystem?_elements=url&_format=json")).json()["entry"]
    id = next(item["resource"]["id"] for item in listed if "HCPCSRelease" in item["resource"]["url"])
    response = await client.get(f"/code-systems/{id}/J3111")
    assert (response.status_code, response.headers["location"]) == (303, "/hcpcs/J3111?version=2025-10")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/hcpcs/ZZZZZ", 404),
        ("/hcpcs/" + "A" * 10_000, 404),
        ("/hcpcs/" + "A" * 20_000, 414),
        ("/hcpcs/<script>alert(1)</script>", 404),
        ("/hcpcs/J3111?date=9999-99-99", 400),
        ("/hcpcs/J3111?date=<img onerror=x>", 400),
        ("/hcpcs/J3111?version=1999-01", 404),
        ("/hcpcs/%00%ff", 404),
        ("/code-systems/nope/x", 404),
    ],
)
async def test_a_page_that_cannot_be_shown_states_the_reason(
    client: httpx.AsyncClient, read: Read, path: str, status: int
) -> None:
    document = read(await client.get(path), status)
    assert not document.xpath("//main//script | //main//img")
    assert document.findtext(".//h1")


async def test_typed_text_stays_in_the_form(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/hcpcs/J3111?date=9999-99-99&version=2025-10"), 400)
    typed = {item.get("name"): item.get("value") for item in document.xpath("//form[@class='stack']//input")}
    assert typed == {"date": "9999-99-99", "version": "2025-10"}
    assert document.xpath("//input[@aria-invalid='true']/@name") == ["date"]


async def test_another_version_of_a_code_system_can_be_chosen(client: httpx.AsyncClient) -> None:
    page = "/code-systems/administrative-gender/female"
    response = await client.get(f"{page}?version=4.0.1&date=2020-01-01")
    assert response.headers["location"] == "/code-systems/administrative-gender-4.0.1/female?date=2020-01-01"
    assert (await client.get(f"{page}?version=5.0.0")).status_code == 200
    assert (await client.get(f"{page}?version=9")).status_code == 404


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("/hcpcs/C9056?date=2019-06-01", "//nav[@class='neighbors']//a | //section[h2[@id='related']]//a"),
        ("/hcpcs?q=injection&date=2019-06-01", "//ol[@class='codes']//a"),
        ("/value-sets/care-at-home-2022?date=2019-06-01", "//ol[@class='codes']//a"),
        ("/check?lines=J3111+2019-06-01", "//table//a"),
    ],
)
async def test_the_date_of_service_is_preserved(client: httpx.AsyncClient, read: Read, path: str, links: str) -> None:
    hrefs = [item.get("href") for item in read(await client.get(path)).xpath(links)]
    assert hrefs
    assert all(href.endswith("date=2019-06-01") for href in hrefs)
