"""FerretDB 1.24 on SQLite and on PostgreSQL as a store: `make stores`.

The contract of stores, two hundred writers at once, two importers at once, and the crash tests.

    python -m tests.conformance.ferretdb [sqlite] [postgresql]
    python -m tests.conformance.ferretdb serve BACKEND FOLDER PORT      in the foreground, as the crash tests start it

The program is what TERMINOLOGY_FERRETDB names or, where there is Go, built from its module, which takes some minutes
the first time (its build/version/version.txt must exist first). PostgreSQL is the installed one: `initdb` and
`postgres`, on PATH or in Debian's folders. If something is missing, a message names it, and that part is not run.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.examples.server import free_port

MODULE, VERSION = "github.com/FerretDB/FerretDB", "v1.24.0"
ROOT = Path(__file__).parents[2]
BUILT = ROOT / ".ci" / "ferretdb"
CONTRACT = ("tests/terminology/store", "tests/test_concurrent_writers.py")
BACKENDS = ("sqlite", "postgresql")
HOST = "127.0.0.1"
READY_S = 40.0
USER = "postgres"  # as root does not run it


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["serve"]:
        backend, folder, port = arguments[1:]
        return serve(backend, Path(folder), int(port))
    program = os.environ.get("TERMINOLOGY_FERRETDB") or built()
    if program is None:
        print("FerretDB is not tried: name it in TERMINOLOGY_FERRETDB, or install Go to build it.")
        return 0
    return max([tried(backend, program) for backend in arguments or BACKENDS])


def built() -> str | None:
    """The program, built once from the Go module proxy; None without Go."""
    if (BUILT / "ferretdb").is_file():
        return str(BUILT / "ferretdb")
    if shutil.which("go") is None:
        return None
    described = subprocess.check_output(["go", "mod", "download", "-json", f"{MODULE}@{VERSION}"], text=True)
    source = BUILT / "source"
    shutil.copytree(json.loads(described)["Dir"], source, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for folder in (source, *(path for path in source.rglob("*") if path.is_dir())):
        folder.chmod(0o755)  # the module cache is read only
    (source / "build" / "version" / "version.txt").write_text(f"{VERSION}\n")
    build = ["go", "build", "-o", str(BUILT / "ferretdb"), "./cmd/ferretdb"]
    subprocess.run(build, cwd=source, check=True, env=os.environ | {"GOFLAGS": "-mod=mod"})
    shutil.rmtree(source)
    return str(BUILT / "ferretdb")


def tried(backend: str, program: str) -> int:
    if backend == "postgresql" and postgresql("initdb") is None:
        print("FerretDB on PostgreSQL is not tried: there is no initdb (Debian: apt-get install postgresql).")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        command = [sys.executable, "-m", "tests.conformance.ferretdb", "serve", backend, name, str(port)]
        variables = os.environ | {
            "TERMINOLOGY_FERRETDB": program,
            "PATH": f"{Path(program).parent}:{os.environ['PATH']}",  # it is a program that the data folder starts, too
            "TERMINOLOGY_TEST_MONGODB_URI": f"mongodb://{HOST}:{port}/",
            "TERMINOLOGY_TEST_STORE_COMMAND": " ".join(command),
        }
        pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        process = subprocess.Popen(command, cwd=ROOT, env=variables, start_new_session=True)
        try:
            wait_for(port)
            print(f"FerretDB {VERSION} on {backend}: the contract of stores", flush=True)
            contract = subprocess.run(
                [*pytest, "-m", "long or not long", "-k", "given or another_program", *CONTRACT],
                cwd=ROOT,
                env=variables,
                check=False,
            )
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        print(f"FerretDB {VERSION} on {backend}: the crash tests", flush=True)
        crash = subprocess.run([*pytest, "-m", "long", "tests/test_crash.py"], cwd=ROOT, env=variables, check=False)
        return max(contract.returncode, crash.returncode)


def serve(backend: str, folder: Path, port: int) -> int:
    """Starts it and waits for its end. Killing the process group kills PostgreSQL too."""
    program = os.environ.get("TERMINOLOGY_FERRETDB") or str(BUILT / "ferretdb")
    if backend == "sqlite":
        (folder / "sqlite").mkdir(exist_ok=True)
        options = ["--handler=sqlite", f"--sqlite-url=file:{folder}/sqlite/"]
    else:
        options = ["--handler=pg", f"--postgresql-url={start_postgresql(folder)}"]
    options += [f"--state-dir={folder}", "--telemetry=disable", f"--listen-addr={HOST}:{port}", "--debug-addr=-"]
    with (folder / "ferretdb.log").open("ab") as log:
        return subprocess.run([program, *options], stdout=log, stderr=log, check=False).returncode


def postgresql(program: str) -> str | None:
    """On PATH, or the newest version in Debian's folders."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return shutil.which(program) or (str(places[-1]) if places else None)


def start_postgresql(folder: Path) -> str:
    """The URL of its database, once it answers; the database is created if missing."""
    data, port_file = folder / "postgresql", folder / "postgresql.port"
    as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    if not data.is_dir():
        data.mkdir()
        if as_user:
            shutil.chown(data, USER)
        new = [postgresql("initdb") or "", "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run([*as_user, *new], check=True, stdout=subprocess.DEVNULL)
        port_file.write_text(str(free_port()))
    port = int(port_file.read_text())
    listening = ["-p", str(port), "-k", "", "-c", f"listen_addresses={HOST}"]  # no socket in the file system
    options = [postgresql("postgres") or "", "-D", str(data), *listening]
    with (folder / "postgresql.log").open("ab") as log:
        until = time.monotonic() + READY_S
        while time.monotonic() < until:  # the processes of one that was killed take a moment to go
            process = subprocess.Popen([*as_user, *options], stdout=log, stderr=log)
            while process.poll() is None and time.monotonic() < until:
                made = ["createdb", "-h", HOST, "-p", str(port), "-U", USER, "ferretdb"]
                done = subprocess.run(
                    [postgresql(made[0]) or "", *made[1:]], capture_output=True, text=True, check=False
                )
                if done.returncode == 0 or "already exists" in done.stderr:
                    return f"postgres://{USER}@{HOST}:{port}/ferretdb"
                time.sleep(0.2)
            time.sleep(0.5)
    raise RuntimeError(f"PostgreSQL did not start: see {folder}/postgresql.log")


def wait_for(port: int) -> None:
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("FerretDB did not start")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
