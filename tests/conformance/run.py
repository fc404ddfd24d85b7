"""Runs HL7's terminology ecosystem tests against this server, as a user starts it: `make conformance`.

The suite and its runner lie beside the project (../shared/conformance) or where TERMINOLOGY_TX_SUITE says; without them
nothing is run, and one sentence says so. The server gets a folder of its own and a free port, and is ended by its
process id. Exit status 0: every test of mode general passed on R4 and R5.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.examples.server import RunningServer

ROOT = Path(__file__).parents[2]
SUITE = Path(os.environ.get("TERMINOLOGY_TX_SUITE") or ROOT.parent / "shared" / "conformance")
BASES = ("r5", "r4")


def main() -> int:
    runner = SUITE / "run_tx.py"
    if not runner.is_file():
        print(f"The conformance suite is missing: there is no {runner}. Name its folder in TERMINOLOGY_TX_SUITE.")
        return 0
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder)) as server:
        results = [run(runner, f"{server.url}/{base}", *sys.argv[1:]) for base in BASES]
    return max(results)


def run(runner: Path, base: str, *options: str) -> int:
    """One run of the suite; `options` are the runner's own, such as --strict or --suites."""
    command = [sys.executable, str(runner), "--tx", base, "--show", "-1", *options]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
