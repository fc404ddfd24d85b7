"""Repairs a SecantusDB that was killed while creating a table: `python -m terminology.store.secantus_repair`.

WiredTiger creates a table in steps. Killed between two of them, it leaves a table without its column group, which
cannot be opened ("cannot be used until all column groups are created"), and SecantusDB fails to start with "Invalid
argument". Nothing was ever written to such a table, so it is dropped, and SecantusDB creates it again when needed. Runs
in a subprocess, while the store is stopped, to keep WiredTiger out of the server.
"""

import subprocess
import sys
from pathlib import Path

SYMPTOM = "WiredTigerError: Invalid argument"
TIMEOUT_S = 60.0
AS_THE_STORE = "log=(enabled=true,file_max=10MB,prealloc=false)"


def repaired(folder: Path, last_log_line: str) -> bool:
    """Whether a half-created table was found and dropped, after a start whose log ended with these words."""
    if SYMPTOM not in last_log_line:
        return False
    command = [sys.executable, "-m", __name__, str(folder)]
    try:
        # Fixed arguments; the folder's name is never executed.
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and bool(done.stdout.strip())


def drop_half_tables(folder: Path) -> list[str]:
    """Returns the names of the dropped tables. Raises what WiredTiger raises."""
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
