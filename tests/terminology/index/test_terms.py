from terminology.index.terms import Term, terms_of
from terminology.lexicon.words import words_of


def read(text: str, limit: int = 16) -> list[tuple[str, ...]]:
    return [term.words for term in terms_of(words_of(text), limit)]


def test_words_are_separate_terms_unless_they_form_a_phrase() -> None:
    assert read("rigid walker") == [("rigid",), ("walker",)]
    assert read("potty chair for grandma") == [("potty", "chair"), ("grandma",)]
    assert read("chairs potty") == [("chairs", "potty")]


def test_the_longest_phrase_counts() -> None:
    [term] = terms_of(["sleep", "apnea", "machine"], 16)
    assert ("continuous", "positive", "airway", "pressure", "device", "cpap") in term.others
    assert term.is_all
    assert term.is_last


def test_stop_words_are_dropped_if_there_are_other_words() -> None:
    assert read("what is the code for a walker") == [("walker",)]
    assert read("the code") == [("code",)]
    assert read("the") == [("the",)]
    assert read("") == []


def test_each_term_counts_once_and_only_so_many_are_read() -> None:
    assert read("walker rigid walker") == [("walker",), ("rigid",)]
    assert terms_of(["rigid", "aluminum", "wheeled"], 2) == [Term(("rigid",)), Term(("aluminum",), is_last=True)]


def test_the_usual_codes_are_those_of_a_phrase_and_of_a_word_that_is_all() -> None:
    assert [term.usual for term in terms_of(["crutches"], 16)] == [("e0114", "e0112", "e0110", "e0116")]
    assert [term.usual for term in terms_of(["crutches", "aluminum"], 16)] == [(), ()]
    [heparin, _, _] = terms_of(["heparin", "5000", "units"], 16)
    assert heparin.usual[:1] == ("j1644",)
    [phrase, _] = terms_of(["potty", "chair", "pediatric"], 16)
    assert phrase.usual[:1] == ("e0163",)
