from seed.icd10.order_file import OrderRow
from seed.icd10pcs.code_system import icd10pcs_header
from seed.icd10pcs.concepts import code_system_of
from terminology.core.model import Concept

BASE = "https://example.org/fhir"
BYPASS = OrderRow(2, "0016070", True, "Bypass Cereb Vent, Open Approach", "Bypass Cerebral Ventricle, Open Approach")
TABLES = (
    OrderRow(1, "001", False, "Cnsl, Bypass", "Central Nervous System and Cranial Nerves, Bypass"),
    OrderRow(3, "002", False, "Cnsl, Change", "Central Nervous System and Cranial Nerves, Change"),
)


def concepts(*rows: OrderRow) -> dict[str, Concept]:
    found = code_system_of(icd10pcs_header("2025-10", BASE), rows, BASE)
    return {concept.code: concept for concept in found.concepts}


def test_all_beginnings_of_a_code_are_above_it() -> None:
    found = code_system_of(icd10pcs_header("2025-10", BASE), [BYPASS], BASE)
    assert [concept.code for concept in found.concepts] == ["0", "00", "001", "0016", "00160", "001607", "0016070"]
    assert found.parents["0016070"] == ("001607",)
    assert "0" not in found.parents


def test_codes_are_in_the_order_of_their_characters() -> None:
    rows = [OrderRow(1, code, True, "", "x") for code in ("X000000", "0BB0000", "0B00000")]
    assert [code for code in concepts(*rows) if len(code) == 7] == ["0B00000", "0BB0000", "X000000"]


def test_each_character_is_the_value_of_its_axis() -> None:
    concept = concepts(BYPASS)["0016070"]
    stated = [(item.code, item.value.content) for item in concept.properties]
    assert stated == [
        ("kind", "code"),
        ("billable", True),
        ("section", "0"),
        ("bodySystem", "0"),
        ("operation", "1"),
        ("bodyPart", "6"),
        ("approach", "0"),
        ("device", "7"),
        ("qualifier", "0"),
    ]
    assert concept.display == "Bypass Cerebral Ventricle, Open Approach"
    assert [item.value for item in concept.designations] == ["Bypass Cereb Vent, Open Approach"]


def test_a_header_above_a_code_is_not_billable() -> None:
    above = [concept for code, concept in concepts(BYPASS).items() if len(code) < 7]
    assert {concept.values("billable")[0].content for concept in above} == {False}
    assert {concept.values("notSelectable")[0].content for concept in above} == {True}
    assert [concept.values("kind")[0].content for concept in above] == [
        "chapter",
        "block",
        "category",
        "category",
        "category",
        "category",
    ]


def test_beginnings_are_named_where_cms_names_them() -> None:
    found = concepts(*TABLES, BYPASS)
    assert found["0"].display == "Medical and Surgical"
    assert found["00"].display == "Central Nervous System and Cranial Nerves"
    assert found["001"].display == "Central Nervous System and Cranial Nerves, Bypass"
    assert found["0016"].display is None


def test_a_body_system_whose_tables_disagree_has_no_name() -> None:
    other = OrderRow(3, "002", False, "x", "Nervous System, Change")
    assert concepts(TABLES[0], other)["00"].display is None
