"""What holds for every page in a browser: axe-core has no findings of any severity, and the page fits every width."""

from typing import Any

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

# Only colors differ between the schemes; everything else was looked at in the light one.
COLORS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# 24 pixels, but for links in sentences: WCAG 2.2, 2.5.8.
SMALL_TARGETS = """[...document.querySelectorAll("button, input:not([type=hidden]), select, nav a, summary")]
    .filter(item => item.getClientRects().length && !item.closest(".crumbs"))
    .filter(item => item.getBoundingClientRect().height < 24).map(item => item.outerHTML)"""


def violations(page: Any, options: dict[str, Any] | None = None) -> list[tuple[str, list[str]]]:
    found = axe.Axe().run(page, options=options).response["violations"]
    return [(item["id"], [node["html"] for node in item["nodes"]]) for item in found]


def assert_accessible(page: Any) -> None:
    """In both color schemes, on a tablet and on a phone. One visit for all checks, because opening a page is slow."""
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLORS) == []
    for width in (768, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL_TARGETS) == []
