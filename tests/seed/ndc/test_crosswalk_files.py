from dataclasses import replace

import pytest

from seed.archives import InputFile
from seed.ndc.crosswalk_files import crosswalks_from_files
from seed.release import NotARelease, source_of

BASE = "https://example.org/fhir"
HEADER = "2025_CODE,Short Description,LABELER NAME,NDC,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG\n"
EVENITY = "J3111,Inj. romosozumab-aqqg 1 mg,Amgen Inc,55513-0880-02,Evenity,1 MG,1.17,2,105,210\n"
OTHER = EVENITY.replace("0880", "0998")


def input_file(name: str, rows: str = EVENITY, archive: str | None = None, header: str = HEADER) -> InputFile:
    content = (header + rows).encode()
    source = source_of(archive or name, content)
    return InputFile(name, name, content, replace(source, member=name) if archive else source)


def test_each_file_gives_the_crosswalk_of_its_quarter_the_oldest_first() -> None:
    loaded = crosswalks_from_files([input_file("2025-10.csv"), input_file("2025-07.csv")], BASE)
    assert [item.concept_map.header.version for item in loaded.crosswalks] == ["2025-07", "2025-10"]


def test_archive_members_other_than_the_asp_crosswalk_are_skipped() -> None:
    files = [
        input_file("October 2025 AWP NDC-HCPCS Crosswalk.csv", archive="a.zip"),
        input_file("October 2025 ASP NDC-HCPCS Crosswalk.csv", archive="a.zip"),
        input_file("read me.txt", header="Read me", archive="a.zip"),
    ]
    loaded = crosswalks_from_files(files, BASE)
    assert [item.source.member for item in loaded.crosswalks] == ["October 2025 ASP NDC-HCPCS Crosswalk.csv"]
    assert [item.name for item in loaded.skipped] == ["October 2025 AWP NDC-HCPCS Crosswalk.csv", "read me.txt"]


def test_one_quarter_in_two_formats_is_read_once() -> None:
    loaded = crosswalks_from_files([input_file("2025-10 a.csv"), input_file("2025-10 b.csv")], BASE)
    assert len(loaded.crosswalks) == 1
    assert [item.reason for item in loaded.skipped] == ["the quarter 2025-10 again: 2025-10 a.csv was read"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (
            [input_file("2025-10.csv"), input_file("read me.txt", header="")],
            "read me.txt is not CMS's ASP NDC-HCPCS crosswalk",
        ),
        (
            [input_file("2025-10 a.csv"), input_file("2025-10 b.csv", OTHER)],
            "2025-10 a.csv and 2025-10 b.csv differ for the quarter 2025-10.",
        ),
        (
            [input_file("AWP.csv", archive="a.zip")],
            "There is no ASP NDC-HCPCS crosswalk in the input files. AWP.csv is",
        ),
        ([], "There is no ASP NDC-HCPCS crosswalk in the input files."),
    ],
)
def test_nothing_is_loaded_when_a_file_is_refused(files: list[InputFile], sentence: str) -> None:
    with pytest.raises(NotARelease) as caught:
        crosswalks_from_files(files, BASE)
    assert str(caught.value).startswith(sentence)
