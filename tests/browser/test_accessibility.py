"""axe-core finds nothing, of whatever severity, on any kind of page; and every page fits a phone and a large font."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terminology.pages import templates

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

Open = Callable[..., Any]
TEMPLATES = Path(templates.__file__).parent / "templates"
HOSTILE_CODE = "/code-systems/hostile/a"
CARE = "http://example.org/fhir/ValueSet/care-at-home"
# Each kind of page, in its states, by the template that makes it.
PAGES = {
    "front.html": ("/",),
    "search.html": ("/?q=unknown", "/?q=injecton", "/?q=qqqqqq", "/hcpcs?kind=modifier"),
    "code.html": ("/hcpcs/J3111", "/hcpcs/J1440", "/hcpcs/G0154?date=2019-01-01", "/hcpcs/E0601", HOSTILE_CODE),
    "problem.html": ("/hcpcs/J3111?date=9999-99-99", "/hcpcs/ZZZZZ"),
    "code_system.html": ("/code-systems/hostile", "/code-systems/hostile?below=b"),
    "value_sets.html": ("/value-sets",),
    "value_set.html": ("/value-sets/hostile", "/value-sets/care-at-home-2022"),
    "concept_maps.html": ("/concept-maps",),
    "concept_map.html": ("/concept-maps/ndc-to-hcpcs-2025-10",),
    "compare.html": ("/compare",),
    "compare_value_sets.html": ("/compare?of=value-sets", f"/compare?this={CARE}|2022&other={CARE}|2025"),
    "check.html": ("/check", "/check?lines=J3111-JZ+2025-10-03+210%0AZZZZZ%0AJ3111+2019-01-01"),
    "narratives.html": ("/narratives",),
    "content.html": ("/content",),
    "api.html": ("/api?operation=CodeSystem-lookup",),
    "order_entry.html": ("/api/order-entry",),
}
# Pages for who may write need a principal: tests/terminology/http/test_writing_pages.py.
OF_WRITERS = ("writ", "sign_in")
# Only colors differ between the schemes; everything else was looked at in the light one.
COLORS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# 24 pixels, but for links in sentences: WCAG 2.2, 2.5.8.
SMALL_TARGETS = """[...document.querySelectorAll("button, input:not([type=hidden]), select, nav a, summary")]
    .filter(item => item.getClientRects().length && !item.closest(".crumbs"))
    .filter(item => item.getBoundingClientRect().height < 24).map(item => item.outerHTML)"""


def test_every_kind_of_page_is_looked_at() -> None:
    kinds = {path.name for path in TEMPLATES.glob("*.html") if '{% extends "base.html" %}' in path.read_text()}
    assert {name for name in kinds if not name.startswith(OF_WRITERS)} == set(PAGES)


@pytest.mark.parametrize("path", [path for paths in PAGES.values() for path in paths])
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


@pytest.mark.long
def test_a_diagnosis_and_its_tree_are_accessible(open_page: Open, icd_10_cm: str) -> None:
    for path in (f"/code-systems/{icd_10_cm}?below=M81", f"/code-systems/{icd_10_cm}/M81.0"):
        test_a_page_is_accessible_in_both_schemes_and_fits_every_width(open_page, path)


def violations(page: Any, options: dict[str, Any] | None) -> list[tuple[str, list[str]]]:
    found = axe.Axe().run(page, options=options).response["violations"]
    return [(item["id"], [node["html"] for node in item["nodes"]]) for item in found]
