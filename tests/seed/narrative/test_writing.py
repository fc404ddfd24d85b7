from seed.narrative.concepts import Attached, concept_from_narratives
from seed.narrative.parser import parse
from seed.narrative.parts import parts_of
from seed.narrative.provenance import Provenance
from seed.narrative.reading import NarrativeFile, read_narratives
from seed.narrative.writing import document_of
from seed.release import Source
from seed.starter.files import content_of
from terminology.core.model import Concept
from tests.seed.narrative.test_concepts import BASE, IMPORTED_AT

STATED = Provenance(
    source="https://example.org/a", publisher="P", license="CC0", author="A", reviewer="R", reviewed="2026-01-31"
)


def again(part: Concept, descriptor: str) -> Concept:
    """The narrative after its document is written and read back."""
    files = [NarrativeFile(f"{part.code}.en.txt", document_of(part).encode())]
    (reading,) = read_narratives(files, {part.code: (descriptor,)})
    assert reading.narrative, reading.resolution.message
    attached = Attached(reading.narrative, Source("a.txt", "", 1), reading.resolution.about, "en", reading.stated)
    return concept_from_narratives(part.code, [attached], IMPORTED_AT, BASE)


def test_a_written_narrative_reads_back_the_same() -> None:
    for code, descriptor in (("J3111", "Injection, romosozumab-aqqg, 1 mg"), ("J1234", "Salt water")):
        text = content_of("J3111.txt").decode().replace("J3111", code)
        attached = Attached(parse(text), Source("a.txt", "", 1), descriptor, "en", STATED)
        part = concept_from_narratives(code, [attached], IMPORTED_AT, BASE)
        found = again(part, descriptor)
        assert found.designations == part.designations
        assert parts_of(found) == (found,)


def test_lines_that_look_like_headings_stay_text() -> None:
    text = "T\nHCPCS code\nSummary\nOne.\n**Cost**\nRecovery:\n- 1. Benefits\nTwo.\nRecovery\nA day."
    attached = Attached(parse(text), Source("a.txt", "", 1), "Salt water", "en", STATED)
    part = concept_from_narratives("J1234", [attached], IMPORTED_AT, BASE)
    assert [item.value for item in again(part, "Salt water").designations] == [
        "One.\n\nCost\nRecovery:\n- 1. Benefits\nTwo.",
        "A day.",
    ]
