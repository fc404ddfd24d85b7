from collections.abc import Callable

import pytest

from terminology.pages.context import PageRequest
from terminology.pages.problems import PageProblem
from terminology.pages.search_filters import hcpcs_query, option_groups

Ask = Callable[..., PageRequest]


def counts(ask: Ask, group: str, words: str = "", **query: str) -> dict[str, int | None]:
    request = ask("/hcpcs", **query)
    groups = option_groups(request, hcpcs_query(request, words))
    return {item.label: item.count for each in groups if each.title == group for item in each.options}


def test_every_chapter_has_its_count_whatever_chapter_is_chosen(ask_all: Ask) -> None:
    in_all = counts(ask_all, "Chapter")
    assert len(in_all) == 17
    assert counts(ask_all, "Chapter", chapter="J") == in_all
    assert sum(count or 0 for count in in_all.values()) == 8463


def test_words_and_other_filters_lower_the_counts(ask_all: Ask) -> None:
    found = counts(ask_all, "Chapter", "wheelchair", kind="procedure")
    assert set(found) == {label for label in counts(ask_all, "Chapter") if label[0] in {label[0] for label in found}}
    assert len(found) < 17


def test_without_the_rbcs_there_is_no_such_filter(ask_all: Ask) -> None:
    assert counts(ask_all, "RBCS category") == {}


def test_a_category_leaves_its_codes(ask: Ask) -> None:
    assert "Imaging" in counts(ask, "RBCS category")
    query = hcpcs_query(ask("/hcpcs", rbcs="Imaging"), "")
    assert query.codes is not None
    assert "A9500" in query.codes


@pytest.mark.parametrize("query", [{"rbcs": "x"}, {"kind": "x"}, {"status": "x"}, {"chapter": "Z"}])
def test_an_invalid_choice_is_refused(ask: Ask, query: dict[str, str]) -> None:
    with pytest.raises(PageProblem):
        hcpcs_query(ask("/hcpcs", **query), "")
