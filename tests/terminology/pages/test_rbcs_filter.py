from collections.abc import Callable

from terminology.pages.context import PageRequest
from terminology.pages.rbcs_filter import codes_by_category


def test_codes_are_sorted_by_the_category_of_the_loaded_release(ask: Callable[..., PageRequest]) -> None:
    found = codes_by_category(ask())
    assert list(found) == ["DME", "E&M", "Imaging", "Other", "Procedure", "Test", "Treatment"]
    assert "E0601" in found["DME"]


def test_without_a_release_there_are_no_maps(ask_all: Callable[..., PageRequest]) -> None:
    assert codes_by_category(ask_all()) == {}
