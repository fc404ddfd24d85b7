"""ColumnFiles: the folder of column files of one database on this host, shared by every process that serves it.

    <import>.<part>.<format>.columns    one code-system version, written once, never changed
    <import>.<part>.<process>.new       being written, by the one process that holds `lock`
    lock                                held while a file is checked again, built and moved into place

Readers open a file with a shared lock (flock), which the kernel releases with the last process that uses it; obsolete
files are deleted once unlocked. The whole folder can be deleted at any time: a file that is missing, truncated,
damaged, of another format or of other content is rebuilt from the database.

Changes are detected without reading the file: its modification time is set to its seal, the checksum of its directory,
as a date that no clock shows. A file with another time is verified in full and, if intact, sealed again. That is also
how a file is noticed that is overwritten in place while it is in use (`damaged`).
"""

import asyncio
import fcntl
import hashlib
import mmap
import os
import re
import weakref
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from terminology.index.sections import FORMAT, BrokenSections, Sections
from terminology.index.stored_columns import StoredColumns

ENDING = ".columns"
NEW = ".new"
LOCK = "lock"
LOCK_POLL_S = 0.05
SEAL_LIMIT = 2**30  # seconds: a seal is a time before 2004
SAFE_ID = re.compile(r"[A-Za-z0-9-]{1,100}")


class CannotWrite(Exception):
    """The folder cannot be written: no permission, no space, read-only file system. The message says which."""


class ColumnFiles:
    """`problem`: why the last write failed; None if none has failed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problem: str | None = None
        self._open: dict[str, OpenFile] = {}

    def find(self, name: str) -> StoredColumns | None:
        """The columns in the file with this name; None if there is no usable one."""
        try:
            with self._path(name).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH)
                return self._opened(file, name)
        except (OSError, BrokenSections, ValueError):
            return None

    def damaged(self) -> tuple[str, ...]:
        """The names whose open file in use was overwritten or truncated since; each once."""
        return tuple(name for name in list(self._open) if self._is_damaged(name))

    def _is_damaged(self, name: str) -> bool:
        opened = self._open[name]
        if opened.columns() is None:
            self._open.pop(name)
            return False
        try:
            is_same = opened.is_same(self._path(name).stat())
        except OSError:  # deleted: whoever has opened it still has the whole file
            return False
        if is_same:
            return False
        if self.find(name) is not None:  # touched, but intact: the columns in use are still those to watch
            self._open[name] = opened
            return False
        self._open.pop(name)
        return True

    def _opened(self, file: IO[bytes], name: str) -> StoredColumns:
        """The columns in this file, which is watched from now on. Raises BrokenSections."""
        columns = _columns_in(file, name)
        status = os.fstat(file.fileno())
        self._open[name] = OpenFile(weakref.ref(columns), status.st_ino, status.st_mtime_ns)
        return columns

    @asynccontextmanager
    async def build_lock(self) -> AsyncIterator[None]:
        """Holds the build lock; waits for other processes. Raises CannotWrite when the folder is unusable."""
        with self._errors():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = (self.folder / LOCK).open("ab")
        with lock:
            while not _try_lock(lock):  # noqa: ASYNC110 - another process holds it
                await asyncio.sleep(LOCK_POLL_S)
            yield

    @contextmanager
    def new_file(self, name: str) -> Iterator["NewFile"]:
        """The caller holds `build_lock`. A file not published by the end is deleted. Raises CannotWrite."""
        with self._errors():
            for left in self.folder.glob(f"*{NEW}"):  # left by a killed process, as we hold the lock
                left.unlink(missing_ok=True)
            path = self.folder / f"{name}.{os.getpid()}{NEW}"
            with open(path, "xb", opener=_private) as file:
                try:
                    yield NewFile(file, path, self._path(name), partial(self._opened, name=name))
                    self.problem = None
                finally:
                    path.unlink(missing_ok=True)

    def sweep(self, imports: Iterable[str]) -> int:
        """Deletes the unused files of all other imports and formats; returns how many are still in use."""
        needed = set(map(_safe, imports))
        used = 0
        with suppress(OSError):
            for path in self.folder.glob(f"*{ENDING}"):
                is_needed = path.name.partition(".")[0] in needed and path.name.endswith(f".{FORMAT}{ENDING}")
                used += not is_needed and not _delete_unused(path)
        return used

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.{FORMAT}{ENDING}"

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.problem = f"The folder {self.folder} cannot be written: {error.strerror or error}."
            raise CannotWrite(self.problem) from error


@dataclass(frozen=True, slots=True)
class OpenFile:
    """Columns in use, and the attributes of their file that change when something writes to it."""

    columns: weakref.ref[StoredColumns]
    inode: int
    modified_ns: int

    def is_same(self, status: os.stat_result) -> bool:
        """Whether the file is untouched, or another one has taken its place."""
        return status.st_ino != self.inode or status.st_mtime_ns == self.modified_ns


class NewFile:
    """A file that becomes visible once complete; `opened` reads its columns."""

    def __init__(self, file: IO[bytes], path: Path, place: Path, opened: Callable[[IO[bytes]], StoredColumns]) -> None:
        self.write = file.write
        self._file = file
        self._path = path
        self._place = place
        self._opened = opened

    def publish(self, seal: int) -> StoredColumns:
        self._file.flush()
        os.fsync(self._file.fileno())
        _set_seal(self._file, seal)
        with self._path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)  # locked before it is visible, so that no process deletes it
            columns = self._opened(file)
            self._path.replace(self._place)
        return columns


def _columns_in(file: IO[bytes], name: str) -> StoredColumns:
    # The mmap duplicates the file descriptor, and so holds the lock for its lifetime.
    sections = Sections(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    if sections.facts.get("name") != name:
        raise BrokenSections("it has other content")
    if os.fstat(file.fileno()).st_mtime_ns != _sealed_ns(sections.seal):
        sections.verify()
        with suppress(OSError):
            _set_seal(file, sections.seal)
    return StoredColumns(sections)


def _set_seal(file: IO[bytes], seal: int) -> None:
    os.utime(file.fileno(), ns=(_sealed_ns(seal), _sealed_ns(seal)))


def _sealed_ns(seal: int) -> int:
    return seal % SEAL_LIMIT * 1_000_000_000


def _delete_unused(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            if not _try_lock(file):
                return False
            path.unlink()
    except OSError:
        pass  # deleted by another process, or not permitted
    return True


def _try_lock(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


def name_of(import_id: str, part: int = 0) -> str:
    """The name of a file: the code system of an import, or one of its resources by number."""
    return f"{_safe(import_id)}.{part}"


def import_of(name: str) -> str:
    """The import of a file, as `name_of` writes it there."""
    return name.rpartition(".")[0]


def _safe(import_id: str) -> str:
    return import_id if SAFE_ID.fullmatch(import_id) else hashlib.sha256(import_id.encode()).hexdigest()
