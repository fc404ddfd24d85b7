from dataclasses import replace

import pytest

from terminology.core.days import parse_days
from terminology.core.errors import UnknownCode, UnknownCodeSystem
from terminology.core.languages import PREFERRED_FOR_LANGUAGE
from terminology.core.model import Coding, Designation, PropertyDefinition
from terminology.core.requests import Context, LookupRequest, VersionRules
from terminology.core.supplements import Supplement
from terminology.core.system_rules import SystemRules, VersionMatch
from terminology.operations.lookup import lookup
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SUPPLEMENT,
    SYSTEM,
    all_of,
    catalogue_of,
    code_system_of,
    concept_of,
    supplement_of,
    value_set_of,
)
from tests.builders.operations import context_of, expansion_of, looked_up, validation_of

COVERAGE = "http://example.org/coverage"
SUMMARY = Coding("http://example.org/section", "summary")
NARRATIVE = "A device that carries you.\n- It has wheels."
EQUIPMENT = code_system_of(
    concept_of("E", "Equipment", notSelectable=True),
    concept_of(
        "K0001",
        "Standard wheelchair",
        Designation("Rollstuhl", "de"),
        definition="A chair with wheels",
        coverage="D",
        typeOfService=("P", "R"),
    ),
    concept_of("K0002", "Old wheelchair", status="retired"),
    nesting={"K0001": "E", "K0002": "E"},
    language="en",
    version="2025-10",
    properties=(
        PropertyDefinition("coverage", "code", code_system=COVERAGE),
        PropertyDefinition("typeOfService", "code"),
    ),
)
MEANINGS = code_system_of(concept_of("D", "Special coverage", Designation("Besondere Deckung", "de")), url=COVERAGE)
NARRATIVES = supplement_of(concept_of("K0001", None, Designation(NARRATIVE, "en", SUMMARY)), is_default=True)
KNOWN = catalogue_of(EQUIPMENT, MEANINGS)


def test_everything_that_is_known_of_a_code_is_reported() -> None:
    result = looked_up(KNOWN, "K0001")
    assert result.code_system.canonical == f"{SYSTEM}|2025-10"
    assert (result.code, result.display, result.definition) == ("K0001", "Standard wheelchair", "A chair with wheels")
    assert [(item.code, item.value.content) for item in result.properties] == [
        ("coverage", "D"),
        ("typeOfService", "P"),
        ("typeOfService", "R"),
        ("inactive", False),
        ("parent", "E"),
    ]


def test_a_coded_property_is_reported_with_its_meaning_in_the_requested_language() -> None:
    [coverage] = looked_up(KNOWN, "K0001", properties=("coverage",)).properties
    assert coverage.description == "Special coverage"
    [coverage] = looked_up(KNOWN, "K0001", context_of("de"), properties=("coverage",)).properties
    assert coverage.description == "Besondere Deckung"


def test_a_parent_and_a_child_are_reported_with_their_display() -> None:
    [parent] = looked_up(KNOWN, "K0001", properties=("parent",)).properties
    assert (parent.value.content, parent.description) == ("E", "Equipment")
    children = looked_up(KNOWN, "E", properties=("child",)).properties
    assert [item.value.content for item in children] == ["K0001", "K0002"]


def test_whether_a_code_is_abstract_or_inactive_is_reported() -> None:
    assert looked_up(KNOWN, "E").is_abstract
    [inactive] = looked_up(KNOWN, "K0002", properties=("inactive",)).properties
    assert inactive.value.content is True


@pytest.mark.parametrize(
    ("asked", "designations", "properties"),
    [
        ((), 2, 5),
        (("*",), 2, 5),
        (("designation",), 2, 0),
        (("coverage",), 0, 1),
        (("lang.de",), 1, 0),
        (("lang.en", "typeOfService"), 1, 2),
        (("nonsense",), 0, 0),
    ],
)
def test_only_the_requested_properties_are_reported(asked: tuple[str, ...], designations: int, properties: int) -> None:
    result = looked_up(KNOWN, "K0001", properties=asked)
    assert len(result.designations) == designations
    assert len(result.properties) == properties


def test_the_display_is_the_preferred_designation_of_its_language() -> None:
    first = looked_up(KNOWN, "K0001").designations[0]
    assert first == Designation("Standard wheelchair", "en", PREFERRED_FOR_LANGUAGE)


@pytest.mark.parametrize(
    ("languages", "header_languages", "display"),
    [
        ("de", "", "Rollstuhl"),
        ("", "de-CH", "Rollstuhl"),
        ("en", "de", "Standard wheelchair"),
        ("fr", "", "Standard wheelchair"),
        ("fr,*;q=0", "", "Standard wheelchair"),
    ],
)
def test_the_display_follows_the_languages_and_is_never_missing(
    languages: str, header_languages: str, display: str
) -> None:
    assert looked_up(KNOWN, "K0001", context_of(languages, header_languages)).display == display


def test_a_code_without_a_display_is_its_own() -> None:
    assert looked_up(catalogue_of(code_system_of(concept_of("A"))), "A").display == "A"


