"""A small code system of equipment with a hierarchy, and readers of its expansions."""

from terminology.core.model import Coding, Designation, PropertyDefinition
from terminology.core.results import ExpandResult
from terminology.core.value_sets import Contains
from tests.builders.catalogue import (
    all_of,
    catalogue_of,
    code_system_of,
    concept_of,
    value_set_of,
)
from tests.builders.operations import flat

SUMMARY = Coding("http://example.org/section", "summary")
SHORT = Coding("http://example.org/uses", "short-description")
EQUIPMENT = code_system_of(
    concept_of("E", "Equipment", notSelectable=True),
    concept_of("E01", "Walking aids", Designation("Gehhilfen", "de"), definition="To walk with", coverage="D"),
    concept_of("E0110", "Crutches, forearm", Designation("CRUTCH FOREARM", "en", SHORT), status="retired"),
    concept_of("K0001", "Standard wheelchair", Designation("Rollstuhl", "de"), coverage="C"),
    nesting={"E01": "E", "E0110": "E01"},
    language="en",
    version="2025-10",
    properties=(PropertyDefinition("coverage", "code", "http://example.org/coverage"),),
)
KNOWN = catalogue_of(EQUIPMENT)
EVERYTHING = value_set_of(all_of())


def named(result: ExpandResult, name: str) -> list[object]:
    return [item.content for item in result.parameters if item.name == name]


def entry(result: ExpandResult, code: str) -> Contains:
    return next(item for item in flat(result.contains) if item.code == code)
