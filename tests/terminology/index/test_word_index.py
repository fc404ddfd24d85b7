from terminology.core.bitset import numbers_in
from terminology.index.word_index import main_text, word_index_of

TEXTS = ((0, ("Walker, rigid", "Rigid walker adj")), (1, ("Seat, walker",)), (2, ()))


def test_words_are_those_of_all_texts_and_starts_those_of_main_texts() -> None:
    index = word_index_of(TEXTS, 3)
    assert list(numbers_in(index.words.with_word("walker"))) == [0, 1]
    assert list(numbers_in(index.words.with_word("adj"))) == [0]
    assert index.starts.words == ["seat", "walker"]
    assert word_index_of(TEXTS, 3, has_main_texts=False).starts.words == []


def test_a_phrase_is_within_one_text_and_may_continue() -> None:
    index = word_index_of(TEXTS, 3)
    read = index.read_of(0)
    assert [phrase in read for phrase in (b" walker rigid", b" walker ri", b" rigid rigid", b" alker rigid")] == [
        True,
        True,
        False,
        False,
    ]
    assert b" walker" not in index.read_of(2)


def test_the_main_text_is_the_first() -> None:
    index = word_index_of(TEXTS, 3)
    assert [main_text(index.read_of(number)) for number in range(3)] == ["walker rigid", "seat walker", ""]


def test_an_injection_begins_with_its_drug_too() -> None:
    index = word_index_of(((0, ("Injection, heparin sodium",)), (1, ("Injection", "Heparin"))), 2)
    assert list(numbers_in(index.starts.with_word("heparin"))) == [0]
    assert list(numbers_in(index.starts.with_word("injection"))) == [0, 1]
