from terminology.lexicon.english_words import english_words


def test_it_has_everyday_words_but_no_drug_names() -> None:
    assert {"horse", "pizza", "ticket", "insurance"} <= english_words()
    assert english_words().isdisjoint({"romosozumab", "humira", "keytruda"})
    assert all(word.isascii() and word.islower() and len(word) >= 4 for word in english_words())
