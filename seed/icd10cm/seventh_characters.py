"""Seventh characters: codes that CDC's tabular list defines by a rule, not by an element each.

`sevenChrDef` lists the characters and their meanings. It applies to all leaf codes below it, except below a code that
has its own definition. A code shorter than six characters is padded with X.

    S02.0   A initial encounter for closed fracture    ->   S02.0XXA   Fracture of vault of skull, initial encounter …

A note can exclude characters: "7th characters D and S do not apply to codes in category S06 with 6th character 7 -
death due to brain injury …, or 8 - …".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from seed.icd10.xml_elements import Element
from seed.icd10cm.codes import with_dot

LENGTH_BEFORE = 6
PLACEHOLDER = "X"
EXCEPTION = re.compile(
    r"7th characters? (.+?) do(?:es)? not apply to codes in category (\S+) with 6th characters? (.+)"
)
ONE_CHARACTER = re.compile(r"\b[0-9A-Z]\b")
SIXTH_CHARACTER = re.compile(r"\b([0-9A-Z]) -")


@dataclass(frozen=True, slots=True)
class SeventhCharacters:
    """The characters with their meanings, and the pairs of sixth and seventh character that are not codes."""

    meanings: tuple[tuple[str, str], ...] = ()
    exceptions: frozenset[tuple[str, str]] = frozenset()

    def below(self, diagnosis: Element) -> "SeventhCharacters":
        """The rule for a code and its descendants, given that this rule applies to its parent."""
        stated = [
            (character, extension.text)
            for definition in diagnosis.all("sevenChrDef")
            for extension in definition.all("extension")
            if (character := extension.attributes.get("char", ""))
        ]
        exceptions = frozenset(_exceptions(diagnosis))
        if not stated and not exceptions:
            return self
        return SeventhCharacters(tuple(stated) or self.meanings, self.exceptions | exceptions)

    def codes(self, code: str, title: str) -> Iterator[tuple[str, str]]:
        """The codes to which a leaf expands, with the dot, and their titles; empty if it is itself a code."""
        base = code.replace(".", "")
        if len(base) > LENGTH_BEFORE:
            return
        base = base.ljust(LENGTH_BEFORE, PLACEHOLDER)
        for character, meaning in self.meanings:
            if (base[-1], character) not in self.exceptions:
                yield with_dot(base + character), f"{title}, {meaning}" if meaning else title


def _exceptions(diagnosis: Element) -> Iterator[tuple[str, str]]:
    for tag in ("notes", "sevenChrNote"):
        for notes in diagnosis.all(tag):
            for note in notes.all("note"):
                if found := EXCEPTION.search(note.text):
                    for sixth in SIXTH_CHARACTER.findall(found[3]):
                        yield from ((sixth, seventh) for seventh in ONE_CHARACTER.findall(found[1]))
