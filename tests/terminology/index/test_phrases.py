from terminology.index.phrases import phrases_of


def test_the_words_are_read_as_typed_as_spelled_out_and_as_intended() -> None:
    assert phrases_of(["hosp", "bed"], 16).texts == ("hosp bed", "hospital bed")
    assert "commode chair" in phrases_of(["potty", "chair"], 16).texts


def test_a_single_word_has_no_company_to_keep() -> None:
    assert not phrases_of(["walker"], 16)
    assert not phrases_of([], 16)


def test_a_text_fits_that_begins_so_or_has_no_other_words() -> None:
    phrases = phrases_of(["wheelchair", "standard"], 16)
    assert phrases.fit("standard wheelchair")
    assert phrases.fit("wheelchair standard with arms")
    assert not phrases.fit("power wheelchair standard")
