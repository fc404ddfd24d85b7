from dataclasses import replace

from terminology.index.phrases import Phrases
from terminology.index.term_match import TermMatch
from terminology.index.tiers import NOTHING, Tiers, exact_tiers

SOME = Tiers((0b0011,), (0b1000,), first=0b0010, main=0b0111, usual=(1,), phrases=Phrases(()))


def test_each_tier_includes_the_previous_one() -> None:
    walker = TermMatch((0b0001, 0b0011), 0b0111, 0b1111, 0b1111, 0)
    wheeled = TermMatch((0b0111,), 0b1111, 0b1111, 0b1111, 0)
    assert exact_tiers([walker, wheeled]) == (0b0001, 0b0011, 0b0111, 0b1111)


def test_loose_matches_come_after_exact_ones_in_the_same_order() -> None:
    loose = SOME.loosely(0b0100)
    assert (loose.matching, loose.loose_tiers) == (0, (0b0011, 0b1000, 0b0100))
    assert replace(SOME, usual=(1, 3)).loosely(0).usual == (1,)


def test_texts_with_more_of_the_words_rank_higher_and_both_are_exact() -> None:
    narrow = Tiers((0b0100,), (0,), 0, 0, usual=(2,), phrases=Phrases(()))
    both = SOME.after(narrow)
    assert (both.exact, both.usual) == ((0b0100, 0b0111), (2, 1))


def test_items_come_before_texts_about_them_and_prefix_matches_first_in_both() -> None:
    assert [bits for bits in SOME.in_turn(0b1111) if bits] == [0b0010, 0b0101, 0b1000]
    assert list(NOTHING.in_turn(0)) == []
