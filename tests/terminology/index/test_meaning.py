from terminology.core.bitset import numbers_in
from terminology.index.meaning import Meaning, meanings_of
from terminology.index.postings import Postings
from terminology.index.word_index import WordIndex

TEXTS = ("Injection, filgrastim", "Inj. iron sucrose", "Test strips", "Stripping tool", "Injector", "Wheelchair")
INDEX = WordIndex(((number, (text,)) for number, text in enumerate(TEXTS)), len(TEXTS))
CODES = Postings({f"k{number}": [number] for number in range(len(TEXTS))}, len(TEXTS))


def meaning(word: str) -> Meaning:
    return meanings_of([word], [INDEX], CODES)[0]


def found(bits: int) -> list[int]:
    return list(numbers_in(bits))


def test_an_abbreviation_is_as_good_as_the_word() -> None:
    assert found(meaning("inj").same) == found(meaning("injection").same) == [0, 1]
    assert found(meaning("inj").begun) == [0, 1, 4]


def test_an_inflection_is_as_good_as_the_word() -> None:
    assert found(meaning("strip").same) == found(meaning("strips").same) == [2, 3]


def test_a_code_is_a_word_too() -> None:
    assert found(meaning("k3").same) == [3]
    assert found(meaning("k").begun) == [0, 1, 2, 3, 4, 5]


def test_only_a_word_that_nothing_begins_with_is_taken_for_a_slip() -> None:
    assert found(meaning("weelchair").near) == [5]
    assert meaning("inject").near == meaning("inject").begun


def test_a_filter_of_many_unknown_words_is_not_a_slip() -> None:
    words = ["weelchair", "injectoin", "filgrastin", "sucrosee"]
    assert [found(each.near) for each in meanings_of(words[:3], [INDEX], CODES)] == [[5], [0], [0]]
    assert not any(each.near for each in meanings_of(words, [INDEX], CODES))


def test_first_are_those_whose_text_begins_with_it() -> None:
    assert found(meaning("sucrose").first) == []
    assert found(meaning("inj").first) == [0, 1, 4]
