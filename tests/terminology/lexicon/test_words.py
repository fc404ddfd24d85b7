import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.lexicon.words import (
    BREAK,
    folded,
    head_of,
    informative,
    numbered,
    pairs_in,
    stems_of,
    without_amounts,
    words_of,
    words_of_all,
)


def test_words_are_read_without_case_accents_and_punctuation() -> None:
    assert words_of("Crème, BRÛLÉE (20 mg)") == ["creme", "brulee", "20", "mg"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10mg", ["10", "mg"]),
        ("o2 B12 J3111", ["o2", "b12", "j3111"]),
        ("foam 4x4, 4 x 4", ["foam", "4", "x", "4", "4", "x", "4"]),
        ("W/C std", ["wheelchair", "std"]),
        ("mri w/contrast", ["mri", "with", "contrast"]),
        ("bed w/ rails w/o mattress", ["bed", "with", "rails", "without", "mattress"]),
        ("w/mattr, new/old", ["with", "mattr", "new", "old"]),
        ("用于伤口", ["用于伤口"]),
        ("<= %&! _", []),
    ],
)
def test_numbers_end_where_letters_begin_and_slashes_are_spelled_out(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_inflections_have_one_stem() -> None:
    assert len(set(stems_of(["injection", "injections"]))) == len(set(stems_of(["strip", "strips"]))) == 1


@given(st.lists(st.text(st.sampled_from("aB1é w/o\n\t.-伤")) | st.text()))
def test_many_texts_are_read_as_each_of_them_is(texts: list[str]) -> None:
    lines = " ".join(words_of_all(texts)).split(BREAK) if texts else []
    assert [line.split() for line in lines] == [words_of(text) for text in texts]


def test_an_amount_is_a_number_with_its_unit_and_takes_the_form_of_a_drug_with_it() -> None:
    assert without_amounts(["benadryl", "iv", "50", "mg"]) == ["benadryl"]
    assert without_amounts(["iv", "pole"]) == ["iv", "pole"]
    assert without_amounts(["power", "wheelchair", "group", "2"]) == ["power", "wheelchair", "group", "2"]


def test_a_number_belongs_to_the_word_by_which_things_are_counted() -> None:
    assert numbered(["ed", "visit", "level", "4"]) == ["level 4"]
    assert numbered(["kenalog", "40"]) == []


def test_the_words_before_a_joining_word_are_the_head() -> None:
    assert head_of(["transport", "to", "dialysis"]) == {"transport"}
    assert head_of(["to", "dialysis"]) == head_of(["dialysis", "transport"]) == set()


def test_the_rest_of_a_negation_is_ignored() -> None:
    assert informative(words_of("he can't get out of bed")) == ["he", "out", "bed"]
    assert informative(words_of("t shot")) == ["t", "shot"]


def test_a_compiled_table_has_a_pair_in_each_line() -> None:
    assert pairs_in("bed = 1 2\nchair potti = commode chair > e0163\n") == {
        "bed": "1 2",
        "chair potti": "commode chair > e0163",
    }
