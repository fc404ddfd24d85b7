import json
from pathlib import Path

from seed.starter.files import content_of
from tests.examples.command_line import Run

SPANISH = "---\ncode: J3111\nstatus: approved\nsource: https://example.org/es\n---\n"
TEXT = "Inyección, romosozumab-aqqg, 1 mg\nCódigo HCPCS\nResumen\nFortalece los huesos.\n"


def test_narratives_are_listed_written_and_removed_one_by_one(run: Run, release: Path, tmp_path: Path) -> None:
    run("import", "hcpcs", release, "--release", "2025-10", database="one-by-one")
    (tmp_path / "J3111.txt").write_bytes(content_of("J3111.txt"))
    (tmp_path / "es.txt").write_text(SPANISH + TEXT, encoding="latin-1")
    (tmp_path / "manifest.csv").write_text("file,reviewer\nes.txt,B\n")
    options = ("--manifest", tmp_path / "manifest.csv", "--encoding", "latin-1", "--report", tmp_path / "report.json")
    files = (tmp_path / "J3111.txt", tmp_path / "es.txt")
    dry = run("import", "narratives", *files, *options, "--dry-run", database="one-by-one")
    assert dry.stdout == "J3111.txt: J3111\nes.txt: J3111 (es)\n"
    assert run("narratives", "list", "--json", database="one-by-one").stdout == "[]\n"

    reported = run("import", "narratives", *files, *options, database="one-by-one").stderr
    assert "2 attached, 0 not; 2 notes." in reported
    assert len(json.loads((tmp_path / "report.json").read_text())["read"]) == 2
    listed = json.loads(run("narratives", "list", "--json", database="one-by-one").stdout)
    assert [(item["language"], item["status"], item.get("reviewer")) for item in listed] == [
        ("en", "draft", None),
        ("es", "approved", "B"),
    ]

    out = tmp_path / "out"
    assert run("export", "narratives", out, database="one-by-one").stdout == f"{out}: 2 narratives\n"
    assert sorted(file.name for file in out.iterdir()) == ["J3111.en.txt", "J3111.es.txt"]
    assert "reviewer: B\n" in (out / "J3111.es.txt").read_text()
    assert run("import", "narratives", out, database="one-by-one").exit_code == 0

    removed = run("narratives", "remove", "J3111", "--language", "en", database="one-by-one")
    assert removed.stdout == "The narrative about J3111 (en) from J3111.en.txt is removed.\n"
    assert run("narratives", "list", database="one-by-one").stdout.count("\n") == 2
    again = run("narratives", "remove", "J3111", "--language", "en", database="one-by-one")
    assert (again.exit_code, "there is one in es" in again.stderr) == (1, True)
