from collections.abc import Callable

from terminology.pages.code_page import hcpcs_code_page
from terminology.pages.code_view import CodePlace, CodeView
from terminology.pages.context import Page, PageRequest

Ask = Callable[..., PageRequest]


def place(ask: Ask, code: str, **query: str) -> CodePlace:
    page = hcpcs_code_page(ask(f"/hcpcs/{code}", {"code": code}, **query))
    assert isinstance(page, Page)
    assert isinstance(page.view, CodeView)
    return page.view.place


def test_adjacent_codes_are_links(ask_all: Ask) -> None:
    found = place(ask_all, "J3111")
    assert found.previous is not None
    assert found.next is not None
    assert (found.previous.code < "J3111" < found.next.code, found.next.href) == (True, f"/hcpcs/{found.next.code}")


def test_with_a_chosen_release_adjacent_codes_use_it_too(ask_all: Ask) -> None:
    found = place(ask_all, "J3111", version="2020-04")
    assert found.next is not None
    assert found.next.href == f"/hcpcs/{found.next.code}?version=2020-04"


def test_hcpcs_has_no_hierarchy(ask: Ask) -> None:
    assert (place(ask, "J3111").parents, place(ask, "J3111").children) == ((), ())
