import csv
from pathlib import Path

from terminology.lexicon.abbreviations import SAME_WORDS, TYPED_SHORT, same_words, spelled_out
from terminology.lexicon.words import words_of

RELEASE = "releases/2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv"


def test_an_abbreviation_and_its_expansion_mean_the_same() -> None:
    assert same_words("inj") == same_words("injection") == ("inj", "injection")
    assert spelled_out("inj") == spelled_out("injection") == "injection"


def test_any_other_word_means_itself() -> None:
    assert same_words("walker") == ("walker",)
    assert spelled_out("walker") == "walker"


def test_a_full_word_does_not_mean_its_rare_abbreviation() -> None:
    assert same_words("conc") == ("conc", "concentrator")
    assert same_words("concentrator") == ("concentrator",)


def test_no_word_is_in_two_rows() -> None:
    words = [word for row in SAME_WORDS for word in row]
    assert len(words) == len(set(words))
    assert TYPED_SHORT.keys().isdisjoint(words)


def test_each_row_has_words_that_cms_writes(shared_data: Path) -> None:
    with (shared_data / RELEASE).open(newline="") as file:
        texts = [text for row in csv.DictReader(file) for text in (row["LONG DESCRIPTION"], row["SHORT DESCRIPTION"])]
    written = {word for text in texts for word in words_of(text)}
    assert [word for word in TYPED_SHORT.values() if word not in written] == []
    with_slash = {"w"}  # read as "with", wherever CMS writes w/
    assert [word for row in SAME_WORDS for word in row if word not in written | with_slash] == []
