"""Words: how a text is read, the same way whether it is searched or searched for."""

import re
import unicodedata

import Stemmer

# A number ends where its unit begins: "10mg" is read as "10 mg" is; "o2" and "J3111" stay whole.
WORD = re.compile(r"\d+|[^\W\d_][^\W_]*")
WITHOUT = re.compile(r"\bw/o\b")
WITH = re.compile(r"\bw/")
# Words without which a text means the same. "with" and "without" do not belong here: "bed without mattress".
FILLERS = frozenset({"a", "an", "and", "as", "at", "by", "for", "in", "is", "of", "on", "or", "the", "to"})


def folded(text: str) -> str:
    """Without case and accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The words in their order, folded: `Crème (20mg) w/o sugar` → creme, 20, mg, without, sugar."""
    text = folded(text)
    if "w/" in text:
        text = WITH.sub("with ", WITHOUT.sub("without", text))
    return WORD.findall(text)


def stems_of(words: list[str]) -> list[str]:
    """Each word without its English ending (Porter's second algorithm): strips → strip, injections → inject."""
    # A stemmer is not safe to share between threads, and costs a microsecond to make; it keeps no cache here.
    return list(Stemmer.Stemmer("english", 0).stemWords(words))
