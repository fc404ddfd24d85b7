from dataclasses import replace

import pytest

from terminology.core.errors import InvalidValueSet, NotSupported, TimedOut, UnknownCodeSystem, UnknownValueSet
from terminology.core.issues import Issue
from terminology.core.model import Coding, Concept, Designation, Extension, Value
from terminology.core.requests import CodedInput, ValidateCodeRequest, VersionRules
from terminology.core.status import STANDARDS_STATUS
from terminology.core.system_rules import SystemRules, VersionMatch
from terminology.core.value_sets import ConceptReference, ValueSet
from terminology.operations.validate_code import validate_code
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SUPPLEMENT,
    SYSTEM,
    VALUE_SET,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    filtered,
    imports,
    supplement_of,
    value_set_of,
)
from tests.builders.operations import context_of, message_ids, validation_of

NOT_IN = "None_of_the_provided_codes_are_in_the_value_set_one"
NOT_IN_ANY = "TX_GENERAL_CC_ERROR_MESSAGE"
UNKNOWN_CODE = "Unknown_Code_in_Version"
SUMMARY = Coding("http://example.org/section", "summary")
EQUIPMENT = code_system_of(
    concept_of("E", "Equipment", notSelectable=True),
    concept_of("E0110", "Crutches, forearm", Designation("Unterarmgehstützen", "de")),
    concept_of("K0001", "Standard wheelchair", status="retired"),
    concept_of("K0002", "Hemi wheelchair", status="deprecated"),
    nesting={"E0110": "E"},
    language="en",
    version="2025-10",
)
KNOWN = catalogue_of(EQUIPMENT)
EVERYTHING = value_set_of(all_of())
CRUTCHES = value_set_of(codes_of("E0110"))


def coding(code: str, display: str | None = None, version: str | None = None, system: str | None = SYSTEM) -> Coding:
    return Coding(system, code, version, display)


# In a value set


def test_a_code_in_the_value_set_is_valid_and_fully_described() -> None:
    result = validation_of(KNOWN, EVERYTHING, "E0110")
    assert result.is_valid
    assert result.coding == Coding(SYSTEM, "E0110", "2025-10")
    assert result.display == "Crutches, forearm"
    assert result.issues == ()
    assert result.message is None


def test_a_code_that_is_not_in_the_value_set_is_not_valid_and_described_all_the_same() -> None:
    result = validation_of(KNOWN, CRUTCHES, "K0002")
    assert not result.is_valid
    assert message_ids(result) == [NOT_IN, "DEPRECATED_CONCEPT_FOUND"]
    assert result.display == "Hemi wheelchair"
    assert result.message is not None
    assert f"'{SYSTEM}#K0002' was not found in the value set '{VALUE_SET}'" in result.message


def test_a_code_that_does_not_exist_is_not_valid_for_two_reasons() -> None:
    result = validation_of(KNOWN, EVERYTHING, "X")
    assert message_ids(result) == [NOT_IN, UNKNOWN_CODE]
    assert result.display is None


def test_a_code_of_another_system_is_not_valid() -> None:
    known = catalogue_of(EQUIPMENT, code_system_of("E0110", url=OTHER_SYSTEM))
    assert message_ids(validation_of(known, EVERYTHING, coding("E0110", system=OTHER_SYSTEM))) == [NOT_IN]


def test_a_code_of_an_unknown_system_is_not_valid_and_the_system_is_named() -> None:
    result = validation_of(KNOWN, EVERYTHING, coding("E0110", system=OTHER_SYSTEM))
    assert message_ids(result) == [NOT_IN, "UNKNOWN_CODESYSTEM"]
    assert result.other_unknown_systems == (OTHER_SYSTEM,)
    assert result.unknown_systems == ()


def test_a_value_set_with_an_unknown_system_leaves_membership_undecided() -> None:
    elsewhere = value_set_of(all_of(OTHER_SYSTEM))
    result = validation_of(KNOWN, elsewhere, coding("a", system=OTHER_SYSTEM))
    assert message_ids(result) == ["UNKNOWN_CODESYSTEM"]
    assert result.unknown_systems == (OTHER_SYSTEM,)
    assert not result.is_valid


