"""CMS's files through the public loader, with the counts of their README, and archives that must be refused."""

import io
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import binary, sampled_from

from seed import archives
from seed.archives import text_of
from seed.hcpcs.code_lists import code_lists
from seed.hcpcs.releases import load_hcpcs
from seed.ndc.crosswalk_files import load_crosswalks
from seed.rbcs.classification import load_rbcs
from seed.release import Loaded, NotARelease
from terminology.core.model import Concept
from tests.examples.releases import BASE, read_release

CSV = b"HCPC,LONG DESCRIPTION,ADD DT\nA0021,Ambulance service,19850101\n"


def concepts_in(path: Path) -> dict[str, Concept]:
    return {concept.code: concept for concept in read_release(path).code_system.concepts}


def load(*files: tuple[str, bytes], release: str | None = None) -> Loaded:
    return load_hcpcs(files, canonical_base=BASE, release=release)


def refusal(name: str, content: bytes, release: str | None = None) -> str:
    with pytest.raises(NotARelease) as error:
        load((name, content), release=release)
    return str(error.value)


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("path", "version", "codes", "modifiers", "terminated", "rows"),
    [
        ("releases/2017-annual/HCPC17_CONTR_ANWEB.txt", "2017-01", 6155, 343, 526, 10828),
        ("releases/2017-annual/HCPC17_CONTR_ANWEB.xlsx", "2017-01", 6155, 343, 526, 6498),
        ("cms-zips/2017-Alpha-Numeric-HCPCS-File.zip", "2017-01", 6155, 343, 526, 10828),
        ("releases/2019-annual/HCPC2019_CONTR_ANWEB.txt", "2019-01", 6440, 360, 506, 11622),
        ("releases/2019-annual/HCPC2019_CONTR_ANWEB.xlsx", "2019-01", 6440, 360, 506, 6801),
        ("cms-zips/2019-Alpha-Numeric-HCPCS-File.zip", "2019-01", 6440, 360, 506, 11622),
        ("releases/2020-04-APR/anweb.xlsx", "2020-04", 6728, 369, 606, 7098),
        ("releases/2020-07-JUL/anweb.xlsx", "2020-07", 6789, 369, 615, 7159),
        ("releases/2023-01-JAN/HCPC2023_JAN_ANWEB_v3.xlsx", "2023-01", 7404, 381, 935, 7786),
        ("releases/2023-01-JAN/HCPC2023_JAN_ANWEB_v3.csv", "2023-01", 7404, 381, 935, 7786),
        ("releases/2024-07-JUL-derived/HCPC2024_JUL_codes.csv", "2024-07", 8033, 0, 1058, 8033),
        ("releases/2025-10-OCT-derived/HCPC2025_OCT_ANWEB.tsv", "2025-10", 8463, 383, 1205, 8846),
        ("releases/2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv", "2025-10", 8463, 383, 1205, 8846),
    ],
)
def test_every_release_loads_with_the_counts_of_its_readme(
    shared_data: Path, path: str, version: str, codes: int, modifiers: int, terminated: int, rows: int
) -> None:
    release = read_release(shared_data / path)
    kinds = Counter(concept.values("kind")[0].content for concept in release.code_system.concepts)
    ended = [item for item in release.code_system.concepts if item.values("terminationDate") and item.values("chapter")]
    assert release.code_system.header.version == version
    assert (kinds["procedure"], kinds["modifier"], len(ended)) == (codes, modifiers, terminated)
    assert (release.rows_read, release.rejected) == (rows, ())


def test_the_sheet_of_2017_differs_from_the_text_in_three_wrong_dates_only(shared_data: Path) -> None:
    folder = shared_data / "releases/2017-annual"
    text, sheet = concepts_in(folder / "HCPC17_CONTR_ANWEB.txt"), concepts_in(folder / "HCPC17_CONTR_ANWEB.xlsx")
    assert differences(text, sheet) == {"actionEffectiveDate": {"L5638", "L5640", "L5643"}}


def test_the_sheet_of_2019_differs_from_the_text_in_missing_dates_and_two_types_of_service(shared_data: Path) -> None:
    folder = shared_data / "releases/2019-annual"
    text, sheet = concepts_in(folder / "HCPC2019_CONTR_ANWEB.txt"), concepts_in(folder / "HCPC2019_CONTR_ANWEB.xlsx")
    found = differences(text, sheet)
    assert set(found) == {"actionEffectiveDate", "typeOfService"}
    assert found["typeOfService"] == {"E0210", "E0776"}
    assert len(found["actionEffectiveDate"]) == 115
    assert all(not sheet[code].values("actionEffectiveDate") for code in found["actionEffectiveDate"])


