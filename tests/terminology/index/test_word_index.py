from terminology.core.bitset import numbers_in
from terminology.index.word_index import word_index_of

TEXTS = ((0, ("Walker, rigid", "Rigid walker adj")), (1, ("Seat, walker",)), (2, ()))


def test_words_are_those_of_all_texts_and_starts_those_of_main_texts() -> None:
    index = word_index_of(TEXTS, 3)
    assert list(numbers_in(index.words.with_word("walker"))) == [0, 1]
    assert list(numbers_in(index.words.with_word("adj"))) == [0]
    assert index.starts.words == ["seat", "walker"]
    assert word_index_of(TEXTS, 3, has_main_texts=False).starts.words == []


def test_a_phrase_stands_in_one_text_and_may_go_on() -> None:
    index = word_index_of(TEXTS, 3)
    assert index.has_phrase(0, "walker rigid")
    assert index.has_phrase(0, "walker ri")
    assert not index.has_phrase(0, "rigid rigid")
    assert not index.has_phrase(0, "alker rigid")
    assert not index.has_phrase(2, "walker")


def test_an_injection_begins_with_its_drug_too() -> None:
    index = word_index_of(((0, ("Injection, heparin sodium",)), (1, ("Injection", "Heparin"))), 2)
    assert list(numbers_in(index.starts.with_word("heparin"))) == [0]
    assert list(numbers_in(index.starts.with_word("injection"))) == [0, 1]
