"""`make torture`: all of it, in two lanes beside each other, in fifteen minutes; `make torture LONG=1`: all night.

    python -m tests.torture.run [--long | --short]

The form determines how often and how long each part runs. Each part has a time limit and is ended when it far exceeds
that, which counts as a failure. `--short` is part of `make conformance`. Prints the output of each part and its
duration; exit status 1 if one failed.
"""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
AT_ONCE = ("-n", "4", "--dist", "load", "-rP")  # its four tests; what they print is shown
FAULTY = "tests/test_faulty_store.py"
MINUTE, HOUR = 60, 3600
LONGEST_S = {"short": 5.0 * MINUTE, "normal": 15.0 * MINUTE, "long": 48.0 * HOUR}  # then what still runs is ended


@dataclass(frozen=True, slots=True)
class Part:
    """A command of this Python, and its time limit in seconds."""

    name: str
    words: tuple[str, ...]
    seconds: float
    variables: Mapping[str, str] = field(default_factory=dict)

    def run(self, longest_s: float) -> bool:
        """Whether it succeeded within its own seconds and these."""
        began = time.monotonic()
        longest_s = max(1.0, min(self.seconds, longest_s))
        process = subprocess.Popen(
            [sys.executable, *self.words],
            cwd=ROOT,
            env=os.environ | self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=longest_s)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            output += f"\nIt was ended after {longest_s:.0f} s.\n"
        print(f"== {self.name} ({time.monotonic() - began:.0f} s)\n{output.rstrip()}", flush=True)
        return process.returncode == 0


def parts_of(form: str) -> tuple[tuple[Part, ...], ...]:
    """The lanes, each one part after the other. The seconds of a lane are those of the form, with some to spare."""
    campaign = "tests.torture.campaign"
    if form == "short":
        return ((Part("campaign", ("-m", campaign, "--short"), 5 * MINUTE),),)
    if form == "long":
        write_crash = {"WRITE_CRASH_ROUNDS": "1000"}
        return (
            (
                Part("campaign", ("-m", campaign, "--long"), 40 * HOUR),
                Part("attack", ("-m", "tests.torture.attack"), HOUR),
                Part("soak", ("-m", "tests.torture.soak"), 3 * HOUR),
                Part("mutations", ("-m", "tests.torture.mutations", "200000"), 2 * HOUR),
            ),
            (
                Part("writes and kills", (*PYTEST, *AT_ONCE, "tests/test_write_crash.py"), 4 * HOUR, write_crash),
                Part("kills", (*PYTEST, "-m", "long", "tests/test_crash.py"), 8 * HOUR, {"CRASH_MOMENTS": "334"}),
                Part("store answers wrongly", (*PYTEST, "-s", FAULTY), HOUR, {"FAULTY_STORE_WRITES": "3000"}),
                Part("readers", ("-m", "tests.torture.fuzzing", "--seconds", "14400"), 5 * HOUR),
                Part("OpenAPI", ("-m", "tests.torture.schema", "--seconds", "3600"), 2 * HOUR),
                Part("laws", ("-m", "tests.torture.laws", "--seconds", "3600"), 2 * HOUR),
            ),
        )
    write_crash = {"WRITE_CRASH_ROUNDS": "300", "WRITE_CRASH_SECONDS": "580"}
    return (
        (
            Part("campaign", ("-m", campaign), 12 * MINUTE),
            Part("attack", ("-m", "tests.torture.attack"), 4 * MINUTE),
            Part("mutations", ("-m", "tests.torture.mutations", "20000"), 3 * MINUTE),
            Part("laws", ("-m", "tests.torture.laws"), 3 * MINUTE),
        ),
        (
            Part("writes and kills", (*PYTEST, *AT_ONCE, "tests/test_write_crash.py"), 10.5 * MINUTE, write_crash),
            Part("soak", ("-m", "tests.torture.soak", "--thousands", "5"), 2 * MINUTE),
            Part("store answers wrongly", (*PYTEST, "-s", FAULTY), MINUTE, {"FAULTY_STORE_WRITES": "40"}),
            Part("readers", ("-m", "tests.torture.fuzzing", "--seconds", "29"), 4 * MINUTE),
            Part("OpenAPI", ("-m", "tests.torture.schema", "--seconds", "30"), 2 * MINUTE),
        ),
    )


def plan() -> str:
    """The parts of each form, each with its time limit."""
    lines = [f"{form}: {seconds / MINUTE:g} minutes at most" for form, seconds in LONGEST_S.items()]
    for form in ("normal", "short", "long"):
        for number, lane in enumerate(parts_of(form), start=1):
            named = ", ".join(f"{part.name} {part.seconds / MINUTE:g}" for part in lane)
            lines.append(f"{form}, lane {number}, in minutes at most: {named}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=plan(), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for form in ("short", "long"):
        parser.add_argument(f"--{form}", dest="form", action="store_const", const=form)
    parser.set_defaults(form="normal")
    began = time.monotonic()
    failed: list[str] = []

    form = parser.parse_args().form
    ending = began + LONGEST_S[form]

    def run_lane(lane: tuple[Part, ...]) -> None:
        failed.extend(part.name for part in lane if not part.run(ending - time.monotonic()))

    threads = [threading.Thread(target=run_lane, args=(lane,)) for lane in parts_of(form)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(
        f"{(time.monotonic() - began) / MINUTE:.1f} minutes: {'failed: ' + ', '.join(failed) if failed else 'all held'}"
    )
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
