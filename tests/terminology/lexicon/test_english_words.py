from terminology.lexicon.english_words import english_words


def test_it_has_the_words_of_every_day_and_no_names_of_drugs() -> None:
    assert {"horse", "pizza", "ticket", "insurance"} <= english_words()
    assert english_words().isdisjoint({"romosozumab", "humira", "keytruda"})
    assert all(word.isascii() and word.islower() and len(word) >= 4 for word in english_words())
