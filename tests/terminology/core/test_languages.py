from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.errors import BadRequest
from terminology.core.languages import (
    NO_PREFERENCE,
    PREFERRED_FOR_LANGUAGE,
    Languages,
    best_display,
    is_display,
    matches,
    parse_languages,
)
from terminology.core.model import CodeSystemHeader, Coding, Designation
from tests.builders.catalogue import SYSTEM, concept_of

ENGLISH = CodeSystemHeader(url=SYSTEM, language="en")
NO_LANGUAGE = CodeSystemHeader(url=SYSTEM)
SUMMARY = Coding("http://example.org/section", "summary")
WHEELCHAIR = concept_of(
    "K0001",
    "Standard wheelchair",
    Designation("a long text about wheelchairs", "nl", SUMMARY),
    Designation("Standardrollstuhl", "de"),
    Designation("Rollstuhl", "de-CH", PREFERRED_FOR_LANGUAGE),
    Designation("Fauteuil roulant", "fr"),
)


@pytest.mark.parametrize(
    ("text", "tags", "only_these"),
    [
        ("de", ("de",), False),
        ("en, de;q=0.8, fr;q=0.9", ("en", "fr", "de"), False),
        ("de,*;q=0", ("de",), True),
        ("de; q=0.5, *; q=0.0", ("de",), True),
        ("de,*;q=0.1", ("de",), False),
        ("en-AU;q=0", (), False),
        ("zh-Hant-TW", ("zh-Hant-TW", "zh-Hant", "zh"), False),
        ("en-US,fr,en", ("en-US", "en", "fr"), False),
        ("fr, nl", ("fr", "nl"), False),
        ("de,,fr,", ("de", "fr"), False),
    ],
)
def test_languages_are_ordered_by_weight(text: str, tags: tuple[str, ...], only_these: bool) -> None:
    assert parse_languages(text) == Languages(text, tags, only_these)


@pytest.mark.parametrize("text", [None, "", "  "])
def test_an_empty_text_means_no_preference(text: str | None) -> None:
    assert parse_languages(text) is NO_PREFERENCE
    assert not parse_languages(text)


@pytest.mark.parametrize("text", ["--", "e", "de;q=2", "de q=1", "en_US", "de;q=0.12345", "<script>", ","])
def test_a_text_that_lists_no_languages_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match=f"Invalid displayLanguage: '{text}'"):
        parse_languages(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadRequest):
        assert isinstance(parse_languages(text), Languages)


@pytest.mark.parametrize(
    ("language", "tag", "expected"),
    [("en", "en", True), ("en-US", "en", True), ("EN", "en", True), ("enm", "en", False), (None, "en", False)],
)
def test_a_language_answers_its_own_tag_and_that_of_its_family(language: str | None, tag: str, expected: bool) -> None:
    assert matches(language, tag) is expected


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        (None, True),
        (PREFERRED_FOR_LANGUAGE, True),
        (Coding("http://terminology.hl7.org/CodeSystem/designation-usage", "display"), True),
        (SUMMARY, False),
    ],
)
def test_only_a_display_designation_can_replace_the_display(use: Coding | None, expected: bool) -> None:
    assert is_display(Designation("x", use=use)) is expected


@pytest.mark.parametrize(
    ("languages", "display"),
    [
        ("", "Standard wheelchair"),
        ("en", "Standard wheelchair"),
        ("de", "Standardrollstuhl"),
        ("de-CH", "Rollstuhl"),
        ("fr;q=0.5,de", "Standardrollstuhl"),
        ("es,fr", "Fauteuil roulant"),
        ("es", "Standard wheelchair"),
        ("nl", "Standard wheelchair"),
        ("es,*;q=0", None),
        ("nl,*;q=0", None),
    ],
)
def test_the_best_language_that_is_there_gives_the_display(languages: str, display: str | None) -> None:
    assert best_display(ENGLISH, WHEELCHAIR, parse_languages(languages)) == display


def test_a_display_without_a_language_is_always_accepted() -> None:
    assert best_display(NO_LANGUAGE, WHEELCHAIR, parse_languages("es,*;q=0")) == "Standard wheelchair"


def test_a_regional_language_without_a_display_gets_that_of_its_base_language() -> None:
    assert best_display(ENGLISH, WHEELCHAIR, parse_languages("fr-CA")) == "Fauteuil roulant"
