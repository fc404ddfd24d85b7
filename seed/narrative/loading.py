"""The narratives in files -> one code system supplement, and what became of each file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from seed.narrative.concepts import concept_from_narrative, narrative_supplement
from seed.narrative.resolution import NarrativeFile, Reading, read_narratives
from seed.release import FileNote, Loaded, NotARelease, Release
from seed.sources import LoadRequest
from terminology.core.model import CodeSystem


def load_narratives(request: LoadRequest) -> Loaded:
    """One release without a version, of the narratives that could be attached; none if there are none.

    Titles are looked up in the known releases of HCPCS; a narrative for a code in none of them is kept, and a note says
    so. Raises NotARelease when there is no file.
    """
    code = request.options.get("code")
    files = [NarrativeFile(PurePath(path).name, content, code) for path, content in request.files]
    if not files:
        raise NotARelease("There is no file in what was given.")
    readings = read_narratives(files, descriptors(request.known.get("hcpcs", ())))
    attached = [item for item in readings if item.resolution.code]
    return Loaded(
        releases=(_release(attached, len(readings), request),) if attached else (),
        read=tuple(FileNote(item.source, str(item.resolution.code)) for item in attached),
        notes=tuple(FileNote(item.source, note) for item in attached for note in item.resolution.notes),
        refused=tuple(
            FileNote(item.source, f"{item.resolution.outcome}: {item.resolution.message}")
            for item in readings
            if not item.resolution.code
        ),
    )


def descriptors(releases: Sequence[CodeSystem]) -> Mapping[str, str]:
    """The long descriptor of each code, as the latest release that has the code states it."""
    oldest_first = sorted(releases, key=lambda release: release.header.version or "")
    return {concept.code: concept.display or "" for release in oldest_first for concept in release.concepts}


def _release(attached: Sequence[Reading], rows_read: int, request: LoadRequest) -> Release:
    concepts = {
        item.resolution.code: concept_from_narrative(
            item.resolution.code, item.narrative, item.source, request.now, request.canonical_base
        )
        for item in attached
        if item.resolution.code and item.narrative
    }
    code_system = narrative_supplement(concepts.values(), request.canonical_base, version="")
    # Which version of the supplement it makes is decided by what else is published, see `merged_narratives`.
    header = replace(code_system.header, version=None)
    first, *others = (item.source for item in attached)
    return Release(replace(code_system, header=header), first, rows_read, companions=tuple(others))
