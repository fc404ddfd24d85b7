"""Hints for an ICD-10 code that is not in the requested value set."""

from collections.abc import Sequence

from terminology.core.model import Concept

NAMED = 5  # of the codes below a header


def header_hint(concept: Concept, children: Sequence[str]) -> str | None:
    """A header is no code for a claim: which codes stand directly below it. Nothing of a billable code."""
    if any(value.content for value in concept.values("billable")):
        return None
    text = f"{concept.code} is a header, not a billable code"
    if not children:
        return text
    more = len(children) - NAMED
    return f"{text}; directly below it: {', '.join(children[:NAMED])}" + (f" and {more:,} more" if more > 0 else "")
