"""Runs HL7's terminology ecosystem tests against this server, started as users start it: `make conformance`.

The suite and its runner are next to the project (../shared/conformance) or in TERMINOLOGY_TX_SUITE; without them
nothing is run, and a message says so (in continuous integration, where CI is set, that is a failure). The server gets a
temporary folder and a free port, and is ended by process id. Exit status 0: every test of mode general passed on R4 and
R5, in the required number, each version within its time.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.examples.server import RunningServer

ROOT = Path(__file__).parents[2]
SUITE = Path(os.environ.get("TERMINOLOGY_TX_SUITE") or ROOT.parent / "shared" / "conformance")
BASES = ("r5", "r4")
LEAST_TESTS = 478  # of mode general, in the stored copy; the whole suite has more
LIMIT_S = 60.0  # for one version


def main() -> int:
    runner = SUITE / "run_tx.py"
    if not runner.is_file():
        print(f"The conformance suite is missing: there is no {runner}. Name its folder in TERMINOLOGY_TX_SUITE.")
        return 1 if os.environ.get("CI") else 0
    options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder)) as server:
        failures = [run(runner, f"{server.url}/{base}", Path(folder), *options) for base in BASES]
        if not options:
            for base in BASES:
                strict(runner, f"{server.url}/{base}", Path(folder))
    return max(failures)


def run(runner: Path, base: str, folder: Path, *options: str) -> int:
    """One run of the suite; `options` are passed to the runner, such as --strict or --suites. 0: no failures."""
    report = folder / "report.json"
    started = time.monotonic()
    command = [sys.executable, str(runner), "--tx", base, "--show", "-1", "--json", str(report), *options]
    status = subprocess.run(command, check=False).returncode
    taken_s = time.monotonic() - started
    print(f"{base}: {taken_s:.1f} s", flush=True)
    if options or status:
        return status
    total = json.loads(report.read_text())["total"]
    if total < LEAST_TESTS:
        print(f"Only {total} tests were run, and there must be {LEAST_TESTS}.")
    return int(total < LEAST_TESTS or taken_s > LIMIT_S)


def strict(runner: Path, base: str, folder: Path) -> None:
    """For information: how many pass without the leniencies of the official runner."""
    report = folder / "strict.json"
    command = [sys.executable, str(runner), "--tx", base, "--strict", "--show", "0", "--json", str(report)]
    subprocess.run(command, check=False, capture_output=True)
    result = json.loads(report.read_text())
    print(f"{base}: {result['passed']} of {result['total']} pass with --strict", flush=True)


if __name__ == "__main__":
    sys.exit(main())
