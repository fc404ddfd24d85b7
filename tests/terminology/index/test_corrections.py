from terminology.index.corrections import commoner, corrections, likeliest
from terminology.index.postings import postings_of
from terminology.index.vocabulary import Vocabulary
from terminology.index.word_index import word_index_of

TEXTS = ("Medical records", "Remicade infusion", "Remicade", "Walker", "Walken", "Walken", "Test strips")
INDEX = word_index_of(((number, (text,)) for number, text in enumerate(TEXTS)), len(TEXTS))
VOCABULARY = Vocabulary([INDEX], (), postings_of({}, len(TEXTS)))


def test_the_word_with_the_fewest_wrong_letters_was_intended() -> None:
    assert likeliest("wakler", VOCABULARY) == [("walker",)]


def test_ties_go_to_the_same_beginning_then_to_the_more_common_word() -> None:
    assert likeliest("remicaid", VOCABULARY) == [("remicade",)]
    assert likeliest("walkem", VOCABULARY) == [("walken",), ("walker",)]


def test_a_colloquial_word_may_be_misspelled_too() -> None:
    assert likeliest("pnuemonia", VOCABULARY) == [("pneumonia",)]
    assert likeliest("psoriasys", VOCABULARY) == [("psoriasis",)]


def test_two_words_run_together_are_split() -> None:
    assert corrections(["teststrips", "box"], ["teststrips"], VOCABULARY) == [["test", "strips", "box"]]


def test_the_words_are_tried_with_each_that_is_as_likely() -> None:
    assert corrections(["walkem", "box"], ["walkem"], VOCABULARY) == [["walken", "box"], ["walker", "box"]]
    assert corrections(["walkem", "wakler"], ["walkem", "wakler"], VOCABULARY) == [["walken", "walker"]]


def test_a_word_without_near_matches_stays() -> None:
    assert corrections(["xyzzyq", "box"], ["xyzzyq"], VOCABULARY) == []
    assert likeliest("string", VOCABULARY) == []


def test_a_misspelling_in_one_text_is_corrected_to_the_common_word() -> None:
    texts = ["monitr", *["monitor"] * 8]
    index = word_index_of(((number, (text,)) for number, text in enumerate(texts)), len(texts))
    vocabulary = Vocabulary([index], (), postings_of({}, len(texts)))
    assert commoner(["glucose", "monitr"], vocabulary) == ["glucose", "monitor"]
    assert commoner(["walken"], VOCABULARY) == ["walken"]
