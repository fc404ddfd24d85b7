"""FerretDB 1.24 on SQLite as a store: `make stores`. It must be found out, read from, and not written to.

The program is what TERMINOLOGY_FERRETDB names or, where there is Go, built from its module, which takes some minutes
the first time (its build/version/version.txt must be there first). Without both a sentence says so, and nothing is run.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from seed.starter.files import content_of
from tests.examples.command_line import EXCERPT
from tests.examples.server import COMMAND, environment, free_port

MODULE, VERSION = "github.com/FerretDB/FerretDB", "v1.24.0"
TRIES = 10  # each opens the store anew
BUILT = Path(__file__).parents[2] / ".ci" / "ferretdb"


def main() -> int:
    program = os.environ.get("TERMINOLOGY_FERRETDB") or built()
    if program is None:
        print("FerretDB is not tried: name it in TERMINOLOGY_FERRETDB, or install Go to build it.")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        options = ("--handler=sqlite", f"--sqlite-url=file:{folder}/", f"--state-dir={folder}", "--telemetry=disable")
        command = [program, *options, f"--listen-addr=127.0.0.1:{port}", "--debug-addr=-"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(3)
            return tried(folder, f"mongodb://127.0.0.1:{port}/")
        finally:
            process.terminate()
            process.wait(timeout=20)


def built() -> str | None:
    """The program, built from the Go module proxy once; None where there is no Go."""
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


def tried(folder: Path, uri: str) -> int:
    variables = environment(folder) | {
        "TERMINOLOGY_MONGODB_URI": uri,
        "TERMINOLOGY_COLUMNS_DIR": str(folder / "columns"),
    }
    file = folder / EXCERPT
    file.write_bytes(content_of(EXCERPT))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments], env=variables, capture_output=True, text=True, timeout=120, check=False
        )

    refused = [run("import", "hcpcs", str(file), "--release", "2025-10") for _ in range(TRIES)]
    kept = sum(item.returncode == 1 and "is not written to" in item.stderr for item in refused)
    doctor = run("doctor")
    is_told = doctor.returncode == 0 and "it is read only" in doctor.stdout
    is_read = run("list").returncode == 0
    print(f"FerretDB {VERSION}: {kept} of {TRIES} imports were refused; doctor tells: {is_told}; it is read: {is_read}")
    return 0 if kept == TRIES and is_told and is_read else 1


if __name__ == "__main__":
    sys.exit(main())
