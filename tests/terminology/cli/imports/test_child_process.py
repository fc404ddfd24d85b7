import os
import time

import psutil

from terminology.cli.imports.child_process import has_second_processor, in_child_process


def test_the_bytes_come_from_another_process() -> None:
    with in_child_process(lambda: b"%d" % os.getpid() * 100_000) as made:
        found = made()
    assert found.startswith(b"%d" % int(found[: len(found) // 100_000]))
    assert int(found[: len(found) // 100_000]) != os.getpid()


def test_of_a_process_that_fails_nothing_comes() -> None:
    with in_child_process(lambda: bytes(1 // 0)) as made:
        assert made() == b""


def test_it_ends_when_nobody_waits_for_it() -> None:
    before = set(psutil.Process().children())
    with in_child_process(lambda: time.sleep(60) or b""):
        (child,) = set(psutil.Process().children()) - before
    assert not child.is_running()


def test_processors_are_counted() -> None:
    assert has_second_processor() == (len(psutil.Process().cpu_affinity() or [0]) > 1)