def test_a_code_is_looked_up_in_the_case_the_code_system_defines() -> None:
    assert looked_up(catalogue_of(code_system_of("Ab", case_sensitive=False)), "aB").code == "Ab"


def test_a_default_supplement_shows_its_designations_without_a_request() -> None:
    result = looked_up(catalogue_of(EQUIPMENT, NARRATIVES), "K0001")
    assert result.designations[-1] == Designation(NARRATIVE, "en", SUMMARY)
    assert result.display == "Standard wheelchair"


def test_a_narrative_that_is_also_requested_is_shown_once() -> None:
    asked = context_of(supplements=(SUPPLEMENT,))
    result = looked_up(catalogue_of(EQUIPMENT, NARRATIVES), "K0001", asked)
    assert [item.value for item in result.designations].count(NARRATIVE) == 1


def test_a_narrative_is_never_the_display() -> None:
    only_narrative = catalogue_of(code_system_of(concept_of("K0001")), NARRATIVES)
    assert looked_up(only_narrative, "K0001", context_of("en")).display == "K0001"


def test_any_other_supplement_must_be_requested() -> None:
    extra = supplement_of(concept_of("K0001", None, Designation("Fauteuil roulant", "fr"), weight="12"))
    known = catalogue_of(EQUIPMENT, extra)
    assert looked_up(known, "K0001", context_of("fr")).display == "Standard wheelchair"
    asked = context_of("fr", supplements=(SUPPLEMENT,))
    assert looked_up(known, "K0001", asked).display == "Fauteuil roulant"
    assert [item.value.content for item in looked_up(known, "K0001", asked, properties=("weight",)).properties] == [
        "12"
    ]


@pytest.mark.parametrize("of", [f"{SYSTEM}|another", "http://example.org/another"])
def test_a_supplement_of_another_code_system_is_reported_as_unused(of: str) -> None:
    known = catalogue_of(
        EQUIPMENT, supplement_of(concept_of("K0001", None, Designation("Krankenfahrstuhl", "de")), of=of)
    )
    asked = context_of("de", supplements=(SUPPLEMENT,))
    result = looked_up(known, "K0001", asked)
    assert "Krankenfahrstuhl" not in [item.value for item in result.designations]
    [notice] = [item for item in result.issues if item.expression == ("useSupplement",)]
    assert f"adds to {of}, not to {SYSTEM}" in notice.text
    parameters = expansion_of(known, value_set_of(all_of()), context=asked).parameters
    assert "used-supplement" not in [item.name for item in parameters]
    assert any("so it was not used" in str(item.content) for item in parameters)
    validated = validation_of(known, value_set_of(all_of()), "K0001", context=asked)
    assert validated.is_valid
    assert ["useSupplement" in item.expression for item in validated.issues] == ([True] if "|" in of else [])


def test_a_missing_supplement_is_an_error() -> None:
    with pytest.raises(UnknownCodeSystem, match="Required supplement not found: http://nowhere"):
        looked_up(KNOWN, "K0001", context_of(supplements=("http://nowhere",)))


VERSIONS = catalogue_of(
    code_system_of("A", version="2019-01", version_aliases=("HCPCS2019",), aliases=("urn:oid:1.2.3",)),
    code_system_of("A", version="2025-10", version_aliases=("20251001",), aliases=("urn:oid:1.2.3",)),
)


@pytest.mark.parametrize(
    ("version", "rules", "found"),
    [
        (None, VersionRules(), "2025-10"),
        ("2019-01", VersionRules(), "2019-01"),
        ("HCPCS2019", VersionRules(), "2019-01"),
        ("2019-x", VersionRules(), "2019-01"),
        (None, VersionRules(system=(f"{SYSTEM}|2019-01",)), "2019-01"),
        (None, VersionRules(system=("urn:oid:1.2.3|HCPCS2019",)), "2019-01"),
        ("20251001", VersionRules(system=(f"{SYSTEM}|2019-01",)), "2025-10"),
        ("20251001", VersionRules(force=(f"{SYSTEM}|2019-01",)), "2019-01"),
    ],
)
def test_the_version_is_forced_requested_from_a_rule_or_the_newest(
    version: str | None, rules: VersionRules, found: str
) -> None:
    assert looked_up(VERSIONS, "A", context_of(versions=rules), version=version).code_system.version == found


def test_a_system_may_be_spelled_by_an_alias_and_the_answer_carries_the_canonical() -> None:
    assert looked_up(VERSIONS, "A", system="urn:oid:1.2.3").code_system.url == SYSTEM


def test_an_unknown_code_is_an_error_with_the_version_that_was_searched() -> None:
    with pytest.raises(UnknownCode, match=f"Unknown code 'X' in the CodeSystem '{SYSTEM}' version '2025-10'"):
        looked_up(KNOWN, "X")
    with pytest.raises(UnknownCode, match=f"Unknown code 'X' in the CodeSystem '{SYSTEM}'$"):
        looked_up(catalogue_of(code_system_of("A")), "X")


