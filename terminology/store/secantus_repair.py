"""Makes a SecantusDB start again that was killed while it made a table: `python -m terminology.store.secantus_repair`.

WiredTiger makes a table in steps. Killed between two of them it leaves one without its column group, which nobody can
open ("cannot be used until all column groups are created"), and SecantusDB gives up with "Invalid argument". Such a
table was never written to, as it could not be opened either: it is dropped, and SecantusDB makes it when it needs it.
Run in a process of its own, while the store does not run: WiredTiger is not to live in the server.
"""

import subprocess
import sys
from pathlib import Path

SYMPTOM = "WiredTigerError: Invalid argument"
TIMEOUT_S = 60.0
AS_THE_STORE = "log=(enabled=true,file_max=10MB,prealloc=false)"


def repaired(folder: Path, last_words: str) -> bool:
    """Whether half a table was found in the data folder and dropped, after a start that ended with these words."""
    if SYMPTOM not in last_words:
        return False
    command = [sys.executable, "-m", __name__, str(folder)]
    try:
        # The words are ours, and the folder's name is no command.
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and bool(done.stdout.strip())


def drop_half_tables(folder: Path) -> list[str]:
    """The names of the tables that were dropped. Raises what WiredTiger raises."""
    import wiredtiger  # type: ignore[import-untyped]  # comes with SecantusDB

    connection = wiredtiger.wiredtiger_open(str(folder), AS_THE_STORE)
    try:
        session = connection.open_session()
        names = _names(session)
        half = [
            name
            for kind, _, name in (key.partition(":") for key in names)
            if kind == "table" and not any(f"{key}:".startswith(f"colgroup:{name}:") for key in names)
        ]
        for name in half:
            session.drop(f"table:{name}", "force=true")
    finally:
        connection.close()
    return half


def _names(session: object) -> list[str]:
    cursor = session.open_cursor("metadata:")  # type: ignore[attr-defined]
    names: list[str] = []
    while cursor.next() == 0:
        names.append(cursor.get_key())
    cursor.close()
    return names


if __name__ == "__main__":
    sys.stdout.write("\n".join(drop_half_tables(Path(sys.argv[1]))))
