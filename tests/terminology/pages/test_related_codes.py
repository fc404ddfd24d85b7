from collections.abc import Callable

from terminology.pages.context import PageRequest
from terminology.pages.related_codes import packages, predecessors, successors

Ask = Callable[..., PageRequest]


def test_a_replacement_links_back_to_its_predecessor(ask_all: Ask) -> None:
    after = successors(ask_all(), "C9399")
    assert after == ()
    after = successors(ask_all(), "Q9994")
    for item in after:
        assert "Q9994" in [before.code for before in predecessors(ask_all(), item.code)]


def test_without_a_crosswalk_there_are_no_packages(ask_all: Ask) -> None:
    assert packages(ask_all(), "J3111") is None
