"""Narrative files -> one code system supplement, and the outcome of each narrative."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from seed.narrative.concepts import Attached, concept_from_narratives, narrative_supplement
from seed.narrative.manifest import find_file, read_manifest
from seed.narrative.provenance import is_language
from seed.narrative.reading import FileDefaults, NarrativeFile, Reading, read_narratives
from seed.release import FileNote, Loaded, NotARelease, Release, SkippedFile
from seed.sources import LoadRequest
from terminology.core.model import CodeSystem


def load_narratives(request: LoadRequest) -> Loaded:
    """One release without a version, with the narratives that could be attached; no release if there are none.

    Titles are looked up in the known HCPCS releases; a narrative for a code in none of them is attached with a note.
    Raises NotARelease if there is no file, and for an invalid manifest or language.
    """
    stated = _defaults(request)
    files = [NarrativeFile(path, content, request.options.get("code")) for path, content in request.files]
    if not files:
        raise NotARelease("There are no input files.")
    readings = read_narratives(files, descriptors(request.known.get("hcpcs", ())), stated)
    attached = [item for item in readings if item.resolution.code]
    return Loaded(
        releases=(_release(attached, len(readings), request),) if attached else (),
        skipped=(*_missing_files(stated, files), *_missing_codes(stated, readings)),
        read=tuple(FileNote(item.source, _with_line(item, _what(item))) for item in attached),
        notes=tuple(
            FileNote(item.source, _with_line(item, note)) for item in attached for note in item.resolution.notes
        ),
        refused=tuple(
            FileNote(item.source, _with_line(item, f"{item.resolution.outcome}: {item.resolution.message}"))
            for item in readings
            if not item.resolution.code
        ),
    )


def _defaults(request: LoadRequest) -> FileDefaults:
    language, manifest = request.options.get("language"), request.attached.get("manifest")
    if language and not is_language(language):
        raise NotARelease(f'"{language}" is not a language such as en or es-MX.')
    return FileDefaults(
        language, request.options.get("encoding"), read_manifest(manifest) if manifest is not None else None
    )


def _missing_files(stated: FileDefaults, files: Sequence[NarrativeFile]) -> Sequence[SkippedFile]:
    if not stated.manifest:
        return ()
    found = {find_file(stated.manifest, file.name) for file in files}
    return [
        SkippedFile(name, "the manifest names it, but it is not in the input")
        for name in stated.manifest
        if name not in found
    ]


def _missing_codes(stated: FileDefaults, readings: Sequence[Reading]) -> Iterator[SkippedFile]:
    """Manifest rows whose code matches no narrative in their file."""
    found: dict[str, set[str | None]] = {}
    for item in readings:
        if stated.manifest and (name := find_file(stated.manifest, item.name)):
            found.setdefault(name, set()).update((item.resolution.code, item.stated.code, *item.resolution.candidates))
    for name, codes in found.items():
        for row in (stated.manifest or {})[name]:
            if row.stated.code and row.stated.code not in codes:
                yield SkippedFile(name, f"line {row.line} of the manifest: it has no narrative about {row.stated.code}")


def _what(item: Reading) -> str:
    is_english = item.language == "en"
    return str(item.resolution.code) if is_english else f"{item.resolution.code} ({item.language})"


def _with_line(item: Reading, text: str) -> str:
    return f"{item.place}: {text}" if item.place else text


def descriptors(releases: Sequence[CodeSystem]) -> Mapping[str, Sequence[str]]:
    """The distinct long descriptors of each code in all releases, newest first."""
    newest_first = sorted(releases, key=lambda release: release.header.version or "", reverse=True)
    found: dict[str, dict[str, None]] = {}
    for release in newest_first:
        for concept in release.concepts:
            if concept.display:
                found.setdefault(concept.code, {})[concept.display] = None
    return {code: tuple(texts) for code, texts in found.items()}


def _release(attached: Sequence[Reading], rows_read: int, request: LoadRequest) -> Release:
    by_code: dict[str, list[Attached]] = {}
    for item in attached:
        if item.resolution.code and item.narrative:
            about = item.resolution.about
            found = Attached(item.narrative, item.source, about, item.language, item.stated)
            by_code.setdefault(item.resolution.code, []).append(found)
    concepts = [
        concept_from_narratives(code, found, request.now, request.canonical_base) for code, found in by_code.items()
    ]
    code_system = narrative_supplement(concepts, request.canonical_base, version="")
    # The version of the supplement depends on the other published imports, see `merged_narratives`.
    header = replace(code_system.header, version=None)
    first, *others = dict.fromkeys(item.source for item in attached)
    return Release(replace(code_system, header=header), first, rows_read, companions=tuple(others))
