from pathlib import Path

from terminology.cli.imports.given_paths import files_of, read_files


def test_folders_give_their_files_by_name_without_the_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert files_of([tmp_path]) == [tmp_path / "a" / "c.txt", tmp_path / "b.txt"]
    assert read_files([tmp_path / ".hidden"]) == [(str(tmp_path / ".hidden"), b".hidden")]
