import pytest

from terminology.pages.wording import counted, first_capital, words_of_name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pricingIndicator", "Pricing indicator"),
        ("rbcsFamily", "RBCS family"),
        ("short-text", "Short text"),
        ("a", "A"),
    ],
)
def test_names_are_words(name: str, words: str) -> None:
    assert words_of_name(name) == words


def test_counts_agree_with_their_nouns() -> None:
    assert counted(1, "code") == "1 code"
    assert counted(1234, "code") == "1,234 codes"
    assert counted(2, "entry", "entries") == "2 entries"


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert (first_capital("given a LAST day"), first_capital("")) == ("Given a LAST day", "")
