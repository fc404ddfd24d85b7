from seed.hcpcs.concepts import concepts_from_records
from seed.hcpcs.records import Record
from terminology.core.languages import DISPLAY
from terminology.core.model import Coding, Concept, Designation

BASE = "https://example.org/fhir"

J3111 = Record(
    line=1,
    code="J3111",
    long_description="Injection, romosozumab-aqqg, 1 mg",
    short_description="Inj. romosozumab-aqqg 1 mg",
    details={
        "pricing_indicator": ("51",),
        "multiple_pricing_indicator": ("A",),
        "coverage": ("C",),
        "asc_payment_group": ("YY",),
        "asc_effective_date": ("20191001",),
        "processing_note": ("0120",),
        "betos": ("O1E",),
        "type_of_service": ("1", "P"),
        "anesthesia_base_units": ("000",),
        "added_date": ("20191001",),
        "action_effective_date": ("20191001",),
        "action_code": ("N",),
    },
)


def concept_of(
    code: str = "J3111", first_day: str = "2025-10-01", noc: frozenset[str] = frozenset(), **details: str
) -> Concept:
    stated = {**J3111.details, **{name: (value,) for name, value in details.items()}}
    record = Record(1, code, J3111.long_description, J3111.short_description, stated)
    return concepts_from_records([record], first_day, BASE, noc)[0]


def stated(concept: Concept, property_code: str) -> list[object]:
    return [value.content for value in concept.values(property_code)]


def test_every_stated_field_is_a_property_in_the_order_of_the_contract() -> None:
    assert [(item.code, item.value.type, item.value.content) for item in concept_of().properties] == [
        ("status", "code", "active"),
        ("inactive", "boolean", False),
        ("effectiveDate", "dateTime", "2019-10-01"),
        ("kind", "code", "procedure"),
        ("chapter", "code", "J"),
        ("addedDate", "dateTime", "2019-10-01"),
        ("actionEffectiveDate", "dateTime", "2019-10-01"),
        ("actionCode", "code", "N"),
        ("coverage", "code", "C"),
        ("pricingIndicator", "code", "51"),
        ("multiplePricingIndicator", "code", "A"),
        ("typeOfService", "code", "1"),
        ("typeOfService", "code", "P"),
        ("betos", "code", "O1E"),
        ("ascPaymentGroup", "code", "YY"),
        ("processingNote", "code", "0120"),
        ("ascEffectiveDate", "dateTime", "2019-10-01"),
        ("anesthesiaBaseUnits", "integer", 0),
        ("notOtherwiseClassified", "boolean", False),
    ]


def test_the_display_is_the_long_description_and_the_short_one_a_designation() -> None:
    concept = concept_of()
    assert concept.display == "Injection, romosozumab-aqqg, 1 mg"
    use = Coding(f"{BASE}/CodeSystem/hcpcs-designation-use", "short-description", display="Short description")
    assert concept.designations == (Designation("Inj. romosozumab-aqqg 1 mg", use=use, additional_uses=(DISPLAY,)),)


def test_a_code_is_active_on_its_termination_date() -> None:
    concept = concept_of(first_day="2025-10-01", termination_date="20251001")
    assert stated(concept, "status") == ["active"]
    assert stated(concept, "retirementDate") == stated(concept, "terminationDate") == ["2025-10-01"]


def test_a_code_is_retired_the_day_after() -> None:
    concept = concept_of(first_day="2025-10-01", termination_date="20250930")
    assert (stated(concept, "status"), stated(concept, "inactive")) == (["retired"], [True])


def test_modifiers_have_neither_chapter_nor_classification() -> None:
    concept = concept_of("GA")
    assert stated(concept, "kind") == ["modifier"]
    assert stated(concept, "chapter") == stated(concept, "notOtherwiseClassified") == []


def test_the_noc_list_marks_codes_that_the_words_do_not() -> None:
    assert stated(concept_of(noc=frozenset({"J3111"})), "notOtherwiseClassified") == [True]


def test_equal_facts_give_equal_concepts_in_every_release() -> None:
    assert concept_of(first_day="2020-04-01") == concept_of(first_day="2025-10-01")


def test_equal_properties_are_one_object() -> None:
    first, second = concept_of("J3111"), concept_of("J9999")
    assert first.properties[0] is second.properties[0]
