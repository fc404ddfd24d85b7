from terminology.core.bitset import numbers_in
from terminology.index.closeness import Closeness
from terminology.index.opposites import opposites_of
from terminology.index.phrases import phrases_of
from terminology.index.word_index import word_index_of

TEXTS = (
    "Injection, ondansetron, 1 mg",
    "Ondansetron, oral, 4 mg",
    "Bed, semi-electric, without side rails",
    "Bed, with side rails, semi-electric",
    "Power wheelchair, group 2",
    "Visit " + "at length " * 10,
)
CLOSENESS = Closeness([word_index_of(((number, (text,)) for number, text in enumerate(TEXTS)), len(TEXTS))])
ALL = (1 << len(TEXTS)) - 1


def contradicting(asked: str) -> list[int]:
    return list(numbers_in(CLOSENESS.contradicting(ALL, opposites_of(asked.split()))))


def test_another_route_of_administration_contradicts() -> None:
    assert contradicting("zofran iv") == [1]
    assert contradicting("zofran tablet") == [0]
    assert contradicting("zofran") == []


def test_texts_with_a_negated_word_or_a_negated_search_word_contradict() -> None:
    assert contradicting("bed without rails") == [3]
    assert contradicting("bed rails") == [2]


def test_adjacent_words_rank_closest() -> None:
    phrases = phrases_of(["semi", "electric", "bed"], 16)
    assert list(CLOSENESS.closest_first(0b1100, phrases)) == [2, 3]


def test_no_phrase_spans_the_texts_of_two_indexes() -> None:
    main, added = (("A full bed", "A mattress"), ("rails for it", "for a bed rails"))
    indexes = [word_index_of(((at, (text,)) for at, text in enumerate(texts)), 2) for texts in (main, added)]
    assert list(Closeness(indexes).closest_first(0b11, phrases_of(["bed", "rails"], 16))) == [1, 0]


def test_a_number_may_be_lacking() -> None:
    phrases = phrases_of(["wheelchair", "group", "2"], 16)
    assert [CLOSENESS.lacks_number(number, phrases) for number in (3, 4)] == [True, False]


def test_a_text_with_many_more_words_than_the_search_is_long() -> None:
    assert CLOSENESS.are_long(1 << 5, ["visit"])
    assert not CLOSENESS.are_long(1 << 5 | 1, ["visit"])
