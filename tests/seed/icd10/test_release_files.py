import pytest

from seed.archives import InputFile
from seed.icd10.release_files import (
    ReleaseFile,
    Role,
    files_by_release,
    nothing_to_load,
    release_of,
    role_of,
)
from seed.release import NotARelease, SkippedFile, source_of
from tests.builders.icd10 import ORDER_FILE, TABULAR_LIST

ROLES: tuple[Role, ...] = ("order file", "tabular list")


def input_file(path: str, content: bytes = b"") -> InputFile:
    return InputFile(path, path.rpartition("/")[2], content, source_of(path, content))


def by_release(*paths: str) -> dict[str, tuple[str | None, str | None]]:
    """The names of the order file and the tabular list of each release; `.xml` is a tabular list."""
    files = [input_file(path) for path in paths]
    found, _ = files_by_release(
        ReleaseFile(file, "tabular list" if file.name.endswith("xml") else "order file", release_of(file, None))
        for file in files
    )
    return {
        item.version: (
            item.order_file and item.order_file.name,
            item.tabular_list and item.tabular_list.name,
        )
        for item in found
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_content_says_that_a_file_is_a_tabular_list(encoding: str) -> None:
    content = TABULAR_LIST.replace("utf-8", encoding.removesuffix("-sig")).encode(encoding)
    assert role_of(input_file("x.txt", content), ROLES) == "tabular list"
    assert role_of(input_file("x.txt", content), ("order file",)) == SkippedFile(
        "x.txt", "the tabular list of ICD-10-CM"
    )


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("icd10cm-index-2026.xml", b"<?xml version='1.0'?><ICD10CM.index>", "an index of ICD-10-CM"),
        ("icd10pcs_tables_2026.xml", b"<ICD10PCS.tabular>", "the tables of ICD-10-PCS"),
        ("icd10cm-order-addenda-2026.txt", b"Add: A00", "a list of changes (addenda)"),
        ("icd10cm-codes-2026.txt", b"A000    Cholera", "a list of codes without their headers"),
        ("icd10OrderFiles.pdf", b"%PDF-1.6", "a PDF document"),
        ("icd10cm-tabular.xsd", b"x", "a schema"),
    ],
)
def test_companions_in_archives_are_skipped(name: str, content: bytes, reason: str) -> None:
    assert role_of(input_file(name, content), ROLES) == SkippedFile(name, reason)


@pytest.mark.parametrize("content", [ORDER_FILE, b"<html>", b""])
def test_anything_else_counts_as_an_order_file_until_it_is_read(content: bytes) -> None:
    assert role_of(input_file("x.txt", content), ROLES) == "order file"


def test_both_files_of_a_release_belong_together() -> None:
    assert by_release("icd10cm-order-April-2026.txt", "icd10cm-tabular-April-2026.xml") == {
        "2026-04": ("icd10cm-order-April-2026.txt", "icd10cm-tabular-April-2026.xml")
    }


def test_a_tabular_list_with_only_a_fiscal_year_belongs_to_the_one_release_of_that_year() -> None:
    assert by_release("icd10cm_tabular_2021.xml", "icd10cm-order-Jan-2021.txt") == {
        "2021-01": ("icd10cm-order-Jan-2021.txt", "icd10cm_tabular_2021.xml")
    }
    assert list(by_release("icd10cm_tabular_2021.xml")) == ["2020-10"]
    assert by_release("tabular_2021.xml", "order-Jan-2021.txt", "order_2021.txt") == {
        "2020-10": ("order_2021.txt", "tabular_2021.xml"),
        "2021-01": ("order-Jan-2021.txt", None),
    }


def test_an_order_file_with_its_fiscal_year_alone_is_that_of_october() -> None:
    assert by_release("order_2026.txt", "tabular-April-2026.xml") == {
        "2025-10": ("order_2026.txt", None),
        "2026-04": (None, "tabular-April-2026.xml"),
    }


def test_a_second_file_of_a_release_is_skipped() -> None:
    first, second = input_file("a/order_2026.txt"), input_file("b/order_2026_v2.txt")
    files = [ReleaseFile(file, "order file", release_of(file, None)) for file in (first, second)]
    _, repeated = files_by_release(files)
    assert repeated == (SkippedFile("order_2026_v2.txt", "release 2025-10 again: order_2026.txt was read"),)


@pytest.mark.parametrize(
    ("path", "version", "month"),
    [
        ("order_2021.txt", "2026-04", "2026-04"),
        ("order-derived.txt", "2026", "2025-10"),
        ("order-April-2026.txt", "2026", "2026-04"),
        ("order-April-2025.txt", "2026", "2025-10"),
    ],
)
def test_the_option_takes_precedence_over_the_name(path: str, version: str, month: str) -> None:
    stated = release_of(input_file(path), version)
    assert stated is not None
    assert stated.first_month == month


def test_a_file_without_a_release_is_refused_with_the_option_to_use() -> None:
    with pytest.raises(NotARelease, match=r"The name order\.txt does not say which release .* --version YYYY-MM"):
        by_release("order.txt")


def test_a_refusal_of_only_companions_names_them() -> None:
    refusal = nothing_to_load("ICD-10-CM", [SkippedFile("a.pdf", "a PDF document")])
    assert str(refusal) == "There is no release of ICD-10-CM in the input files: a.pdf is a PDF document."
    assert str(nothing_to_load("ICD-10-CM", [])) == "There are no input files."
