"""axe-core finds nothing, of whatever severity, on any kind of page; and every page fits a phone and a large font."""

from collections.abc import Callable
from typing import Any

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

Open = Callable[..., Any]
CARE = "http://example.org/fhir/ValueSet/care-at-home"
PAGES = (
    *("/", "/?q=unknown", "/?q=injecton", "/?q=qqqqqq", "/hcpcs?kind=modifier"),
    *("/hcpcs/J3111", "/hcpcs/G0154?date=2019-01-01", "/hcpcs/E0601"),
    "/hcpcs/J3111?date=9999-99-99",
    *("/code-systems/hostile", "/code-systems/hostile?below=b", "/code-systems/hostile/a"),
    *("/value-sets", "/value-sets/hostile", "/value-sets/care-at-home-2022"),
    *("/concept-maps", "/concept-maps/hcpcs-replaced-by-2025-10"),
    *("/compare", "/compare?of=value-sets", f"/compare?this={CARE}|2022&other={CARE}|2025"),
    *("/narratives", "/content", "/api?operation=CodeSystem-lookup", "/api/order-entry"),
    "/check?lines=J3111-JZ+2025-10-03+210%0AZZZZZ%0AJ3111+2019-01-01",
)
# Only colors differ between the schemes; everything else was looked at in the light one.
COLORS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# 24 pixels, but for links in sentences: WCAG 2.2, 2.5.8.
SMALL_TARGETS = """[...document.querySelectorAll("button, input:not([type=hidden]), select, nav a, summary")]
    .filter(item => item.getClientRects().length && !item.closest(".crumbs"))
    .filter(item => item.getBoundingClientRect().height < 24).map(item => item.outerHTML)"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_in_both_schemes_and_fits_every_width(open_page: Open, path: str) -> None:
    """One visit for everything: opening a page is what takes long."""
    page = open_page(path)
    assert violations(page, None) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLORS) == []
    for width in (768, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL_TARGETS) == []


def violations(page: Any, options: dict[str, Any] | None) -> list[tuple[str, list[str]]]:
    found = axe.Axe().run(page, options=options).response["violations"]
    return [(item["id"], [node["html"] for node in item["nodes"]]) for item in found]