def differences(first: dict[str, Concept], second: dict[str, Concept]) -> dict[str, set[str]]:
    """The differing codes, by property."""
    assert list(first) == list(second)
    found: dict[str, set[str]] = {}
    for code, concept in first.items():
        other = second[code]
        assert (concept.display, concept.designations) == (other.display, other.designations)
        for name in {item.code for item in concept.properties + other.properties}:
            if concept.values(name) != other.values(name):
                found.setdefault(name, set()).add(code)
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2023-01-JAN/HCPC2023_JAN_ANWEB_v3.xlsx", "2023-01-JAN/HCPC2023_JAN_ANWEB_v3.csv"),
        (
            "2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv",
            "2025-10-OCT-derived/HCPC2025_OCT_ANWEB.tsv",
        ),
    ],
)
def test_sheet_and_text_forms_of_a_release_give_equal_concepts(shared_data: Path, first: str, second: str) -> None:
    assert concepts_in(shared_data / "releases" / first) == concepts_in(shared_data / "releases" / second)


def test_multi_line_descriptions_are_complete(shared_data: Path) -> None:
    g0503 = concepts_in(shared_data / "releases/2017-annual/HCPC17_CONTR_ANWEB.txt")["G0503"]
    assert g0503.display is not None
    assert len(g0503.display) > 1200
    assert "  " not in g0503.display


def test_every_coded_value_in_the_data_has_a_meaning(shared_data: Path) -> None:
    meanings = {item.header.url: {concept.code for concept in item.concepts} for item in code_lists(BASE)}
    for path in ("2017-annual/HCPC17_CONTR_ANWEB.txt", "2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv"):
        code_system = read_release(shared_data / "releases" / path).code_system
        explained = {item.code: item.code_system for item in code_system.header.properties if item.code_system}
        values = {
            (explained[item.code], item.value.content)
            for concept in code_system.concepts
            for item in concept.properties
            if item.code in explained
        }
        # Processing notes have a file of their own.
        known = ((url, value) for url, value in values if not url.endswith("-processing-note"))
        assert {value for url, value in known if value not in meanings[url]} == set()


def test_all_files_of_a_folder_give_one_release_with_its_noc_list(shared_data: Path) -> None:
    folder = shared_data / "releases/2017-annual"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    loaded = load(*((str(path), path.read_bytes()) for path in paths))
    [release] = loaded.releases
    assert release.source.name == "HCPC17_CONTR_ANWEB.txt"
    assert [source.name for source in release.companions] == ["NOC_Codes_2017.xlsx"]
    assert len(loaded.skipped) == len(paths) - 2
    listed = next(item for item in release.code_system.concepts if item.code == "G9282")  # its words do not say so
    assert listed.values("notOtherwiseClassified")[0].content is True


def test_the_source_of_a_zip_is_the_zip_and_the_member_that_was_read(shared_data: Path) -> None:
    source = read_release(shared_data / "cms-zips/2019-Alpha-Numeric-HCPCS-File.zip").source
    assert (source.name, source.member) == ("2019-Alpha-Numeric-HCPCS-File.zip", "HCPC2019_CONTR_ANWEB.txt")
    assert source.size_bytes == 1943834


def test_the_zip_name_has_the_release_if_its_members_do_not() -> None:
    loaded = load(("october-2025-alpha-numeric-hcpcs-file.zip", zipped(**{"anweb.csv": CSV})))
    assert loaded.releases[0].code_system.header.version == "2025-10"


def test_an_excerpt_is_loaded_as_a_fragment() -> None:
    loaded = load_hcpcs([("HCPC2025_OCT_excerpt.csv", CSV)], canonical_base=BASE, content="fragment")
    assert loaded.releases[0].code_system.header.content == "fragment"


def test_files_that_a_mac_adds_to_an_archive_are_skipped() -> None:
    members = {"anweb.csv": CSV, "__MACOSX/._anweb.csv": b"\0\1", ".DS_Store": b"\0"}
    assert load(("HCPC2025_OCT_ANWEB.zip", zipped(**members))).skipped == ()


