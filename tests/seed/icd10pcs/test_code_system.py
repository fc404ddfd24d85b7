from seed.icd10pcs.code_system import code_lists, designation_use, icd10pcs_header

BASE = "https://example.org/fhir"


def test_the_header_names_the_release() -> None:
    header = icd10pcs_header("2025-10", BASE)
    assert header.canonical == "http://www.cms.gov/Medicare/Coding/ICD10|2025-10"
    assert (header.id, header.content) == ("icd-10-pcs-2025-10", "complete")


def test_the_first_character_has_its_meaning() -> None:
    section = icd10pcs_header("2025-10", BASE).find_property("section")
    sections, uses = code_lists(BASE)
    assert section is not None
    assert section.code_system == sections.header.url == f"{BASE}/CodeSystem/icd-10-pcs-section"
    assert {concept.code: concept.display for concept in sections.concepts}["B"] == "Imaging"
    assert designation_use(BASE).system == uses.header.url
