"""CPU seconds and memory of a server and its workers, from the operating system."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

CHECK_INTERVAL_S = 0.02


class Processes(NamedTuple):
    cpu_s: float
    memory_bytes: int


def server_processes(pid: int) -> Processes:
    """A process with its children, without the embedded store, which is detached."""
    pids = [pid, *_children(pid)]
    return Processes(sum(map(_cpu_s, pids)), sum(map(_memory_bytes, pids)))


class Command(NamedTuple):
    """A finished command: its exit code, and the resources of it and its children."""

    code: int
    seconds: float
    cpu_s: float
    peak_bytes: int


def run_command(command: Sequence[str], variables: Mapping[str, str]) -> Command:
    """Runs a command to its end, without its output.

    Its peak memory is sampled while it runs: ru_maxrss of the system is at least that of its parent, because a process
    starts as a copy of its parent.
    """
    began = time.monotonic()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=dict(variables), stdin=quiet, stdout=quiet, stderr=quiet)
    peak = 0
    while True:
        with suppress(OSError, StopIteration, ValueError):  # a child may end in the meantime
            peak = max(peak, server_processes(process.pid).memory_bytes, _memory_bytes(process.pid, "VmHWM"))
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            cpu_s = usage.ru_utime + usage.ru_stime
            return Command(process.returncode, time.monotonic() - began, cpu_s, peak)
        time.sleep(CHECK_INTERVAL_S)


def memory_mb(pid: int) -> float:
    return server_processes(pid).memory_bytes / 1e6


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *_children(child)]
    return found


def _cpu_s(pid: int) -> float:
    """CPU time of all threads, from the first number of schedstat (nanoseconds)."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir()) / 1e9


def _memory_bytes(pid: int, which: str = "VmRSS") -> int:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith(which))
    return int(line.split()[1]) * 1024


def proportional_mb(pid: int) -> float:
    """Proportional set size: shared memory is divided among the processes."""
    return sum(map(_proportional_kib, [pid, *_children(pid)])) * 1024 / 1e6


def _proportional_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
