from collections.abc import Callable

import pytest

from terminology.pages.context import PageRequest
from terminology.pages.problems import PageProblem
from terminology.pages.value_set_choice import (
    OFFERED,
    SetChoice,
    find_value_set,
    get_value_set,
    offered,
    value_set_choices,
)

Ask = Callable[..., PageRequest]
CARE = "http://example.org/fhir/ValueSet/care-at-home"


@pytest.mark.parametrize("text", [f"{CARE}|2022", "Care at home (an example) (2022)", "care 2022"])
def test_a_url_a_name_and_words_of_the_name_identify_one_system(ask: Ask, text: str) -> None:
    assert find_value_set(ask(), text) == f"{CARE}|2022"


def test_ambiguous_words_are_refused_with_the_candidates(ask: Ask) -> None:
    assert find_value_set(ask(), "care home") is None
    with pytest.raises(PageProblem) as refused:
        get_value_set(ask(**{"value-set": "care home"}), "value-set")
    assert "Care at home (an example) (2022); Care at home (an example) (2025)" in refused.value.advice
    with pytest.raises(PageProblem, match="not loaded"):
        get_value_set(ask(**{"value-set": "<script>"}), "value-set")
    assert get_value_set(ask(), "value-set") is None


def test_choices_are_sorted_by_name_and_long_lists_are_limited(ask: Ask) -> None:
    labels = [item.label.lower() for item in value_set_choices(ask())]
    assert labels == sorted(labels)
    many = [SetChoice(str(number), "a") for number in range(OFFERED + 1)]
    assert (len(offered(many[1:])), offered(many)) == (OFFERED, ())