def test_a_system_may_be_spelled_by_an_alias_and_the_answer_carries_the_canonical() -> None:
    known = catalogue_of(code_system_of("a", aliases=("urn:oid:1.2.3",)))
    for value_set in (EVERYTHING, None):
        result = validation_of(known, value_set, coding("a", system="urn:oid:1.2.3"))
        assert result.is_valid
        assert result.coding.system == SYSTEM


def test_a_retired_url_is_unknown_and_the_right_one_is_named() -> None:
    known = catalogue_of(code_system_of("a", replaces=("http://example.org/retired",)))
    result = validation_of(known, EVERYTHING, coding("a", system="http://example.org/retired"))
    assert f"Use '{SYSTEM}'" in (result.message or "")


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (SUPPLEMENT, "CODESYSTEM_CS_NO_SUPPLEMENT"),
        ("http://example.org/a-value-set", "Terminology_TX_System_ValueSet2"),
        ("relative", "Terminology_TX_System_Relative"),
    ],
)
def test_a_resource_other_than_a_code_system_is_named(system: str, expected: str) -> None:
    known = catalogue_of(EQUIPMENT, supplement_of(), value_set_of(url="http://example.org/a-value-set"))
    assert expected in message_ids(validation_of(known, EVERYTHING, coding("a", system=system)))


def test_a_coding_without_a_system_cannot_be_validated() -> None:
    result = validation_of(KNOWN, EVERYTHING, coding("E0110", system=None))
    assert message_ids(result) == [NOT_IN, "Coding_has_no_system__cannot_validate"]
    assert not result.is_valid


def test_issues_point_at_the_part_of_the_request_they_are_about() -> None:
    wrong = coding("E0110", "x")
    assert validation_of(KNOWN, EVERYTHING, wrong, form="code").issues[0].expression == ("display",)
    assert validation_of(KNOWN, EVERYTHING, wrong).issues[0].expression == ("Coding.display",)
    result = validation_of(KNOWN, EVERYTHING, "E0110", wrong, form="CodeableConcept")
    assert result.issues[0].expression == ("CodeableConcept.coding[1].display",)


def test_the_first_concept_of_a_fragment_that_may_exist_is_valid_with_a_warning() -> None:
    known = catalogue_of(code_system_of("a", content="fragment", version="1"))
    result = validation_of(known, EVERYTHING, "unheard-of")
    assert result.is_valid
    assert message_ids(result) == ["UNKNOWN_CODE_IN_FRAGMENT"]
    assert result.message is None


def test_a_code_in_another_case_is_valid_where_case_does_not_count_and_the_right_one_is_reported() -> None:
    known = catalogue_of(code_system_of("Abc", case_sensitive=False))
    result = validation_of(known, EVERYTHING, "aBC")
    assert result.is_valid
    assert message_ids(result) == ["CODE_CASE_DIFFERENCE"]
    assert result.normalized_code == "Abc"


# Concepts of several codings


def test_one_coding_of_a_concept_in_the_value_set_is_enough() -> None:
    result = validation_of(KNOWN, CRUTCHES, "E", "E0110", form="CodeableConcept")
    assert result.is_valid
    assert result.coding.code == "E0110"
    assert [(item.severity, item.details_code) for item in result.issues] == [("information", "this-code-not-in-vs")]


def test_a_coding_of_an_unknown_system_next_to_a_valid_one_is_a_warning() -> None:
    for value_set in (CRUTCHES, value_set_of(codes_of("E0110"), all_of(system="http://unknown.example.org"))):
        for system in ("http://unknown.example.org", "local", VALUE_SET):
            known = KNOWN.with_resources(value_sets=(EVERYTHING,))
            codings = (coding("x", system=system), coding("E0110"))
            result = validation_of(known, value_set, *codings, form="CodeableConcept")
            assert result.is_valid
            assert result.coding.code == "E0110"
            assert {item.severity for item in result.issues} <= {"warning", "information"}
            assert any(item.severity == "warning" and "coding[0]" in item.expression[0] for item in result.issues)
    assert not validation_of(KNOWN, CRUTCHES, codings[0], form="CodeableConcept").is_valid


def test_a_coding_without_a_code_does_not_invalidate_a_valid_one_or_print_none() -> None:
    empty = Coding(SYSTEM, display="abc")
    result = validation_of(KNOWN, CRUTCHES, empty, "E0110", form="CodeableConcept")
    assert result.is_valid
    assert not any("None" in item.text for item in result.issues)
    alone = validation_of(KNOWN, CRUTCHES, empty, form="CodeableConcept")
    assert not alone.is_valid
    assert not any("#None" in item.text for item in alone.issues)


