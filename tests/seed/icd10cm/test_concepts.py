from seed.icd10cm.code_system import icd10cm_header
from seed.icd10cm.concepts import code_system_of
from seed.icd10cm.entries import Entry
from terminology.core.model import CodeSystem, Value

BASE = "https://example.org/fhir"
CHOLERA = Entry(
    code="A00.0",
    kind="code",
    title="Cholera due to Vibrio cholerae 01, biovar cholerae",
    parent="A00",
    is_billable=True,
    line=2,
    notes=(("inclusionTerm", "Classical cholera"), ("excludes1", "typhoid fever (A01.0)")),
    short_description="Cholera, biovar cholerae",
    tabular_title="Choléra",
)
CHAPTER = Entry("A00-B99", "chapter", "Certain infectious and parasitic diseases (A00-B99)", None, False, 1)


def code_system(*entries: Entry) -> CodeSystem:
    return code_system_of(icd10cm_header("2026-04"), entries, BASE)


def test_the_display_is_the_long_description() -> None:
    [concept] = code_system(CHOLERA).concepts
    assert concept.display == "Cholera due to Vibrio cholerae 01, biovar cholerae"


def test_short_description_tabular_title_and_inclusion_terms_are_designations() -> None:
    [concept] = code_system(CHOLERA).concepts
    assert [(item.use and item.use.code, item.value) for item in concept.designations] == [
        ("short-description", "Cholera, biovar cholerae"),
        ("tabular-title", "Choléra"),
        ("inclusion-term", "Classical cholera"),
    ]
    assert {item.use and item.use.system for item in concept.designations} == {
        f"{BASE}/CodeSystem/icd-10-cm-designation-use"
    }


def test_kind_billable_and_notes_are_properties() -> None:
    [concept] = code_system(CHOLERA).concepts
    assert [(item.code, item.value) for item in concept.properties] == [
        ("kind", Value("code", "code")),
        ("billable", Value("boolean", True)),
        ("inclusionTerm", Value("string", "Classical cholera")),
        ("excludes1", Value("string", "typhoid fever (A01.0)")),
    ]


def test_chapters_and_blocks_cannot_be_selected() -> None:
    [concept] = code_system(CHAPTER).concepts
    assert concept.values("notSelectable") == (Value("boolean", True),)


def test_the_row_above_a_code_is_its_parent() -> None:
    assert code_system(CHAPTER, CHOLERA).parents == {"A00.0": ("A00",)}
