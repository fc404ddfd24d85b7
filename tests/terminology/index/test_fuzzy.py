import pytest

from terminology.index.fuzzy import near_words, other_words

VOCABULARY = ["j3111", "rotator", "romosozumab", "walker", "walking", "water", "wheelchair", "wheelchairs"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("romosuzumab", ["romosozumab"]),
        ("romozosumab", ["romosozumab"]),
        ("walkr", ["walker"]),
        ("wlaker", ["walker"]),
        ("weelchair", ["wheelchair"]),
        ("romosuz", ["romosozumab"]),
    ],
)
def test_a_slip_means_the_words_with_the_fewest_wrong_letters(word: str, near: list[str]) -> None:
    assert near_words(word, VOCABULARY) == near


@pytest.mark.parametrize("word", ["wal", "", "j3112", "w" * 41, "stethoscope"])
def test_short_words_codes_and_anything_else_are_not_misspellings(word: str) -> None:
    assert near_words(word, VOCABULARY) == []


@pytest.mark.parametrize(
    ("word", "near"), [("weelchare", ["wheelchair"]), ("rottatur", ["rotator"]), ("weelchore", [])]
)
def test_a_homophone_may_have_one_more_wrong_letter(word: str, near: list[str]) -> None:
    assert near_words(word, [word for word in VOCABULARY if word != "wheelchairs"]) == near


def test_other_words_have_one_wrong_letter_and_the_same_first_one() -> None:
    assert other_words("wolker", sorted([*VOCABULARY, "wolker", "folker"])) == ["walker"]
