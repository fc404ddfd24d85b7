"""Column files in temporary folders; killed and waiting processes are real where that matters."""

import asyncio
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.index.columns_writer import ColumnsWriter
from terminology.index.sections import FORMAT
from terminology.index.stored_columns import StoredColumns
from terminology.store import column_files
from terminology.store.column_building import Parents, Start, open_columns
from terminology.store.column_files import ENDING, ColumnFiles, name_of

NAME = name_of("import-1")
HEADER = CodeSystemHeader("http://example.org/letters", "1")
LETTERS = CodeSystem(HEADER, tuple(Concept(letter, f"letter {letter}") for letter in "abcdefgh"), {"b": ("a",)})
# A builder that says when it has begun, and then waits to be killed.
BUILDER = """
import asyncio, sys
from pathlib import Path
from terminology.store.column_files import ColumnFiles
async def build():
    files = ColumnFiles(Path(sys.argv[1]))
    async with files.build_lock():
        with files.new_file(sys.argv[2]) as file:
            file.write(b"half of it")
            print("begun", flush=True)
            sys.stdin.read()
asyncio.run(build())
"""


class Builds:
    """Fills columns with letters, and counts its calls."""

    def __init__(self, code_system: CodeSystem = LETTERS) -> None:
        self.count = 0
        self._code_system = code_system

    async def __call__(self, start: Start) -> tuple[ColumnsWriter, Parents]:
        self.count += 1
        writer = start(self._code_system.header, ())
        for ordinal, concept in enumerate(self._code_system.concepts):
            writer.add(ordinal, concept)
        return writer, self._code_system.parents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "columns"


@pytest.fixture
def files(folder: Path) -> ColumnFiles:
    return ColumnFiles(folder)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def displays(columns: StoredColumns) -> list[str | None]:
    return [columns.concept(ordinal).display for ordinal in range(columns.count)]


def the_file(folder: Path) -> Path:
    (file,) = folder.glob(f"*{ENDING}")
    return file


async def test_columns_are_built_once_and_then_opened(folder: Path) -> None:
    builds = Builds()
    for _ in range(3):  # as three processes
        columns = await open_columns(ColumnFiles(folder), NAME, builds)
        assert displays(columns) == [f"letter {letter}" for letter in "abcdefgh"]
    assert builds.count == 1


async def test_one_of_several_processes_that_need_a_file_builds_it(folder: Path) -> None:
    builds = Builds()
    found = await asyncio.gather(*(open_columns(ColumnFiles(folder), NAME, builds) for _ in range(5)))
    assert builds.count == 1
    assert all(columns.count == 8 for columns in found)


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def overwrite(file: Path) -> None:
    file.write_bytes(b"x" * file.stat().st_size)


