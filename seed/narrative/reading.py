"""Files -> narratives: each file's documents, the facts stated about them, and the outcome of each."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from seed.narrative.document import Narrative
from seed.narrative.manifest import Manifest, find_file, row_of
from seed.narrative.parser import UTF_8, decode, parse_lines
from seed.narrative.provenance import NOTHING, Provenance
from seed.narrative.resolution import Descriptors, Resolution, resolve
from seed.narrative.splitting import Document, documents_in_text
from seed.narrative.tables import ENDINGS, documents_in_table
from seed.release import NotARelease, Source, source_of

CODE_AT_START = re.compile(r"[A-V]\d{4}(?=[-_. ]|$)")


@dataclass(frozen=True, slots=True)
class NarrativeFile:
    """An input file, and the code that the caller assigns to it."""

    name: str
    content: bytes
    code: str | None = None


@dataclass(frozen=True, slots=True)
class FileDefaults:
    """The caller's defaults for all files; the manifest and the files themselves override them."""

    language: str | None = None
    encoding: str | None = None
    manifest: Manifest | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of one narrative, by its file's name. `narrative` is None if it could not be read.

    `place` is its position in a file with several.
    """

    name: str
    source: Source
    resolution: Resolution
    narrative: Narrative | None = None
    stated: Provenance = NOTHING
    place: str = ""

    @property
    def language(self) -> str:
        return self.stated.language or (self.narrative.language if self.narrative else "en")


NO_DEFAULTS = FileDefaults()


def read_narratives(
    files: Iterable[NarrativeFile], descriptors: Mapping[str, Sequence[str]], stated: FileDefaults = NO_DEFAULTS
) -> tuple[Reading, ...]:
    """The outcome of each narrative of an import, in input order; only attached ones are stored.

    Different narratives about the same meaning of a code in the same language are a conflict; the message names the
    files, and none of them is attached, because the order of files is no reason to prefer one. Identical files for the
    same code count as one narrative.
    """
    known = Descriptors(descriptors)
    distinct: dict[tuple[str, str, str | None, str], Reading] = {}
    for file in files:
        for reading in read_file(file, known, stated):
            key = (reading.source.sha256, reading.place, reading.resolution.code, reading.language)
            distinct.setdefault(key, reading)
    return tuple(_without_rivals(tuple(distinct.values())))


def read_file(file: NarrativeFile, descriptors: Descriptors, stated: FileDefaults = NO_DEFAULTS) -> Iterator[Reading]:
    source = source_of(PurePath(file.name).name, file.content)
    listed = find_file(stated.manifest, file.name) if stated.manifest else None
    rows = stated.manifest[listed] if stated.manifest and listed else ()
    encoding = next((row.encoding for row in rows if row.encoding), None) or stated.encoding or UTF_8
    try:
        documents = _documents(source.name, decode(file.content, encoding))
    except NotARelease as refusal:
        yield Reading(file.name, source, Resolution("refused", str(refusal)))
        return
    for document in documents:
        if document.refusal:
            yield Reading(file.name, source, Resolution("refused", document.refusal), place=document.place)
            continue
        named = _named(document) if len(rows) > 1 else None
        row = row_of(rows, named, len(documents) == 1)
        of_row = row.stated if row else Provenance()
        code = file.code or (code_in_name(source.name) if len(documents) == 1 else None)
        supplied = Provenance(code=code, language=stated.language)
        yield _read_document(document, file.name, source, of_row, supplied, descriptors)


def _documents(name: str, text: str) -> Sequence[Document]:
    if name.lower().endswith(ENDINGS):
        return documents_in_table(name, text)
    return documents_in_text(text) or (Document((), Provenance()),)


def _named(document: Document) -> str | None:
    """The code stated for a document, or in its name block."""
    if document.stated.code:
        return document.stated.code
    try:
        return parse_lines(document.lines, document.stated).code
    except NotARelease:
        return None


def _read_document(
    document: Document, name: str, source: Source, row: Provenance, supplied: Provenance, descriptors: Descriptors
) -> Reading:
    stated = row.with_defaults(document.stated)
    codes = {code for code in (row.code, document.stated.code, supplied.code) if code}
    place = document.place
    if len(codes) > 1:
        message = f"Contradictory codes are stated for it: {' and '.join(sorted(codes))}."
        return Reading(name, source, Resolution("conflict", message, candidates=tuple(sorted(codes))), place=place)
    stated = stated.with_defaults(supplied)
    try:
        narrative = parse_lines(document.lines, stated)
    except NotARelease as refusal:
        return Reading(name, source, Resolution("refused", str(refusal)), stated=stated, place=place)
    resolution = resolve(narrative, descriptors, stated.code, stated.language or narrative.language)
    notes = (*resolution.notes, *document.warnings, *narrative.warnings)
    return Reading(name, source, replace(resolution, notes=notes), narrative, stated, place)


def code_in_name(name: str) -> str | None:
    found = CODE_AT_START.match(name)
    return found[0] if found else None


def _without_rivals(readings: Sequence[Reading]) -> Iterator[Reading]:
    rivals: defaultdict[tuple[str | None, str, str | None], list[str]] = defaultdict(list)
    for reading in readings:
        rivals[_subject(reading)].append(f"{reading.name}, {reading.place}" if reading.place else reading.name)
    for reading in readings:
        code, names = reading.resolution.code, rivals[_subject(reading)]
        if code is None or len(names) == 1:
            yield reading
        else:
            message = f"Several narratives are about {code}, import only one of them: {', '.join(names[:20])}."
            yield replace(reading, resolution=Resolution("conflict", message, candidates=(code,)))


def _subject(reading: Reading) -> tuple[str | None, str, str | None]:
    return reading.resolution.code, reading.language.casefold(), reading.resolution.about
