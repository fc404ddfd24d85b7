"""Which code a narrative is about, found in three ways, and what becomes of each file of an import.

    1 given          by the caller, or by the file's name when that begins with a code (`J3111-injection.txt`)
    2 name block     the one code that the name block names
    3 title          the one code whose long descriptor the title is, or begins with when it was cut with `...`

The first way that gives a code decides, unless it contradicts the name block, or the name block contradicts the
title: those are conflicts and nothing is attached. A given code outweighs the title. Every outcome is a value.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from seed.narrative.document import Narrative
from seed.narrative.parser import NotANarrative, decode, parse
from seed.release import Source, source_of

Outcome = Literal["attached", "conflict", "unresolved", "ambiguous", "refused"]

PROCEDURE_CODE = re.compile(r"[A-V]\d{4}")
CODE_AT_START = re.compile(r"[A-V]\d{4}(?=[-_. ]|$)")

ELLIPSIS = re.compile(r"\s*(\.\.\.|…)$")
MOST_CODES_IN_A_MESSAGE = 5


@dataclass(frozen=True, slots=True)
class Resolution:
    """The code a narrative is about, or why there is none; `message` is one sentence for the person who imports.

    `code` is set when `outcome` is attached, and only then. `candidates` are the codes that contradict each other
    or that share the descriptor. `notes` are sentences about an attached code that a person should see.
    """

    outcome: Outcome
    message: str
    code: str | None = None
    candidates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NarrativeFile:
    """A file as it was given, and the code the caller says it is about."""

    name: str
    content: bytes
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file, by the name it was given. `narrative` is None when it could not be read as one."""

    name: str
    source: Source
    resolution: Resolution
    narrative: Narrative | None = None


class Descriptors:
    """The long descriptors of the loaded releases, code → text, found by a title.

    Case and blanks do not count. Modifiers are left out: narratives are about procedures.
    """

    def __init__(self, descriptors: Mapping[str, str]) -> None:
        procedures = {code: text for code, text in descriptors.items() if PROCEDURE_CODE.fullmatch(code)}
        self.codes = frozenset(procedures)
        self._sorted = sorted((folded(text), code) for code, text in procedures.items())

    def codes_of(self, title: str) -> tuple[str, ...]:
        """Every code with this descriptor; with every descriptor that begins so, when the title was cut."""
        start, is_cut = ELLIPSIS.subn("", folded(title))
        found = []
        for text, code in self._sorted[bisect_left(self._sorted, (start, "")) :]:
            if not start or not (text.startswith(start) if is_cut else text == start):
                break
            found.append(code)
        return tuple(found)


def resolve(narrative: Narrative, descriptors: Descriptors, given: str | None = None) -> Resolution:
    """The code of a narrative, found as above.

    A code in no loaded release is attached all the same, with a note: deleted codes have narratives too.
    """
    if given is not None and not PROCEDURE_CODE.fullmatch(given):
        return Resolution("refused", f'"{given}" is not a HCPCS procedure code such as J3111.')
    if given is not None and given.startswith("D"):
        return Resolution("refused", f"{given} is a dental code: CDT is the American Dental Association's, not loaded.")
    named, titled = narrative.code, descriptors.codes_of(narrative.title)
    if given and named and given != named:
        message = f"The narrative was given for {given}, but its name block names {named}."
        return Resolution("conflict", message, candidates=(given, named))
    if not given and named and titled and named not in titled:
        message = f"The name block names {named}, but the title is the descriptor of {listed(titled)}."
        return Resolution("conflict", message, candidates=(named, *titled))
    code = given or named
    if code:
        return attached(code, narrative.title, titled, descriptors)
    if not titled:
        message = f'No code was given, the name block does not name one, and no descriptor is "{narrative.title}".'
        return Resolution("unresolved", message)
    if len(titled) > 1:
        message = f"No code was given, and the title is the descriptor of several: {listed(titled)}."
        return Resolution("ambiguous", message, candidates=titled)
    return attached(titled[0], narrative.title, titled, descriptors)


def attached(code: str, title: str, titled: tuple[str, ...], descriptors: Descriptors) -> Resolution:
    notes = []
    if code not in descriptors.codes:
        notes.append(f"{code} is in no loaded release.")
    elif code not in titled:
        notes.append(f'The title "{title}" is not the descriptor of {code}.')
    return Resolution("attached", f"The narrative is about {code}.", code, notes=tuple(notes))


def read_narratives(files: Iterable[NarrativeFile], descriptors: Mapping[str, str]) -> tuple[Reading, ...]:
    """What became of each file of one import, in the order given; only those attached are to be stored.

    Different narratives for one code are a conflict that names the files, and none of them is attached: the order
    of files is no reason to prefer a text. The same bytes for the same code are one narrative, read once.
    """
    known = Descriptors(descriptors)
    distinct: dict[tuple[str, str | None], Reading] = {}
    for file in files:
        reading = read_file(file, known)
        distinct.setdefault((reading.source.sha256, reading.resolution.code), reading)
    readings = tuple(distinct.values())
    return tuple(refuse_rivals(reading, readings) for reading in readings)


def read_file(file: NarrativeFile, descriptors: Descriptors) -> Reading:
    source = source_of(PurePath(file.name).name, file.content)
    try:
        narrative = parse(decode(file.content))
    except NotANarrative as refusal:
        return Reading(file.name, source, Resolution("refused", str(refusal)))
    resolution = resolve(narrative, descriptors, file.code or code_in_name(source.name))
    return Reading(file.name, source, resolution, narrative)


def code_in_name(name: str) -> str | None:
    found = CODE_AT_START.match(name)
    return found[0] if found else None


def refuse_rivals(reading: Reading, readings: tuple[Reading, ...]) -> Reading:
    code = reading.resolution.code
    names = [other.name for other in readings if other.resolution.code == code]
    if code is None or len(names) == 1:
        return reading
    message = f"Several narratives are about {code}, import only one of them: {', '.join(names)}."
    return replace(reading, resolution=Resolution("conflict", message, candidates=(code,)))


def listed(codes: tuple[str, ...]) -> str:
    more = len(codes) - MOST_CODES_IN_A_MESSAGE
    shown = ", ".join(codes[:MOST_CODES_IN_A_MESSAGE])
    return f"{shown} and {more} more" if more > 0 else shown


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()
