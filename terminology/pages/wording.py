"""Program names as readable text."""

import re
from collections.abc import Sequence

# In the spelling of CMS and others.
ACRONYMS = {"asc": "ASC", "rbcs": "RBCS", "betos": "BETOS", "mue": "MUE", "ndc": "NDC", "sha256": "SHA-256"} | {
    word: word.upper() for word in ("dmepos", "asp", "hcpcs", "icd")
}
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[-_]")


def words_of_name(name: str) -> str:
    """`pricingIndicator` → Pricing indicator; `rbcsCategory` → RBCS category."""
    first, *rest = HUMP.sub(" ", name).lower().split()
    words = [ACRONYMS.get(first, first[:1].upper() + first[1:]), *(ACRONYMS.get(word, word) for word in rest)]
    return " ".join(words)


def words_in_text(name: str) -> str:
    """`pricingIndicator` → pricing indicator; `rbcsCategory` → RBCS category: within a sentence."""
    first, space, rest = words_of_name(name).partition(" ")
    return (first if first in ACRONYMS.values() else first.lower()) + space + rest


def one_of(choices: Sequence[str]) -> str:
    """‘a’, ‘b’ or ‘c’."""
    *others, last = (f"‘{choice}’" for choice in choices)
    return f"{', '.join(others)} or {last}" if others else last


def size_in_words(size: int) -> str:
    """16777216 → 16 MB, 2048 → 2 kB, 5 → 5 bytes: in steps of 1,024, rounded down."""
    large = ((unit, name) for unit, name in ((2**20, "MB"), (2**10, "kB")) if size >= unit)
    return next((f"{size // unit:,} {name}" for unit, name in large), f"{size} bytes")


def first_capital(text: str) -> str:
    """A text with a capital first letter and the rest unchanged."""
    return text[:1].upper() + text[1:]
