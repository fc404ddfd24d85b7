"""Words: tokenizes texts, the same way for indexed texts and for searches."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

# A number ends where its unit begins: "10mg" is read like "10 mg"; "o2" and "J3111" stay whole.
# An x between digits is separate: "4x4" is read like "4 x 4".
WORD = re.compile(r"\d+|(?<=\d)x(?=\d)|[^\W\d_][^\W_]*")
BREAK = "\n"
WORD_OR_BREAK = re.compile(WORD.pattern + "|" + BREAK)
# Fast path for ASCII: anything but letters and digits becomes a space. Not used if a letter follows a digit.
BETWEEN = f" {BREAK} "
BLANKS = bytes(byte if byte < 128 and (chr(byte).isalnum() or chr(byte) == BREAK) else 32 for byte in range(256))
DIGIT_AND_LETTER = re.compile("[0-9][a-z]")
WITHOUT = re.compile(r"\bw/o\b")
WITH = re.compile(r"\bw/")
WHEELCHAIR = re.compile(r"\bw/c\b")
# Words that do not change the meaning of a text. Not "with" and "without": "bed without mattress".
FILLERS = frozenset({"a", "an", "and", "as", "at", "by", "for", "in", "is", "of", "on", "or", "the", "to", "with"})

# Words around the search terms; they are ignored if there are any other words.
QUERY_WORDS = frozenset(
    {"billing", "code", "codes", "cpt", "hcpcs", "i", "modifier", "modifiers", "my", "need", "our", "some", "what"}
    | {"which", "your", "that", "who", "how", "does", "someone", "somebody", "something", "thing", "things", "while"}
    | {"am", "be", "cannot", "do", "did", "has", "have", "it", "its", "me", "mod", "please", "very", "was", "will"}
    | {"herself", "himself", "itself", "myself", "themselves", "yourself", "don", "doesn", "didn", "isn", "won"}
    | {"hcpc"}
    | {"her", "his", "him", "she", "their", "this", "these", "can", "cant", "get", "want", "comes", "are", "when"}
)
UNINFORMATIVE = (FILLERS | QUERY_WORDS, FILLERS)
# can't: the word and the letter left of "not" after tokenizing.
NEGATED = frozenset((word, "t") for word in ("can", "couldn", "don", "doesn", "didn", "isn", "won", "wouldn"))

# Dosage forms and units: with the name of a drug they are not significant.
FORMS = frozenset(
    {"ampule", "cc", "dose", "g", "gm", "gram", "grams", "im", "iv", "ivp", "ivpb", "mcg", "mg", "ml", "prefilled"}
    | {"strength", "subcut", "subq", "syringes", "unit", "units", "vial", "vials"}
)

# The words after one of these state a purpose, place or owner; the item searched for is before it.
JOINING = frozenset({"after", "because", "during", "for", "from", "so", "that", "to", "when", "which", "while", "who"})
NUMBERED_WORDS = frozenset({"grade", "group", "level", "phase", "stage", "type"})


def folded(text: str) -> str:
    """The text in lower case, without accents."""
    if text.isascii():
        lowered = text.lower()
        return text if lowered == text else lowered  # the same object: an index shares strings with the codes
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The words in order, folded: `Crème (20mg) w/o sugar` → creme, 20, mg, without, sugar."""
    lowered = folded(text)
    if lowered.isascii() and lowered.replace(" ", "").isalpha():  # the common case
        return lowered.split()
    return WORD.findall(_spelled_out(lowered))


def words_of_all(texts: Sequence[str]) -> list[str]:
    """The words of each text, as from `words_of`, with a BREAK between texts."""
    together = BETWEEN.join(texts)
    if together.isascii() and together.count(BREAK) == len(texts) - 1:  # true of most code systems
        words = _spelled_out(together.lower()).encode().translate(BLANKS).decode()
        if not DIGIT_AND_LETTER.search(words):
            return list(filter(None, words.split(" ")))
    lines = [folded(text).replace(BREAK, " ") for text in texts]
    return WORD_OR_BREAK.findall(_spelled_out(BREAK.join(lines)))


def _spelled_out(text: str) -> str:
    if "w/" not in text:
        return text
    return WITH.sub("with ", WHEELCHAIR.sub("wheelchair", WITHOUT.sub("without", text)))


def stems_of(words: Sequence[str]) -> list[str]:
    """Each word without its English ending (Porter's second algorithm): strips → strip, injections → inject."""
    import Stemmer  # with the first search

    # A stemmer is not thread-safe, and takes only a microsecond to create; 0 turns its cache off.
    return list(Stemmer.Stemmer("english", 0).stemWords(list(words)))


def stem_of_each(words: Iterable[str]) -> dict[str, str]:
    """The stem of each distinct word, in one call."""
    distinct = list(dict.fromkeys(words))
    return dict(zip(distinct, stems_of(distinct), strict=True))


def informative(words: Sequence[str]) -> list[str]:
    """The informative words, each once; all words if none is informative."""
    if len(words) == 1:
        return list(words)
    if "t" in words:
        words = [word for before, word in pairwise(("", *words)) if (before, word) not in NEGATED]
    distinct = list(dict.fromkeys(words))
    for ignored in UNINFORMATIVE:
        if left := [word for word in distinct if word not in ignored]:
            return left
    return distinct


def is_amount(word: str) -> bool:
    """Whether a word is an amount or a dosage form: 60, mg, vial."""
    return word in FORMS or word.isdecimal()


def without_amounts(words: Sequence[str]) -> list[str]:
    """The words without amounts, 125 mg, and dosage forms; all words if there is no amount.

    A number without a unit is part of a name: group 2, level 4.
    """
    amounts = {at for at, (one, next_one) in enumerate(pairwise(words)) if one.isdecimal() and next_one in FORMS}
    return [word for at, word in enumerate(words) if not (amounts and (at in amounts or word in FORMS))]


def without_any_amount(words: Sequence[str]) -> list[str]:
    return [word for word in words if not is_amount(word)]


def without_forms(words: Sequence[str]) -> list[str]:
    """The words without amounts and dosage forms; other numbers stay, such as 3111 in J 3111."""
    return [word for word in without_amounts(words) if word not in FORMS]


def head_of(words: Sequence[str]) -> frozenset[str]:
    """The words that name the item: "transport" in "transport to dialysis"; empty without a joining word."""
    end = next((at for at, word in enumerate(words) if word in JOINING), 0)
    return frozenset(words[:end])


def numbered(words: Sequence[str]) -> list[str]:
    """Numbered words with their numbers: level 4, group 2."""
    return [f"{one} {number}" for one, number in pairwise(words) if one in NUMBERED_WORDS and number.isdecimal()]


def pairs_in(lines: str) -> dict[str, str]:
    """Lines `one = other` of a compiled table; split all at once, because there are thousands."""
    parts = lines.rstrip("\n").replace("\n", " = ").split(" = ")
    return dict(zip(parts[::2], parts[1::2], strict=True))
