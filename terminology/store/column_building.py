"""The columns of stored content: from their file, or built once by the process that gets the lock.

Where no file can be written, they are built in memory in the same format.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from io import BytesIO

from terminology.core.model import CodeSystemHeader
from terminology.index.columns_writer import ColumnsWriter
from terminology.index.sections import Bytes, Sections
from terminology.index.stored_columns import StoredColumns
from terminology.index.text_columns import TextColumns
from terminology.library.gc_tuning import result_of_thread
from terminology.store.column_files import CannotWrite, ColumnFiles

Parents = Mapping[str, Iterable[str]]
Start = Callable[[CodeSystemHeader, Iterable[bytes]], ColumnsWriter]
Fill = Callable[[Start], Awaitable[tuple[ColumnsWriter, Parents]]]
SubprocessBuild = Callable[[], Awaitable[bool]]  # builds the file; False when that failed


async def open_columns(
    files: ColumnFiles | None, name: str, fill: Fill, in_subprocess: SubprocessBuild | None = None
) -> StoredColumns:
    """The columns with this name. `fill` starts a writer, adds every concept and returns the parents that nesting
    implies.

    Builds in this process only when `in_subprocess` is missing or failed. Without `files` the columns are in memory.
    Raises what `fill` raises.
    """
    if files is None:
        return await _in_memory(name, fill)
    try:
        return await result_of_thread(partial(files.find, name)) or await _built(files, name, fill, in_subprocess)
    except CannotWrite:
        return await _in_memory(name, fill)


async def build_columns(
    files: ColumnFiles | None, name: str, fill: Fill, in_subprocess: SubprocessBuild | None = None
) -> StoredColumns | None:
    """Builds the file ahead of time; None where no file can be written."""
    try:
        return await _built(files, name, fill, in_subprocess) if files else None
    except CannotWrite:
        return None


async def _built(files: ColumnFiles, name: str, fill: Fill, in_subprocess: SubprocessBuild | None) -> StoredColumns:
    async with files.build_lock():
        found = await result_of_thread(partial(files.find, name))  # the previous lock holder may have built it
        if found is None and in_subprocess and await in_subprocess():
            found = await result_of_thread(partial(files.find, name))
        return found or await write_file(files, name, fill)


async def write_file(files: ColumnFiles, name: str, fill: Fill, texts: TextColumns | None = None) -> StoredColumns:
    """Builds the file with this name; the caller holds the lock. Raises CannotWrite, and what `fill` raises.

    `texts`: the text columns, if another process builds them.
    """
    with files.new_file(name) as file:
        seal = await _write(file.write, name, fill, texts)
        return await result_of_thread(partial(file.publish, seal))


async def _in_memory(name: str, fill: Fill) -> StoredColumns:
    out = BytesIO()
    await _write(out.write, name, fill)
    return StoredColumns(Sections(out.getvalue()))


async def _write(write: Callable[[Bytes], object], name: str, fill: Fill, texts: TextColumns | None = None) -> int:
    def start(header: CodeSystemHeader, source: Iterable[bytes] = ()) -> ColumnsWriter:
        return ColumnsWriter(write, header, source, texts)

    writer, parents = await fill(start)
    return await asyncio.to_thread(writer.finish, parents, {"name": name})
