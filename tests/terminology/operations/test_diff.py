"""Changes between two versions, on small code systems and on CMS's releases, compared with its transaction reports."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from seed.hcpcs.code_system import URL
from terminology.core.catalogue import Catalogue
from terminology.core.changes import KINDS, Change, DiffRequest
from terminology.core.errors import BadRequest, UnknownCodeSystem
from terminology.core.model import CodeSystem, Coding, Concept, Designation, PropertyDefinition
from terminology.operations.diff import changes_between, diff
from terminology.providers.generic import in_memory
from tests.builders.catalogue import SYSTEM, catalogue_of, code_system_of, concept_of
from tests.examples.releases import read_release

BASE = "https://terminology.example.org/fhir"
STANDARD = "http://hl7.org/fhir/concept-properties#"
DATED = (
    PropertyDefinition("effectiveDate", "dateTime", STANDARD + "effectiveDate"),
    PropertyDefinition("retirementDate", "dateTime", STANDARD + "retirementDate"),
    PropertyDefinition("terminationDate", "dateTime"),
)
RELEASES = {
    "2017-01": "2017-annual/HCPC17_CONTR_ANWEB.txt",
    "2019-01": "2019-annual/HCPC2019_CONTR_ANWEB.txt",
    "2020-04": "2020-04-APR/anweb.xlsx",
    "2020-07": "2020-07-JUL/anweb.xlsx",
}
REPORTS = {
    "2019-01": "2019-annual/HCPC2019_Trans_Alpha.xlsx",
    "2020-04": "2020-04-APR/trans_alpha.xlsx",
    "2020-07": "2020-07-JUL/trans_alpha.xlsx",
}

Codes = Mapping[str, frozenset[str]]  # by kind of change, or by what a report calls it


def short(text: str) -> Designation:
    return Designation(text, use=Coding("http://example.org/uses", "short-description"))


def system_of(*concepts: Concept | str, version: str | None = None, **header: Any) -> CodeSystem:
    return code_system_of(*concepts, version=version, properties=DATED, **header)


def changes(old: CodeSystem, new: CodeSystem) -> tuple[Change, ...]:
    return changes_between(in_memory(old), in_memory(new))[0]


def change(before: Concept, after: Concept) -> list[tuple[str, str | None, str | None, str | None]]:
    """The changes of one code, without the code."""
    found = changes(system_of(before), system_of(after))
    return [(item.kind, item.property, item.old, item.new) for item in found]


def test_codes_come_and_go() -> None:
    assert changes(system_of("a", "b"), system_of("b", "c")) == (
        Change("added", "c", None, "Display of c"),
        Change("removed", "a", "Display of a", None),
    )


def test_a_last_day_that_appears_or_moves_terminates_and_one_that_disappears_reactivates() -> None:
    open_, ended = concept_of("a"), concept_of("a", retirementDate="2020-06-30", terminationDate="2020-06-30")
    moved = concept_of("a", retirementDate="2020-09-30", terminationDate="2020-09-30")
    assert change(open_, ended) == [("terminated", None, None, "2020-06-30")]
    assert change(ended, moved) == [("terminated", None, "2020-06-30", "2020-09-30")]
    assert change(ended, open_) == [("reactivated", None, "2020-06-30", None)]


def test_without_days_a_code_ends_when_it_becomes_inactive() -> None:
    assert change(concept_of("a"), concept_of("a", inactive=True)) == [("terminated", None, None, "inactive")]
    assert change(concept_of("a", inactive=True), concept_of("a")) == [("reactivated", None, "inactive", None)]


def test_a_code_that_begins_after_its_end_is_added_with_the_text_of_its_former_period() -> None:
    filgrastim = concept_of("J1440", "Filgrastim", effectiveDate="1994-01-01", retirementDate="2013-12-31")
    microbiota = concept_of("J1440", "Fecal microbiota", effectiveDate="2023-07-01")
    assert change(filgrastim, microbiota) == [("added", None, "Filgrastim", "Fecal microbiota")]


def test_texts_are_compared_with_white_space_folded() -> None:
    assert change(concept_of("a", "Injection,  1 mg", short("Inj 1 mg")), concept_of("a", "Injection, 1 mg")) == [
        ("short-text", None, "Inj 1 mg", None)
    ]
    assert change(concept_of("a", "1 mg"), concept_of("a", "2 mg")) == [("long-text", None, "1 mg", "2 mg")]


def test_values_of_a_property_are_compared_whatever_their_order() -> None:
    before, after = concept_of("a", price=("11", "12")), concept_of("a", price=("12", "11"))
    assert change(before, after) == []
    assert change(before, concept_of("a", price="11", units=2)) == [
        ("property", "price", "11, 12", "11"),
        ("property", "units", None, "2"),
    ]


def test_derived_properties_and_action_codes_are_not_separate_changes() -> None:
    before = concept_of("a", status="active", actionCode="A", actionEffectiveDate="2020-01-01")
    after = concept_of("a", status="retired", actionCode="N", actionEffectiveDate="2020-04-01")
    assert change(before, after) == [("terminated", None, None, "inactive")]


def test_a_status_is_a_property_like_any_other_where_there_are_no_dates_to_follow_from() -> None:
    old = code_system_of(concept_of("a", status="active"))
    assert changes(old, code_system_of(concept_of("a", status="deprecated"))) == (
        Change("property", "a", "active", "deprecated", "status"),
    )


def test_places_in_the_hierarchy_definitions_and_other_designations_count_as_properties() -> None:
    old = code_system_of("top", concept_of("a", "A", definition="The first"), version="1")
    new = code_system_of("top", concept_of("a", "A", Designation("Alpha")), nesting={"a": "top"}, version="2")
    assert [(item.property, item.old, item.new) for item in changes(old, new)] == [
        ("parent", None, "top"),
        ("definition", "The first", None),
        ("designation", None, "Alpha"),
    ]


def test_the_summary_counts_every_kind_and_a_page_is_part_of_the_requested_ones() -> None:
    catalogue = catalogue_of(system_of("a", version="1"), system_of("b", "c", "d", version="2"))
    result = diff(catalogue, DiffRequest(SYSTEM, "1", kinds=("added",), offset=1, count=1))
    assert result.counts == {**dict.fromkeys(KINDS, 0), "added": 3, "removed": 1}
    assert (result.total, [item.code for item in result.changes]) == (3, ["c"])
    assert (result.old.version, result.new.version) == ("1", "2")


def test_an_excerpt_is_compared_with_a_caveat() -> None:
    catalogue = catalogue_of(system_of("a", version="1"), system_of("a", version="2", content="fragment"))
    message = diff(catalogue, DiffRequest(SYSTEM, "1", "2")).message
    assert message == (
        "Not all codes of version '2' (fragment) are loaded: added and removed codes cover only what is loaded"
    )


@pytest.mark.parametrize(
    ("from_version", "to_version", "message"),
    [
        ("1", "1", "There is nothing to compare: from and to are both version '1' of 'http://example.org/codes'"),
        ("2", None, "There is nothing to compare: from and to are both version '2' of 'http://example.org/codes'"),
        ("2", "1", "Releases are compared in chronological order: use from '1' to '2', not from '2' to '1'"),
    ],
)
def test_a_version_is_compared_with_a_later_one_only(from_version: str, to_version: str | None, message: str) -> None:
    catalogue = catalogue_of(system_of("a", version="1"), system_of("a", version="2"))
    with pytest.raises(BadRequest) as refused:
        diff(catalogue, DiffRequest(SYSTEM, from_version, to_version))
    assert str(refused.value) == message


@pytest.mark.parametrize(("versions", "about"), [(("3", "2"), "from"), (("1", "3"), "to")])
def test_a_version_that_is_not_loaded_is_refused_with_those_that_are(versions: tuple[str, str], about: str) -> None:
    catalogue = catalogue_of(system_of("a", version="1"), system_of("a", version="2"))
    with pytest.raises(UnknownCodeSystem, match=r"version '3'\. Known versions: 1 or 2") as refused:
        diff(catalogue, DiffRequest(SYSTEM, *versions))
    assert refused.value.issues[0].expression == (about,)


def test_an_unknown_code_system_is_named_in_the_error() -> None:
    with pytest.raises(UnknownCodeSystem) as refused:
        diff(Catalogue(), DiffRequest(SYSTEM, "1", "2"))
    assert refused.value.issues[0].expression == ("system",)


def test_a_code_that_was_added_and_has_ended_in_between_is_both() -> None:
    born = concept_of("J0001", "Short-lived", effectiveDate="2020-01-01", retirementDate="2020-06-30")
    found = changes(system_of("A"), system_of("A", born))
    assert found == (Change("added", "J0001", None, "Short-lived"), Change("terminated", "J0001", None, "2020-06-30"))


def test_a_version_without_modifiers_removes_none_and_reports_that() -> None:
    procedure, modifier = concept_of("J0001", kind="procedure"), concept_of("KX", kind="modifier")
    old = system_of(procedure, modifier, version="2023-01")
    new = system_of(procedure, version="2024-07")
    again = system_of(procedure, modifier, concept_of("KY", kind="modifier"), version="2025-10")
    catalogue = catalogue_of(old, new, again)
    for versions in (("2023-01", "2024-07"), ("2024-07", "2025-10")):
        found = diff(catalogue, DiffRequest(SYSTEM, *versions))
        assert found.changes == ()
        assert found.message == "Version '2024-07' has no codes of the kind modifier, so that kind is not compared"
    assert [item.code for item in diff(catalogue, DiffRequest(SYSTEM, "2023-01", "2025-10")).changes] == ["KY"]


concepts = st.builds(
    concept_of,
    st.sampled_from("abcd"),
    st.sampled_from(["Old", "New"]),
    retirementDate=st.sampled_from(["2020-06-30", "2020-09-30"]),
    price=st.sampled_from(["11", "12"]),
)
systems = st.lists(concepts, unique_by=lambda concept: concept.code).map(lambda found: system_of(*found))


@given(systems, systems)
def test_the_reverse_conversion_undoes_every_change(old: CodeSystem, new: CodeSystem) -> None:
    """Except the end of an added code: in reverse, only its removal is listed."""
    back = {"added": "removed", "removed": "added"}

    def expected(found: tuple[Change, ...]) -> list[Change]:
        added = {item.code for item in found if item.kind == "added"}
        return [item for item in found if not (item.kind == "terminated" and item.code in added)]

    there = {
        (back.get(item.kind, item.kind), item.code, item.property, item.new, item.old)
        for item in expected(changes(old, new))
    }
    assert {(item.kind, item.code, item.property, item.old, item.new) for item in expected(changes(new, old))} == there


@given(systems)
def test_nothing_changed_between_equal_code_systems(system: CodeSystem) -> None:
    assert changes(system, system) == ()


@pytest.fixture(scope="module")
def releases(shared_data: Path) -> Catalogue:
    paths = [shared_data / "releases" / name for name in RELEASES.values()]
    return catalogue_of(*(read_release(path).code_system for path in paths))


def codes_by_kind(releases: Catalogue, old: str, new: str) -> Codes:
    found = defaultdict(set)
    for item in diff(releases, DiffRequest(URL, old, new)).changes:
        found[item.kind].add(item.code)
    return {kind: frozenset(found[kind]) for kind in KINDS}


def report_of(shared_data: Path, version: str) -> Codes:
    """Codes by kind of change in CMS's transaction report; its notes and headings have no code."""
    found = defaultdict(set)
    workbook = CalamineWorkbook.from_path(str(shared_data / "releases" / REPORTS[version]))
    for name in workbook.sheet_names[:2]:  # by action code and by code; the third is the key
        for row in workbook.get_sheet_by_name(name).to_python():
            code = str(row[0]).strip()
            if len(code) in (2, 5):
                found[str(row[1]).strip()].add(code)
    return {words: frozenset(codes) for words, codes in found.items()}


