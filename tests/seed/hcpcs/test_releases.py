from collections.abc import Callable

import pytest

from seed.archives import InputFile
from seed.hcpcs.releases import load_releases
from seed.release import Loaded, NotARelease, RejectedRow, source_of

BASE = "https://example.org/fhir"
HEADER = "HCPC,LONG DESCRIPTION,ADD DT"
NAME = "HCPC2020_APR_ANWEB.csv"


def input_file(path: str, *rows: str, header: str = HEADER) -> InputFile:
    content = "\n".join([header, *rows]).encode()
    return InputFile(path, path.rpartition("/")[2], content, source_of(path, content))


def load(*files: InputFile, version: str | None = None) -> Loaded:
    return load_releases(files, version, BASE)


def refusal(*files: InputFile, version: str | None = None) -> str:
    with pytest.raises(NotARelease) as error:
        load(*files, version=version)
    return str(error.value)


def versions(loaded: Loaded) -> list[str | None]:
    return [release.code_system.header.version for release in loaded.releases]


def texts(loaded: Loaded) -> list[str | None]:
    return [concept.display for release in loaded.releases for concept in release.code_system.concepts]


def test_several_releases_come_oldest_first() -> None:
    loaded = load(input_file("HCPC2025_OCT_ANWEB.csv", "J3111,New,20191001"), input_file(NAME, "A0021,Old,19850101"))
    assert versions(loaded) == ["2020-04", "2025-10"]
    assert texts(loaded) == ["Old", "New"]


def test_a_future_release_loads(write_record: Callable[..., str]) -> None:
    lines = ["***Disclaimers", "", write_record("A1", record_id="7"), write_record("W1234", "A new letter")]
    name, content = "HCPC2031_JAN_ANWEB.txt", "\r\n".join(lines).encode("latin-1")
    loaded = load(InputFile(name, name, content, source_of(name, content)))
    assert versions(loaded) == ["2031-01"]
    assert texts(loaded) == ["Something", "A new letter"]


def test_rejected_rows_and_the_number_of_rows_are_reported() -> None:
    [release] = load(input_file(NAME, "A0021,One,19850101", "D0120,Two,20000101", "A0080,Three,19850101")).releases
    assert release.rows_read == 3
    assert release.rejected == (
        RejectedRow(3, "D0120 is a dental (CDT) code of the ADA, not part of CMS's alpha-numeric file"),
    )


def test_the_better_form_of_a_release_is_read_and_the_other_named() -> None:
    tabs = input_file("HCPC2020_APR_ANWEB.tsv", "A0021\tTabs\t19850101", header=HEADER.replace(",", "\t"))
    loaded = load(tabs, input_file(NAME, "A0021,Commas,19850101"))
    assert texts(loaded) == ["Commas"]
    assert [(file.name, file.reason) for file in loaded.skipped] == [
        ("HCPC2020_APR_ANWEB.tsv", f"release 2020-04 again: {NAME} was read")
    ]


def test_a_later_posting_comes_before_a_better_form() -> None:
    tabs = input_file("HCPC2020_APR_ANWEB_v2.tsv", "A0021\tCorrected\t19850101", header=HEADER.replace(",", "\t"))
    assert texts(load(input_file(NAME, "A0021,Wrong,19850101"), tabs)) == ["Corrected"]


def test_a_noc_list_marks_the_codes_of_its_release() -> None:
    noc = input_file(
        "NOC_Codes_APR2020.csv", "S9986,Not medically necessary,20000101", header="HCPCS,LONG DESCRIPTION,ADD DATE"
    )
    loaded = load(noc, input_file(NAME, "S9986,Not medically necessary service,20000101"))
    [concept] = loaded.releases[0].code_system.concepts
    assert concept.values("notOtherwiseClassified")[0].content is True
    assert loaded.releases[0].companions == (noc.source,)


def test_a_noc_list_without_a_release_in_its_name_goes_with_the_only_one() -> None:
    noc = input_file("noc.csv", "S9986,Not,20000101", header="HCPCS,LONG DESCRIPTION,ADD DATE")
    assert load(noc, input_file(NAME, "S9986,Not,20000101")).releases[0].companions == (noc.source,)


def test_a_noc_list_of_another_release_is_named_and_not_used() -> None:
    noc = input_file("NOC_Codes_2017.csv", "S9986,Not,20000101", header="HCPCS,LONG DESCRIPTION,ADD DATE")
    loaded = load(noc, input_file(NAME, "S9986,Not,20000101"))
    assert loaded.releases[0].companions == ()
    assert [file.reason for file in loaded.skipped] == ["a list of NOC codes without its release"]


def test_the_release_that_is_stated_overrides_the_name() -> None:
    assert versions(load(input_file(NAME, "A0021,One,19850101"), version="2021-07")) == ["2021-07"]


def test_an_impossible_release_is_refused() -> None:
    assert refusal(input_file(NAME, "A0021,One,19850101"), version="2025-13").startswith("'2025-13' is not a release")


def test_one_release_cannot_be_stated_for_files_of_several() -> None:
    files = [input_file(NAME, "A0021,One,19850101"), input_file("HCPC2025_OCT_ANWEB.csv", "A0021,One,19850101")]
    assert refusal(*files, version="2025-10") == (
        "The files cannot all be release 2025-10: they are named 2020-04, 2025-10."
    )


def test_without_a_release_the_option_to_state_it_is_named() -> None:
    assert refusal(input_file("codes.csv", "A0021,One,19850101", "J3111,Two,20191001")) == (
        "The name codes.csv does not say which release it is: use --release YYYY-MM "
        "(its last code was added in 2019-10)."
    )


def test_a_file_without_a_name_that_is_not_a_release_is_refused_as_such() -> None:
    assert refusal(input_file("page.html", header="<html>")).startswith("page.html is a web page")


def test_a_cpt_file_is_refused_completely() -> None:
    rows = ["A0021,One,19850101", *(f"{code},Text,20000101" for code in range(99201, 99206))]
    assert refusal(input_file(NAME, *rows)) == (
        f"{NAME} is a CPT or dental (CDT) file: 5 of its 6 rows are the AMA's or ADA's."
    )


def test_a_file_with_mostly_invalid_records_is_refused_with_the_first_reason() -> None:
    assert refusal(input_file(NAME, "A0021,One,1985", "A0080,Two,1985")) == (
        f"{NAME} is not a HCPCS release: 2 of its 2 rows are no records, "
        "the first in line 2: A0021 has ADD DT 1985, which is not a date (YYYYMMDD)."
    )


def test_a_release_before_its_own_codes_is_refused() -> None:
    rows = [f"J{number:04},Text,20250101" for number in range(100)]
    assert refusal(input_file(NAME, *rows)) == (
        f"{NAME} cannot be release 2020-04: 100 of its codes were added later, J0000 first."
    )


def test_a_few_codes_listed_before_their_time_are_read() -> None:
    rows = [f"J{number:04},Text,20200701" for number in range(2)]
    assert len(texts(load(input_file(NAME, *rows)))) == 2


def test_one_bad_file_among_good_ones_refuses_all() -> None:
    bad = input_file("HCPC2025_OCT_ANWEB.csv", header="<html>")
    assert refusal(input_file(NAME, "A0021,One,19850101"), bad).startswith("HCPC2025_OCT_ANWEB.csv is a web page")
