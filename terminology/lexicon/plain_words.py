"""Plain words: what the words of a search mean in the terms of code systems (`plain_word_rows.py`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from terminology.lexicon.words import pairs_in

Words = tuple[str, ...]
LONGEST_PHRASE = 6  # words of the longest plain phrase
MEANINGS = 4096  # cached at most


@dataclass(frozen=True, slots=True)
class Meaning:
    """`words`: official phrases, best first; each needs all its words. `usual`: the codes most often meant."""

    words: tuple[Words, ...] = ()
    usual: Words = ()

    def __bool__(self) -> bool:
        return bool(self.words)


NO_MEANING = Meaning()


def meaning_of(stems: Sequence[str]) -> Meaning:
    """The meaning of these words together, in any order; NO_MEANING if the table does not have them."""
    key = " ".join(sorted(stems))
    return _meaning(key) if key in _meanings() else NO_MEANING


def usual_codes_among(stems: Sequence[str]) -> tuple[str, ...]:
    """The usual codes of plain phrases scattered over these words: "machine that checks my sugar".

    Only of the longest matching phrases, and only if they cover at least half of the words.
    """
    mentioned = set(stems)
    known = {key for stem in mentioned for key in _phrases_with(stem)}
    keys = [phrase for phrase in ((*key.split(),) for key in known) if mentioned.issuperset(phrase)]
    longest = max(map(len, keys), default=0)
    if 2 * longest < len(mentioned):
        return ()
    usual = (code for key in sorted(keys) if len(key) == longest for code in _meaning(" ".join(key)).usual)
    return tuple(dict.fromkeys(usual))


@cache
def words_of_people() -> Sequence[str]:
    """The words of plain phrases and families that are long enough for spelling correction, sorted."""
    from terminology.lexicon import compiled  # with the first search

    return compiled.WORDS.split()


@cache
def _meanings() -> Mapping[str, str]:
    """By the stems of each phrase, its meaning as text: few of the thousands are ever searched."""
    from terminology.lexicon import compiled  # with the first search

    return pairs_in(compiled.PHRASES)


@lru_cache(MEANINGS)
def _meaning(key: str) -> Meaning:
    words, _, usual = _meanings()[key].partition(" > ")
    return Meaning(tuple(tuple(phrase.split()) for phrase in words.split("; ")), tuple(usual.split()))


@cache
def _phrases() -> Sequence[str]:
    return tuple(_meanings())


@cache
def _places_by_stem() -> Mapping[str, str]:
    from terminology.lexicon import compiled  # with the first search

    return pairs_in(compiled.PHRASES_BY_STEM)


def _phrases_with(stem: str) -> list[str]:
    """The phrases with several words and usual codes, one of which has this stem."""
    return [_phrases()[int(place)] for place in _places_by_stem().get(stem, "").split()]
