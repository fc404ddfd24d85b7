"""The journeys, each by keyboard alone, without scripts, 320 pixels wide, and with every other host blocked."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.long

Open = Callable[..., Any]
MAX_TABS = 150


class Keyboard:
    """A page on a narrow screen without scripts, used by keyboard only."""

    def __init__(self, open_page: Open, path: str) -> None:
        self.page = open_page(path, width=320, has_scripts=False)

    def reach(self, selector: str) -> None:
        """Presses Tab until the element has a visible focus."""
        wanted = self.page.locator(selector).first.element_handle()
        for _ in range(MAX_TABS):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("item => document.activeElement === item"):
                assert wanted.evaluate("item => getComputedStyle(item).outlineStyle") != "none"
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    def follow(self, selector: str) -> None:
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, selector: str, text: str) -> None:
        self.reach(selector)
        self.page.keyboard.type(text)

    def reads(self, text: str, selector: str = "main") -> bool:
        """Whether it is on the page, which fits the screen."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 320
        return text in " ".join(self.page.locator(selector).first.inner_text().split())


def test_words_lead_to_a_code_and_all_its_facts(open_page: Open) -> None:
    reader = Keyboard(open_page, "/")
    reader.type("#q", "romosozumab")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/?q=romosozumab*")
    assert reader.reads("romosozumab", "mark")
    reader.follow("ol.codes a")
    assert reader.reads("Injection, romosozumab-aqqg, 1 mg", "h1")
    assert reader.reads("2019-10-01", ".standing")
    assert reader.reads("55513-0880-02")
    assert reader.reads("shot for weak bones", ".narrative")


def test_on_an_earlier_day_a_code_was_not_yet_valid(open_page: Open) -> None:
    reader = Keyboard(open_page, "/hcpcs/J3111")
    reader.type("#date", "01012019")
    reader.follow(".ask button")
    assert reader.reads("Not yet valid on 2019-01-01", ".standing")
    reader.reach("#version")
    assert reader.reads("It was added on 2019-10-01")


def test_an_ended_code_links_to_its_replacement(open_page: Open) -> None:
    reader = Keyboard(open_page, "/hcpcs/C9056")
    assert reader.reads("It ended on 2020-06-30. CMS refers to J0223 in its place", ".standing")
    reader.follow("section[aria-labelledby=related] a")
    assert reader.reads("J0223", "h1")


def test_a_code_of_two_meanings_says_both(open_page: Open) -> None:
    reader = Keyboard(open_page, "/hcpcs/J1440")
    assert reader.reads("From 1994-01-01 until 2013-12-31 it meant something else: Injection, filgrastim")
    assert reader.reads("Fecal microbiota", ".periods tbody tr:last-child")


def test_two_releases_are_compared(open_page: Open) -> None:
    reader = Keyboard(open_page, "/compare")
    reader.type("#from", "2017")
    reader.follow(".ask button")
    assert reader.reads("What changed from 2017-01 to 2025-10", "h1")
    reader.follow(".chart a >> text=added")
    assert reader.reads("J1440")


def test_filters_narrow_what_is_browsed(open_page: Open) -> None:
    reader = Keyboard(open_page, "/hcpcs")
    reader.follow(".filters a >> text=modifiers")
    assert reader.reads("30 codes", "[role=status]")


def test_lines_are_checked_and_downloaded(open_page: Open) -> None:
    reader = Keyboard(open_page, "/check")
    reader.reach("#lines")
    for line in ("J3111-JZ 2025-10-03 210", "G0154 2016-03-01", "ZZZZZ"):
        reader.page.keyboard.type(line)
        reader.page.keyboard.press("Enter")
    reader.follow("button >> text=Check")
    assert reader.reads("G0154 ended on 2016-02-29", "table.checked")
    assert "ZZZZZ" in reader.page.input_value("#lines")
    reader.reach("button[value=csv]")
    with reader.page.expect_download() as download:
        reader.page.keyboard.press("Enter")
    assert download.value.suggested_filename == "checked-lines.csv"


def test_a_value_set_shows_its_health_and_its_other_version(open_page: Open) -> None:
    reader = Keyboard(open_page, "/value-sets")
    reader.follow("main table a >> nth=1")
    assert reader.reads("3 ended, 1 renamed", "section[aria-labelledby=health]")
    reader.follow("text=Compare with version 2025")
    assert reader.reads("each has some that the other does not have")


def test_a_narrative_is_found_and_read(open_page: Open) -> None:
    reader = Keyboard(open_page, "/narratives")
    reader.type("#words", "colonoscopy")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/narratives?q=*")
    reader.follow("main table a")
    assert reader.reads("not medical advice", ".narrative")


def test_a_file_that_was_loaded_shows_its_checksum(open_page: Open) -> None:
    reader = Keyboard(open_page, "/content?q=HCPC2025")
    reader.reach("summary.file")
    assert not reader.reads("SHA-256")
    reader.page.keyboard.press("Enter")
    assert reader.reads("SHA-256")


def test_an_operation_is_tried(open_page: Open) -> None:
    reader = Keyboard(open_page, "/api?operation=CodeSystem-lookup")
    reader.follow("form.stack button")
    assert reader.reads('"resourceType": "Parameters"')
    assert reader.reads("curl", "#curl")


def test_a_wrong_day_is_corrected_in_place(open_page: Open) -> None:
    reader = Keyboard(open_page, "/hcpcs/J3111?date=9999-99-99")
    assert reader.reads("‘9999-99-99’ is not a date", "h1")
    reader.reach("[aria-invalid=true]")
    reader.page.keyboard.press("Control+a")
    reader.page.keyboard.type("2020-01-01")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/hcpcs/J3111?date=2020-01-01")
    assert reader.reads("Valid on 2020-01-01", ".standing")


def test_a_tree_leads_down_to_a_diagnosis(open_page: Open, icd_10_cm: str) -> None:
    reader = Keyboard(open_page, f"/code-systems/{icd_10_cm}")
    for name in ("Diseases of the musculoskeletal", "Disorders of bone density", "Osteoporosis without"):
        reader.follow(f".tree a >> text={name}")
    reader.follow('.tree a:has-text("M81.0")')
    assert reader.reads("Age-related osteoporosis without current pathological fracture", "h1")
    assert reader.reads("Osteoporosis without current pathological fracture", ".crumbs")
    assert reader.reads("Billable yes", ".properties")


@pytest.mark.parametrize("path", ["/", "/hcpcs/J3111", "/check"])
def test_every_path_through_the_page_begins_with_a_skip_link(open_page: Open, path: str) -> None:
    reader = Keyboard(open_page, path)
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.className") == "skip"
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "main"
