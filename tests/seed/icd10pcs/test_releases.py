from pathlib import Path

import pytest

from seed.icd10pcs.releases import load_icd10pcs
from seed.release import Loaded, NotARelease
from tests.builders.icd10 import ORDER_FILE, TABULAR_LIST, order_file

BASE = "https://example.org/fhir"


def load(*files: tuple[str, bytes], version: str | None = None) -> Loaded:
    return load_icd10pcs(files, canonical_base=BASE, version=version)


def refusal(*files: tuple[str, bytes]) -> str:
    with pytest.raises(NotARelease) as refused:
        load(*files)
    return str(refused.value)


def test_an_order_file_is_a_release() -> None:
    [release] = load(("icd10pcs_order_2026.txt", order_file(("0016070", True, "Bypass")))).releases
    assert release.code_system.header.version == "2025-10"
    assert (release.rows_read, release.rejected) == (1, ())
    assert len(release.code_system.concepts) == 7


def test_files_of_icd_10_cm_are_refused() -> None:
    assert refusal(("order_2026.txt", ORDER_FILE)) == (
        "order_2026.txt is not an order file of ICD-10-PCS: 9 of its 9 rows are invalid, the first in line 1: "
        "A00 is not an ICD-10-PCS code: seven letters and digits, fewer for a header."
    )
    assert refusal(("x.xml", TABULAR_LIST.encode())) == (
        "There is no release of ICD-10-PCS in the input files: x.xml is the tabular list of ICD-10-CM."
    )


def test_cms_file_is_read_completely(shared_icd10: Path) -> None:
    name = "icd-10-pcs-order-derived.zip"
    file = (name, (shared_icd10 / name).read_bytes())
    assert "--version YYYY-MM" in refusal(file)
    [release] = load(file, version="2026").releases
    concepts = release.code_system.concepts
    assert (release.rows_read, release.rejected) == (78_638, ())
    assert [sum(len(concept.code) == length for concept in concepts) for length in range(1, 8)] == [
        17,
        114,
        905,
        11_863,
        34_069,
        65_987,
        78_638,
    ]
