from pathlib import Path

import pytest

from fhir_resources import code_system as code_system_format
from fhir_resources import models
from fhir_resources.version import FhirVersion
from seed.archives import open_files
from seed.hcpcs.companion import Companion
from seed.processing_notes.notes import is_notes, notes_from_file
from seed.release import NotARelease

BASE = "https://example.org/fhir"


def notes(content: bytes, path: str, quarter: str | None = None) -> Companion:
    [file] = open_files([(path, content)])
    return notes_from_file(file, BASE, quarter)


def text_of_note(found: Companion, number: str) -> str | None:
    return next(concept.display for concept in found.code_system.concepts if concept.code == number)


@pytest.mark.parametrize(("year", "count", "deleted"), [("2017", 211, 10), ("2019", 218, 10)])
def test_every_note_is_read(shared_data: Path, year: str, count: int, deleted: int) -> None:
    path = shared_data / "releases" / f"{year}-annual" / f"proc_notes_{year}.txt"
    found = notes(path.read_bytes(), path.name)
    assert is_notes(path.read_bytes())
    assert (len(found.code_system.concepts), found.rejected) == (count, ())
    assert found.code_system.header.version == f"{year}-01"
    gone = [c for c in found.code_system.concepts if any(value.content is True for value in c.values("inactive"))]
    assert len(gone) == deleted
    models.check(code_system_format.write(found.code_system), FhirVersion.R5)


def test_lines_are_joined_without_their_border(shared_data: Path) -> None:
    path = shared_data / "releases" / "2019-annual" / "proc_notes_2019.txt"
    found = notes(path.read_bytes(), path.name)
    assert text_of_note(found, "0120") == "SEE BPM (BENEFIT POLICY MANUAL) 7/50.4.3."
    assert "*" not in "".join(concept.display or "" for concept in found.code_system.concepts)


def test_the_quarter_comes_from_the_option_or_the_name() -> None:
    content = b"  PROCESSING NOTES\n 0001--TEXT\n   OF TWO LINES.   *\n"
    assert notes(content, "notes.txt", "2025-10").code_system.header.version == "2025-10"
    assert notes(content, "HCPC2025_OCT.zip/proc_notes_OCT2025.txt").code_system.header.version == "2025-10"
    assert text_of_note(notes(content, "proc_notes_2020.txt"), "0001") == "TEXT OF TWO LINES."


def test_a_duplicate_note_is_rejected() -> None:
    found = notes(b"0001--ONE\n0001--TWO\n0002--\n", "proc_notes_2020.txt")
    assert [row.line for row in found.rejected] == [2, 3]


def test_a_file_without_notes_is_refused() -> None:
    with pytest.raises(NotARelease, match="has no processing notes"):
        notes(b"hello", "proc_notes_2020.txt")


def test_a_name_without_a_year_is_refused() -> None:
    with pytest.raises(NotARelease, match="does not state its quarter"):
        notes(b"0001--ONE\n", "notes.txt")
