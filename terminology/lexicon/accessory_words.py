"""Words by which a text tells about a thing, or of what belongs to it, rather than being its name.

Who types "wheelchair" looks for one before the tray that fits it, and before the quality measure that counts those
who have one. What is found by such words themselves is looked for.
"""

from collections.abc import Sequence

# Anywhere in a text, in alphabetical order. Not "accessories": "includes all accessories" describes the item itself.
TELLING = (
    "accessory",
    "addition",
    "attachment",
    "clinician",
    "documentation",
    "documented",
    "measurement",
    "patients",
    "reason",
    "replacement",
    "therapeutically",  # "not therapeutically equivalent" to another code, which is the usual one
)
TELLING_FIRST = ("repair", "supplies", "supply")  # as the first word of a main text
WORDS = frozenset({*TELLING, *TELLING_FIRST, "accessories", "attachments", "parts", "replace", "repairs"})


def names_an_accessory(words: Sequence[str]) -> bool:
    return not WORDS.isdisjoint(words)
