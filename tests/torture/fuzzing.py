"""Atheris on every reader: `python -m tests.torture.fuzzing [--seconds N] [READER…]`, part of `make torture`.

Each reader has a separate process and its share of the seconds. The corpus consists of the examples in `readers.py` and
earlier findings (`corpus/<reader>/`), and grows in a temporary folder. An input on which a reader fails is written to
`corpus/<reader>/`, where a test reads it each time; exit status 1. Taking ten seconds or two gigabytes is a failure,
too. Without atheris (the extra `torture`), a message says so.
"""

import argparse
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.torture.readers import CORPUS, READERS

LONGEST_INPUT = 8000
LONGEST_S = 10
MAX_MB = 2048
STARTING_S = 240.0  # in which a process instruments what it imports, on a machine that has other things to do


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", default=list(READERS))
    parser.add_argument("--seconds", type=float, default=120.0)
    chosen = parser.parse_args()
    if find_spec("atheris") is None:
        print("Readers are not fuzzed: atheris is not installed (pip install -e '.[torture]').")
        return 0
    share = max(1, int(chosen.seconds / len(chosen.readers)))
    failed = [name for name in chosen.readers if not stands(name, share)]
    print(f"{len(chosen.readers)} readers, {share} s each: {len(failed)} failed {', '.join(failed)}")
    return int(bool(failed))


def stands(name: str, seconds: int) -> bool:
    found = CORPUS / name
    with tempfile.TemporaryDirectory() as folder:
        for number, example in enumerate(
            (*READERS[name].examples, *(path.read_bytes() for path in READERS[name].corpus))
        ):
            (Path(folder) / f"{number}").write_bytes(example)
        options = (
            *(f"-max_total_time={seconds}", f"-max_len={LONGEST_INPUT}", f"-timeout={LONGEST_S}"),
            *(f"-rss_limit_mb={MAX_MB}", f"-artifact_prefix={folder}/found-", "-print_final_stats=1"),
        )
        command = [sys.executable, "-m", "tests.torture.fuzz_one", name, folder, *options]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=seconds + STARTING_S + 2 * LONGEST_S, check=False
            )
        except subprocess.TimeoutExpired:
            print(f"{name}: did not end in time")
            return False
        message = done.stderr + done.stdout
        runs = next((line.split()[-1] for line in message.splitlines() if "number_of_executed_units" in line), "?")
        if done.returncode == 0:
            print(f"{name}: {runs} inputs", flush=True)
            return True
        found.mkdir(parents=True, exist_ok=True)
        for path in Path(folder).glob("found-*"):
            (found / path.name.removeprefix("found-")).write_bytes(path.read_bytes())
        print(f"{name}: failed after {runs} inputs\n{message[-2500:]}", flush=True)
        return False


if __name__ == "__main__":
    sys.exit(main())
