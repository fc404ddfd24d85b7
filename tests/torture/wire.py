"""A wire between this machine and a network namespace that can be cut, and can lose and delay packets.

    here    10.197.211.1, a tun device of this machine
    there   10.197.211.2, one that was moved into the namespace, which has no other route

A thread carries the packets from one to the other. (Linux's own netem is not in every kernel.) Only root may do so.
"""

import fcntl
import os
import random  # noqa: TID251 - which packets are lost does not matter
import select
import struct
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from tests.torture.scene import NotTried

SPACE = "terminology-torture"
HERE, THERE = "10.197.211.1", "10.197.211.2"
DEVICES = ("tt-here", "tt-there")
TUNSETIFF, TUN_WITHOUT_INFORMATION = 0x400454CA, 0x1001
LONGEST_PACKET = 65_536
CHECK_INTERVAL_S = 0.005


def ip(*words: str, may_fail: bool = False) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode and not may_fail:
        raise NotTried(f"only root may make network namespaces: ip {' '.join(words)}: {done.stderr.strip()}")


class Wire:
    """`is_cut`, `loses` (a share) and `delay_s` may be set at any time; `lost` counts."""

    def __init__(self) -> None:
        self.is_cut = False
        self.loses = 0.0
        self.delay_s = 0.0
        self.carried = self.lost = 0
        self._ends = [_device(name) for name in DEVICES]
        self._under_way: deque[tuple[float, int, bytes]] = deque()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._carry, daemon=True)

    def __enter__(self) -> "Wire":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()
        for end in self._ends:
            os.close(end)

    def _carry(self) -> None:
        chance = random.Random(1)
        while not self._is_over.is_set():
            ready, _, _ = select.select(self._ends, [], [], CHECK_INTERVAL_S)
            for end in ready:
                packet = os.read(end, LONGEST_PACKET)
                if self.is_cut or chance.random() < self.loses:
                    self.lost += 1
                else:
                    other = self._ends[1 - self._ends.index(end)]
                    self._under_way.append((time.monotonic() + self.delay_s, other, packet))
            while self._under_way and self._under_way[0][0] <= time.monotonic():
                _, end, packet = self._under_way.popleft()
                self.carried += 1
                try:
                    os.write(end, packet)
                except OSError:  # it is no packet of the internet protocol, or the device is down
                    self.lost += 1


def _device(name: str) -> int:
    try:
        opened = os.open("/dev/net/tun", os.O_RDWR)
        fcntl.ioctl(opened, TUNSETIFF, struct.pack("16sH22x", name.encode(), TUN_WITHOUT_INFORMATION))
    except OSError as error:
        raise NotTried(f"only root may make a tun device: {error.strerror}") from None
    return opened


@contextmanager
def wire_to_a_namespace() -> Iterator[Wire]:
    ip("netns", "delete", SPACE, may_fail=True)  # of a run that was killed
    ip("netns", "add", SPACE)
    try:
        with Wire() as wire:
            here, there = DEVICES
            ip("link", "set", there, "netns", SPACE)
            ip("address", "add", HERE, "peer", THERE, "dev", here)
            ip("link", "set", here, "up")
            ip("-n", SPACE, "address", "add", THERE, "peer", HERE, "dev", there)
            ip("-n", SPACE, "link", "set", there, "up")
            ip("-n", SPACE, "link", "set", "lo", "up")
            yield wire
    finally:
        ip("netns", "delete", SPACE, may_fail=True)
