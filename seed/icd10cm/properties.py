"""The properties of an ICD-10-CM concept as a table. `parent` and `child` follow from the hierarchy."""

from seed.icd10.properties import PropertyRow, declared_filters, declared_properties
from terminology.core.model import FilterDefinition, PropertyDefinition

PROPERTIES: tuple[PropertyRow, ...] = (
    PropertyRow("kind", "code", "chapter, block, category (three characters) or code (more than three)"),
    PropertyRow("billable", "boolean", "true when the code is valid for HIPAA transactions, false for a header"),
    PropertyRow("includes", "string", "Includes: what the content of a category is, by definition or example"),
    PropertyRow("inclusionTerm", "string", "A condition for which the code is to be used"),
    PropertyRow("excludes1", "string", "Excludes1: not coded here, and never together with the code"),
    PropertyRow("excludes2", "string", "Excludes2: not included here; a patient may have both at the same time"),
    PropertyRow("codeFirst", "string", "Code first: the underlying condition, which is sequenced before"),
    PropertyRow("codeAlso", "string", "Code also: a second code may be required; the order is free"),
    PropertyRow("useAdditionalCode", "string", "Use additional code: a second code that describes more, if known"),
    PropertyRow("note", "string", "Any other note of the tabular list"),
    PropertyRow("seventhCharacterNote", "string", "How the seventh character is to be assigned"),
)


def property_definitions() -> tuple[PropertyDefinition, ...]:
    return declared_properties(PROPERTIES)


def filter_definitions() -> tuple[FilterDefinition, ...]:
    return declared_filters(PROPERTIES)
