from terminology.lexicon.near_words import GROUPS, near_stems
from terminology.lexicon.words import stems_of


def test_words_of_one_line_mean_nearly_the_same() -> None:
    (pee,), urine = stems_of(["pee"]), stems_of(["urine"])
    assert set(urine) <= set(near_stems()[pee])
    assert pee not in near_stems()[pee]


def test_a_word_of_two_lines_has_those_of_both() -> None:
    (baby,) = stems_of(["baby"])
    assert set(stems_of(["newborn", "toddler"])) <= set(near_stems()[baby])


def test_each_line_has_several_words_in_small_letters() -> None:
    assert [line for line in GROUPS.strip().splitlines() if len(line.split()) < 2 or line != line.lower()] == []