def test_an_unknown_system_is_an_error() -> None:
    with pytest.raises(UnknownCodeSystem, match=f"'{OTHER_SYSTEM}' is not known"):
        looked_up(KNOWN, "A", system=OTHER_SYSTEM)


def test_a_dated_supplement_is_shown_with_its_meaning_and_source_and_the_day_chooses_its_version() -> None:
    meanings = code_system_of(concept_of("CR", "capped rental items"), url="http://example.org/categories")
    declared = (PropertyDefinition("category", "code", code_system="http://example.org/categories"),)

    def quarter(version: str, start: str, end: str, category: str) -> Supplement:
        concept = concept_of("a", category=category)
        return supplement_of(concept, version=version, effective_start=start, effective_end=end, properties=declared)

    catalogue = catalogue_of(
        code_system_of("a"),
        meanings,
        quarter("2025-10", "2025-10-01", "2025-12-31", "IN"),
        quarter("2026-01", "2026-01-01", "2026-03-31", "CR"),
    )

    def shown(day: str | None, *supplements: str) -> tuple[list[tuple[object, str | None, str | None]], list[str]]:
        context = Context(days=parse_days(day) if day else None, supplements=supplements)
        found = lookup(catalogue, LookupRequest(SYSTEM, "a", properties=("category",), context=context))
        texts = [issue.text for issue in found.issues if "latest one loaded" in issue.text]
        return [(item.value.content, item.description, item.source) for item in found.properties], texts

    january = [("CR", "capped rental items", "http://example.org/supplement|2026-01")]
    assert shown(None) == (january, [])
    assert shown("2026-02-01") == (january, [])
    assert shown("2025-11-01") == ([("IN", None, "http://example.org/supplement|2025-10")], [])
    assert shown("2025-01-01") == ([], [])
    outdated = "http://example.org/supplement, which ended on 2026-03-31, is the latest one loaded before 2026-05-01"
    assert shown("2026-05-01") == (january, [outdated])
    assert shown("2026-05-01", "http://example.org/supplement") == (january, [outdated])
    assert shown("2026-05-01", "http://example.org/supplement|2026-01") == (january, [])


RULES = SystemRules(
    url=SYSTEM,
    title="Codes",
    noticed_aliases=("https://wild.example.org/codes",),
    resolve_version=lambda text, loaded: VersionMatch("2019-01", is_exact=False) if text == "2019" else None,
)
RULED = replace(
    catalogue_of(code_system_of("A", version="2019-01"), code_system_of("A", version="2025-10")),
    rules={SYSTEM: RULES},
    aliases={"https://wild.example.org/codes": SYSTEM},
)


@pytest.mark.parametrize(
    ("system", "version", "answered", "notices"),
    [
        (SYSTEM, "2019-01", "2019-01", 0),
        (SYSTEM, "2019", "2019-01", 1),
        (f"{SYSTEM}|2019", None, "2019-01", 2),
        (f"{SYSTEM}|2019-01", None, "2019-01", 1),
        ("https://wild.example.org/codes", None, "2025-10", 1),
        ("https://wild.example.org/codes/|2019", None, "2019-01", 3),
    ],
)
def test_inexact_interpretations_are_reported(system: str, version: str | None, answered: str, notices: int) -> None:
    result = lookup(RULED, LookupRequest(system=system, code="A", version=version))
    assert (result.code_system.url, result.code_system.version) == (SYSTEM, answered)
    assert [item.code for item in result.issues] == ["informational"] * notices


# What supplements say, and what releases said


def test_facts_from_a_supplement_name_it_as_their_source() -> None:
    reported = Designation("Stock", "de")
    canes = code_system_of(concept_of("E0100", "Cane", Designation("Gehstock", "de"), chapter="E"))
    known = catalogue_of(canes, supplement_of(concept_of("E0100", None, reported, weight="heavy"), version="1"))
    result = looked_up(known, "E0100", context=context_of(supplements=(SUPPLEMENT,)))
    sources = dict(zip((item.value for item in result.designations), result.designation_sources, strict=True))
    assert sources == {"Gehstock": None, "Stock": f"{SUPPLEMENT}|1"}
    assert {item.code: item.source for item in result.properties if item.code in ("chapter", "weight")} == {
        "chapter": None,
        "weight": f"{SUPPLEMENT}|1",
    }


def test_the_history_has_the_texts_of_a_code_in_each_release() -> None:
    texts = {"2017-01": "Cane", "2019-01": "Cane", "2023-01": "Cane, one tip"}
    releases = [code_system_of(concept_of("E0100", text), version=version) for version, text in texts.items()]
    known = catalogue_of(*releases, code_system_of("other", version="2024-01"))
    result = looked_up(known, "E0100", version="2023-01", properties=("history",))
    assert [(item.display, item.releases) for item in result.texts] == [
        ("Cane", ("2017-01", "2019-01")),
        ("Cane, one tip", ("2023-01",)),
    ]
    assert looked_up(known, "E0100", version="2023-01").texts == ()
