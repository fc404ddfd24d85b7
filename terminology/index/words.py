"""Words: how a text is read, the same way whether it is searched or searched for."""

import re
import unicodedata
from collections.abc import Sequence

# A number ends where its unit begins: "10mg" is read as "10 mg" is; "o2" and "J3111" stay whole.
WORD = re.compile(r"\d+|[^\W\d_][^\W_]*")
BREAK = "\n"
WORD_OR_BREAK = re.compile(WORD.pattern + "|" + BREAK)
WITHOUT = re.compile(r"\bw/o\b")
WITH = re.compile(r"\bw/")
# Words without which a text means the same. "with" and "without" do not belong here: "bed without mattress".
FILLERS = frozenset({"a", "an", "and", "as", "at", "by", "for", "in", "is", "of", "on", "or", "the", "to"})

# What people write around that which they look for; no text is found by it as long as anything else was said.
ASKING = frozenset(
    {"billing", "code", "codes", "cpt", "hcpcs", "i", "modifier", "modifiers", "my", "need", "our", "some", "what"}
    | {"which", "your", "that", "who", "how", "does", "someone", "somebody", "something", "thing", "things", "while"}
    | {"her", "his", "him", "she", "their", "this", "these", "can", "cant", "get", "want", "comes", "are", "when"}
)

# How a drug comes and how much of it: beside its name they say nothing.
FORMS = frozenset(
    {"ampule", "cc", "dose", "g", "gm", "gram", "grams", "im", "iv", "mcg", "mg", "ml", "prefilled", "strength"}
    | {"syringes", "unit", "units", "vial", "vials"}
)


def folded(text: str) -> str:
    """Without case and accents."""
    if text.isascii():
        lowered = text.lower()
        return text if lowered == text else lowered  # the same object: an index keeps codes as they are
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The words in their order, folded: `Crème (20mg) w/o sugar` → creme, 20, mg, without, sugar."""
    return WORD.findall(_spelled_out(folded(text)))


def words_of_all(texts: Sequence[str]) -> list[str]:
    """The words of each text as `words_of` reads them, with a BREAK between one text and the next."""
    lines = [folded(text).replace(BREAK, " ") for text in texts]
    return WORD_OR_BREAK.findall(_spelled_out(BREAK.join(lines)))


def _spelled_out(text: str) -> str:
    return WITH.sub("with ", WITHOUT.sub("without", text)) if "w/" in text else text


def stems_of(words: Sequence[str]) -> list[str]:
    """Each word without its English ending (Porter's second algorithm): strips → strip, injections → inject."""
    import Stemmer  # with the first search

    # A stemmer is not safe to share between threads, and costs a microsecond to make; it keeps no cache here.
    return list(Stemmer.Stemmer("english", 0).stemWords(list(words)))


def telling(words: Sequence[str]) -> list[str]:
    """The words that say something, each once; if none does, all."""
    distinct = list(dict.fromkeys(words))
    for ignored in (FILLERS | ASKING, FILLERS):
        if left := [word for word in distinct if word not in ignored]:
            return left
    return distinct


def is_amount(word: str) -> bool:
    """Whether a word tells the form or the amount of what is looked for: 60, mg, vial."""
    return word in FORMS or word.isdecimal()
