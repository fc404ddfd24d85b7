from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.catalogue import Catalogue
from terminology.core.errors import UnknownCodeSystem
from terminology.core.model import Coding
from terminology.core.system_rules import SystemRules, VersionMatch
from terminology.core.value_sets import ValueSet
from terminology.core.versioned import Deferred
from terminology.providers.generic import in_memory
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SUPPLEMENT,
    SYSTEM,
    VALUE_SET,
    all_of,
    catalogue_of,
    code_system_of,
    concept_of,
    supplement_of,
    value_set_of,
)

HCPCS = code_system_of(
    "A",
    version="2025-10",
    aliases=("https://example.org/codes", "urn:oid:1.2.3"),
    version_aliases=("20251001", "2025-10-01"),
    replaces=("http://example.org/retired",),
)
HCPCS_JANUARY = code_system_of("A", "B", version="2019-01", version_aliases=("20190101", "HCPCS2019", "2019"))


def test_without_a_version_the_newest_one_is_found() -> None:
    assert catalogue_of(HCPCS_JANUARY, HCPCS).get_code_system(SYSTEM).header.version == "2025-10"
    assert catalogue_of(HCPCS, HCPCS_JANUARY).get_code_system(SYSTEM).header.version == "2025-10"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2019-01", "2019-01"),
        ("HCPCS2019", "2019-01"),
        ("2019", "2019-01"),
        ("20251001", "2025-10"),
        ("2025-10-01", "2025-10"),
        ("2019-x", "2019-01"),
        ("*", "2025-10"),
    ],
)
def test_a_version_is_found_by_its_name_its_aliases_and_wildcards(asked: str, found: str) -> None:
    assert catalogue_of(HCPCS_JANUARY, HCPCS).get_code_system(SYSTEM, asked).header.version == found


@pytest.mark.parametrize("spelling", HCPCS.header.aliases)
def test_every_spelling_of_a_url_leads_to_the_code_system(spelling: str) -> None:
    assert catalogue_of(HCPCS).get_code_system(spelling).header.url == SYSTEM


def test_an_unknown_version_is_refused_with_those_that_are_known_the_earliest_first() -> None:
    with pytest.raises(UnknownCodeSystem, match=r"version '2020'. Known versions: 2019-01 or 2025-10"):
        catalogue_of(HCPCS, HCPCS_JANUARY).get_code_system(SYSTEM, "2020")


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(UnknownCodeSystem, match=r"'http://nowhere\.example\.org' is not known"):
        catalogue_of(HCPCS).get_code_system("http://nowhere.example.org")


def test_a_retired_url_stays_unknown_and_the_message_names_the_right_one() -> None:
    catalogue = catalogue_of(HCPCS)
    assert catalogue.find_code_system("http://example.org/retired") is None
    with pytest.raises(UnknownCodeSystem, match=f"Use '{SYSTEM}'"):
        catalogue.get_code_system("http://example.org/retired")


def test_a_value_set_is_found_in_its_newest_or_the_requested_version() -> None:
    catalogue = catalogue_of(value_set_of(version="1.9"), value_set_of(version="1.10"))
    assert [
        found.header.version
        for version in (None, "1.9", "1.x")
        if (found := catalogue.find_value_set(VALUE_SET, version))
    ] == ["1.10", "1.9", "1.10"]


def test_a_value_set_in_an_unknown_version_is_not_found() -> None:
    assert catalogue_of(value_set_of(version="1")).find_value_set(VALUE_SET, "2") is None


@pytest.mark.parametrize("url", [SYSTEM, "https://example.org/codes"])
def test_a_complete_code_system_has_an_implicit_value_set_of_all_its_codes(url: str) -> None:
    found = catalogue_of(HCPCS).find_value_set(f"{url}?fhir_vs")
    assert found is not None
    assert found.compose is not None
    assert found.compose.include == (all_of(),)


def test_an_implicit_value_set_may_be_requested_in_a_version() -> None:
    found = catalogue_of(HCPCS, HCPCS_JANUARY).find_value_set(f"{SYSTEM}?fhir_vs", "HCPCS2019")
    assert found is not None
    assert found.header.canonical == f"{SYSTEM}?fhir_vs|2019-01"
    assert found.compose is not None
    assert found.compose.include == (all_of(version="2019-01"),)


