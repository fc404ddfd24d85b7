"""Every kind of page is accessible, in all its states; `make test` checks a few of them in test_journeys.py."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terminology.pages import templates
from tests.builders.accessibility import assert_accessible

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


def test_every_kind_of_page_is_looked_at() -> None:
    kinds = {path.name for path in TEMPLATES.glob("*.html") if '{% extends "base.html" %}' in path.read_text()}
    assert {name for name in kinds if not name.startswith(OF_WRITERS)} == set(PAGES)


@pytest.mark.long
@pytest.mark.parametrize("path", [path for paths in PAGES.values() for path in paths])
def test_a_page_is_accessible_in_both_schemes_and_fits_every_width(open_page: Open, path: str) -> None:
    assert_accessible(open_page(path))


@pytest.mark.long
def test_a_diagnosis_and_its_tree_are_accessible(open_page: Open, icd_10_cm: str) -> None:
    for path in (f"/code-systems/{icd_10_cm}?below=M81", f"/code-systems/{icd_10_cm}/M81.0"):
        assert_accessible(open_page(path))
