from terminology.index.text_index import Entry, index_of
from terminology.lexicon.accessory_words import ACCESSORY_FIRST_WORDS, ACCESSORY_WORDS, names_an_accessory


def test_an_item_comes_before_its_accessories() -> None:
    entries = (Entry("E0950", ("Wheelchair accessory, tray, each",)), Entry("K0001", ("Standard wheelchair",)))
    assert list(index_of(entries).search("wheelchair")) == [1, 0]
    assert list(index_of(entries).search("wheelchair accessory")) == [0]


def test_a_search_for_accessories_has_the_usual_order() -> None:
    assert names_an_accessory(["wheelchair", "accessories"])
    assert not names_an_accessory(["wheelchair"])


def test_the_words_are_in_the_order_in_which_postings_have_them() -> None:
    assert list(ACCESSORY_WORDS) == sorted(ACCESSORY_WORDS)
    assert list(ACCESSORY_FIRST_WORDS) == sorted(ACCESSORY_FIRST_WORDS)
