"""Hints for an ICD-10 code that is not in the requested value set."""

from collections.abc import Sequence

from terminology.core.counts import first_of
from terminology.core.model import Concept

NAMED = 5  # children of a header


def header_hint(concept: Concept, children: Sequence[str]) -> str | None:
    """For a header, which is not valid on claims, the codes directly below it; None for a billable code."""
    if any(value.content for value in concept.values("billable")):
        return None
    text = f"{concept.code} is a header, not a billable code"
    if not children:
        return text
    return f"{text}; directly below it: {first_of(children, NAMED)}"
