"""The properties of a HCPCS concept as a table: the meaning and the record field of each.

concepts.py states them in this order; code_system.py declares them, and a filter for each.
"""

from dataclasses import dataclass

from seed.hcpcs.code_lists import code_list_url
from terminology.core.model import FilterDefinition, PropertyDefinition, PropertyType

# FHIR R5, https://hl7.org/fhir/R5/codesystem-concept-properties.html
CONCEPT_PROPERTIES = "http://hl7.org/fhir/concept-properties#"


@dataclass(frozen=True, slots=True)
class HcpcsProperty:
    """`source` is a field of layout.py or a fact derived in concepts.py; `code_list` explains the values."""

    code: str
    type: PropertyType
    source: str
    description: str
    code_list: str | None = None
    uri: str | None = None


PROPERTIES: tuple[HcpcsProperty, ...] = (
    HcpcsProperty(
        "status",
        "code",
        "status",
        "active, or retired when the termination date lies before the release",
        uri=CONCEPT_PROPERTIES + "status",
    ),
    HcpcsProperty(
        "inactive",
        "boolean",
        "inactive",
        "true when the termination date lies before the release",
        uri=CONCEPT_PROPERTIES + "inactive",
    ),
    HcpcsProperty(
        "effectiveDate",
        "dateTime",
        "added_date",
        "First day of validity: the added date",
        uri=CONCEPT_PROPERTIES + "effectiveDate",
    ),
    HcpcsProperty(
        "retirementDate",
        "dateTime",
        "termination_date",
        "Last day of validity: the termination date",
        uri=CONCEPT_PROPERTIES + "retirementDate",
    ),
    HcpcsProperty("kind", "code", "kind", "procedure, or modifier"),
    HcpcsProperty("chapter", "code", "chapter", "First letter of a procedure code"),
    HcpcsProperty("addedDate", "dateTime", "added_date", "Day the code was added to HCPCS"),
    HcpcsProperty(
        "actionEffectiveDate", "dateTime", "action_effective_date", "Day on which the last action took effect"
    ),
    HcpcsProperty("terminationDate", "dateTime", "termination_date", "Last day on which the code may be used"),
    HcpcsProperty("actionCode", "code", "action_code", "The change that the release made", "action-code"),
    HcpcsProperty("coverage", "code", "coverage", "Medicare coverage status", "coverage"),
    HcpcsProperty("pricingIndicator", "code", "pricing_indicator", "How part B prices the code", "pricing-indicator"),
    HcpcsProperty(
        "multiplePricingIndicator",
        "code",
        "multiple_pricing_indicator",
        "Whether several pricing methodologies apply",
        "multiple-pricing-indicator",
    ),
    HcpcsProperty("typeOfService", "code", "type_of_service", "CMS type of service", "type-of-service"),
    HcpcsProperty("betos", "code", "betos", "Berenson-Eggers type of service", "betos"),
    HcpcsProperty(
        "labCertification", "code", "lab_certification", "Laboratory certification category", "lab-certification"
    ),
    HcpcsProperty("ascPaymentGroup", "code", "asc_payment_group", "YY: approved for ambulatory surgical centers"),
    HcpcsProperty("processingNote", "code", "processing_note", "Number of CMS's processing note", "processing-note"),
    HcpcsProperty(
        "ascEffectiveDate",
        "dateTime",
        "asc_effective_date",
        "First day of the approval for ambulatory surgical centers",
    ),
    HcpcsProperty("crossReference", "code", "cross_reference", "Code to use instead: HCPCS, CPT or a modifier"),
    HcpcsProperty("statute", "string", "statute", "Statute that decides on coverage"),
    HcpcsProperty(
        "coverageIssuesManual", "string", "coverage_issues_manual", "Section of the former coverage issues manual"
    ),
    HcpcsProperty("carriersManual", "string", "carriers_manual", "Section of the former Medicare carriers manual"),
    HcpcsProperty("anesthesiaBaseUnits", "integer", "anesthesia_base_units", "Anesthesia base units"),
    HcpcsProperty(
        "notOtherwiseClassified",
        "boolean",
        "not_otherwise_classified",
        "A guess: true when the long description says that the code is for what has no other code. CMS's list of such "
        "codes was not read with this release",
    ),
)

# Every declared property can be filtered on; its type determines the operators.
OPERATORS: dict[PropertyType, tuple[str, ...]] = {
    "code": ("=", "in", "not-in", "exists"),
    "string": ("=", "regex", "exists"),
    "integer": ("=", "in", "exists"),
    "boolean": ("=", "exists"),
    "dateTime": ("=", "in", "exists"),
}
VALUES: dict[PropertyType, str] = {
    "code": "A code of the property; several, separated by commas, for in and not-in",
    "string": "The text, or a regular expression that matches all of it",
    "integer": "A whole number",
    "boolean": "true or false",
    "dateTime": "A day, as YYYY-MM-DD",
}


NOC = "notOtherwiseClassified"
NOC_BY_CMS = (
    "true when CMS's list of NOC codes, read with this release, names the code, which is CMS's word; or, a guess, when "
    "its long description says that it is for what has no other code"
)


def property_definitions(canonical_base: str, has_noc_list: bool = False) -> tuple[PropertyDefinition, ...]:
    """`has_noc_list`: CMS's list of NOC codes was read with the release."""
    return tuple(
        PropertyDefinition(
            code=item.code,
            type=item.type,
            uri=item.uri,
            description=NOC_BY_CMS if has_noc_list and item.code == NOC else item.description,
            code_system=code_list_url(canonical_base, item.code_list) if item.code_list else None,
        )
        for item in PROPERTIES
    )


def filter_definitions() -> tuple[FilterDefinition, ...]:
    return tuple(
        FilterDefinition(code=item.code, operators=OPERATORS[item.type], value=VALUES[item.type]) for item in PROPERTIES
    )