@pytest.mark.parametrize(("content", "is_there"), [("fragment", True), ("example", True), ("not-present", False)])
def test_a_partially_loaded_code_system_has_an_implicit_value_set(content: str, is_there: bool) -> None:
    found = catalogue_of(code_system_of("A", content=content)).find_value_set(f"{SYSTEM}?fhir_vs")
    assert (found is not None) == is_there


@pytest.mark.parametrize(
    ("supplemented", "adds"),
    [
        (SYSTEM, True),
        ("urn:oid:1.2.3", True),
        (f"{SYSTEM}|2025-10", True),
        (f"{SYSTEM}|20251001", True),
        (f"{SYSTEM}|2019-01", False),
        (OTHER_SYSTEM, False),
    ],
)
def test_a_supplement_adds_to_the_code_system_and_version_it_names(supplemented: str, adds: bool) -> None:
    supplement = supplement_of(concept_of("A"), of=supplemented)
    catalogue = catalogue_of(HCPCS, HCPCS_JANUARY, supplement)
    assert catalogue.adds_to(supplement, catalogue.get_code_system(SYSTEM).header) is adds


def test_only_the_latest_version_of_a_supplement_is_listed() -> None:
    old, new = supplement_of(version="1"), supplement_of(version="2")
    catalogue = catalogue_of(HCPCS, old, new)
    assert catalogue.supplements_of(catalogue.get_code_system(SYSTEM)) == (new,)
    assert catalogue.find_supplement(f"{SUPPLEMENT}|1") is old


def test_an_overlay_replaces_content_with_the_same_url_and_version() -> None:
    below = catalogue_of(HCPCS)
    above = below.with_resources(code_systems=[in_memory(code_system_of("Z", version="2025-10"))])
    assert above.get_code_system(SYSTEM).locate("Z")
    assert not above.get_code_system(SYSTEM).locate("A")


def test_naming_a_code_system_does_not_hide_codes_sent_by_another() -> None:
    """HL7's packages contain hundreds of code systems without their codes (content not-present)."""
    stub, full = (
        code_system_of(*codes, version="1", content=mode) for codes, mode in (("", "not-present"), ("A", "complete"))
    )
    for known in (catalogue_of(full, stub), catalogue_of(stub, full)):
        assert known.get_code_system(SYSTEM, "1").header.content == "complete"
    newer = replace(stub, header=replace(stub.header, version="2"))
    assert catalogue_of(full, newer).get_code_system(SYSTEM).header.version == "1"


def test_an_overlay_of_another_version_is_added_to_the_existing_ones() -> None:
    above = catalogue_of(HCPCS).with_resources(code_systems=[in_memory(HCPCS_JANUARY)])
    assert above.code_system_versions(SYSTEM) == ("2019-01", "2025-10")


EXTRA = supplement_of()
resources = st.lists(
    st.sampled_from(
        [
            HCPCS,
            HCPCS_JANUARY,
            code_system_of(url=OTHER_SYSTEM),
            value_set_of(),
            value_set_of(version="1"),
            supplement_of(),
        ]
    ),
    max_size=5,
)


@given(resources, resources)
def test_an_overlay_never_changes_the_catalogue_below_it(first: list[object], second: list[object]) -> None:
    below = catalogue_of(*first)  # type: ignore[arg-type]  # hypothesis loses the union
    before = _contents(below)
    over = catalogue_of(*second)  # type: ignore[arg-type]
    below.with_resources(
        code_systems=[item for items in over.code_systems.values() for item in items],
        supplements=[item for items in over.supplements.values() for item in items],
        value_sets=[item for items in over.value_sets.values() for item in items],
    )
    assert _contents(below) == before


def _contents(catalogue: Catalogue) -> list[dict[str, object]]:
    retained = (
        catalogue.code_systems,
        catalogue.supplements,
        catalogue.value_sets,
        catalogue.aliases,
        catalogue.replaced,
    )
    return [dict(item) for item in retained]


def test_versions_written_in_several_forms_are_ordered_by_their_dates() -> None:
    by_date = code_system_of("A", version="2018-08-12", date="2018-08-12")
    moved = code_system_of("A", version="9.0.0", date="2025-12-11")
    undated = code_system_of("A", version="2.9")
    found = catalogue_of(by_date, moved, undated)
    assert [item.header.version for item in found.code_systems[SYSTEM]] == ["9.0.0", "2018-08-12", "2.9"]