def test_april_to_july_2020_is_what_cms_reports(releases: Catalogue, shared_data: Path) -> None:
    ours, report = codes_by_kind(releases, "2020-04", "2020-07"), report_of(shared_data, "2020-07")
    counts = diff(releases, DiffRequest(URL, "2020-04", "2020-07")).counts
    assert [counts[kind] for kind in KINDS] == [61, 0, 9, 0, 4, 5, 8]
    assert ours["added"] == report["ADD"]
    assert ours["terminated"] == report["Discontinued"]
    both = report["Long/Short Description Change"]
    assert ours["long-text"] == report["Long Description Change"] | both
    # The report has one word for a code: three of the long descriptions changed with their short descriptions.
    assert ours["short-text"] == report["Short Description Change"] | both | {"J7321", "J9245", "Q4176"}
    assert report["Long Description Change"] >= {"J7321", "J9245", "Q4176"}


def test_changes_of_april_to_july_2020_missing_from_cms_report(releases: Catalogue, shared_data: Path) -> None:
    """Replacements of six discontinued codes, a corrected date, and a code that became not otherwise specified."""
    report = report_of(shared_data, "2020-07")
    found = diff(releases, DiffRequest(URL, "2020-04", "2020-07", kinds=("property",))).changes
    assert Counter(item.property for item in found) == {
        "crossReference": 6,
        "addedDate": 1,
        "notOtherwiseClassified": 1,
    }
    assert {item.code for item in found if item.property == "crossReference"} <= report["Discontinued"]
    # One sheet of the report lists CS twice: as changed, and as not.
    assert report["No Change"] & report["Long/Short Description Change"] == {"CS"}


