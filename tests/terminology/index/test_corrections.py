from terminology.index.corrections import commoner, corrections, likeliest
from terminology.index.postings import postings_of
from terminology.index.vocabulary import Vocabulary
from terminology.index.word_index import word_index_of

TEXTS = ("Medical records", "Remicade infusion", "Remicade", "Walker", "Walken", "Walken", "Test strips")
INDEX = word_index_of(((number, (text,)) for number, text in enumerate(TEXTS)), len(TEXTS))
VOCABULARY = Vocabulary([INDEX], (), postings_of({}, len(TEXTS)))


def test_the_word_with_the_fewest_wrong_letters_was_intended() -> None:
    assert likeliest("wakler", VOCABULARY) == [("walker",)]


def test_of_equals_one_that_begins_equally_then_the_one_that_more_codes_have() -> None:
    assert likeliest("remicaid", VOCABULARY) == [("remicade",)]
    assert likeliest("walkem", VOCABULARY) == [("walken",), ("walker",)]


def test_a_word_that_only_people_say_may_be_misspelled_too() -> None:
    assert likeliest("pnuemonia", VOCABULARY) == [("pneumonia",)]
    assert likeliest("psoriasys", VOCABULARY) == [("psoriasis",)]


def test_two_words_that_were_run_together_are_written_apart() -> None:
    assert corrections(["teststrips", "box"], ["teststrips"], VOCABULARY) == [["test", "strips", "box"]]


def test_the_words_are_tried_with_each_that_is_as_likely() -> None:
    assert corrections(["walkem", "box"], ["walkem"], VOCABULARY) == [["walken", "box"], ["walker", "box"]]
    assert corrections(["walkem", "wakler"], ["walkem", "wakler"], VOCABULARY) == [["walken", "walker"]]


def test_what_nothing_comes_near_stays() -> None:
    assert corrections(["xyzzyq", "box"], ["xyzzyq"], VOCABULARY) == []
    assert likeliest("string", VOCABULARY) == []


def test_a_slip_that_a_text_has_is_replaced_by_what_many_have() -> None:
    texts = ["monitr", *["monitor"] * 8]
    index = word_index_of(((number, (text,)) for number, text in enumerate(texts)), len(texts))
    vocabulary = Vocabulary([index], (), postings_of({}, len(texts)))
    assert commoner(["glucose", "monitr"], vocabulary) == ["glucose", "monitor"]
    assert commoner(["walken"], VOCABULARY) == ["walken"]
