import errno
import os
import subprocess
import sys
import time

import psutil
import pytest

from terminology.cli.imports.child_process import has_second_processor, in_child_process


def test_the_bytes_come_from_another_process() -> None:
    with in_child_process(lambda: b"%d" % os.getpid() * 100_000) as made:
        found = made()
    assert found.startswith(b"%d" % int(found[: len(found) // 100_000]))
    assert int(found[: len(found) // 100_000]) != os.getpid()


def test_a_failed_process_returns_nothing() -> None:
    with in_child_process(lambda: bytes(1 // 0)) as made:
        assert made() == b""


def test_nothing_comes_when_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    before = psutil.Process().num_fds()
    with in_child_process(lambda: b"never") as made:
        assert made() == b""
    assert psutil.Process().num_fds() == before


def test_it_ends_when_its_result_is_not_awaited() -> None:
    before = set(psutil.Process().children())
    with in_child_process(lambda: time.sleep(60) or b""):
        (child,) = set(psutil.Process().children()) - before
    assert not child.is_running()


ASLEEP = """
import os, time
from terminology.cli.imports.child_process import in_child_process
with in_child_process(lambda: print(os.getpid(), flush=True) or time.sleep(60) or b"") as made:
    made()
"""


def test_it_ends_when_its_parent_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", ASLEEP], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    psutil.wait_procs([child], timeout=20)
    assert not child.is_running()


def test_processors_are_counted() -> None:
    assert has_second_processor() == (len(psutil.Process().cpu_affinity() or [0]) > 1)