def test_a_concept_without_a_coding_in_the_value_set_is_not_valid() -> None:
    result = validation_of(KNOWN, CRUTCHES, "E", "X", form="CodeableConcept")
    assert not result.is_valid
    assert message_ids(result) == [NOT_IN_ANY, NOT_IN, NOT_IN, UNKNOWN_CODE]


def test_a_wrong_display_of_another_coding_makes_the_concept_wrong() -> None:
    result = validation_of(KNOWN, CRUTCHES, "E0110", coding("E", "Nonsense"), form="CodeableConcept")
    assert not result.is_valid


# Displays


def test_a_display_that_is_wrong_makes_the_code_wrong() -> None:
    result = validation_of(KNOWN, EVERYTHING, coding("E0110", "Walking stick"))
    assert message_ids(result) == ["Display_Name_for__should_be_one_of__instead_of"]
    assert not result.is_valid
    assert result.display == "Crutches, forearm"


@pytest.mark.parametrize("supplied", ["Walking stick", "Crutches,  forearm"])
def test_a_wrong_display_is_a_warning_if_requested(supplied: str) -> None:
    result = validation_of(KNOWN, EVERYTHING, coding("E0110", supplied), is_display_lenient=True)
    assert result.is_valid
    assert [item.severity for item in result.issues] == ["warning"]


def test_the_display_of_a_valid_code_is_in_the_requested_language() -> None:
    result = validation_of(KNOWN, EVERYTHING, coding("E0110", "unterarmgehstützen"), context=context_of("de"))
    assert result.is_valid
    assert result.display == "Unterarmgehstützen"


def test_a_display_in_a_language_other_than_requested_is_wrong() -> None:
    asked = context_of("de", "en")
    assert not validation_of(KNOWN, EVERYTHING, coding("E0110", "Crutches, forearm"), context=asked).is_valid


def test_the_display_of_the_value_set_is_right_and_reported() -> None:
    listed = value_set_of(codes_of(ConceptReference("E0110", "Elbow crutches")))
    assert validation_of(KNOWN, listed, coding("E0110", "elbow crutches")).is_valid
    assert validation_of(KNOWN, listed, coding("E0110", "Crutches, forearm")).display == "Elbow crutches"


def test_the_version_with_the_stated_display_is_reported() -> None:
    known = catalogue_of(
        code_system_of(concept_of("a", "Old"), version="1"), code_system_of(concept_of("a", "New"), version="2")
    )
    both = value_set_of(all_of(version="1"), all_of(version="2"))
    assert validation_of(known, both, coding("a", "Old")).coding.version == "1"
    assert validation_of(known, both, coding("a", "New")).coding.version == "2"
    assert validation_of(known, both, "a").coding.version == "2"


def test_membership_only_validation_checks_only_membership() -> None:
    assert validation_of(KNOWN, EVERYTHING, coding("E0110", "Nonsense"), only_membership=True).issues == ()
    assert message_ids(validation_of(KNOWN, CRUTCHES, "X", only_membership=True)) == [NOT_IN]
    assert message_ids(validation_of(KNOWN, EVERYTHING, "K0001", only_membership=True)) == []


# Narratives and other supplements

NARRATIVE = "Crutches help you walk"
SHORT_SUPPLEMENT = supplement_of(concept_of("E0110", None, Designation("Béquilles", "fr")))


@pytest.mark.parametrize("asked", [(), (SUPPLEMENT,)])
@pytest.mark.parametrize("value_set", [EVERYTHING, None])
def test_a_narrative_makes_no_display_correct_or_wrong(asked: tuple[str, ...], value_set: ValueSet | None) -> None:
    narrated = supplement_of(concept_of("E0110", None, Designation(NARRATIVE, "en", SUMMARY)), is_default=True)
    known = catalogue_of(EQUIPMENT, narrated)
    for languages in ("", "en"):
        context = context_of(languages, supplements=asked)
        wrong = validation_of(known, value_set, coding("E0110", NARRATIVE), context=context)
        assert not wrong.is_valid
        assert f"or '{NARRATIVE}'" not in (wrong.message or "")
        right = validation_of(known, value_set, coding("E0110", "Crutches, forearm"), context=context)
        assert right.issues == ()
        assert right.display == "Crutches, forearm"


