"""Property tables -> the declarations of an ICD-10 code system: its properties, and a filter for each."""

from collections.abc import Iterable
from dataclasses import dataclass

from terminology.core.model import FilterDefinition, PropertyDefinition, PropertyType

# FHIR R5, https://hl7.org/fhir/R5/codesystem-concept-properties.html
CONCEPT_PROPERTIES = "http://hl7.org/fhir/concept-properties#"

STANDARD_PROPERTIES: tuple[PropertyDefinition, ...] = (
    PropertyDefinition("parent", "code", CONCEPT_PROPERTIES + "parent", "The code directly above"),
    PropertyDefinition("child", "code", CONCEPT_PROPERTIES + "child", "A code directly below"),
    PropertyDefinition(
        "notSelectable",
        "boolean",
        CONCEPT_PROPERTIES + "notSelectable",
        "true for a concept that only groups codes and is never recorded itself",
    ),
)
HIERARCHY_FILTER = FilterDefinition(
    "concept", ("is-a", "descendent-of", "is-not-a", "generalizes", "child-of"), "A code", "By the hierarchy"
)
OPERATORS: dict[PropertyType, tuple[str, ...]] = {
    "code": ("=", "in", "not-in", "exists"),
    "string": ("=", "regex", "exists"),
    "boolean": ("=", "exists"),
}
VALUES: dict[PropertyType, str] = {
    "code": "A code of the property; several, separated by commas, for in and not-in",
    "string": "The text, or a regular expression that matches all of it",
    "boolean": "true or false",
}


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """`code_system` is the url of the code system that explains the values, if any."""

    code: str
    type: PropertyType
    description: str
    code_system: str | None = None


def declared_properties(rows: Iterable[PropertyRow]) -> tuple[PropertyDefinition, ...]:
    stated = (PropertyDefinition(row.code, row.type, None, row.description, row.code_system) for row in rows)
    return (*stated, *STANDARD_PROPERTIES)


def declared_filters(rows: Iterable[PropertyRow]) -> tuple[FilterDefinition, ...]:
    return (HIERARCHY_FILTER, *(FilterDefinition(row.code, OPERATORS[row.type], VALUES[row.type]) for row in rows))
