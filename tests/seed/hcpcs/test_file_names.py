import pytest

from seed.hcpcs.file_names import (
    base_name,
    companion_from_name,
    companion_from_opening,
    is_noc_opening,
    kind_from_name,
    posting_from_name,
    version_from_path,
)


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("HCPC2025_OCT_ANWEB.xlsx", "2025-10"),
        ("HCPC2025_OCT_ANWEB.normalised.csv", "2025-10"),
        ("HCPC17_CONTR_ANWEB.txt", "2017-01"),
        ("HCPC2019_CONTR_ANWEB.txt", "2019-01"),
        ("2019-Alpha-Numeric-HCPCS-File.zip", "2019-01"),
        ("HCPC2020_ANWEB_w_disclaimer.txt", "2020-01"),
        ("HCPC2023_JAN_ANWEB_v3.xlsx", "2023-01"),
        ("HCPC2024_JUL_codes.csv", "2024-07"),
        ("october-2025-alpha-numeric-hcpcs-file.zip", "2025-10"),
        ("HCPC2026_APR_ANWEB_06172026.xlsx", "2026-04"),
        ("NOC_codes_JUL2024.csv", "2024-07"),
        ("NOC_Codes_2017.txt", "2017-01"),
        ("releases/2020-04-APR/anweb.xlsx", "2020-04"),
        ("C:\\hcpcs\\2020-07-JUL\\anweb.xlsx", "2020-07"),
        ("2020-04/anweb.xlsx", "2020-04"),
        ("2017-annual/anweb.txt", "2017-01"),
        ("april-2020.zip/HCPC2020_ANWEB.xlsx", "2020-04"),
        ("downloads-2021-05/HCPC2017_CONTR_ANWEB.txt", "2017-01"),
        ("anweb.xlsx", None),
        ("2020/anweb.xlsx", None),
        ("a/2019/b/c/d/anweb.xlsx", None),
        ("", None),
    ],
)
def test_the_release_is_read_from_the_path(path: str, version: str | None) -> None:
    assert version_from_path(path) == version


@pytest.mark.parametrize(
    ("name", "companion"),
    [
        ("HCPC2019_README.txt", "a read-me"),
        ("HCPCS17_recordlayout.txt", "a record layout"),
        ("2019-HCPCS-Record-Layout.zip", "a record layout"),
        ("proc_notes_2017.txt", "a list of processing notes"),
        ("HCPCS2017_Trans Report_ChangesbyHCPC.prn", "a transaction report"),
        ("Changes_by_ActionCode.prn", "a transaction report"),
        ("trans_alpha.xlsx", "a transaction report"),
        ("2019-HCPCS-Alpha-Numeric-Corrections.zip", "a list of corrections"),
        ("hcpc2017_corrections_alpha.txt", "a list of corrections"),
        ("2019-HCPCS-Index.pdf", "an index for readers"),
        ("2025-10_ASP_noc_pricing.csv", "a drug pricing file"),
    ],
)
def test_companions_are_described_by_their_names(name: str, companion: str) -> None:
    assert companion_from_name(f"folder/{name}") == companion
    assert kind_from_name(name) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("HCPC2019_CONTR_ANWEB.txt", "release"),
        ("HCPC2018_ANWEB_with_corrections.txt", "release"),
        ("2017-Alpha-Numeric-HCPCS-File.zip", "release"),
        ("NOC_Codes_2017.xlsx", "noc"),
        ("2019-HCPCS-NOC-Codes.zip", "noc"),
        ("HCPC2024_JUL_codes.csv", None),
    ],
)
def test_some_names_claim_to_be_a_release_or_a_noc_list(name: str, kind: str | None) -> None:
    assert kind_from_name(f"corrections/{name}") == kind
    assert companion_from_name(f"corrections/{name}") is None


@pytest.mark.parametrize(
    ("lines", "companion"),
    [
        (["  CMS RIF REPORT"], "a record layout"),
        (["   PROCESSING NOTES ", " ____"], "a list of processing notes"),
        ([" HCPCS/MOD      TYPE OF CHANGE    SHORT"], "a transaction report"),
        (["\t2019 ALPHA-NUMERIC HCPCS CORRECTIONS"], "a list of corrections"),
        (["2019 ALPHANUMERIC", "Alpha-Numeric HCPCS File Content"], "a read-me"),
        (["%PDF-1.6"], "a PDF document"),
        (["HCPC,SEQNUM,RECID"], None),
    ],
)
def test_companions_are_described_by_their_first_lines(lines: list[str], companion: str | None) -> None:
    assert companion_from_opening(lines) == companion


@pytest.mark.parametrize("line", ["  NOC CODES - HCPCS 2019", "HCPCS,LONG DESCRIPTION,ADD DATE,TERM DATE"])
def test_noc_lists_are_described_by_their_first_lines(line: str) -> None:
    assert is_noc_opening([line])


def test_later_postings_are_greater() -> None:
    names = ["HCPC2026_APR_ANWEB.xlsx", "HCPC2026_APR_ANWEB_v2.xlsx", "HCPC2026_APR_ANWEB_v10.xlsx"]
    names += ["HCPC2026_APR_ANWEB_06172026.xlsx", "HCPC2026_APR_ANWEB_07012026.xlsx"]
    postings = [posting_from_name(name) for name in names]
    assert postings == sorted(set(postings))


def test_the_base_name_has_no_folders() -> None:
    assert base_name("a/b\\c.txt") == "c.txt"
