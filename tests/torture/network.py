"""Scenarios of the network between server and store, which is in a separate namespace: cut, and losing packets."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from terminology.store.process import wait_until
from terminology.store.programs import choose_program
from tests.examples.server import RunningServer
from tests.torture.scene import Asker, Effort, command, month, must, release, versions, wait_until_ready
from tests.torture.wire import SPACE, THERE, Wire, wire_to_a_namespace

PORT = 27017
LOSES, DELAY_S = 0.1, 0.02
SHORT_CUT_S, LONG_CUT_S = 5, 30
READY_S = 40.0


@contextmanager
def store_beyond_a_wire(folder: Path) -> Iterator[tuple[Wire, dict[str, str]]]:
    """A store in a network namespace, the wire to it, and the settings of its clients."""
    with wire_to_a_namespace() as wire:
        program = choose_program(folder)
        program.folder(folder).mkdir()
        words = program.command(folder, THERE, PORT)
        with (folder / "store.log").open("wb") as log:
            process = subprocess.Popen(["ip", "netns", "exec", SPACE, *words], stdout=log, stderr=log)
        try:
            variables = {
                "TERMINOLOGY_MONGODB_URI": f"mongodb://{THERE}:{PORT}/?directConnection=true",
                "TERMINOLOGY_COLUMNS_DIR": str(folder / "columns"),
            }
            must(wait_until(lambda: command(folder, "list", **variables).returncode == 0, READY_S), "no store started")
            yield wire, variables
        finally:
            process.terminate()
            process.wait(timeout=20)


def network_is_cut(folder: Path, effort: Effort) -> str:
    """No packet gets through: requests are answered, an import reports it; afterwards imports work."""
    file = release(folder)
    slowest_s = 0.0
    with store_beyond_a_wire(folder) as (wire, variables), RunningServer(folder, **variables) as server:
        before = set(versions(folder, **variables))
        with Asker(server.url) as asker:
            for number in effort.each():
                wire.is_cut = True
                done = command(folder, "import", "hcpcs", str(file), "--release", month(number), **variables)
                must(done.returncode == 1, f"the import ended with {done.returncode}")
                must("Traceback" not in done.stderr, f"the import showed a traceback: {done.stderr[-300:]}")
                time.sleep(LONG_CUT_S if effort.seconds >= LONG_CUT_S else SHORT_CUT_S)
                wire.is_cut = False
                slowest_s = max(slowest_s, wait_until_ready(server))
                must(set(versions(folder, **variables)) == before, "what is loaded has changed")
                done = command(folder, "import", "hcpcs", str(file), "--release", month(number), **variables)
                must(done.returncode == 0, f"the import afterwards was refused: {done.stderr[-300:]}")
                before.add(month(number))
        asker.only_answers()
    return f"{number + 1} cuts, ready again after {slowest_s:.1f} s at most; {asker}"


def network_loses_packets(folder: Path, effort: Effort) -> str:
    """A tenth of all packets is lost, and each is delayed: imports are complete, and requests are answered."""
    file = release(folder)
    with store_beyond_a_wire(folder) as (wire, variables), RunningServer(folder, **variables) as server:
        wire.delay_s = DELAY_S
        seen = [0, 0]
        with Asker(server.url) as asker:
            for number in effort.each():
                wire.loses = LOSES
                done = command(folder, "import", "hcpcs", str(file), "--release", month(number), **variables)
                wire.loses = 0.0  # `list` may be refused, too, when too many packets are lost
                must(done.returncode in (0, 1), f"the import ended with {done.returncode}")
                must("Traceback" not in done.stderr, f"the import showed a traceback: {done.stderr[-300:]}")
                is_there = month(number) in versions(folder, **variables)
                must(is_there or done.returncode == 1, "the import stated that it was done, and is not there")
                seen[is_there] += 1
        asker.only_answers()
        must(seen[True] > 0, "no import came through")
        must(wire.lost > 0, "no packet was lost")
    return f"{sum(seen)} imports, {seen[True]} came through, {wire.lost:,} packets lost; {asker}"
