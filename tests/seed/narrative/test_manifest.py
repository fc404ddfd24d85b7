import pytest

from seed.narrative.manifest import find_file, read_manifest, row_of
from seed.release import NotARelease

MANIFEST = read_manifest(
    "file,code,language,review date,status,encoding\na.txt,J1234,es,2026-01-31,reviewed,latin-1\n"
    "en/b.txt,J1,,,,\nen/b.txt,J2,,,approved,\n".encode("utf-8-sig")
)


def test_a_row_supplies_facts_missing_from_the_file() -> None:
    (row,) = MANIFEST["a.txt"]
    assert (row.stated.code, row.stated.language, row.stated.reviewed) == ("J1234", "es", "2026-01-31")
    assert (row.stated.status, row.encoding, row.line) == ("reviewed", "latin-1", 2)


@pytest.mark.parametrize(("path", "file"), [("x/a.txt", "a.txt"), ("/x/en/b.txt", "en/b.txt"), ("es/b.txt", None)])
def test_a_file_is_found_by_the_end_of_its_path(path: str, file: str | None) -> None:
    assert find_file(MANIFEST, path) == file


def test_the_code_selects_the_row_of_a_file_with_several_narratives() -> None:
    rows = MANIFEST["en/b.txt"]
    assert row_of(rows, "J2", is_only=False) == rows[1]
    assert row_of(rows, "J3", is_only=False) is None
    assert row_of(MANIFEST["a.txt"], None, is_only=True) == MANIFEST["a.txt"][0]


@pytest.mark.parametrize(
    "text",
    ["code\nJ1\n", "file,colour\na,b\n", "file,status\na,final\n", "file,code\n,J1\n", 'file\n"a', "file\na,b\n", ""],
)
def test_an_invalid_manifest_is_refused(text: str) -> None:
    with pytest.raises(NotARelease):
        read_manifest(text.encode())
