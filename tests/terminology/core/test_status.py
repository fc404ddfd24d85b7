import pytest

from terminology.core.model import CodeSystemHeader, Concept, Extension, Header, PropertyDefinition, Value
from terminology.core.status import (
    CONCEPT_PROPERTIES,
    STANDARDS_STATUS,
    declared_code,
    is_abstract,
    is_inactive,
    status,
    status_warning,
)
from tests.builders.catalogue import SYSTEM, concept_of

PLAIN = CodeSystemHeader(url=SYSTEM)
RENAMING = CodeSystemHeader(
    url=SYSTEM,
    properties=(
        PropertyDefinition("grouper", "boolean", CONCEPT_PROPERTIES + "notSelectable"),
        PropertyDefinition("ended", "boolean", CONCEPT_PROPERTIES + "inactive"),
        PropertyDefinition("state", "code", CONCEPT_PROPERTIES + "status"),
    ),
)


def with_standards_status(code: str) -> Concept:
    return Concept("A", extensions=(Extension(STANDARDS_STATUS, Value("code", code)),))


def test_an_undeclared_standard_property_counts() -> None:
    assert is_abstract(PLAIN, concept_of("A", notSelectable=True))
    assert is_inactive(PLAIN, concept_of("A", inactive=True))


def test_a_standard_property_counts_under_the_code_it_is_declared_by() -> None:
    assert is_abstract(RENAMING, concept_of("A", grouper=True))
    assert is_inactive(RENAMING, concept_of("A", ended=True))
    assert status(RENAMING, concept_of("A", state="draft")) == "draft"


def test_a_renamed_standard_property_leaves_its_old_code_without_meaning() -> None:
    assert not is_abstract(RENAMING, concept_of("A", notSelectable=True))


@pytest.mark.parametrize(("stated", "expected"), [("retired", True), ("inactive", True), ("deprecated", False)])
def test_the_status_determines_whether_a_concept_is_inactive(stated: str, expected: bool) -> None:
    assert is_inactive(PLAIN, concept_of("A", status=stated)) is expected


def test_the_inactive_property_takes_precedence_over_the_status() -> None:
    assert not is_inactive(PLAIN, concept_of("A", status="retired", inactive=False))


def test_a_standards_status_is_a_status_too() -> None:
    assert status(PLAIN, with_standards_status("deprecated")) == "deprecated"
    assert status(PLAIN, concept_of("A")) is None


def test_a_concept_that_says_nothing_is_active_and_selectable() -> None:
    assert not is_inactive(PLAIN, concept_of("A"))
    assert not is_abstract(PLAIN, concept_of("A"))
    assert status(PLAIN, concept_of("A")) is None


@pytest.mark.parametrize(
    ("header", "doubt"),
    [
        (Header("x"), None),
        (Header("x", status="draft"), "draft"),
        (Header("x", standards_status="draft"), "draft"),
        (Header("x", experimental=True, status="draft"), "experimental"),
        (Header("x", standards_status="deprecated", experimental=True), "deprecated"),
        (Header("x", standards_status="withdrawn"), "withdrawn"),
        (Header("x", standards_status="normative"), None),
    ],
)
def test_content_to_be_used_with_care_says_why(header: Header, doubt: str | None) -> None:
    assert status_warning(header, Header("user")) == doubt


def test_draft_and_experimental_content_may_use_its_like() -> None:
    draft, trial = Header("x", status="draft"), Header("x", experimental=True)
    assert status_warning(draft, draft) is None
    assert status_warning(trial, trial) is None


def test_using_withdrawn_content_is_always_reported() -> None:
    withdrawn = Header("x", standards_status="withdrawn")
    assert status_warning(withdrawn, withdrawn) == "withdrawn"


def test_a_standard_property_is_found_under_the_code_it_is_declared_by() -> None:
    assert declared_code(RENAMING, "notSelectable") == "grouper"
    assert declared_code(PLAIN, "notSelectable") == "notSelectable"
