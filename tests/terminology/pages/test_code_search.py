from collections.abc import Callable

from terminology.core.days import parse_days
from terminology.core.value_sets import Filter
from terminology.pages.code_search import CodeQuery, search_codes
from terminology.pages.context import PageRequest

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
Ask = Callable[..., PageRequest]


def test_words_and_properties_narrow_each_other(ask_all: Ask) -> None:
    by_words = search_codes(ask_all(), CodeQuery(HCPCS, words="wheelchair"), count=5)
    narrowed = search_codes(
        ask_all(), CodeQuery(HCPCS, words="wheelchair", filters=(Filter("chapter", "=", "K"),)), count=5
    )
    assert (by_words.total or 0) > (narrowed.total or 0) > 0
    assert all((item.code or "").startswith("K") for item in narrowed.contains)


def test_a_day_is_honored(ask_all: Ask) -> None:
    asked = search_codes(ask_all(), CodeQuery(HCPCS, words="romosozumab", days=parse_days("2018-01-01")), count=5)
    assert "J3111" not in [item.code for item in asked.contains]
