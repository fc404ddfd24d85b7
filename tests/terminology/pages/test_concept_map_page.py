from collections.abc import Callable

import httpx
import pytest
from lxml.html import HtmlElement

from terminology.pages.concept_map_page import ConceptMapView, concept_map_page, concept_maps_page
from terminology.pages.context import File, Page, PageRequest, Redirect
from terminology.pages.problems import PageProblem

REPLACED = "hcpcs-replaced-by-2025-10"
Ask = Callable[..., PageRequest]


def view_of(ask: Ask, **query: str) -> ConceptMapView:
    page = concept_map_page(ask(f"/concept-maps/{REPLACED}", {"id": REPLACED}, **query))
    assert isinstance(page, Page)
    assert isinstance(page.view, ConceptMapView)
    return page.view


def test_each_mapping_leads_to_both_codes(ask: Ask) -> None:
    view = view_of(ask)
    assert ("C9056", "J0223") in [(row.source.code, row.target.code) for row in view.rows]
    row = next(row for row in view.rows if row.source.code == "C9056")
    assert (row.source.href, row.target.href) == ("/hcpcs/C9056", "/hcpcs/J0223")
    assert view.directions[0].source == "HCPCS Level II"


def test_words_of_either_side_find_mappings(ask: Ask) -> None:
    assert {row.target.code for row in view_of(ask, q="j0223").rows} == {"J0223"}
    assert view_of(ask, q="no such words").rows == ()


def test_the_mappings_can_be_downloaded(ask: Ask) -> None:
    file = concept_map_page(ask("/", {"id": REPLACED}, download="csv"))
    assert isinstance(file, File)
    assert b"C9056" in file.content


def test_a_canonical_leads_to_the_page_and_an_unknown_one_is_refused(ask: Ask) -> None:
    url = view_of(ask).header.url
    assert concept_maps_page(ask("/concept-maps", url=url)) == Redirect(f"/concept-maps/{REPLACED}")
    with pytest.raises(PageProblem):
        concept_maps_page(ask("/concept-maps", url="http://example.org/none"))
    with pytest.raises(PageProblem):
        concept_map_page(ask("/", {"id": "none"}))


async def test_fhir_leads_a_browser_to_the_page(client: httpx.AsyncClient, read: Callable[..., HtmlElement]) -> None:
    response = await client.get(f"/r4/ConceptMap/{REPLACED}")
    assert response.headers["location"] == f"/concept-maps/{REPLACED}"
    document = read(await client.get("/concept-maps"))
    assert f"/concept-maps/{REPLACED}" in document.xpath("//main//a/@href")
    read(await client.get(f"/concept-maps/{REPLACED}"))
