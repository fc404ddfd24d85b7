from collections.abc import Callable

import httpx
import pytest
from lxml.html import HtmlElement

from terminology.pages.compare_page import CompareView, compare_page
from terminology.pages.context import File, Page, PageRequest
from terminology.pages.problems import PageProblem

BASE = "https://terminology.example.org/fhir"
Ask = Callable[..., PageRequest]
SPRING = {"from": "2020-04", "to": "2020-07"}


def view_of(ask: Ask, **query: str) -> CompareView:
    page = compare_page(ask("/compare", **query))
    assert isinstance(page, Page)
    assert isinstance(page.view, CompareView)
    return page.view


def counts(view: CompareView) -> dict[str, int]:
    return {bar.kind: bar.count for bar in view.chart}


def test_the_changes_of_july_2020_are_those_cms_made(ask_all: Ask) -> None:
    found = counts(view_of(ask_all, **SPRING))
    assert [found[k] for k in ("added", "terminated", "long-text", "short-text")] == [61, 9, 4, 5]


def test_without_a_choice_the_two_newest_are_compared(ask_all: Ask) -> None:
    view = view_of(ask_all)
    assert (view.from_version, view.to_version) == ("2024-07", "2025-10")


def test_a_chapter_and_a_value_set_narrow_the_changes(ask_all: Ask) -> None:
    added = view_of(ask_all, **SPRING, chapter="J").groups[0]
    assert all(row.code.startswith("J") for row in added.rows)
    value_set = f"{BASE}/ValueSet/hcpcs-chapter-j"
    assert counts(view_of(ask_all, **SPRING, **{"value-set": value_set})) == counts(
        view_of(ask_all, **SPRING, chapter="J")
    )


def test_one_kind_is_shown_in_pages(ask_all: Ask) -> None:
    view = view_of(ask_all, kind="added")
    assert view.pager is not None
    assert len(view.groups[0].rows) == 100
    with pytest.raises(PageProblem):
        compare_page(ask_all("/compare", kind="added", page="9999"))


def test_the_changes_can_be_downloaded(ask_all: Ask) -> None:
    file = compare_page(ask_all("/compare", **SPRING, download="csv"))
    assert isinstance(file, File)
    assert file.name == "changes-2020-04-2020-07.csv"
    assert len(file.content.splitlines()) == 1 + sum(counts(view_of(ask_all, **SPRING)).values())


async def test_with_one_release_there_is_nothing_to_compare(
    client: httpx.AsyncClient, read: Callable[..., HtmlElement]
) -> None:
    document = read(await client.get("/compare?system=http://hl7.org/fhir/administrative-gender"))
    assert "What changed" in document.findtext(".//h1")
    read(await client.get("/compare?system=urn:unknown"), 404)
