from terminology.core.bitset import numbers_in
from terminology.index.closeness import Closeness
from terminology.index.opposites import opposites_of
from terminology.index.postings import postings_of
from terminology.index.tiers import Tiers
from terminology.index.word_index import word_index_of
from terminology.index.word_search import WordSearch

TEXTS = (
    "Walker",
    "Walker, wheeled",
    "Monitr",
    *("Glucose monitor", "Tremor monitor") * 4,
    "Injection, heparin",
    "Alive",
)
CODES = postings_of({}, len(TEXTS))


def find(text: str) -> Tiers:
    words = (word_index_of(((number, (each,)) for number, each in enumerate(TEXTS)), len(TEXTS)),)
    asked = text.split()
    return WordSearch(CODES, words, (), len(TEXTS), len(TEXTS), Closeness(words)).find(asked, opposites_of(asked))


def test_all_words_are_found_exactly() -> None:
    assert list(numbers_in(find("wheeled walker").matching)) == [1]


def test_texts_without_the_negated_word_are_found_too() -> None:
    assert list(numbers_in(find("walker no wheels").matching)) == [0, 1]


def test_a_slip_of_a_text_is_corrected_where_the_words_are_not_found_together() -> None:
    assert not find("tremor monitr").matching
    assert TEXTS[next(numbers_in(find("tremor monitr").loose_tiers[0]))] == "Tremor monitor"
    assert list(numbers_in(find("monitr").matching)) == [2]


def test_the_form_of_a_drug_is_left_out_where_nothing_is_found() -> None:
    assert TEXTS[next(numbers_in(find("heprin im").loose))] == "Injection, heparin"


def test_a_single_short_word_counts_as_misspelled_only_if_a_text_begins_with_it() -> None:
    assert TEXTS[next(numbers_in(find("walkr").loose))] == "Walker"
    assert not find("aleve").loose or TEXTS[next(numbers_in(find("aleve").loose))] == "Alive"
