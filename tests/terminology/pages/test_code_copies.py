import json
from collections.abc import Callable

import httpx

from terminology.pages.code_page import CodeView, hcpcs_code_page
from terminology.pages.context import Page, PageRequest

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
Ask = Callable[..., PageRequest]


def view_of(ask: Ask, **query: str) -> CodeView:
    page = hcpcs_code_page(ask("/hcpcs/J3111", {"code": "J3111"}, **query))
    assert isinstance(page, Page)
    assert isinstance(page.view, CodeView)
    return page.view


def test_a_coding_and_a_concept_can_be_copied(ask: Ask) -> None:
    coding, concept, curl = view_of(ask).copies
    copied = {"system": HCPCS, "version": "2025-10", "code": "J3111", "display": "Injection, romosozumab-aqqg, 1 mg"}
    assert json.loads(coding.text) == copied
    assert json.loads(concept.text) == {"coding": [copied], "text": copied["display"]}
    assert f"'http://tx/r4/CodeSystem/$lookup?system={HCPCS}&code=J3111'" in curl.text


async def test_links_lead_to_json_and_xml_of_the_same_day(ask: Ask, client: httpx.AsyncClient) -> None:
    links = view_of(ask, date="2025-10-05").links
    assert [link.title for link in links] == ["R4 JSON", "R4 XML", "R5 JSON", "R5 XML", "Try it"]
    assert "J3111" in (await client.get(links[-1].href)).text
    for link in links[:-1]:
        response = await client.get(link.href)
        assert response.status_code == 200
        assert "date=2025-10-05" in link.href
        assert link.title.split()[1].lower() in response.headers["content-type"]
