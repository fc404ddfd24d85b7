"""CMS's processing notes -> a code system that explains the numbers in the `processingNote` property of HCPCS codes.

Source: proc_notes_*.txt in CMS's zip of a HCPCS release. A note begins `NNNN--TEXT`, its further lines are indented,
and many lines end in a border of `*`. A deleted note is inactive.
"""

import re
from dataclasses import dataclass, field

from seed.archives import InputFile, base_name, text_of
from seed.hcpcs.asp_quarter import Quarter
from seed.hcpcs.code_lists import code_list_url
from seed.hcpcs.companion import PUBLISHER, Companion
from seed.hcpcs.companion_quarter import companion_quarter
from seed.release import NotARelease, RejectedRow
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, Property, PropertyDefinition, Value

FIRST_LINE = re.compile(r"\s*(?P<number>[0-9]{4})-{2,}\s*(?P<text>.*)")
BORDER = re.compile(r"\s*\*?\s*$")
DELETED = re.compile(r"THIS PROCESSING NOTE (?:HAS BEEN )?DELETED|NOTE DELETED", re.IGNORECASE)
TITLE = re.compile(r"PROCESSING NOTES", re.IGNORECASE)
YEAR_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
NAME = "processing-note"
CPT_NUMBERS = "CPT codes appear only as numbers; their texts belong to the American Medical Association."


@dataclass(slots=True)
class Note:
    """A partially read note."""

    line: int
    number: str
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def notes_from_file(file: InputFile, canonical_base: str, quarter: str | None = None) -> Companion:
    """The notes in CMS's text file. `quarter` is YYYY-MM; a file name with only a year stands for January.

    Raises NotARelease, with one sentence, when the file has no notes.
    """
    name = base_name(file.path)
    notes = _notes(text_of(file.content))
    if not notes:
        raise NotARelease(f"{name} has no processing notes: none of its lines begins with four digits and two hyphens.")
    period = _quarter(file.path, quarter)
    concepts: dict[str, Concept] = {}
    rejected = []
    for note in notes:
        if note.number in concepts:
            rejected.append(RejectedRow(note.line, f"note {note.number} is already above; the first counts"))
        elif not note.text:
            rejected.append(RejectedRow(note.line, f"note {note.number} has no text"))
        else:
            concepts[note.number] = _concept(note)
    code_system = CodeSystem(_header(period, canonical_base), tuple(concepts.values()))
    return Companion(code_system, file.source, len(notes), rejected=tuple(rejected))


def is_notes(content: bytes) -> bool:
    """Whether a file looks like CMS's processing notes: its title, and first lines of notes."""
    start = text_of(content[:4000])
    return bool(TITLE.search(start)) and any(FIRST_LINE.match(line) for line in start.splitlines())


def _notes(text: str) -> list[Note]:
    notes: list[Note] = []
    for number, line in enumerate(text.splitlines(), start=1):
        stated = BORDER.sub("", line)
        if match := FIRST_LINE.match(stated):
            notes.append(Note(number, match["number"], [match["text"]]))
        elif notes and stated.strip():
            notes[-1].texts.append(stated.strip())
    return notes


def _concept(note: Note) -> Concept:
    """The text as display; a deleted note is a concept too, since releases may still refer to it."""
    is_deleted = bool(DELETED.search(note.text))
    return Concept(note.number, display=note.text, properties=(Property("inactive", Value("boolean", is_deleted)),))


def _quarter(path: str, supplied: str | None) -> Quarter:
    try:
        return companion_quarter(path, (), supplied)
    except NotARelease:
        years = [match[1] for part in reversed(path.split("/")) if (match := YEAR_IN_NAME.search(part))]
        if supplied is not None or not years:
            raise
        return Quarter(int(years[0]), 1)


def _header(quarter: Quarter, canonical_base: str) -> CodeSystemHeader:
    return CodeSystemHeader(
        url=code_list_url(canonical_base, NAME),
        version=quarter.version,
        id=f"hcpcs-{NAME}-{quarter.version}",
        name="HCPCSProcessingNote",
        title=f"HCPCS processing notes, release {quarter.version}",
        experimental=False,
        date=quarter.first_day,
        publisher=PUBLISHER,
        description="CMS's notes to contractors on how HCPCS codes are to be processed (record layout item 22).",
        copyright=f"A work of the US Government in the public domain. {CPT_NUMBERS}",
        language="en",
        content="complete",
        case_sensitive=True,
        effective_start=quarter.first_day,
        properties=(
            PropertyDefinition(
                "inactive",
                "boolean",
                "http://hl7.org/fhir/concept-properties#inactive",
                "true when CMS deleted the note",
            ),
        ),
    )
