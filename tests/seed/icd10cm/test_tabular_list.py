from pathlib import Path

import pytest

from seed.icd10cm.tabular_list import read_tabular_list
from seed.release import NotARelease, RejectedRow
from tests.builders.icd10 import TABULAR_LIST, members_of

ENTRIES = {entry.code: entry for entry in read_tabular_list("x.xml", TABULAR_LIST.encode()).entries}


def refusal(text: str) -> str:
    with pytest.raises(NotARelease) as refused:
        read_tabular_list("x.xml", text.encode())
    return str(refused.value)


def test_entries_are_depth_first_with_their_parents() -> None:
    assert [(entry.code, entry.kind, entry.parent) for entry in ENTRIES.values()] == [
        ("A00-B99", "chapter", None),
        ("A00-A09", "block", "A00-B99"),
        ("A00", "category", "A00-A09"),
        ("A00.0", "code", "A00"),
        ("A00.9", "code", "A00"),
        ("B20-B20", "block", "A00-B99"),
        ("B20", "category", "B20-B20"),
        ("S00-T88", "chapter", None),
        ("S00-S09", "block", "S00-T88"),
        ("S02", "category", "S00-S09"),
        ("S02.0", "code", "S02"),
        ("S02.0XXA", "code", "S02.0"),
        ("S02.0XXS", "code", "S02.0"),
        ("T07-T88", "block", "S00-T88"),
        ("T07-T07", "block", "T07-T88"),
        ("T07", "category", "T07-T07"),
    ]


def test_leaf_codes_are_billable() -> None:
    billable = [code for code, entry in ENTRIES.items() if entry.is_billable]
    assert billable == ["A00.0", "A00.9", "B20", "S02.0XXA", "S02.0XXS", "T07"]


def test_notes_have_their_meaning() -> None:
    assert ENTRIES["A00-B99"].notes == (("includes", "diseases generally recognized as communicable or transmissible"),)
    assert ENTRIES["B20"].notes == (
        ("excludes1", "asymptomatic HIV status (Z21)"),
        ("codeFirst", "HIV disease complicating pregnancy (O98.7-)"),
        ("useAdditionalCode", "code to identify all manifestations of HIV"),
    )
    assert ENTRIES["S02"].notes == (
        ("seventhCharacterNote", "The appropriate 7th character is to be added to each code from S02"),
        ("seventhCharacterNote", "S: late effect"),
    )


def test_the_heading_says_the_fiscal_year() -> None:
    assert read_tabular_list("x.xml", TABULAR_LIST.encode()).fiscal_year == 2026
    assert read_tabular_list("x.xml", TABULAR_LIST.replace("2026", "?").encode()).fiscal_year is None


def test_a_chapter_whose_title_has_no_range_goes_from_its_first_to_its_last_section() -> None:
    found = read_tabular_list("x.xml", TABULAR_LIST.replace("diseases (A00-B99)", "diseases").encode())
    assert found.entries[0].code == "A00-B20"


@pytest.mark.parametrize(
    ("old", "new", "rejected"),
    [
        ("<name>A00.9", "<name>A00.0", RejectedRow(20, "A00.0 is already in line 15; the first counts")),
        ("<name>A00.9", "<name>?", RejectedRow(20, "'?' is not an ICD-10-CM code")),
        ("<desc>Cholera, unspecified</desc>", "", RejectedRow(20, "A00.9 has no title")),
        (
            "<excludes1>",
            "<excludes1/><excludes3/><excludes1>",
            RejectedRow(30, "excludes3 at B20 is an unknown kind of note"),
        ),
        ('<section id="T07">', '<section id="T">', RejectedRow(54, "the section has no range of codes")),
    ],
)
def test_unreadable_rows_are_rejected_with_their_line(old: str, new: str, rejected: RejectedRow) -> None:
    assert read_tabular_list("x.xml", TABULAR_LIST.replace(old, new).encode()).rejected == (rejected,)


def test_codes_below_an_invalid_code_belong_to_its_parent() -> None:
    found = read_tabular_list("x.xml", TABULAR_LIST.replace("<name>A00</name>", "<name>?</name>").encode())
    assert {entry.code: entry.parent for entry in found.entries}["A00.0"] == "A00-A09"


@pytest.mark.parametrize(("id", "category"), [("T07", "T07"), ("S00-S09", "S02")])
def test_codes_of_a_section_without_its_range_belong_to_the_chapter(id: str, category: str) -> None:
    found = read_tabular_list("x.xml", TABULAR_LIST.replace(f'section id="{id}"', "section").encode())
    assert {entry.code: entry.parent for entry in found.entries}[category] == "S00-T88"


def test_anything_but_a_tabular_list_is_refused_with_one_sentence() -> None:
    assert refusal("<ICD10CM.index/>") == (
        "x.xml is not CDC's tabular list of ICD-10-CM: its root is 'ICD10CM.index', not 'ICD10CM.tabular'."
    )
    assert refusal("<ICD10CM.tabular/>") == "x.xml has no codes."
    assert "DOCTYPE" in refusal("<!DOCTYPE a><ICD10CM.tabular/>")


@pytest.mark.parametrize(
    ("archive", "entries", "billable", "blocks", "chapters"),
    [
        pytest.param("2021-icd-10-cm-tabular.zip", 95_676, 72_621, 296, 22, marks=pytest.mark.long),
        ("2026-04-icd-10-cm-tabular.zip", 98_505, 74_719, 297, 22),
    ],
)
def test_cdcs_files_are_read_completely(
    shared_icd10: Path, archive: str, entries: int, billable: int, blocks: int, chapters: int
) -> None:
    [content] = members_of(shared_icd10 / archive)
    found = read_tabular_list(archive, content)
    kinds = [entry.kind for entry in found.entries]
    assert found.rejected == ()
    assert (len(kinds), kinds.count("block"), kinds.count("chapter")) == (entries, blocks, chapters)
    assert sum(entry.is_billable for entry in found.entries) == billable
