"""Schemathesis on our own OpenAPI: `python -m tests.torture.schema [--seconds N] [--seed N]`, part of `make torture`.

Sends valid and invalid requests for every operation of openapi/terminology.json to a server as users start it, with an
API key for everything: no response may be a server error. Failures are printed with their seed and a command that
repeats them. Without schemathesis (the extra `torture`), a message says so.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from tests.examples.server import RunningServer
from tests.torture.scene import NotHeld, command, must

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "openapi" / "terminology.json"
CHECKS = "not_a_server_error"
ENDING_S = 240.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=int(date.today().strftime("%Y%m%d")))
    chosen = parser.parse_args()
    if find_spec("schemathesis") is None:
        print("The OpenAPI document is not fuzzed: schemathesis is not installed (pip install -e '.[torture]').")
        return 0
    with tempfile.TemporaryDirectory() as name, RunningServer(Path(name)) as server:
        key = command(Path(name), "keys", "add", "torture", "--scope", "system/*.cruds").stdout.strip()
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run", str(DOCUMENT), "--url", server.url),
                *("--checks", CHECKS, "--max-time", str(chosen.seconds), "--seed", str(chosen.seed)),
                *("--workers", "2", "--continue-on-failure", "--no-shrink", "--request-timeout", "60"),
                *("--suppress-health-check", "all", "--warnings", "off", "--header", f"Authorization: Bearer {key}"),
            ],
            capture_output=True,
            text=True,
            timeout=chosen.seconds + ENDING_S,
            check=False,
            cwd=name,
        )
        try:
            must(server.process.poll() is None, "the server ended")
            must("Traceback" not in (Path(name) / "server.log").read_text(), "the log has a traceback")
        except NotHeld as error:
            print(error)
            return 1
    tested = re.search(r"Test cases:\s*\n.*", done.stdout)
    print(f"schemathesis, seed {chosen.seed}, {chosen.seconds} s: {tested.group(0) if tested else ''}")
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-2000:])
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
