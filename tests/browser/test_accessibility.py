"""axe-core finds nothing, of whatever severity, on any kind of page; and every page fits a phone and a large font."""

from collections.abc import Callable
from typing import Any

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

Open = Callable[..., Any]
PAGES = (
    *("/", "/?q=wheelchair", "/?q=injecton", "/?q=qqqqqq", "/hcpcs?kind=modifier"),
    *("/hcpcs/J3111", "/hcpcs/G0154", "/hcpcs/J3111?date=2019-01-01", "/hcpcs/E1"),
    *("/hcpcs/ZZZZZ", "/hcpcs/J3111?date=9999-99-99"),
    *("/code-systems/hostile", "/code-systems/hostile/a", "/code-systems/hcpcs-procedure-narratives"),
    *("/value-sets", "/value-sets/hostile", "/value-sets/hcpcs-chapter-j"),
    *("/compare", "/narratives", "/content", "/api", "/api?operation=CodeSystem-lookup", "/check"),
    "/check?lines=J3111-JZ+2025-10-03+210%0AZZZZZ%0AJ3111+2019-01-01",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(open_page: Open, path: str, scheme: str) -> None:
    found = axe.Axe().run(open_page(path, scheme=scheme)).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_window(open_page: Open, path: str, width: int) -> None:
    page = open_page(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/", "/?q=injection", "/hcpcs/J3111", "/compare", "/check"])
def test_targets_are_large_enough_to_hit(open_page: Open, path: str) -> None:
    """24 pixels, but for links in sentences: WCAG 2.2, 2.5.8."""
    small = """[...document.querySelectorAll("button, input:not([type=hidden]), select, nav a, summary")]
        .filter(item => item.getClientRects().length && !item.closest(".crumbs"))
        .filter(item => item.getBoundingClientRect().height < 24).map(item => item.outerHTML)"""
    assert open_page(path, width=320).evaluate(small) == []
