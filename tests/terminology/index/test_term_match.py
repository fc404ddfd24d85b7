from terminology.core.bitset import numbers_in
from terminology.index.postings import postings_of
from terminology.index.term_match import TermMatch, joined_terms, match_terms
from terminology.index.terms import Term, terms_of
from terminology.index.vocabulary import Vocabulary
from terminology.index.word_index import word_index_of
from terminology.lexicon.words import words_of

TEXTS = ("Injection, filgrastim", "Inj. iron sucrose", "Test strips", "Stripping tool", "Injector", "Wheelchair", "Bed")
INDEX = word_index_of(((number, (text,)) for number, text in enumerate(TEXTS)), len(TEXTS))
CODES = postings_of({f"k{number}": [number] for number in range(len(TEXTS))}, len(TEXTS))
VOCABULARY = Vocabulary([INDEX], (), CODES)


def matched(text: str) -> list[TermMatch]:
    return match_terms(list(joined_terms(terms_of(words_of(text), 16), VOCABULARY)), VOCABULARY)


def match(text: str) -> TermMatch:
    return matched(text)[0]


def found(bits: int) -> list[int]:
    return list(numbers_in(bits))


def test_a_colloquial_word_means_the_official_one() -> None:
    assert found(match("shot").same[0]) == [0, 1]
    assert found(match("jab").prefixed) == [0, 1]


def test_alone_it_means_its_expansion_first_and_among_other_words_itself_first() -> None:
    assert len(match("shot").same) == 3
    assert found(match("shot k3").same[0]) == []
    assert found(match("shot k3").same[-1]) == [0, 1]


def test_a_code_is_a_word_too() -> None:
    assert found(match("k3").same[-1]) == [3]
    assert found(match("k").prefixed) == [0, 1, 2, 3, 4, 5, 6]


def test_two_words_that_a_text_writes_as_one_are_one() -> None:
    assert [term.words for term in joined_terms([Term(("wheel",)), Term(("chair",))], VOCABULARY)] == [
        ("wheel", "chair")
    ]
    assert found(match("wheel chair").same[-1]) == [5]


def test_only_a_word_that_begins_no_other_counts_as_a_misspelling() -> None:
    assert found(match("weelchair").near) == [5]
    assert match("inject").near == match("inject").prefixed


def test_words_run_together_are_found_separately() -> None:
    assert found(match("teststrips").near) == [2]
    assert match("wheelchairbed").near == 0


def test_a_dictionary_word_is_neither_a_misspelling_nor_a_prefix_unless_it_is_last() -> None:
    assert match("beds").near == match("bed").near
    assert match("string").near == 0
    assert found(matched("stripp tool")[0].prefixed) == [3]
    assert found(matched("test tool")[0].prefixed) == [2]


def test_a_filter_of_many_unknown_words_is_not_a_slip() -> None:
    words = ["weelchair", "injectoin", "filgrastin", "sucrosee"]
    assert [found(each.near) for each in matched(" ".join(words[:3]))] == [[5], [0], [0]]
    assert not any(each.near for each in matched(" ".join(words)))


def test_texts_that_begin_with_it_come_first() -> None:
    assert found(match("sucrose").first) == []
    assert found(match("inj").first) == [0, 1, 4]


def test_alone_a_word_means_first_itself_then_its_other_endings() -> None:
    assert [found(each) for each in match("strip").same] == [[2], [2, 3]]
    assert [found(each) for each in match("strip tool").same] == [[2, 3]]
