from pathlib import Path

from seed.starter.files import content_of
from tests.examples.command_line import Run


def test_a_narrative_is_attached_or_the_reason_is_reported(run: Run, release: Path, tmp_path: Path) -> None:
    run("import", "hcpcs", release, "--release", "2025-10", database="narratives")
    folder = tmp_path / "narratives"
    folder.mkdir()
    (folder / "J3111.txt").write_bytes(content_of("J3111.txt"))
    attached = run("import", "narratives", folder, database="narratives")
    assert (attached.exit_code, attached.stdout) == (0, "J3111.txt: J3111\n")
    assert "Summary\t" in run("lookup", "J3111", database="narratives").stdout

    (folder / "broken.txt").write_text("nothing")
    mixed = run("import", "narratives", folder, database="narratives")
    assert (mixed.exit_code, mixed.stdout) == (1, "J3111.txt: J3111\n")
    assert "broken.txt: refused: " in mixed.stderr


def test_narratives_with_one_name_are_distinguished_by_their_folders(run: Run, tmp_path: Path) -> None:
    files = [tmp_path / "a" / "J3111.txt", tmp_path / "b" / "J3111.txt"]
    for number, file in enumerate(files):
        file.parent.mkdir()
        file.write_bytes(content_of("J3111.txt") + b"\nMore.\n" * number)
    refused = run("import", "narratives", tmp_path, database="same-names")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert all(f"{file}: conflict: " in refused.stderr for file in files)