def test_a_supplement_makes_a_display_correct_only_when_requested() -> None:
    known = catalogue_of(EQUIPMENT, SHORT_SUPPLEMENT)
    assert not validation_of(known, EVERYTHING, coding("E0110", "Béquilles")).is_valid
    asked = context_of(supplements=(SUPPLEMENT,))
    assert validation_of(known, EVERYTHING, coding("E0110", "Béquilles"), context=asked).is_valid
    assert validation_of(known, None, coding("E0110", "Béquilles"), context=asked).is_valid


def test_a_missing_supplement_is_an_error() -> None:
    with pytest.raises(UnknownCodeSystem, match="Required supplement not found"):
        validation_of(KNOWN, EVERYTHING, "E0110", context=context_of(supplements=("http://nowhere",)))


# Abstract, inactive and deprecated codes


def test_an_abstract_code_is_valid_unless_a_code_to_choose_is_wanted() -> None:
    assert validation_of(KNOWN, EVERYTHING, "E").is_valid
    result = validation_of(KNOWN, EVERYTHING, "E", allows_abstract=False)
    assert message_ids(result) == ["ABSTRACT_CODE_NOT_ALLOWED", NOT_IN]
    assert message_ids(validation_of(KNOWN, None, "E", allows_abstract=False)) == ["ABSTRACT_CODE_NOT_ALLOWED"]


def test_an_inactive_code_is_valid_with_a_warning() -> None:
    for value_set in (EVERYTHING, None):
        result = validation_of(KNOWN, value_set, "K0001")
        assert result.is_valid
        assert message_ids(result) == ["INACTIVE_CONCEPT_FOUND"]
        assert "has a status of retired and inactive" in (result.message or "")
        assert (result.is_inactive, result.status) == (True, "retired")


def test_an_inactive_code_is_not_valid_where_only_active_ones_are() -> None:
    active = value_set_of(all_of(), inactive=False)
    for result in (validation_of(KNOWN, active, "K0001"), validation_of(KNOWN, EVERYTHING, "K0001", only_active=True)):
        assert not result.is_valid
        assert message_ids(result) == [NOT_IN, "STATUS_CODE_WARNING_CODE", "INACTIVE_CONCEPT_FOUND"]


def test_a_deprecated_code_is_valid_with_a_warning() -> None:
    result = validation_of(KNOWN, EVERYTHING, "K0002")
    assert result.is_valid
    assert message_ids(result) == ["DEPRECATED_CONCEPT_FOUND"]
    assert (result.is_inactive, result.status) == (False, "deprecated")


def test_a_code_that_the_value_set_calls_deprecated_is_valid_with_a_warning() -> None:
    deprecated = (Extension(STANDARDS_STATUS, Value("code", "deprecated")),)
    listed = value_set_of(codes_of(ConceptReference("E0110", extensions=deprecated)))
    result = validation_of(KNOWN, listed, "E0110")
    assert result.is_valid
    assert message_ids(result) == ["CONCEPT_DEPRECATED_IN_VALUESET"]


def test_content_to_be_used_with_care_is_named() -> None:
    draft = catalogue_of(code_system_of("a", status="draft"))
    assert message_ids(validation_of(draft, EVERYTHING, "a")) == ["MSG_DRAFT"]
    withdrawn = value_set_of(all_of(), standards_status="withdrawn")
    assert message_ids(validation_of(KNOWN, withdrawn, "E0110")) == ["MSG_WITHDRAWN"]


# Inferring the system

LETTERS = code_system_of("a", "b", url=OTHER_SYSTEM)
BOTH = value_set_of(all_of(), all_of(OTHER_SYSTEM))


def inferred(value_set: ValueSet, code: str, *more: ValueSet) -> tuple[list[str | None], str | None]:
    known = catalogue_of(EQUIPMENT, LETTERS, code_system_of("b", "c", url="http://example.org/third"), *more)
    supplied = coding(code, system=None)
    result = validation_of(known, value_set, supplied, form="code", must_infer_system=True)
    return message_ids(result), result.coding.system


def test_the_system_is_inferred_where_one_has_the_code() -> None:
    assert inferred(BOTH, "a") == ([], OTHER_SYSTEM)
    assert inferred(BOTH, "E0110") == ([], SYSTEM)
    assert inferred(value_set_of(imports("http://example.org/both")), "a", both_named()) == ([], OTHER_SYSTEM)


