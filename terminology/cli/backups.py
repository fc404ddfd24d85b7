"""`terminology backup` and `terminology restore`: everything that was loaded or written, as one file."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from terminology.cli.environment import read_settings
from terminology.cli.exports.output_file import output_file
from terminology.cli.output import print_message, result
from terminology.cli.refusals import refusals, refuse
from terminology.cli.store import with_context
from terminology.core.counts import counted

if TYPE_CHECKING:
    from terminology.library.publishing import ImportContext
    from terminology.store.backup_file import Manifest

ONLY_OWNER = 0o600  # a backup contains everything in the store, hashes of API keys included


def back_up(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="The file to write, such as terminology.backup.")],
) -> None:
    """Write everything that was loaded or written to one file, and verify it.

    Servers and imports can keep running: the backup contains what was visible when it started.
    """
    from terminology.app import software_version
    from terminology.store import backup, backup_file

    async def work(context: "ImportContext") -> "Manifest":
        made_at = context.now().isoformat(timespec="seconds")
        with output_file(file, ONLY_OWNER) as written:
            await backup.back_up(_connection(context), written, software_version(), made_at, context.progress)
            written.flush()
            return backup_file.check(written)

    settings = read_settings()
    with refusals(), _problems(file):
        manifest = with_context(settings, work)
    result(f"{file}: {_summary(manifest)}, {file.stat().st_size:,} bytes, checked")


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A backup.")],
    replace: Annotated[
        bool, typer.Option("--replace", envvar="TERMINOLOGY_REPLACE", help="Delete the current content first.")
    ] = False,
    only_check: Annotated[
        bool, typer.Option("--check", envvar="TERMINOLOGY_CHECK", help="Check that the file is complete, and stop.")
    ] = False,
) -> None:
    """Restore a backup into a store that is empty or has only starter content.

    The whole file is verified first: a damaged backup changes nothing. Running servers switch to the restored content
    once it is complete; after --replace, restart them.
    """
    from terminology.store import backup, backup_file

    async def work(context: "ImportContext", opened: IO[bytes], manifest: "Manifest") -> None:
        connection = _connection(context)
        if not replace:
            await backup.refuse_content(connection, _is_starter)
        await backup.restore(connection, opened, manifest, context.progress)

    settings = read_settings()
    with refusals(), _problems(file), file.open("rb") as opened:
        manifest = backup_file.check(opened)
        if only_check:
            result(f"{file} is complete: {_summary(manifest)}")
            return
        with_context(settings, lambda context: work(context, opened, manifest))
    print_message(f"Backed up on {manifest.made_at} by version {manifest.software}.")
    result(f"{file}: {_summary(manifest)}, restored")


def _connection(context: "ImportContext") -> Any:
    from terminology.store.mongo_store import MongoStore

    assert isinstance(context.store, MongoStore)
    return context.store.connection


def _is_starter(document: dict[str, Any]) -> bool:

    from seed.registry import starter_files

    sums = {sha256(file.content).hexdigest() for file in starter_files()}
    return all(source["sha256"] in sums for source in document["sources"])


def _summary(manifest: "Manifest") -> str:
    from terminology.store.indexes import COMMITS, CONCEPTS, RESOURCES

    documents = {"concept": CONCEPTS, "resource": RESOURCES, "write": COMMITS}
    parts = [counted(manifest.documents(collection), name) for name, collection in documents.items()]
    return ", ".join([counted(len(manifest.imports), "import"), *parts])


@contextmanager
def _problems(file: Path) -> Iterator[None]:
    from terminology.store.backup import NotBackedUp, NotEmpty, NotRestored
    from terminology.store.backup_file import DamagedBackup

    try:
        yield
    except DamagedBackup as error:
        refuse(f"{file} cannot be used: {error}.")
    except (NotBackedUp, NotEmpty, NotRestored) as error:
        refuse(str(error))
