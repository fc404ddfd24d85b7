import pytest

from terminology.pages.wording import first_capital, one_of, size_in_words, words_in_text, words_of_name


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


def test_within_a_sentence_an_acronym_stays_in_capitals() -> None:
    assert [words_in_text(name) for name in ("dmeposCategory", "pricingIndicator")] == [
        "DMEPOS category",
        "pricing indicator",
    ]


def test_choices_are_named_as_a_sentence_names_them() -> None:
    assert one_of(("a",)) == "‘a’"
    assert one_of(("a", "b", "c")) == "‘a’, ‘b’ or ‘c’"


def test_a_size_is_in_the_largest_unit_that_it_fills() -> None:
    assert [size_in_words(size) for size in (2**24, 2048, 5)] == ["16 MB", "2 kB", "5 bytes"]


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert (first_capital("given a LAST day"), first_capital("")) == ("Given a LAST day", "")
