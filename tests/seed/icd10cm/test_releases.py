import io
import time
import zipfile
from pathlib import Path

import pytest

from seed.icd10cm.releases import load_icd10cm
from seed.release import Loaded, NotARelease, SkippedFile
from tests.builders.icd10 import ORDER_FILE, TABULAR_LIST

pytestmark = pytest.mark.long

BASE = "https://example.org/fhir"
ORDER = ("icd10cm-order-April-2026.txt", ORDER_FILE)
TABULAR = ("icd10cm-tabular-April-2026.xml", TABULAR_LIST.encode())


def load(*files: tuple[str, bytes], version: str | None = None) -> Loaded:
    return load_icd10cm(files, canonical_base=BASE, version=version)


def refusal(*files: tuple[str, bytes], version: str | None = None) -> str:
    with pytest.raises(NotARelease) as refused:
        load(*files, version=version)
    return str(refused.value)


def versions(loaded: Loaded) -> list[str | None]:
    return [item.code_system.header.version for item in loaded.releases]


def test_an_order_file_alone_is_a_release() -> None:
    [release] = load(ORDER).releases
    assert release.code_system.header.version == "2026-04"
    assert release.source.name == ORDER[0]
    assert (release.rows_read, release.rejected, release.companions) == (9, (), ())
    assert len(release.code_system.concepts) == 9


def test_a_tabular_list_alone_is_a_release() -> None:
    [release] = load(TABULAR).releases
    assert release.code_system.header.version == "2026-04"
    assert len(release.code_system.concepts) == 16


def test_together_they_are_one_release_with_chapters_and_short_descriptions() -> None:
    [release] = load(TABULAR, ORDER).releases
    assert (release.source.name, [item.name for item in release.companions]) == (ORDER[0], [TABULAR[0]])
    concepts = {concept.code: concept for concept in release.code_system.concepts}
    assert len(concepts) == 16
    assert release.code_system.parents["A00"] == ("A00-A09",)
    assert concepts["A00.0"].designations


def test_rows_of_the_tabular_list_are_rejected_with_its_name() -> None:
    [release] = load(ORDER, (TABULAR[0], TABULAR[1].replace(b"<excludes1>", b"<surprise/><excludes1>"))).releases
    assert [row.reason for row in release.rejected] == [
        "icd10cm-tabular-April-2026.xml: surprise at B20 is an unknown kind of note"
    ]


def test_several_releases_come_earliest_first() -> None:
    assert versions(load(ORDER, ("icd10cm-order-2025.txt", ORDER_FILE))) == ["2024-10", "2026-04"]


def test_archives_are_opened_and_their_companions_skipped() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("icd10cm-order-2026.txt", ORDER_FILE)
        archive.writestr("icd10OrderFiles.pdf", "%PDF")
    loaded = load(("april-1-2026-code-descriptions.zip", packed.getvalue()))
    assert versions(loaded) == ["2026-04"]
    assert loaded.skipped == (SkippedFile("april-1-2026-code-descriptions.zip/icd10OrderFiles.pdf", "a PDF document"),)


def test_the_heading_of_a_tabular_list_says_its_fiscal_year_where_the_name_says_nothing() -> None:
    assert versions(load(("tabular.xml", TABULAR[1]))) == ["2025-10"]
    assert versions(load(("tabular.xml", TABULAR[1]), version="2026-04")) == ["2026-04"]


def test_a_name_or_a_person_cannot_contradict_the_heading() -> None:
    sentence = "cannot be release 2025-04: its heading says fiscal year 2026."
    assert refusal(TABULAR, version="2025-04") == f"{TABULAR[0]} {sentence}"
    assert refusal(("tabular-April-2025.xml", TABULAR[1])) == f"tabular-April-2025.xml {sentence}"


def test_a_bare_fiscal_year_is_understood() -> None:
    assert versions(load(("order.txt", ORDER_FILE), version="2026")) == ["2025-10"]


def test_anything_but_a_release_is_refused_with_one_sentence() -> None:
    assert refusal(("order.txt", ORDER_FILE)).startswith("The name order.txt does not say which release it is")
    assert refusal(("order.pdf", b"%PDF")) == (
        "There is no release of ICD-10-CM in the input files: order.pdf is a PDF document."
    )
    assert "web page" in refusal(("icd10cm-order-2026.txt", b"<!DOCTYPE html><html>"))
    assert "DOCTYPE" in refusal(("x.xml", b"<!DOCTYPE a><ICD10CM.tabular>"))
    assert "is not a release of ICD-10" in refusal(ORDER, version="May")
    assert "is not a zip or workbook" in refusal(("order-2026.zip", b"PK?"))


@pytest.mark.parametrize(
    ("archives", "version", "concepts", "billable"),
    [
        (["2021-01-icd-10-cm-order.zip"], "2021-01", 95_358, 72_621),
        (["2025-icd-10-cm-order-derived.zip"], "2024-10", 97_584, 74_260),
        (["2026-04-icd-10-cm-tabular.zip"], "2026-04", 98_505, 74_719),
        (["2021-01-icd-10-cm-order.zip", "2021-icd-10-cm-tabular.zip"], "2021-01", 95_676, 72_621),
    ],
)
def test_cms_and_cdcs_files_are_read_completely_in_a_few_seconds(
    shared_icd10: Path, archives: list[str], version: str, concepts: int, billable: int
) -> None:
    start = time.process_time()
    loaded = load(*((name, (shared_icd10 / name).read_bytes()) for name in archives))
    assert time.process_time() - start < 30
    [release] = loaded.releases
    assert (release.code_system.header.version, release.rejected) == (version, ())
    assert len(release.code_system.concepts) == concepts
    stated = [item.content for concept in release.code_system.concepts for item in concept.values("billable")]
    assert stated.count(True) == billable


def test_files_of_two_releases_are_not_joined(shared_icd10: Path) -> None:
    names = ("2021-01-icd-10-cm-order.zip", "2026-04-icd-10-cm-tabular.zip")
    assert versions(load(*((name, (shared_icd10 / name).read_bytes()) for name in names))) == ["2021-01", "2026-04"]
