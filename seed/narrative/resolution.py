"""Determines which code a narrative is about, in three ways, and which of its meanings.

    1 stated         by the caller, a manifest, a front matter, or the file's name when it begins with a code
    2 name block     the one code that the name block names
    3 title          the one code whose descriptor the title is, or begins with when it was cut with `...`

The first way that finds a code decides, unless it contradicts the name block or the title: such a conflict is not
attached. A code may have been reused with another meaning: the title decides which one a narrative is about, by
matching its descriptor (`terminology/core/fitting.py`); a title that matches none is refused. Every outcome is a value.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from seed.narrative.document import Narrative
from terminology.core.counts import first_of
from terminology.core.fitting import EXACT_FIT, best_fit, fit

Outcome = Literal["attached", "conflict", "unresolved", "ambiguous", "refused"]

PROCEDURE_CODE = re.compile(r"[A-V]\d{4}")
ELLIPSIS = re.compile(r"(?:\.\.\.|…)$")
MAX_CODES_IN_A_MESSAGE = 5
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The code a narrative is about, or why there is none; `message` is one sentence for the user.

    `code` is set if and only if `outcome` is attached. `about` is the descriptor of the meaning, or the title if no
    release has the code. `candidates` are the codes that contradict each other or share the descriptor. `notes` are
    remarks for the user about an attached code.
    """

    outcome: Outcome
    message: str
    code: str | None = None
    about: str | None = None
    candidates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Descriptors:
    """The current and former long descriptors of codes, newest first, searchable by title.

    Ignores case and whitespace. Modifiers are left out: narratives are about procedures.
    """

    def __init__(self, descriptors: Mapping[str, Sequence[str]]) -> None:
        self._of = {code: tuple(texts) for code, texts in descriptors.items() if PROCEDURE_CODE.fullmatch(code)}
        self._sorted = sorted((folded(text), code) for code, texts in self._of.items() for text in texts)

    def of(self, code: str) -> tuple[str, ...]:
        """Those of one code; empty if no release has it."""
        return self._of.get(code, ())

    def codes_of(self, title: str) -> tuple[str, ...]:
        """Every code with this descriptor; with every descriptor that begins so, when the title was cut."""
        start, is_cut = ELLIPSIS.subn("", folded(title))
        start = start.rstrip()
        found: dict[str, None] = {}
        for text, code in self._sorted[bisect_left(self._sorted, (start, "")) :]:
            if not start or not (text.startswith(start) if is_cut else text == start):
                break
            found[code] = None
        return tuple(found)


def resolve(
    narrative: Narrative, descriptors: Descriptors, supplied: str | None = None, language: str = ENGLISH
) -> Resolution:
    """The code of a narrative and its meaning, found as above.

    A code in no loaded release is also attached, with a note: deleted codes have narratives too.
    """
    if supplied is not None and not PROCEDURE_CODE.fullmatch(supplied):
        return Resolution("refused", f'"{supplied[:40]}" is not a HCPCS procedure code such as J3111.')
    if supplied is not None and supplied.startswith("D"):
        return Resolution(
            "refused", f"{supplied} is a dental code: CDT is the American Dental Association's, not loaded."
        )
    named, titled = narrative.code, descriptors.codes_of(narrative.title)
    if supplied and named and supplied != named:
        message = f"The narrative was assigned to {supplied}, but its name block names {named}."
        return Resolution("conflict", message, candidates=(supplied, named))
    code = supplied or named
    if code and titled and code not in titled:
        finding = f"The narrative was assigned to {code}" if supplied else f"The name block names {code}"
        message = f"{finding}, but the title is the descriptor of {listed(titled)}."
        return Resolution("conflict", message, candidates=(code, *titled))
    if code:
        return attached(code, narrative.title, descriptors.of(code), language)
    if not titled:
        message = f'No code was specified, the name block does not name one, and no descriptor is "{narrative.title}".'
        return Resolution("unresolved", message)
    if len(titled) > 1:
        message = f"No code was specified, and the title is the descriptor of several: {listed(titled)}."
        return Resolution("ambiguous", message, candidates=titled)
    return attached(titled[0], narrative.title, descriptors.of(titled[0]), language)


def attached(code: str, title: str, known: Sequence[str], language: str) -> Resolution:
    """Attaches to the meaning that the title matches; refuses if it matches none of the known ones."""
    message = f"The narrative is about {code}."
    if not known:
        return Resolution("attached", message, code, title or None, notes=(f"{code} is in no loaded release.",))
    if not title:
        return _without_title(code, known)
    is_translation = language.partition("-")[0].lower() != ENGLISH
    about = best_fit(title, known)
    about = best_fit(title, known, is_translation=True) if about is None and is_translation else about
    if about is None:
        advice = ": state the English descriptor as the title" if is_translation else ""
        texts = "; ".join(f'"{text}"' for text in known[:MAX_CODES_IN_A_MESSAGE])
        refusal = f'The title "{title}" fits no descriptor that {code} has here: {texts}{advice}.'
        return Resolution("refused", refusal, candidates=(code,))
    if fit(title, about) == EXACT_FIT:
        return Resolution("attached", message, code, about)
    note = f'The title "{title}" is not word for word the descriptor of {code}: "{about}".'
    return Resolution("attached", message, code, about, notes=(note,))


def _without_title(code: str, known: Sequence[str]) -> Resolution:
    if any(not fit(text, known[0]) for text in known[1:]):
        texts = "; ".join(f'"{text}"' for text in known[:MAX_CODES_IN_A_MESSAGE])
        refusal = f"{code} has had several meanings, and there is no title to say which one this is about: {texts}."
        return Resolution("refused", refusal, candidates=(code,))
    note = f'There is no title; {code} has one meaning here: "{known[0]}".'
    return Resolution("attached", f"The narrative is about {code}.", code, known[0], notes=(note,))


def listed(codes: tuple[str, ...]) -> str:
    return first_of(codes, MAX_CODES_IN_A_MESSAGE)


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()
