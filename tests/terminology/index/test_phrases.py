from terminology.index.phrases import phrases_of
from terminology.index.word_index import word_index_of


def test_the_words_are_read_as_typed_as_spelled_out_and_as_intended() -> None:
    assert phrases_of(["hosp", "bed"], 16).texts == ("hosp bed", "hospital bed")
    assert "commode chair" in phrases_of(["potty", "chair"], 16).texts


def test_a_single_word_has_no_context_to_match() -> None:
    assert not phrases_of(["walker"], 16)
    assert not phrases_of([], 16)


def test_a_text_fits_if_it_begins_with_the_words_or_has_no_others() -> None:
    phrases = phrases_of(["wheelchair", "standard"], 16)
    texts = ("Standard wheelchair", "Wheelchair, standard, with arms", "Power wheelchair, standard", "Standard", "")
    index = word_index_of(enumerate([(text, "Wheelchair, standard") for text in texts]), len(texts))
    assert [phrases.fit(index.read_of(number)) for number in range(len(texts))] == [True, True, False, True, True]
