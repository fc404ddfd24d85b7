"""Words that mark a text as being about an accessory or a service for an item, not the item itself.

A search for "wheelchair" should rank wheelchairs before trays that fit them, and before quality measures that count
their users. If the search contains such words, accessories are what it looks for.
"""

from collections.abc import Sequence

# Anywhere in a text, in alphabetical order. Not "accessories": "includes all accessories" describes the item itself.
ACCESSORY_WORDS = (
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
ACCESSORY_FIRST_WORDS = ("repair", "supplies", "supply")  # as the first word of a main text
WORDS = frozenset(
    {*ACCESSORY_WORDS, *ACCESSORY_FIRST_WORDS, "accessories", "attachments", "parts", "replace", "repairs"}
)


def names_an_accessory(words: Sequence[str]) -> bool:
    return not WORDS.isdisjoint(words)
