import pytest

from terminology.core.model import Value
from terminology.core.requests import VersionRules
from terminology.core.value_sets import ExpansionParameter
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SUPPLEMENT,
    SYSTEM,
    catalogue_of,
    code_system_of,
    codes_of,
    imports,
    supplement_of,
    value_set_of,
)
from tests.builders.equipment import EQUIPMENT, EVERYTHING, KNOWN, named
from tests.builders.operations import context_of, expansion_of

DEFINITIONS = "http://hl7.org/fhir/StructureDefinition/"


def test_requested_and_used_parameters_are_named() -> None:
    supplied = (ExpansionParameter("count", "integer", 10),)
    some = value_set_of(codes_of("E01"), url="http://example.org/some", version="3")
    known = catalogue_of(EQUIPMENT, some, supplement_of(version="1"))
    rules = VersionRules(system=(f"{SYSTEM}|2025-10", f"{OTHER_SYSTEM}|1"))
    context = context_of("de", supplements=(SUPPLEMENT,), versions=rules)
    result = expansion_of(known, value_set_of(imports("http://example.org/some")), context, supplied=supplied)
    assert [(item.name, item.content) for item in result.parameters] == [
        ("count", 10),
        ("displayLanguage", "de"),
        ("system-version", f"{SYSTEM}|2025-10"),
        ("used-codesystem", f"{SYSTEM}|2025-10"),
        ("used-valueset", "http://example.org/some|3"),
        ("used-supplement", f"{SUPPLEMENT}|1"),
    ]


def test_no_language_is_named_where_none_was_requested() -> None:
    assert named(expansion_of(KNOWN, EVERYTHING), "displayLanguage") == []


@pytest.mark.parametrize(
    ("header", "warning"),
    [
        ({"status": "draft"}, "warning-draft"),
        ({"experimental": True}, "warning-experimental"),
        ({"standards_status": "deprecated"}, "warning-deprecated"),
        ({"standards_status": "withdrawn"}, "warning-withdrawn"),
    ],
)
def test_content_to_be_used_with_care_is_warned_of(header: dict[str, object], warning: str) -> None:
    assert named(expansion_of(catalogue_of(code_system_of("a", **header)), EVERYTHING), warning) == [SYSTEM]
    imported = value_set_of(codes_of("E01"), url="http://example.org/some", **header)
    result = expansion_of(catalogue_of(EQUIPMENT, imported), value_set_of(imports("http://example.org/some")))
    assert named(result, warning) == ["http://example.org/some"]


def test_an_expansion_of_a_fragment_says_that_it_may_lack_codes() -> None:
    result = expansion_of(catalogue_of(code_system_of("a", content="fragment")), EVERYTHING)
    assert named(result, "used-fragment") == [SYSTEM]
    assert [item.url.removeprefix(DEFINITIONS) for item in result.extensions] == [
        "valueset-unclosed",
        "valueset-unclosed-reason",
    ]
    example = expansion_of(catalogue_of(code_system_of("a", content="example")), EVERYTHING)
    assert example.extensions[1].value == Value(
        "string", f"This extension is based on an example of the code system {SYSTEM}"
    )
    assert expansion_of(KNOWN, EVERYTHING).extensions == ()


# What cannot be answered
