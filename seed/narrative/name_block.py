"""The names and the code in a narrative's name block, in all its forms:

Injection of X, up to 50 mg (HCPCS Code J1234)              one line, no label: a common name
Common Name: A Medical Term: B (HCPCS J1234)                labels run together in one line
Common Name: A / Technical/Medical Term: B (HCPCS J1234)    labelled lines
- Common name: A / - Technical term: B                      labelled items
Common Names: / - A / - B / Medical Term: / - C             a label, then items
A (J1234) / Common Names: B, C                              a name, then labels with several values
A - HCPCS J1234 / Name of the Procedure: / Common Name: B   a name before the block's heading
"""

import re
from collections.abc import Iterable, Iterator

from seed.narrative.document import Block, Name, NameUse

LABEL = re.compile(
    r"\b(?:(?P<common>Common Name|Nombres? com[uú]n)|(?:(?:Technical|Medical) ?/? ?){1,2}Term"
    r"|T[eé]rminos? (?:m[eé]dico|t[eé]cnico))(?P<plural>s|es|\(s\))? ?:",
    re.IGNORECASE,
)
CODE = re.compile(r"\b[A-V]\d{4}\b")
# CPT categories I to III and its laboratory codes. The latter begin with 0: alone in brackets, 1000U is a strength.
CPT_CODE = re.compile(
    r"(?i:\b(?:HCPCS|CPT(?:-?4)?)®?\s*(?:code\s*)?:?)\s*([0-9]{5}|[0-9]{4}[FTU])\b(?![.,][0-9])"
    r"|\(\s*([0-9]{5}|[0-9]{4}F|0[0-9]{3}[TU])\s*\)"
)
COMMA_OR_BRACKET = re.compile(r"[()]|, ")
STATED_CODE = r"(?:HCPCS\s*)?(?:code\s*)?:?\s*[A-V]\d{4}"
# "(HCPCS Code: J1234)." anywhere, " - HCPCS J1234" at the end, or the code alone: never part of a name.
CODE_SUFFIX = re.compile(rf"\s*\(\s*{STATED_CODE}\s*\)\.?|(?:^|\s+[-–—]\s+){STATED_CODE}\.?$", re.IGNORECASE)


def codes_in(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The distinct codes that the lines name, in order, including dental codes (D)."""
    return tuple(dict.fromkeys(code for block in blocks for code in CODE.findall(block.text)))


def cpt_codes_in(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The distinct CPT codes that the lines name, in order: after HCPCS or CPT, or alone in brackets."""
    found = (match for block in blocks for match in CPT_CODE.finditer(block.text))
    return tuple(dict.fromkeys(match[1] or match[2] for match in found))


def names_in(blocks: Iterable[Block], title: str) -> tuple[Name, ...]:
    """The distinct names that the lines state, in order.

    A name without a label is a common name. After a plural label in the same line ("Common Names: A, B") commas
    separate names, unless the text is the title, which may have commas; after "Name(s)" commas are ambiguous and stay.
    """
    names: dict[Name, None] = {}
    use: NameUse = "common-name"
    for block in blocks:
        for label, text in labelled_parts(block.text):
            if label:
                use = "common-name" if label["common"] else "medical-term"
            is_several = label is not None and (label["plural"] or "").lower() in ("s", "es")
            for value in separate(text, title) if is_several else (without_code(text),):
                if value:
                    names[Name(use, value)] = None
    return tuple(names)


def labelled_parts(text: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    """The text before the first label (with None), then each label with the text up to the next."""
    labels = list(LABEL.finditer(text))
    ends = [label.start() for label in labels] + [len(text)]
    yield None, text[: ends[0]]
    for label, end in zip(labels, ends[1:], strict=True):
        yield label, text[label.end() : end]


def separate(text: str, title: str) -> tuple[str, ...]:
    value = without_code(text)
    if value.casefold() == title.casefold():
        return (value,)
    return tuple(part.strip() for part in at_commas(value))


def at_commas(text: str) -> Iterator[str]:
    """Splits at commas followed by a blank, except inside brackets. Runs in linear time."""
    depth = start = 0
    for found in COMMA_OR_BRACKET.finditer(text):
        if found[0] in "()":
            depth = max(depth + (1 if found[0] == "(" else -1), 0)
        elif depth == 0:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def without_code(text: str) -> str:
    return CODE_SUFFIX.sub("", text.strip()).strip().rstrip(",;").rstrip()