def both_named() -> ValueSet:
    return value_set_of(all_of(), all_of(OTHER_SYSTEM), url="http://example.org/both")


def test_the_system_is_not_inferred_from_codes_that_the_value_set_lacks() -> None:
    assert inferred(value_set_of(codes_of("a", system=OTHER_SYSTEM)), "b") == (
        [NOT_IN, "UNABLE_TO_INFER_CODESYSTEM"],
        None,
    )
    without_b = value_set_of(all_of(OTHER_SYSTEM), exclude=(codes_of("b", system=OTHER_SYSTEM),))
    assert inferred(without_b, "b")[0] == [NOT_IN, "UNABLE_TO_INFER_CODESYSTEM"]


def test_a_system_is_not_called_missing_where_an_imported_value_set_is() -> None:
    messages, _ = inferred(value_set_of(imports("http://nowhere.example.org/vs")), "b")
    assert messages == ["Unable_to_resolve_value_Set_"]


def test_the_system_is_inferred_from_a_fragment_that_may_have_the_code() -> None:
    known = catalogue_of(code_system_of("a", content="fragment"))
    result = validation_of(known, value_set_of(all_of()), coding("x", system=None), form="code", must_infer_system=True)
    assert (result.is_valid, result.coding.system) == (True, SYSTEM)
    assert message_ids(result) == ["UNKNOWN_CODE_IN_FRAGMENT"]
    listed = value_set_of(codes_of("a"))
    assert not validation_of(known, listed, coding("x", system=None), form="code", must_infer_system=True).is_valid


def test_the_system_cannot_be_inferred_where_several_have_the_code() -> None:
    three = value_set_of(all_of(OTHER_SYSTEM), all_of("http://example.org/third"))
    messages, _ = inferred(three, "b")
    assert messages == [NOT_IN, "Unable_to_resolve_system__value_set_has_multiple_matches"]


def test_a_system_that_is_not_here_is_named_where_it_might_have_the_code() -> None:
    currencies = "urn:iso:std:iso:4217"
    for value_set in (value_set_of(all_of(system=currencies)), value_set_of(all_of(), all_of(system=currencies))):
        result = validation_of(KNOWN, value_set, coding("USD", system=None), form="code", must_infer_system=True)
        assert not result.is_valid
        assert result.unknown_systems == (currencies,)
        assert message_ids(result) == ["UNKNOWN_CODESYSTEM"]


def test_an_unknown_system_in_the_value_set_does_not_keep_another_from_being_inferred() -> None:
    some_unknown = value_set_of(all_of("http://nowhere.example.org"), all_of(OTHER_SYSTEM))
    assert inferred(some_unknown, "a") == ([], OTHER_SYSTEM)


# In a code system


def test_a_code_of_the_code_system_is_valid() -> None:
    result = validation_of(KNOWN, None, "E0110", code_system=SYSTEM)
    assert result.is_valid
    assert result.coding == Coding(SYSTEM, "E0110", "2025-10")


def test_an_unknown_code_is_not_valid() -> None:
    assert message_ids(validation_of(KNOWN, None, "X")) == [UNKNOWN_CODE]
    assert message_ids(validation_of(catalogue_of(code_system_of("a")), None, "X")) == ["Unknown_Code_in"]


def test_the_requested_code_system_replaces_a_missing_system() -> None:
    supplied = coding("E0110", system=None)
    assert validation_of(KNOWN, None, supplied, code_system=SYSTEM, code_system_version="2025-10").is_valid
    assert not validation_of(KNOWN, None, supplied).is_valid


def test_a_coding_of_a_code_system_other_than_the_requested_one_is_not_valid() -> None:
    known = catalogue_of(EQUIPMENT, LETTERS)
    result = validation_of(known, None, coding("a", system=OTHER_SYSTEM), code_system=SYSTEM)
    assert not result.is_valid
    assert f"from the system '{OTHER_SYSTEM}', but the request is about '{SYSTEM}'" in (result.message or "")
    several = (coding("a", system=OTHER_SYSTEM), coding("E0110"))
    assert validation_of(known, None, *several, code_system=SYSTEM, form="CodeableConcept").is_valid


