"""Narratives as designations of a code, in a supplement."""

from datetime import UTC, datetime

from seed.narrative.concepts import (
    DISPLAYS,
    HCPCS,
    Attached,
    concept_from_narratives,
    merged_narratives,
    narrative_sections,
    narrative_supplement,
)
from seed.narrative.document import SECTIONS, Narrative
from seed.narrative.parser import decode, parse
from seed.release import Source, source_of
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept

BASE = "https://terms.example.com/fhir"
IMPORTED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TEXT = (
    "Salt water, 10 ml\nHCPCS code\nName of the Procedure:\n"
    "Common Names: Drip, Salt drip\nMedical Term: Saline (J1234)\n"
    "Recovery\nRest:\n- Sit\n- Sleep\nDuration\nSetting\nA clinic."
)


def concept_of(narrative: Narrative, source: Source) -> Concept:
    return concept_from_narratives("J1234", [Attached(narrative, source)], IMPORTED_AT, BASE)


def test_names_and_sections_become_designations_in_document_order_and_an_empty_section_none():
    concept = concept_of(parse(TEXT), source_of("drip.txt", TEXT.encode()))
    assert [(item.use and item.use.code, item.value) for item in concept.designations] == [
        ("common-name", "Drip"),
        ("common-name", "Salt drip"),
        ("medical-term", "Saline"),
        ("recovery", "Rest:\n- Sit\n- Sleep"),
        ("setting", "A clinic."),
    ]


def test_a_designation_is_english_and_its_use_is_a_narrative_section():
    designation = concept_of(parse(TEXT), source_of("drip.txt", b"")).designations[3]
    assert designation.language == "en"
    assert designation.use == Coding(f"{BASE}/CodeSystem/procedure-narrative-section", "recovery", display="Recovery")


def test_a_narrative_is_never_a_display_or_a_definition():
    concept = concept_of(parse(TEXT), source_of("drip.txt", b""))
    assert (concept.code, concept.display, concept.definition) == ("J1234", None, None)


def test_the_source_file_its_sha256_and_the_time_of_import_are_properties():
    source = source_of("drip.txt", TEXT.encode())
    concept = concept_of(parse(TEXT), source)
    assert [(item.code, item.value.type, item.value.content) for item in concept.properties] == [
        ("sourceFile", "string", "drip.txt"),
        ("sourceSha256", "string", source.sha256),
        ("importedAt", "dateTime", "2026-11-22T09:30:00+00:00"),
        ("language", "code", "en"),
        ("reviewStatus", "code", "draft"),
    ]


def test_the_seed_document_gives_fifteen_designations_one_for_each_use(shared_seeds):
    content = (shared_seeds / "000_6833dce7903a6bf0.txt").read_bytes()
    concept = concept_of(parse(decode(content)), source_of("seed.txt", content))
    assert [item.use and item.use.code for item in concept.designations] == list(DISPLAYS)
    assert concept.designations[4].value == (
        "- History of osteoporotic fracture\n- Multiple risk factors for fracture\n"
        "- Failure or intolerance to other osteoporosis treatments"
    )


def test_the_supplement_adds_to_hcpcs_and_declares_every_property_of_its_concepts():
    concept = concept_of(parse(TEXT), source_of("drip.txt", b""))
    supplement = narrative_supplement([concept], BASE, "20261122")
    header = supplement.header
    assert (header.content, header.supplements) == ("supplement", HCPCS)
    assert header.canonical == f"{BASE}/CodeSystem/hcpcs-procedure-narratives|20261122"
    assert {item.code for item in header.properties} >= {item.code for item in concept.properties}
    assert supplement.concepts == (concept,)


def test_the_supplement_says_that_its_text_is_third_party_and_not_official():
    description = narrative_supplement([], BASE, "1").header.description or ""
    assert "third-party" in description
    assert "not official" in description


def test_the_sections_are_two_kinds_of_names_and_every_section_of_a_document_with_a_definition():
    code_system = narrative_sections(BASE)
    assert code_system.header.url == f"{BASE}/CodeSystem/procedure-narrative-section"
    slugs = [slug for slug, _ in SECTIONS]
    assert [concept.code for concept in code_system.concepts] == ["common-name", "medical-term", *slugs]
    assert all(concept.display and concept.definition for concept in code_system.concepts)


def generation(**texts: str) -> CodeSystem:
    concepts = tuple(Concept(code, definition=text) for code, text in texts.items())
    return CodeSystem(CodeSystemHeader("u", content="supplement"), concepts)


def test_without_narratives_there_is_no_supplement() -> None:
    assert merged_narratives([], BASE) is None


def test_later_narratives_replace_earlier_ones_for_their_codes() -> None:
    merged = merged_narratives([generation(J2="old", J1="retained"), generation(J3="more", J2="new")], BASE)
    assert merged
    assert [(item.code, item.definition) for item in merged.concepts] == [
        ("J1", "retained"),
        ("J2", "new"),
        ("J3", "more"),
    ]
    assert merged.header.canonical.startswith(f"{BASE}/CodeSystem/hcpcs-procedure-narratives|2-")
    assert merged.header.content == "supplement"


def test_another_content_after_as_many_imports_is_another_version() -> None:
    def version(*sources: str) -> str | None:
        concepts = [
            concept_from_narratives("J1", [Attached(parse(TEXT), Source("a", sha, 1))], IMPORTED_AT, BASE)
            for sha in sources
        ]
        merged = merged_narratives([CodeSystem(CodeSystemHeader("u"), (concept,)) for concept in concepts], BASE)
        return merged.header.version if merged else None

    assert version("00", "11") == version("00", "11")
    assert version("00", "11") != version("00", "22")
    assert (version("00") or "").startswith("1-")
