from seed.hcpcs.code_lists import code_lists
from seed.hcpcs.layout import FIELDS
from seed.hcpcs.properties import PROPERTIES, filter_definitions, property_definitions

BASE = "https://example.org/fhir"


def test_properties_are_in_the_order_of_the_contract() -> None:
    assert [item.code for item in PROPERTIES] == [
        "status",
        "inactive",
        "effectiveDate",
        "retirementDate",
        "kind",
        "chapter",
        "addedDate",
        "actionEffectiveDate",
        "terminationDate",
        "actionCode",
        "coverage",
        "pricingIndicator",
        "multiplePricingIndicator",
        "typeOfService",
        "betos",
        "labCertification",
        "ascPaymentGroup",
        "processingNote",
        "ascEffectiveDate",
        "crossReference",
        "statute",
        "coverageIssuesManual",
        "carriersManual",
        "anesthesiaBaseUnits",
        "notOtherwiseClassified",
    ]


def test_the_four_fhir_properties_have_their_uris() -> None:
    uris = {item.code: item.uri for item in property_definitions(BASE) if item.uri}
    assert uris == {
        code: f"http://hl7.org/fhir/concept-properties#{code}"
        for code in ("status", "inactive", "effectiveDate", "retirementDate")
    }


def test_explained_properties_name_a_code_list_that_exists() -> None:
    named = {item.code_system for item in property_definitions(BASE) if item.code_system}
    imported = f"{BASE}/CodeSystem/hcpcs-processing-note"  # of the release that is loaded
    lists = {item.header.url for item in code_lists(BASE)}
    others = {f"{BASE}/CodeSystem/hcpcs-designation-use"}
    others |= {url for url in lists if "-dmepos-" in url or "-mue-" in url}  # of the supplements
    assert named == lists - others | {imported}


def test_every_field_but_keys_texts_and_the_unused_groups_is_a_property() -> None:
    unstated = {field.name for field in FIELDS} - {item.source for item in PROPERTIES}
    assert unstated == {
        "code",
        "sequence_number",
        "record_id",
        "long_description",
        "short_description",
        "mog_payment_group",
        "mog_payment_policy_indicator",
        "mog_effective_date",
    }


def test_every_property_can_be_filtered_by() -> None:
    assert [item.code for item in filter_definitions()] == [item.code for item in PROPERTIES]
    assert all("=" in item.operators for item in filter_definitions())


def test_the_description_states_whether_not_otherwise_classified_is_cms_word_or_a_guess() -> None:
    def description(has_noc_list: bool) -> str:
        found = property_definitions("https://example.org/fhir", has_noc_list)
        return next(item.description or "" for item in found if item.code == "notOtherwiseClassified")

    assert description(False).startswith("A guess: true when the long description says")
    assert "which is CMS's word" in description(True)
