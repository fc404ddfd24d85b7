from pathlib import Path

from seed.release import source_of
from terminology.cli.imports.input_files import files_of, names_of, read_files


def test_folders_give_their_files_by_name_without_the_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert files_of([tmp_path]) == [tmp_path / "a" / "c.txt", tmp_path / "b.txt"]
    assert read_files([tmp_path / ".hidden"]) == [(str(tmp_path / ".hidden"), b".hidden")]


def test_a_file_is_called_by_its_name_or_by_its_path_when_another_has_that_name() -> None:
    files = [("a/x.txt", b"1"), ("b/x.txt", b"2"), ("b/y.txt", b"2")]
    name_of = names_of(files)
    sources = [source_of(Path(path).name, content) for path, content in files]
    assert list(map(name_of, sources)) == ["a/x.txt", "b/x.txt", "y.txt"]