STEPS = {  # what a report says, and as which change it shows over a longer step
    "ADD": "added",
    "Discontinued": "terminated",
    "Long Description Change": "long-text",
    "Coverage and Long Desc Change": "long-text",
    "Short Description Change": "short-text",
    "Coverage Change": "property",
}


@pytest.mark.parametrize(("old", "new", "since"), [("2017-01", "2019-01", 5), ("2019-01", "2020-04", 3)])
def test_a_report_of_a_shorter_step_is_contained_in_the_longer_one(
    releases: Catalogue, shared_data: Path, old: str, new: str, since: int
) -> None:
    """Texts of a code that the earlier release lacks (`since` codes) are part of its addition."""
    ours, report = codes_by_kind(releases, old, new), report_of(shared_data, new)
    differing = {code for words, kind in STEPS.items() for code in report.get(words, frozenset()) - ours[kind]}
    assert differing <= ours["added"]
    assert len(differing) == since


def test_payment_changes_of_2019_show_unless_they_took_back_what_2018_had_changed(
    releases: Catalogue, shared_data: Path
) -> None:
    ours, report = codes_by_kind(releases, "2017-01", "2019-01"), report_of(shared_data, "2019-01")
    unseen = report["Payment Change"] - ours["property"]
    assert unseen == {"J0400", "J0470", "J0888", "J1110", "J1130", "J9185", "Q2009"}


def test_a_code_that_was_used_again_for_something_else_is_added(shared_data: Path) -> None:
    paths = [
        shared_data / "releases" / name
        for name in ("2017-annual/HCPC17_CONTR_ANWEB.txt", "2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv")
    ]
    old, new = (read_release(path).code_system for path in paths)
    assert [item for item in changes(old, new) if item.kind == "added" and item.old] == [
        Change("added", "J1440", "Injection, filgrastim (g-csf), 300 mcg", "Fecal microbiota, live - jslm, 1 ml")
    ]
