import json
import re
from pathlib import Path

import pytest

from tests.examples.command_line import HCPCS, Run


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.zip", b"<!doctype html><html><body>Not found</body></html>"),
        ("page.txt", b"<!doctype html><html><body>Not found</body></html>"),
        ("empty.txt", b""),
        ("broken.zip", b"PK\x03\x04 and nothing"),
        ("letter.txt", b"Dear Sir or Madam\n"),
    ],
)
def test_a_file_that_is_not_a_release_is_refused_with_one_sentence(
    run: Run, release: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    refused = run("import", "hcpcs", release, file, database="refused")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert name in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert "Traceback" not in refused.stderr
    assert json.loads(run("list", "--json", database="refused").stdout) == []


def test_a_release_names_the_import_it_replaces(run: Run, release: Path) -> None:
    first = run("import", "hcpcs", release, "--release", "2026-01", database="replaced")
    assert "takes the place" not in first.stderr
    shorter = release.with_name("shorter.csv")
    shorter.write_bytes(release.read_bytes().rstrip().rpartition(b"\n")[0])
    again = run("import", "hcpcs", shorter, "--release", "2026-01", database="replaced")
    assert again.stdout == f"{HCPCS}|2026-01: 185 concepts from shorter.csv\n"
    pattern = r"^This replaces 2026-01 as imported on \d{4}-\d\d-\d\d \d\d:\d\d UTC with 186 concepts\.$"
    assert re.search(pattern, again.stderr, re.MULTILINE)


def test_releases_of_files_with_one_name_are_distinguished_by_their_folders(
    run: Run, release: Path, tmp_path: Path
) -> None:
    files = [tmp_path / "2025-10" / "anweb.csv", tmp_path / "2026-01" / "anweb.csv"]
    for number, file in enumerate(files):
        file.parent.mkdir()
        file.write_bytes(release.read_bytes() + b"\n" * number)
    imported = run("import", "hcpcs", tmp_path, database="same-name")
    assert imported.exit_code == 0, imported.stderr
    assert [line.rpartition(" from ")[2] for line in imported.stdout.splitlines()] == list(map(str, files))
    assert all(f"{file}: release {file.parent.name}, " in imported.stderr for file in files)


def test_a_release_that_cannot_be_true_is_refused_unless_it_is_accepted(
    run: Run, release: Path, tmp_path: Path
) -> None:
    run("import", "hcpcs", release, "--release", "2025-10", database="cut")
    cut = tmp_path / "cut.csv"
    cut.write_bytes(b"".join(release.read_bytes().splitlines(keepends=True)[:30]))
    refused = run("import", "hcpcs", cut, "--release", "2026-01", database="cut")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "open procedure codes of release 2025-10 are missing from release 2026-01: " in refused.stderr
    assert refused.stderr.endswith("Nothing was loaded. To load anyway, use --accept-incomplete.\n")
    assert len(json.loads(run("list", "--json", database="cut").stdout)) == 1
    accepted = run("import", "hcpcs", cut, "--release", "2026-01", "--accept-incomplete", database="cut")
    assert accepted.exit_code == 0, accepted.stderr
    listed = json.loads(run("list", "--json", database="cut").stdout)
    assert [(row["version"], row["content"]) for row in listed] == [("2025-10", "complete"), ("2026-01", "fragment")]
