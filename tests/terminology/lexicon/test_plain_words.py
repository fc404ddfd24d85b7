from pathlib import Path

import pytest

from terminology.lexicon.plain_word_rows import plain_words
from terminology.lexicon.plain_words import LONGEST_PHRASE, meaning_of, usual_codes_among
from terminology.lexicon.words import informative, stems_of, words_of
from terminology.providers.generic import GenericCodeSystem, in_memory
from tests.examples.releases import read_release

RELEASE = "releases/2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv"


@pytest.fixture(scope="module")
def hcpcs(shared_data: Path) -> GenericCodeSystem:
    return in_memory(read_release(shared_data / RELEASE).code_system)


def test_each_row_finds_its_codes_and_each_phrase_a_usual_code_first(hcpcs: GenericCodeSystem) -> None:
    """Except the phrase that is itself a code: the modifier ER. Phrases of a row are synonyms: some are tested."""
    missed: list[tuple[str, str]] = []
    for row in plain_words():
        for place, phrase in enumerate(row.mentioned[::3]):
            found = hcpcs.search(phrase)
            usual = meaning_of(stems_of(_informative(phrase))).usual
            if usual and not (found.exact and hcpcs.concept(found[0]).code.lower() in (*usual, phrase)):
                missed.append((phrase, "none is first"))
            if place == 0:
                codes = {hcpcs.ordinal(code) for code in row.leads_to}
                if not codes <= set(found[: min(found.exact, 20)]) and not codes <= set(found[: found.exact]):
                    missed.append((phrase, row.leads_to[0]))
    assert missed == []


def _informative(phrase: str) -> list[str]:
    return informative(words_of(phrase))


def test_the_words_may_be_scattered_over_a_sentence_of_which_they_are_half() -> None:
    def usual(text: str) -> tuple[str, ...]:
        return usual_codes_among(stems_of(informative(words_of(text))))

    assert usual("the machine that checks my sugar")[:1] == ("e0607",)
    assert usual("bus with a potty where passengers sit on the new chair of leather") == ()


def test_codes_of_qualities_and_parts_are_examples() -> None:
    assert meaning_of(stems_of(["potty", "chair"])).usual[:1] == ("e0163",)
    assert meaning_of(["armpit"]).usual == ()


def test_words_count_in_any_order_and_with_any_ending() -> None:
    assert meaning_of(stems_of(["shots", "flu"])) == meaning_of(stems_of(["flu", "shot"]))
    assert not meaning_of(["romosozumab"])


def test_no_row_has_more_words_than_a_search_combines() -> None:
    phrases = [_informative(phrase) for row in plain_words() for phrase in row.mentioned]
    assert max(map(len, phrases)) <= LONGEST_PHRASE
