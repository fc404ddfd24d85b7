"""An EHR played in the browser: an order is typed, the card of the CDS service appears."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.long

Open = Callable[..., Any]


def test_an_order_is_typed_and_the_card_appears(open_page: Open) -> None:
    page = open_page("/api/order-entry")
    page.fill("#order-date", "2018-01-01")
    page.type("#order-code", "J3111")
    page.wait_for_selector("#cards article")
    assert page.text_content("#cards h3") == "J3111 begins on 2019-10-01, after 2018-01-01"
    assert page.get_attribute("#cards article", "data-indicator") == "warning"
    assert page.text_content("#order-status") == "1 card"
    page.fill("#order-date", "2026-02-01")
    page.wait_for_selector("#order-status:has-text('no remarks')")
    assert page.locator("#cards article").count() == 0


def test_a_suggestion_changes_the_order_and_signing_says_that_all_is_well(open_page: Open) -> None:
    page = open_page("/api/order-entry")
    page.fill("#order-date", "2026-02-01")
    page.type("#order-code", "j3111")
    page.wait_for_selector("#cards button")
    page.click("#cards button")
    page.wait_for_selector("#order-status:has-text('no remarks')")
    assert page.input_value("#order-code") == "J3111"
    page.click("#order button")
    page.wait_for_selector("#order-status:has-text('Signed.')")
    assert '"hook": "order-sign"' in page.text_content("#sent")


def test_typed_text_is_not_interpreted_as_html(open_page: Open) -> None:
    page = open_page("/api/order-entry")
    page.fill("#order-code", "<img src=x>")
    page.wait_for_selector("#cards article")
    assert page.locator("#cards img").count() == 0
