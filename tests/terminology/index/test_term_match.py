from terminology.core.bitset import numbers_in
from terminology.index.postings import postings_of
from terminology.index.term_match import TermMatch, match_words
from terminology.index.word_index import word_index_of

TEXTS = ("Injection, filgrastim", "Inj. iron sucrose", "Test strips", "Stripping tool", "Injector", "Wheelchair")
INDEX = word_index_of(((number, (text,)) for number, text in enumerate(TEXTS)), len(TEXTS))
CODES = postings_of({f"k{number}": [number] for number in range(len(TEXTS))}, len(TEXTS))


def match(word: str) -> TermMatch:
    return match_words([word], [INDEX], CODES)[0]


def found(bits: int) -> list[int]:
    return list(numbers_in(bits))


def test_an_abbreviation_is_as_good_as_the_word() -> None:
    assert found(match("inj").same) == found(match("injection").same) == [0, 1]
    assert found(match("inj").begun) == [0, 1, 4]


def test_an_inflection_is_as_good_as_the_word() -> None:
    assert found(match("strip").same) == found(match("strips").same) == [2, 3]


def test_a_code_is_a_word_too() -> None:
    assert found(match("k3").same) == [3]
    assert found(match("k").begun) == [0, 1, 2, 3, 4, 5]


def test_only_a_word_that_nothing_begins_with_is_taken_for_a_slip() -> None:
    assert found(match("weelchair").near) == [5]
    assert match("inject").near == match("inject").begun


def test_a_filter_of_many_unknown_words_is_not_a_slip() -> None:
    words = ["weelchair", "injectoin", "filgrastin", "sucrosee"]
    assert [found(each.near) for each in match_words(words[:3], [INDEX], CODES)] == [[5], [0], [0]]
    assert not any(each.near for each in match_words(words, [INDEX], CODES))


def test_first_are_those_whose_text_begins_with_it() -> None:
    assert found(match("sucrose").first) == []
    assert found(match("inj").first) == [0, 1, 4]
