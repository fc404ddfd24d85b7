"""Writing a value set in a real browser: with axe on every page, and without scripts by the keyboard alone."""

import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from tests.builders.accessibility import COLORS, violations
from tests.examples.server import COMMAND, RunningServer, environment

pytestmark = pytest.mark.long

Open = Callable[..., Any]
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
SAVE = "button[value=save]:not([tabindex])"


@pytest.fixture(scope="module")
def key(server: RunningServer) -> str:
    command = [*COMMAND, "keys", "add", "ada", "--scope", "system/*.cruds"]
    made = subprocess.run(command, env=environment(server.folder), check=True, capture_output=True, text=True)
    (text,) = (word for word in made.stdout.split() if word.startswith("tx_"))
    return text


def check(page: Any) -> None:
    """Axe in both schemes, and no page that is wider than a phone."""
    for scheme, options in (("light", None), ("dark", COLORS)):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, options) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})


def test_every_page_of_writers_is_accessible(open_page: Open, key: str) -> None:
    page = open_page("/writing")
    assert page.url.endswith("/sign-in")
    page.fill("#key", "tx_nothing")
    page.press("#key", "Enter")
    assert page.text_content("[role=alert]") == "That is not an API key of this server."
    check(page)
    page.fill("#key", key)
    page.press("#key", "Enter")
    page.wait_for_url("**/writing")
    page.goto("/writing/new")
    page.fill("#url", "https://example.org/ValueSet/seen")
    page.fill("#title", "<img src=x onerror=alert(1)>")
    page.fill("#part-0-system", HCPCS)
    page.fill("#part-0-codes", "J3111\nG0154\nZZZZZ")
    page.click("text=Add codes to exclude")
    check(page)
    page.click(SAVE)
    page.wait_for_url("**/writing/*?done=created")
    assert "ZZZZZ" in page.text_content(".warnings")
    check(page)
    page.click(".chips a:has-text('Release')")
    page.click("main button:has-text('Release')")
    assert page.get_attribute("[role=alert]", "id") == "refused"
    check(page)
    page.goto("/writing")
    check(page)
    page.click("main table a")
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("#part-0-codes", "J3111")
    other.click(SAVE)
    page.fill("#title", "Mine")
    page.click(SAVE)
    assert "G0154, ZZZZZ" in page.text_content("[role=alert]")
    check(page)  # somebody was faster
    page.context.clear_cookies()
    page.click(SAVE)
    assert page.text_content("h1") == "You are no longer signed in"
    check(page)


def test_a_value_set_can_be_edited_by_keyboard_and_without_scripts(open_page: Open, key: str) -> None:
    page = open_page("/sign-in", has_scripts=False)
    tab_to(page, "key")
    page.keyboard.type(key)
    page.keyboard.press("Enter")
    page.wait_for_url("**/writing")
    page.goto("/writing/new")
    for field, text in (
        ("title", "Covered"),
        ("url", "https://example.org/ValueSet/covered"),
        ("version", "1.0.0"),
        ("description", "What we cover"),
        ("part-0-system", HCPCS),
        ("part-0-codes", "J3111"),
    ):
        tab_to(page, field)
        page.keyboard.type(text)
    tab_to(page, "title", "Shift+Tab")
    page.keyboard.press("Enter")  # saves, and does not press the first button that there is
    assert page.text_content("[role=status]") == "The draft is saved."
    page.goto(f"{page.url.partition('?')[0]}/release")
    tab_to(page, "version")
    page.keyboard.press("Enter")
    assert page.text_content("[role=status]") == "Released: this version is active now."
    assert page.locator("form.write").count() == 0
    page.click("text=View its codes and health")
    assert "J3111" in page.text_content("main")


def tab_to(page: Any, id: str, key: str = "Tab") -> None:
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.id") == id:
            return
    pytest.fail(f"{id} is not reached by keyboard")