@pytest.mark.parametrize(
    ("version", "rules", "found"),
    [
        (None, VersionRules(), "2"),
        ("1", VersionRules(), "1"),
        ("one", VersionRules(), "1"),
        (None, VersionRules(system=(f"{SYSTEM}|1",)), "1"),
        (None, VersionRules(system=("urn:oid:1.2|one",)), "1"),
        ("2", VersionRules(force=(f"{SYSTEM}|1",)), "1"),
    ],
)
def test_the_version_is_forced_or_stated_or_that_of_the_rule_or_the_newest(
    version: str | None, rules: VersionRules, found: str
) -> None:
    known = catalogue_of(
        code_system_of("a", version="1", version_aliases=("one",), aliases=("urn:oid:1.2",)),
        code_system_of("a", version="2"),
    )
    result = validation_of(known, None, coding("a", version=version), context=context_of(versions=rules))
    assert result.coding.version == found


def test_an_unknown_version_is_not_valid_and_named() -> None:
    result = validation_of(KNOWN, None, coding("E0110", version="1999"))
    assert message_ids(result) == ["UNKNOWN_CODESYSTEM_VERSION"]
    assert result.unknown_systems == (f"{SYSTEM}|1999",)


def test_a_code_system_without_its_codes_cannot_say_that_a_code_is_valid() -> None:
    absent = catalogue_of(code_system_of(content="not-present"))
    assert message_ids(validation_of(absent, None, "a")) == ["UNKNOWN_CODESYSTEM"]
    assert not validation_of(absent, EVERYTHING, "a").is_valid
    assert message_ids(validation_of(absent, value_set_of(), "a")) == [NOT_IN, "UNKNOWN_CODESYSTEM"]


# What cannot be answered


def test_an_unknown_value_set_is_an_error_and_an_unknown_import_an_answer() -> None:
    with pytest.raises(UnknownValueSet):
        validation_of(KNOWN, "http://example.org/none", "E0110")
    result = validation_of(KNOWN, value_set_of(imports("http://example.org/none")), "E0110")
    assert not result.is_valid
    assert message_ids(result) == ["Unable_to_resolve_value_Set_"]


def test_a_broken_definition_is_an_error() -> None:
    with pytest.raises(InvalidValueSet):
        validation_of(KNOWN, value_set_of(filtered(("code", "regex", "("))), "E0110")
    with pytest.raises(NotSupported):
        validation_of(KNOWN, value_set_of(filtered(("colour", "=", "red"))), "E0110")


def test_the_deadline_is_looked_at() -> None:
    def late() -> None:
        raise TimedOut(Issue("error", "timeout", "too late"))

    with pytest.raises(TimedOut):
        validation_of(KNOWN, EVERYTHING, "E0110", context=context_of(check_deadline=late))


# The language that a value set is written in


GERMAN = Designation("Gehstock", language="de")
CANE = catalogue_of(code_system_of(Concept("E0100", "Cane", designations=(GERMAN,)), language="en"))


def test_the_language_of_the_value_set_is_the_default() -> None:
    cane = Coding(SYSTEM, "E0100", display="Gehstock")
    english = validation_of(CANE, value_set_of(all_of(), language="en"), cane)
    assert message_ids(english) == ["Display_Name_for__should_be_one_of__instead_of"]
    assert "'Cane' (en) (for the language(s) 'en')" in str(english.message)
    assert validation_of(CANE, value_set_of(all_of()), cane).is_valid


def test_the_display_answered_is_the_one_an_expansion_shows() -> None:
    reference = ConceptReference("E0100", designations=(Designation("Stock", language="de"),))
    context = context_of(languages="de")
    result = validation_of(CANE, value_set_of(codes_of(reference)), "E0100", context=context)
    assert result.display == "Stock"


def test_a_coding_in_another_spelling_is_validated_and_the_answer_says_how_it_was_understood() -> None:
    rules = SystemRules(
        url=SYSTEM,
        title="Codes",
        resolve_version=lambda text, loaded: VersionMatch("2025-10", is_exact=False) if text == "2025" else None,
    )
    known = replace(catalogue_of(code_system_of("A", version="2025-10"), all_of()), rules={SYSTEM: rules})
    coded = CodedInput("Coding", (Coding(f"{SYSTEM}|2025", "A"),))
    result = validate_code(known, ValidateCodeRequest(coded))
    assert (result.is_valid, result.coding.version, result.message) == (True, "2025-10", None)
    assert [item.expression for item in result.issues] == [("Coding.system",), ("Coding.version",)]