def test_a_code_system_is_found_by_its_oid_unless_several_share_it() -> None:
    known = catalogue_of(
        code_system_of("A", identifiers=("urn:oid:1.2", "urn:oid:1.9", "urn:other:3")),
        code_system_of("B", url=OTHER_SYSTEM, identifiers=("urn:oid:1.9",)),
    )
    assert known.canonical_system("urn:oid:1.2") == SYSTEM
    assert [known.canonical_system(name) for name in ("urn:oid:1.9", "urn:other:3")] == ["urn:oid:1.9", "urn:other:3"]


def test_a_deferred_value_set_is_read_when_it_is_found() -> None:
    full = value_set_of(all_of())
    reads: list[ValueSet] = []

    def read() -> ValueSet:
        reads.append(full)
        return full

    known = Catalogue().with_resources(value_sets=[Deferred(full.header, read)])
    assert reads == []
    assert known.find_value_set(VALUE_SET) is full


TITLE = "HCPCS"
RULES = SystemRules(
    url=SYSTEM,
    title=TITLE,
    aliases=("urn:oid:1.2.3",),
    noticed_aliases=("https://wild.example.org/codes",),
    resolve_version=lambda text, loaded: VersionMatch(loaded[-1], is_exact=text == "the-last") if loaded else None,
)


def ruled() -> Catalogue:
    aliases = dict.fromkeys((*RULES.aliases, *RULES.noticed_aliases), SYSTEM)
    return replace(catalogue_of(HCPCS_JANUARY, HCPCS), rules={SYSTEM: RULES}, aliases=aliases)


@pytest.mark.parametrize(
    ("system", "version", "message"),
    [
        (SYSTEM, None, []),
        (SYSTEM, "2019-01", []),
        ("urn:oid:1.2.3", "the-last", []),
        ("https://wild.example.org/codes", None, ["was understood as HCPCS, whose url is"]),
        (f"{SYSTEM}/", None, ["was understood as HCPCS, whose url is"]),
        (f"{SYSTEM}|2019-01", None, [f"was understood as the code system '{SYSTEM}' in version '2019-01'"]),
        (SYSTEM, "2025", ["Version '2025' was understood as 2025-10, the newest loaded release of HCPCS"]),
        (f"{SYSTEM}|2025", None, ["in version '2025-10'", "Version '2025' was understood as 2025-10"]),
        (f"{SYSTEM}|", None, ["was understood as HCPCS, whose url is"]),
        (f"{SYSTEM}|2019-01", "2019-01", [f"was understood as the code system '{SYSTEM}' in version '2019-01'"]),
        ("https://nowhere.example.org/", "2025", []),
    ],
)
def test_inexact_interpretations_must_be_stated(system: str, version: str | None, message: list[str]) -> None:
    notices = ruled().notices(system, version)
    assert len(notices) == len(message)
    assert all(text in notice.text for text, notice in zip(message, notices, strict=True))
    assert {(notice.severity, notice.code) for notice in notices} <= {("information", "informational")}


@pytest.mark.parametrize(
    ("system", "version", "found"),
    [
        (f"{SYSTEM}|2019-01", None, "2019-01"),
        (f"{SYSTEM}/|2019-01", None, "2019-01"),
        (f"{SYSTEM}", "2030", "2025-10"),
        ("https://wild.example.org/codes/", None, "2025-10"),
    ],
)
def test_other_spellings_lead_to_the_code_system_in_the_version_that_is_intended(
    system: str, version: str | None, found: str
) -> None:
    catalogue = ruled()
    assert catalogue.get_code_system(system, version).header.version == found
    understood = catalogue.canonical_coding(Coding(system, "A", version))
    assert understood.system == SYSTEM
    assert understood.version in (None, found)


def test_two_versions_of_one_system_contradict_each_other() -> None:
    [notice] = ruled().notices(f"{SYSTEM}|2019-01", "2025-10")
    assert (notice.severity, notice.code) == ("warning", "conflict")
    assert "contradicts the version '2025-10'" in notice.text


@pytest.mark.parametrize(("version", "is_so"), [("2025-10", True), ("2025", True), ("2019-01", False)])
def test_a_version_in_any_spelling_is_the_one_that_it_means(version: str, is_so: bool) -> None:
    catalogue = ruled()
    header = catalogue.get_code_system(SYSTEM, "2025-10").header
    assert catalogue.matches_version(header, version) is is_so


def test_a_value_set_used_as_a_code_system_is_reported_as_such() -> None:
    with pytest.raises(UnknownCodeSystem, match="It is a value set"):
        catalogue_of(HCPCS, value_set_of()).get_code_system(VALUE_SET)
