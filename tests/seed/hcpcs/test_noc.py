from pathlib import Path

import pytest

from seed.archives import InputFile
from seed.hcpcs.noc import is_not_otherwise_classified, read_noc_codes, read_noc_lists
from seed.release import NotARelease, source_of


def input_file(path: Path) -> InputFile:
    content = path.read_bytes()
    return InputFile(str(path), path.name, content, source_of(path.name, content))


@pytest.mark.parametrize(
    "text",
    [
        "Ostomy supply; miscellaneous",
        "Unlisted ambulance service",
        "Noc for enteral supplies",
        "Unclassified drugs or biologicals",
        "Alert or alarm device, not otherwise classified",
        "Accessory for gradient compression garment or wrap, not-otherwise specified",
        "Barbiturates, not elsewhere specified",
        "Homemaker service, nos; per diem",
    ],
)
def test_words_that_say_so(text: str) -> None:
    assert is_not_otherwise_classified(text)


@pytest.mark.parametrize(
    "text",
    [
        "Injection, romosozumab-aqqg, 1 mg",
        "Functional status not performed, reason not otherwise specified",
        "Specimen is classified as nsclc-nos with an explanation",
        "Nocturnal home oxygen",
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert not is_not_otherwise_classified(text)


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("2017-annual/noc/NOC_Codes_2017.xlsx", 139),
        ("2019-annual/noc/NOC_Codes_2019.xlsx", 139),
        ("2019-annual/noc/NOC_Codes_2019.prn", 139),
        ("2024-07-JUL-derived/NOC_codes_JUL2024.csv", 159),
    ],
)
def test_lists_of_every_form_are_read(shared_data: Path, path: str, count: int) -> None:
    codes = read_noc_codes(path, (shared_data / "releases" / path).read_bytes())
    assert len(codes) == count
    assert "A0999" in codes


def test_the_unedited_list_of_2017_is_refused(shared_data: Path) -> None:
    content = (shared_data / "releases/2017-annual/noc/NOC_Codes_2017.txt").read_bytes()
    with pytest.raises(NotARelease, match="it holds dental codes"):
        read_noc_codes("NOC_Codes_2017.txt", content)


def test_a_file_without_codes_is_not_a_list() -> None:
    with pytest.raises(NotARelease, match=r"^x lists no HCPCS codes\.$"):
        read_noc_codes("x", b"Nothing here")


def test_the_workbook_is_used_and_the_text_reported_as_skipped(shared_data: Path) -> None:
    folder = shared_data / "releases/2017-annual/noc"
    noc = read_noc_lists([input_file(folder / "NOC_Codes_2017.txt"), input_file(folder / "NOC_Codes_2017.xlsx")])
    assert len(noc.codes) == 139
    assert [source.name for source in noc.sources] == ["NOC_Codes_2017.xlsx"]
    assert [file.name for file in noc.skipped] == ["NOC_Codes_2017.txt"]


def test_an_unusable_list_leaves_no_codes(shared_data: Path) -> None:
    noc = read_noc_lists([input_file(shared_data / "releases/2017-annual/noc/NOC_Codes_2017.txt")])
    assert (noc.codes, noc.sources) == (frozenset(), ())
    assert noc.skipped[0].reason.startswith("not used: ")
