import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.index.words import BREAK, folded, stems_of, words_of, words_of_all


def test_words_are_read_without_case_accents_and_punctuation() -> None:
    assert words_of("Crème, BRÛLÉE (20 mg)") == ["creme", "brulee", "20", "mg"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10mg", ["10", "mg"]),
        ("o2 B12 J3111", ["o2", "b12", "j3111"]),
        ("4x4", ["4", "x4"]),
        ("bed w/ rails w/o mattress", ["bed", "with", "rails", "without", "mattress"]),
        ("w/mattr, new/old", ["with", "mattr", "new", "old"]),
        ("用于伤口", ["用于伤口"]),
        ("<= %&! _", []),
    ],
)
def test_numbers_end_where_letters_begin_and_slashes_are_spelt_out(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_inflections_have_one_stem() -> None:
    assert len(set(stems_of(["injection", "injections"]))) == len(set(stems_of(["strip", "strips"]))) == 1


@given(st.lists(st.text(st.sampled_from("aB1é w/o\n\t.-伤")) | st.text()))
def test_many_texts_are_read_as_each_of_them_is(texts: list[str]) -> None:
    lines = " ".join(words_of_all(texts)).split(BREAK) if texts else []
    assert [line.split() for line in lines] == [words_of(text) for text in texts]