@pytest.mark.parametrize("name", ["HCPC2025_OCT_ANWEB.zip", "HCPC2025_OCT_ANWEB.xlsx", "download"])
def test_a_truncated_archive_is_refused(name: str) -> None:
    complete = zipped(**{"anweb.csv": CSV})
    assert refusal(name, complete[: len(complete) // 2]) == f"{name} is truncated or damaged: File is not a zip file."


def test_a_truncated_workbook_is_refused(shared_data: Path) -> None:
    content = (shared_data / "releases/2020-04-APR/anweb.xlsx").read_bytes()
    assert "is truncated or damaged" in refusal("anweb.xlsx", content[:-5000])


def test_an_archive_with_a_damaged_member_is_refused() -> None:
    content = bytearray(zipped(**{"anweb.csv": CSV * 100}))
    content[60] ^= 0xFF
    assert "is truncated or damaged" in refusal("HCPC2025_OCT_ANWEB.zip", bytes(content))


@pytest.mark.parametrize("member", ["../anweb.csv", "a/../../anweb.csv", "/etc/anweb.csv", "C:/anweb.csv", "..\\a.csv"])
def test_an_archive_that_names_files_outside_itself_is_refused(member: str) -> None:
    sentence = refusal("x.zip", zipped(**{"anweb.csv": CSV, member: CSV}))
    assert sentence.startswith("x.zip is refused: it names a file outside itself, ")


def test_an_encrypted_archive_is_refused() -> None:
    content = bytearray(zipped(**{"anweb.csv": CSV}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1  # general purpose bit 0 of the central directory entry
    assert refusal("x.zip", bytes(content)) == "x.zip is encrypted: unpack it with its password first."


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "UNPACKED_LIMIT_BYTES", 1_000_000)
    sentence = refusal("x.zip", zipped(**{"anweb.csv": b" " * 1_000_001}))
    assert sentence == "x.zip is refused: it unpacks to 1,000,001 bytes, more than 1,000,000."


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "UNPACKED_LIMIT_BYTES", 1_000_000)
    content = zipped(**{"[Content_Types].xml": b"", "xl/worksheets/sheet1.xml": b" " * 1_000_001})
    assert "it unpacks to 1,000,001 bytes" in refusal("HCPC2025_OCT_ANWEB.xlsx", content)


def test_an_archive_of_too_many_files_is_refused() -> None:
    content = zipped(**{f"{number}.txt": b"" for number in range(1001)})
    assert refusal("x.zip", content) == ("x.zip is refused: it has 1,001 files; CMS's archives have fewer than ten.")


def test_an_archive_within_an_archive_is_refused() -> None:
    content = zipped(**{"inner.zip": zipped(**{"anweb.csv": CSV})})
    assert refusal("x.zip", content) == "x.zip/inner.zip is an archive within an archive: unpack the outer one first."


def test_an_empty_archive_contains_no_release() -> None:
    assert refusal("HCPC2025_OCT_ANWEB.zip", zipped()) == "HCPC2025_OCT_ANWEB.zip contains no files."


@given(binary(), sampled_from(["HCPC2025_OCT_ANWEB.zip", "HCPC2025_OCT_ANWEB.txt", "x.csv"]))
def test_any_bytes_are_a_release_or_refused(content: bytes, name: str) -> None:
    for data in (content, b"PK\x03\x04" + content, zipped(**{"anweb.txt": content}), CSV + content):
        with suppress(NotARelease):
            assert load((name, data)).releases


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("HCPC2025_OCT_ANWEB.zip", b"<!DOCTYPE html><html>", "is a web page, not a HCPCS release"),
        ("HCPC2025_OCT_ANWEB.zip", b"garbage", "is not a zip or workbook: it is damaged"),
        ("HCPC2025_OCT_ANWEB.txt", b"", "is empty."),
        ("HCPC2025_OCT_ANWEB.txt", b"99213 Text\n99214 Text\n", "is a CPT file"),
        ("HCPC2019_README.txt", b"Text", "is a read-me: there is no HCPCS release in it."),
        ("anything.bin", bytes(range(256)), "is not a HCPCS release"),
    ],
)
def test_an_invalid_release_is_refused_by_name(name: str, content: bytes, sentence: str) -> None:
    assert refusal(name, content).startswith(f"{name} {sentence}")


CROSSWALK = (
    b"_2025_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG\n"
    b"J3111,Inj. romosozumab-aqqg 1 mg,Amgen Inc,55513-0880-02,Evenity,1 MG,1.17,2,105,210\n"
)
RBCS = (
    b"hcpcs_code,rbcs_category,rbcs_subcategory,rbcs_family,rbcs_date_effective\n"
    b"J3111,Treatment,Dialysis,No RBCS Family,20150101\n"
)


def test_the_asp_crosswalk_is_found_in_cms_zip() -> None:
    members = {"October 2025 AWP Crosswalk.csv": CROSSWALK, "October 2025 ASP Crosswalk.csv": CROSSWALK}
    loaded = load_crosswalks([("asp.zip", zipped(**members))], canonical_base=BASE)
    assert [item.source.member for item in loaded.crosswalks] == ["October 2025 ASP Crosswalk.csv"]
    assert [item.name for item in loaded.skipped] == ["asp.zip/October 2025 AWP Crosswalk.csv"]


def test_the_rbcs_is_read_from_a_file_or_a_zip_with_it() -> None:
    for name, content in (("rbcs_2024.csv", RBCS), ("rbcs.zip", zipped(**{"RBCS_RY_2024.csv": RBCS}))):
        assert load_rbcs([(name, content)], canonical_base=BASE).supplement.header.version == "2024"
    with pytest.raises(NotARelease, match="has 2 files"):
        load_rbcs([("rbcs.zip", zipped(**{"a_2024.csv": RBCS, "b_2024.csv": RBCS}))], canonical_base=BASE)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Sézary µg".encode(), "Sézary µg"),
        ("\ufeffSézary".encode(), "Sézary"),
        ("brand names. Theseµ".encode("latin-1"), "brand names. Theseµ"),
        (b"5\x92 phosphate\xa0", "5’ phosphate\xa0"),
        (b"\x81", "\x81"),
    ],
)
def test_any_bytes_are_text(content: bytes, text: str) -> None:
    assert text_of(content) == text
