"""A campaign of faults on servers as users start them: `python -m tests.torture.campaign`, part of `make torture`.

Each scenario repeatedly injects one fault into a server, its store, importer, disk, clock or network under requests,
for its share of the time, and then checks the invariants. `--short` is for continuous integration, `--long` runs all
night with a thousand kills of each; `--only NAME…` runs some scenarios. Prints a line for each; exit status 1 if an
invariant did not hold. The results are in docs/reliability.md.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.torture import copies, crowds, kills, network, places, restarts
from tests.torture.scene import Effort, NotHeld, NotTried

FORMS = ("short", "normal", "long")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario with its effort in each form; without an effort it is not run in that form."""

    run: Callable[[Path, Effort], str]
    short: Effort | None
    normal: Effort
    long: Effort

    @property
    def name(self) -> str:
        return self.run.__name__

    def effort(self, form: str) -> Effort | None:
        found: Effort | None = getattr(self, form)
        return found


def scenario(
    run: Callable[[Path, Effort], str], normal: tuple[int, float], long: tuple[int, float], short: int = 0
) -> Scenario:
    return Scenario(run, Effort(short, 5.0) if short else None, Effort(*normal), Effort(*long))


HOUR = 3600.0
SCENARIOS = (
    scenario(kills.store_is_killed, (50, 20.0), (1000, HOUR), short=2),
    scenario(kills.server_is_killed, (50, 20.0), (1000, 2 * HOUR)),
    scenario(kills.importer_is_killed, (50, 25.0), (1000, HOUR), short=2),
    scenario(kills.store_is_restarted, (10, 15.0), (200, HOUR)),
    scenario(kills.store_is_stopped, (1, 60.0), (1, 60.0)),
    scenario(kills.two_import_at_once, (20, 15.0), (200, HOUR), short=1),
    scenario(kills.imports_while_four_workers_serve, (20, 15.0), (100, HOUR)),
    scenario(places.disk_is_full, (5, 15.0), (50, HOUR), short=1),
    scenario(places.folder_is_read_only, (3, 10.0), (20, HOUR)),
    scenario(places.folder_cannot_be_used, (1, 1.0), (1, 1.0)),
    scenario(places.store_is_corrupted, (20, 15.0), (200, HOUR)),
    scenario(places.clock_jumps, (5, 15.0), (50, HOUR)),
    scenario(network.network_is_cut, (2, 10.0), (20, HOUR), short=1),
    scenario(network.network_loses_packets, (5, 15.0), (50, HOUR)),
    scenario(restarts.servers_are_restarted, (10, 20.0), (100, HOUR), short=1),
    scenario(restarts.workers_are_restarted, (6, 15.0), (100, HOUR)),
    scenario(restarts.server_is_stopped_while_it_answers, (5, 15.0), (100, HOUR)),
    scenario(restarts.backups_are_made_during_imports, (3, 10.0), (50, HOUR)),
    scenario(copies.backups_and_restores_are_killed, (2, 5.0), (200, HOUR)),
    scenario(copies.syncs_are_killed, (2, 5.0), (200, HOUR)),
    scenario(copies.columns_are_built_anew, (2, 5.0), (200, HOUR)),
    scenario(crowds.two_thousand_connect, (3, 10.0), (20, HOUR)),
    scenario(crowds.slow_ones_read_and_write, (1, 45.0), (1, 60.0)),
    scenario(crowds.codes_never_come_again, (500, 30.0), (1000, 4 * HOUR)),
)


def shares() -> str:
    """How often and how long each scenario runs, in the form of `make torture`."""
    lines = [f"{item.name:42} {item.normal.rounds:4} times, {item.normal.seconds:3.0f} s" for item in SCENARIOS]
    total = sum(item.normal.seconds for item in SCENARIOS)
    return "\n".join(("at most, besides what it takes to start:", *lines, f"{'all':42} {total:16.0f} s"))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=shares(), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for form in FORMS:
        parser.add_argument(f"--{form}", dest="form", action="store_const", const=form)
    parser.add_argument("--only", nargs="*")
    parser.set_defaults(form="normal")
    chosen = parser.parse_args()
    failed = 0
    for item in SCENARIOS:
        effort = item.effort(chosen.form)
        if chosen.only and item.name in chosen.only:
            effort = effort or Effort(1, 5.0)
        elif chosen.only or effort is None:
            continue
        failed += not held(item, effort)
    return int(failed > 0)


def held(item: Scenario, effort: Effort) -> bool:
    began, is_held = time.monotonic(), True
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            message = f"held: {item.run(Path(folder), effort)}"
        except NotTried as why:
            message = f"not tried: {why}"
        except (NotHeld, RuntimeError, OSError, subprocess.TimeoutExpired, httpx.HTTPError) as error:
            is_held, message = False, f"DID NOT HOLD: {type(error).__name__} {error}"
    print(f"{item.name.replace('_', ' ')} ({time.monotonic() - began:.0f} s): {message}", flush=True)
    return is_held


if __name__ == "__main__":
    sys.exit(main())
