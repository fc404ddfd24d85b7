"""The front matter of a narrative: `name: value` lines between two `---` lines, at the top.

---
code: J3111
language: en
status: approved
---
"""

from seed.narrative.provenance import Provenance, WrongProvenance, field_of, provenance_of

FENCE = "---"
MAX_LINES = 40


def split_front_matter(lines: list[tuple[int, str]]) -> tuple[Provenance, list[tuple[int, str]], tuple[str, ...]]:
    """The stated facts, the lines after the front matter, and warnings about unknown fields.

    `lines` have their numbers. Raises WrongProvenance for unterminated or invalid front matter.
    """
    start = next((place for place, (_, text) in enumerate(lines) if text.strip()), None)
    if start is None or lines[start][1].strip() != FENCE:
        return Provenance(), lines, ()
    inner = lines[start + 1 : start + 2 + MAX_LINES]
    end = next((place for place, (_, text) in enumerate(inner) if text.strip() == FENCE), None)
    if end is None:
        raise WrongProvenance(f"The front matter of line {lines[start][0]} does not end with {FENCE}.")
    stated: dict[str, str] = {}
    warnings: list[str] = []
    for number, text in inner[:end]:
        name, colon, value = text.partition(":")
        field = field_of(name) if colon else None
        if field in stated:
            raise WrongProvenance(f"Line {number}: {name.strip()} is stated twice.")
        if field:
            stated[field] = _unquoted(value.strip())
        elif text.strip() and not text.lstrip().startswith("#"):
            warnings.append(f'Line {number}: "{text.strip()[:60]}" is not a known front matter field.')
    return provenance_of(stated), lines[start + 2 + end :], tuple(warnings)


def _unquoted(text: str) -> str:
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text
