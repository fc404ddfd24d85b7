"""Names of programs as words of people."""

import re

# As CMS and others write them.
ACRONYMS = {"asc": "ASC", "rbcs": "RBCS", "betos": "BETOS", "mue": "MUE", "ndc": "NDC", "sha256": "SHA-256"} | {
    word: word.upper() for word in ("dmepos", "asp", "hcpcs", "icd")
}
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[-_]")


def words_of_name(name: str) -> str:
    """`pricingIndicator` → Pricing indicator; `rbcsCategory` → RBCS category."""
    first, *rest = HUMP.sub(" ", name).lower().split()
    words = [ACRONYMS.get(first, first[:1].upper() + first[1:]), *(ACRONYMS.get(word, word) for word in rest)]
    return " ".join(words)


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 code, 1,234 codes."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def first_capital(text: str) -> str:
    """A text as a sentence begins; the rest of it stays as it is."""
    return text[:1].upper() + text[1:]
