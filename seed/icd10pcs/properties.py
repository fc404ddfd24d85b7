"""The properties of an ICD-10-PCS concept as a table: the seven axes, and those common to all ICD-10 codes."""

from seed.icd10.properties import PropertyRow, declared_filters, declared_properties
from seed.icd10pcs.axes import AXES
from terminology.core.model import FilterDefinition, PropertyDefinition


def rows(canonical_base: str) -> tuple[PropertyRow, ...]:
    return (
        PropertyRow(
            "kind", "code", "chapter, block, category or code: of one, two, three to six, and seven characters"
        ),
        PropertyRow("billable", "boolean", "true when the code is valid for HIPAA transactions, false for a header"),
        *(
            PropertyRow(name, "code", text, section_url(canonical_base) if name == "section" else None)
            for name, text in AXES
        ),
    )


def section_url(canonical_base: str) -> str:
    return f"{canonical_base.rstrip('/')}/CodeSystem/icd-10-pcs-section"


def property_definitions(canonical_base: str) -> tuple[PropertyDefinition, ...]:
    return declared_properties(rows(canonical_base))


def filter_definitions(canonical_base: str) -> tuple[FilterDefinition, ...]:
    return declared_filters(rows(canonical_base))