def change_one_byte(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(20)
        byte = opened.read(1)
        opened.seek(20)
        opened.write(bytes([byte[0] ^ 1]))


def make_older(file: Path) -> None:
    complete = file.read_bytes()
    file.write_bytes(complete.replace(f'"format":"{FORMAT}'.encode(), b'"format":"0-' + FORMAT.encode()[2:]))


def copied(folder: Path, copy: Path) -> Path:
    copy.mkdir()
    (copy / the_file(folder).name).write_bytes(the_file(folder).read_bytes())
    return copy


def modified(folder: Path) -> int:
    return the_file(folder).stat().st_mtime_ns


def rename(file: Path, old: str, new: str) -> Path:
    return file.rename(file.with_name(file.name.replace(old, new)))


def put_a_file_in_the_way(folder: Path) -> None:
    (folder / "a file").write_text("in the way")


def delete(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("harm", [cut, empty, overwrite, change_one_byte, make_older, delete])
async def test_a_file_that_cannot_be_used_is_built_again(folder: Path, harm: Callable[[Path], None]) -> None:
    builds = Builds()
    await open_columns(ColumnFiles(folder), NAME, builds)
    harm(the_file(folder))
    columns = await open_columns(ColumnFiles(folder), NAME, builds)
    assert builds.count == 2
    assert displays(columns) == [f"letter {letter}" for letter in "abcdefgh"]
    await open_columns(ColumnFiles(folder), NAME, builds)
    assert builds.count == 2


@pytest.mark.parametrize("harm", [empty, cut, overwrite, change_one_byte, make_older])
async def test_a_file_that_is_damaged_while_it_is_used_is_named_once(
    folder: Path, files: ColumnFiles, harm: Callable[[Path], None]
) -> None:
    for name in (NAME, name_of("import-2")):
        await open_columns(files, name, Builds())
    columns = await open_columns(files, NAME, Builds())
    assert files.damaged() == ()
    harm(folder / next(name for name in names_in(folder) if name.startswith(NAME)))
    assert (files.damaged(), files.damaged()) == ((NAME,), ())
    columns = await open_columns(files, NAME, Builds())
    assert displays(columns)[0] == "letter a"
    assert files.damaged() == ()


async def test_a_file_that_was_touched_is_watched_as_before(folder: Path, files: ColumnFiles) -> None:
    columns = await open_columns(files, NAME, Builds())
    the_file(folder).touch()
    assert (files.damaged(), files.damaged()) == ((), ())
    overwrite(the_file(folder))
    assert files.damaged() == (NAME,)
    assert columns.count == 8


async def test_a_file_that_is_touched_deleted_or_no_longer_used_is_not_damaged(
    folder: Path, files: ColumnFiles
) -> None:
    columns = await open_columns(files, NAME, Builds())
    the_file(folder).touch()
    assert files.damaged() == ()
    the_file(folder).unlink()
    (folder / f"{NAME}.{FORMAT}{ENDING}").write_bytes(b"another file in its place")
    assert files.damaged() == ()
    assert displays(columns)[0] == "letter a"
    del columns
    assert (files.damaged(), files._open) == ((), {})


async def test_a_file_with_other_content_is_rebuilt(folder: Path) -> None:
    builds = Builds()
    await open_columns(ColumnFiles(folder), name_of("import-2"), builds)
    rename(the_file(folder), "import-2", "import-1")
    await open_columns(ColumnFiles(folder), NAME, builds)
    assert builds.count == 2


async def test_a_copy_of_a_file_is_as_good_as_the_file(folder: Path, tmp_path: Path) -> None:
    builds = Builds()
    await open_columns(ColumnFiles(folder), NAME, builds)
    copy = copied(folder, tmp_path / "copy")
    await open_columns(ColumnFiles(copy), NAME, builds)
    assert builds.count == 1
    assert modified(copy) == modified(folder)  # it was looked through once


async def test_when_a_builder_is_killed_the_next_one_builds(folder: Path, files: ColumnFiles) -> None:
    builds = Builds()
    builder = begin_to_build(folder)
    waiting = asyncio.create_task(open_columns(files, NAME, builds))
    await asyncio.sleep(0.2)
    assert builds.count == 0  # the other one has begun, so we wait
    builder.kill()
    builder.communicate(timeout=30)
    assert (await waiting).count == 8
    assert builds.count == 1
    assert names_in(folder) == [the_file(folder).name, "lock"]


async def test_a_failed_build_leaves_nothing_and_blocks_no_other(folder: Path, files: ColumnFiles) -> None:
    async def fail(start: Start) -> tuple[ColumnsWriter, Parents]:
        start(HEADER, ()).add(0, LETTERS.concepts[0])
        raise RuntimeError("the store is gone")

    with pytest.raises(RuntimeError):
        await open_columns(files, NAME, fail)
    assert names_in(folder) == ["lock"]
    assert (await open_columns(files, NAME, Builds())).count == 8


async def test_columns_are_in_memory_if_the_folder_cannot_be_created(tmp_path: Path) -> None:
    put_a_file_in_the_way(tmp_path)
    files = ColumnFiles(tmp_path / "a file" / "columns")
    columns = await open_columns(files, NAME, Builds())
    assert displays(columns)[0] == "letter a"
    assert files.problem == f"The folder {tmp_path}/a file/columns cannot be written: Not a directory."


def begin_to_build(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", BUILDER, str(folder), NAME]
    builder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert builder.stdout
    assert builder.stdout.readline() == b"begun\n"
    return builder


@contextmanager
def no_space_for(size_bytes: int) -> Iterator[None]:
    """Limits the file size of this process: writes beyond it fail as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_without_space_columns_are_in_memory_until_there_is_some(files: ColumnFiles, folder: Path) -> None:
    builds = Builds()
    with no_space_for(1000):
        columns = await open_columns(files, NAME, builds)
    assert displays(columns)[7] == "letter h"
    assert files.problem == f"The folder {folder} cannot be written: File too large."
    assert names_in(folder) == ["lock"]
    assert (await open_columns(files, NAME, builds)).count == 8
    assert files.problem is None
    assert names_in(folder) == [the_file(folder).name, "lock"]


async def test_a_file_in_use_stays_and_is_deleted_when_unused(folder: Path, files: ColumnFiles) -> None:
    columns = [await open_columns(ColumnFiles(folder), NAME, Builds())]
    file = the_file(folder)
    assert files.sweep([]) == 1
    assert displays(columns[0])[0] == "letter a"
    columns.clear()
    assert files.sweep(["import-1"]) == 0
    assert names_in(folder) == [file.name, "lock"]
    assert files.sweep(["import-2"]) == 0
    assert names_in(folder) == ["lock"]


async def test_servers_of_two_versions_share_a_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each builds its own file, and neither deletes the file of the other."""
    newer, older = ColumnFiles(folder), ColumnFiles(folder)
    of_newer = await open_columns(newer, NAME, Builds())
    with monkeypatch.context() as before:
        before.setattr(column_files, "FORMAT", f"0{FORMAT[1:]}")
        of_older = await open_columns(older, NAME, Builds())
        assert older.sweep(["import-1"]) == 1
    assert newer.sweep(["import-1"]) == 1
    assert displays(of_newer) == displays(of_older)
    assert len([name for name in names_in(folder) if name.endswith(ENDING)]) == 2
    del of_older
    assert newer.sweep(["import-1"]) == 0
    assert the_file(folder).name.endswith(f".{FORMAT}{ENDING}")


async def test_a_file_of_another_format_is_deleted(folder: Path, files: ColumnFiles) -> None:
    await open_columns(files, NAME, Builds())
    rename(the_file(folder), f".{FORMAT}", f".0{FORMAT[1:]}")
    files.sweep(["import-1"])
    assert names_in(folder) == ["lock"]


def test_a_missing_folder_has_no_files(files: ColumnFiles) -> None:
    assert files.find(NAME) is None
    assert files.sweep([]) == 0


def test_an_id_that_is_not_a_file_name_still_gets_one() -> None:
    names = {name_of(id) for id in ("../up", "a/b", "", "x" * 1000)}
    assert len(names) == 4
    assert not any("/" in name or len(name) > 100 for name in names)
