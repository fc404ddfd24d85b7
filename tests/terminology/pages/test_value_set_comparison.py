from collections.abc import Callable

import httpx
import pytest
from lxml.html import HtmlElement

from terminology.pages.context import File, Page, PageRequest
from terminology.pages.problems import PageProblem
from terminology.pages.value_set_comparison import SetComparisonView, value_set_comparison

CARE = "http://example.org/fhir/ValueSet/care-at-home"
TWO = {"this": f"{CARE}|2022", "other": f"{CARE}|2025"}
Ask = Callable[..., PageRequest]


def view_of(ask: Ask, **query: str) -> SetComparisonView:
    page = value_set_comparison(ask("/compare", **query))
    assert isinstance(page, Page)
    assert isinstance(page.view, SetComparisonView)
    return page.view


def codes(view: SetComparisonView) -> dict[str, list[str]]:
    return {group.kind: [item.code for item in group.entries] for group in view.groups}


def test_two_versions_share_codes_and_each_has_its_own(ask: Ask) -> None:
    view = view_of(ask, **TWO)
    assert view.relation == "They share codes, and each has some that the other does not have."
    assert codes(view)["missing"] == ["G0154", "K0553", "K0554"]
    assert codes(view)["extra"] == ["E0601", "G0299", "G0300"]
    assert [group.title for group in view.groups][1] == "Only in Care at home (an example), 2022"


def test_one_kind_can_be_shown_and_all_downloaded(ask: Ask) -> None:
    assert list(codes(view_of(ask, **TWO, kind="extra"))) == ["extra"]
    file = value_set_comparison(ask("/compare", **TWO, download="csv"))
    assert isinstance(file, File)
    assert len(file.content.splitlines()) == 1 + 13


async def test_the_first_is_chosen_and_then_the_second(
    client: httpx.AsyncClient, read: Callable[..., HtmlElement]
) -> None:
    first = read(await client.get("/compare?of=value-sets"))
    [link] = [item for item in first.xpath("//ul[@class='links']//a/@href") if "care-at-home%7C2022" in item]
    second = read(await client.get(link))
    [link] = [item for item in second.xpath("//ul[@class='links']//a/@href") if "care-at-home%7C2025" in item]
    assert "Only in" in read(await client.get(link)).text_content()


async def test_a_value_set_leads_to_its_other_version(
    client: httpx.AsyncClient, read: Callable[..., HtmlElement]
) -> None:
    page = read(await client.get("/value-sets/care-at-home"))
    links = page.xpath("//a[contains(., 'with version 2022')]/@href")
    assert "They share codes" in read(await client.get(links[0])).text_content()


def test_a_value_set_that_is_not_here_is_named(ask: Ask) -> None:
    with pytest.raises(PageProblem, match="not loaded"):
        view_of(ask, this="http://example.org/<script>", other=f"{CARE}|2025")


async def test_one_of_thousands_is_chosen_by_its_name_or_by_words_of_it(
    client: httpx.AsyncClient, read: Callable[..., HtmlElement]
) -> None:
    named = await client.get("/compare?this=care at home (an example) (2022)&other=hcpcs modifiers&of=value-sets")
    assert named.status_code == 303
    assert "care-at-home%7C2022" in named.headers["location"]
    assert "Two value sets compared" in read(await client.get(named.headers["location"])).text_content()
    several = read(await client.get("/compare?this=care home&of=value-sets"))
    assert several.xpath("string(//p[@role='status'])").startswith("2 value sets with")
    assert several.xpath("//input[@id='this']/@value") == ["care home"]
    assert len(several.xpath("//ul[@class='links']//a")) == 2
    every = read(await client.get("/compare?of=value-sets&page=2"))
    assert every.xpath("//nav[@class='pager']//a[@rel='prev']")
