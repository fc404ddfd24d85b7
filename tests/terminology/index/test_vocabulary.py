from terminology.core.bitset import numbers_in
from terminology.index.postings import postings_of
from terminology.index.vocabulary import Vocabulary
from terminology.index.word_index import word_index_of

TEXTS = ("Injection, filgrastim", "Inj. iron sucrose", "Test strips", "Stripping tool", "Injector", "Wheelchair")
NAMES = word_index_of(((number, (text,)) for number, text in enumerate(TEXTS)), len(TEXTS))
TOLD = word_index_of([(5, ("It is injected into strips",))], len(TEXTS), has_main_texts=False)
CODES = postings_of({f"k{number}": [number] for number in range(len(TEXTS))}, len(TEXTS))
VOCABULARY = Vocabulary([NAMES], [TOLD], CODES)


def found(bits: int) -> list[int]:
    return list(numbers_in(bits))


def test_an_abbreviation_is_as_good_as_the_word() -> None:
    assert found(VOCABULARY.same("inj")) == found(VOCABULARY.same("injection")) == [0, 1]


def test_an_inflection_is_as_good_as_the_word() -> None:
    assert found(VOCABULARY.same("strip")) == found(VOCABULARY.same("strips")) == [2, 3]


def test_the_beginning_of_a_word_or_of_a_code_is_found() -> None:
    assert found(VOCABULARY.prefixed("inj")) == [0, 1, 4]
    assert found(VOCABULARY.prefixed("k")) == [0, 1, 2, 3, 4, 5]


def test_texts_that_begin_with_it_come_first() -> None:
    assert found(VOCABULARY.first("sucrose")) == []
    assert found(VOCABULARY.first("inj")) == [0, 1]


def test_texts_about_codes_are_matched_in_addition_to_names() -> None:
    assert found(VOCABULARY.described("strips")) == [2, 3, 5]
    assert found(VOCABULARY.described("injection")) == [0, 1, 5]


def test_only_words_of_names_are_known() -> None:
    assert VOCABULARY.knows("filgrastim")
    assert not VOCABULARY.knows("filgras")


def test_a_short_stem_is_shared_by_inflections_alone() -> None:
    names = word_index_of([(0, ("Even number",)), (1, ("Body suit",)), (2, ("Cutting tool",))], 3)
    vocabulary = Vocabulary([names], (), postings_of({}, 3))
    assert found(vocabulary.same("evenity")) == []
    assert found(vocabulary.same("evens")) == [0]
    assert found(vocabulary.same("bodies")) == [1]
    assert found(vocabulary.same("cut")) == [2]


def test_the_word_as_it_was_typed_is_found_in_either_number() -> None:
    assert found(VOCABULARY.typed("strip")) == found(VOCABULARY.typed("strips")) == [2]
    assert found(VOCABULARY.typed("stripping")) == [3]
    assert found(VOCABULARY.typed("inj")) == [0, 1]
