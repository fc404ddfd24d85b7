"""What the operating system says of a server: the CPU seconds and the memory of its process and its workers."""

from pathlib import Path
from typing import NamedTuple


class Processes(NamedTuple):
    cpu_s: float
    memory_bytes: int


def server_processes(pid: int) -> Processes:
    """A process with its children, the embedded store not among them: that is nobody's child."""
    pids = [pid, *_children(pid)]
    return Processes(sum(map(_cpu_s, pids)), sum(map(_memory_bytes, pids)))


def memory_mib(pid: int) -> float:
    return server_processes(pid).memory_bytes / 2**20


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *_children(child)]
    return found


def _cpu_s(pid: int) -> float:
    """Nanoseconds on a processor, the first number of schedstat, over all threads."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir()) / 1e9


def _memory_bytes(pid: int) -> int:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def proportional_mib(pid: int) -> float:
    """Proportional memory: what processes share is divided among them."""
    return sum(map(_proportional_kib, [pid, *_children(pid)])) / 1024


def _proportional_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
