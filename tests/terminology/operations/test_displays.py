import pytest

from terminology.core.languages import NO_PREFERENCE, parse_languages
from terminology.core.model import CodeSystemHeader, Coding, Designation, Extension, Value
from terminology.core.status import STANDARDS_STATUS
from terminology.core.value_sets import ConceptReference
from terminology.operations.displays import Choice, check_display, choices_of
from tests.builders.catalogue import SYSTEM, concept_of

ENGLISH = CodeSystemHeader(url=SYSTEM, language="en")
WITHDRAWN = (Extension(STANDARDS_STATUS, Value("code", "withdrawn")),)
SUMMARY = Coding("http://example.org/section", "summary")
CRUTCHES = concept_of(
    "E0110",
    "Crutches, forearm",
    Designation("Unterarmgehstützen", "de"),
    Designation("Krücken", "de", extensions=WITHDRAWN),
    Designation("Crutches help you walk", "en", SUMMARY),
)


def checked(supplied: str, languages: str = "", reference: ConceptReference | None = None) -> str | None:
    """The message id of an invalid display."""
    wanted = parse_languages(languages) if languages else NO_PREFERENCE
    found = check_display(supplied, ENGLISH, CRUTCHES, reference, wanted)
    return found.message_id if found else None


@pytest.mark.parametrize(
    ("supplied", "languages"),
    [
        ("Crutches, forearm", ""),
        ("CRUTCHES, Forearm", ""),
        ("Unterarmgehstützen", ""),
        ("unterarmgehstützen", "de"),
        ("Unterarmgehstützen", "fr,de;q=0.5"),
        ("Crutches, forearm", "en"),
    ],
)
def test_a_display_in_a_requested_language_is_correct_in_any_case(supplied: str, languages: str) -> None:
    assert checked(supplied, languages) is None


@pytest.mark.parametrize(
    ("supplied", "languages", "message_id"),
    [
        ("Walking stick", "", "Display_Name_for__should_be_one_of__instead_of"),
        ("Crutches,  forearm ", "", "Display_Name_WS_for__should_be_one_of__instead_of"),
        ("Crutches, forearm", "de", "Display_Name_for__should_be_one_of__instead_of"),
        ("Unterarmgehstützen", "en", "Display_Name_for__should_be_one_of__instead_of"),
        ("Krücken", "de", "INACTIVE_DISPLAY_FOUND"),
        ("Crutches, forearm", "fr", "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK"),
        ("Krücken", "fr", "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR"),
        ("Walking stick", "fr", "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR"),
    ],
)
def test_display_errors_are_reported(supplied: str, languages: str, message_id: str) -> None:
    assert checked(supplied, languages) == message_id


def test_a_designation_for_another_use_is_neither_right_nor_offered() -> None:
    wrong = check_display("Crutches help you walk", ENGLISH, CRUTCHES, None, NO_PREFERENCE)
    assert wrong is not None
    assert wrong.severity == "error"
    assert "2 choices: 'Crutches, forearm' (en) or 'Unterarmgehstützen' (de)" in wrong.text


def test_one_choice_is_not_counted() -> None:
    wrong = check_display("x", ENGLISH, concept_of("A", "a"), None, NO_PREFERENCE)
    assert wrong is not None
    assert wrong.text.endswith("Valid display is 'a' (en) (for the language(s) '--')")


def test_the_requested_languages_are_echoed_as_written() -> None:
    wrong = check_display("x", ENGLISH, CRUTCHES, None, parse_languages("de, *;q=0"))
    assert wrong is not None
    assert "(for the language(s) 'de, *;q=0')" in wrong.text


def test_a_display_from_the_value_set_is_correct_too() -> None:
    reference = ConceptReference("E0110", "Elbow crutches", (Designation("Béquilles", "fr"),))
    assert checked("Elbow crutches", reference=reference) is None
    assert checked("béquilles", "fr", reference) is None
    assert checked("Elbow crutches") == "Display_Name_for__should_be_one_of__instead_of"


def test_a_display_without_a_language_is_correct_in_every_language() -> None:
    header = CodeSystemHeader(url=SYSTEM)
    assert check_display("a", header, concept_of("A", "a"), None, parse_languages("fr")) is None
    assert list(choices_of(header, concept_of("A", "a"), None)) == [Choice("a", None)]
