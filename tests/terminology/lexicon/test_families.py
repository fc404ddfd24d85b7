from terminology.lexicon.families import families
from terminology.lexicon.words import stems_of


def test_families_are_found_by_the_stems_of_their_words() -> None:
    known = families()
    (stem,) = stems_of(["jaundiced"])
    members = {known.codes[member] for members in known.with_word(stem) for member in members}
    assert "e0202" in members
    assert known.with_word("for") == []
