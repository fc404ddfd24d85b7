from types import MappingProxyType

import pytest

from terminology.index.family_match import FamilyMatch, are_mostly_known
from terminology.index.postings_builder import PostingsBuilder
from terminology.index.vocabulary import Vocabulary
from terminology.index.word_index import word_index_of
from terminology.lexicon.families import Families
from terminology.lexicon.words import words_of

NAMES = ("Urinary drainage bag", "Bedside drainage bottle", "Walker", "Walker with seat", "Paper bag")
FAMILIES = Families(
    ("a0001", "a0002", "b0001", "b0002"),
    ((0, 1), (3, 2)),
    MappingProxyType({"pee": "0", "night": "0", "bag": "0", "sit": "1", "walk": "1"}),
)


@pytest.fixture
def vocabulary() -> Vocabulary:
    names = word_index_of(((number, (name,)) for number, name in enumerate(NAMES)), len(NAMES))
    return Vocabulary([names], [], PostingsBuilder().build(len(NAMES)))


@pytest.fixture
def match() -> FamilyMatch:
    return FamilyMatch(FAMILIES, (0, 1, 2, 3), len(NAMES))


def test_more_words_of_a_family_raise_its_rank(match: FamilyMatch, vocabulary: Vocabulary) -> None:
    assert match.numbers(words_of("my dad needs something he can pee in at night"), vocabulary) == (0, 1)
    assert match.numbers(["sit", "walking"], vocabulary) == (3, 2)


def test_words_of_a_name_count_in_addition_to_those_of_the_family(match: FamilyMatch, vocabulary: Vocabulary) -> None:
    assert match.numbers(["pee", "bottle", "night"], vocabulary)[0] == 1


def test_an_everyday_word_matches_nothing_alone_or_among_several(match: FamilyMatch, vocabulary: Vocabulary) -> None:
    assert match.numbers(["night"], vocabulary) == ()
    assert match.numbers(["night", "concert", "tickets"], vocabulary) == ()
    assert match.numbers([], vocabulary) == ()


def test_families_of_another_code_system_are_not_looked_for() -> None:
    assert not are_mostly_known((0, None, None, None))
    assert are_mostly_known((0, 1, None, None))


def test_a_word_that_means_nearly_the_same_counts_less(match: FamilyMatch, vocabulary: Vocabulary) -> None:
    assert match.numbers(["urine", "sleeping"], vocabulary)[0] == 0


def test_a_known_phrase_comes_first(match: FamilyMatch, vocabulary: Vocabulary) -> None:
    assert match.numbers(["pee", "night"], vocabulary, [(1.0, (1,))]) == (1, 0)


def test_a_name_with_the_meaning_of_a_word_counts() -> None:
    names = word_index_of(((number, ("Walker",)) for number in range(20)), 20)
    vocabulary = Vocabulary([names], [], PostingsBuilder().build(20))
    match = FamilyMatch(FAMILIES, (0, 1, 2, 3), 20)
    assert match.numbers(["sit", "rollator"], vocabulary, by_meaning={"rollator": 0b1000})[0] == 3


def test_a_modifier_ranks_lower_unless_requested() -> None:
    names = word_index_of(((number, ("Walker",)) for number in range(20)), 20)
    vocabulary = Vocabulary([names], [], PostingsBuilder().build(20))
    by_stem = MappingProxyType({"left": "0", "thumb": "0"})
    match = FamilyMatch(Families(("fa", "l3924"), ((0, 1),), by_stem), (0, 1), 20)
    assert match.numbers(["left", "thumb"], vocabulary)[0] == 1
    assert match.numbers(["left", "thumb", "modifier"], vocabulary)[0] == 0
