"""What scripts add to the pages, what is copied and printed, that hostile texts stay texts, and accessibility.

The one file that needs a browser in `make test`; the others (every page, by keyboard alone, writing, signing in) are
long: `make conformance` runs them.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.builders.accessibility import assert_accessible

Open = Callable[..., Any]


def test_typing_suggests_codes_and_the_keyboard_chooses_one(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("/")
    page.keyboard.type("romos")
    page.wait_for_selector("[role=option]")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#q", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/hcpcs/J3111")
    assert "Injection, romosozumab-aqqg, 1 mg" in page.text_content("h1")
    assert page.locator("#narrative").is_visible()
    assert "2019-10-01" in page.text_content(".standing")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(open_page: Open) -> None:
    page = open_page("/hcpcs/J3111")
    page.fill("#q", "")
    page.type("#q", "injection")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Escape")
    assert page.locator("[role=option]").count() == 0
    assert page.input_value("#q") == "injection"
    page.keyboard.press("Enter")
    page.wait_for_selector("ol.codes")
    assert page.input_value("#q") == "injection"
    assert re.fullmatch(r"[\d,]+ codes", page.text_content("[role=status].count").strip())


def test_a_code_and_enter_lead_right_to_its_page(open_page: Open) -> None:
    page = open_page("/")
    page.fill("#q", "j3111")
    page.press("#q", "Enter")
    page.wait_for_url("**/hcpcs/J3111")


def test_every_part_of_the_code_page_is_reached_by_keyboard(open_page: Open) -> None:
    page = open_page("/hcpcs/J3111")
    missing = {"q", "date", "version", "A", "SUMMARY", "BUTTON"}
    for _ in range(120):
        page.keyboard.press("Tab")
        missing.discard(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        if not missing:
            break
    assert not missing


def test_a_coding_is_copied(open_page: Open) -> None:
    page = open_page("/hcpcs/J3111")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click(".copies summary >> nth=0")
    page.click(".copies button.copy >> nth=0")
    page.wait_for_selector("text=Copied")
    copied = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert copied["code"] == "J3111"


@pytest.mark.parametrize(
    "path", ["/code-systems/hostile", "/code-systems/hostile/a", "/value-sets/hostile", "/content", "/value-sets"]
)
def test_hostile_texts_stay_text(open_page: Open, path: str) -> None:
    page = open_page(path)
    assert page.locator("img").count() == 0
    assert "<img src=x onerror=alert(" in page.text_content("main")


def test_hostile_suggestions_stay_text(open_page: Open) -> None:
    page = open_page("/?q=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert page.locator("img").count() == 0
    assert "<img src=x" in page.input_value("#q")


def test_a_first_view_takes_four_requests(open_page: Open, server: Any) -> None:
    page = open_page("/content")
    page.context.clear_cookies()
    fresh = page.context.browser.new_context(base_url=server.url)
    requests: list[str] = []
    view = fresh.new_page()
    view.on("request", lambda request: requests.append(request.url))
    view.goto("/hcpcs/J3111", wait_until="networkidle")
    fresh.close()
    assert len(requests) <= 4, requests


def test_a_printed_code_page_has_two_sheets_at_most(open_page: Open) -> None:
    """A narrative's length is its author's: J3111's is longer than most."""
    for code in ("J3111", "E0601"):
        printed = open_page(f"/hcpcs/{code}").pdf(format="Letter", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 2, code


@pytest.mark.parametrize("path", ["/", "/hcpcs/J3111", "/code-systems/hostile/a", "/check?lines=J3111-JZ+2025-10-03+1"])
def test_a_page_is_accessible_in_both_schemes_and_fits_every_width(open_page: Open, path: str) -> None:
    assert_accessible(open_page(path))
