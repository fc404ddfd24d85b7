import gc
import platform
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminology.library.gc_tuning import collect_seldom, freeze_loaded, gc_paused, in_background, trim_memory


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_objects_made_in_the_background_are_excluded_from_later_gc_scans() -> None:
    before = gc.get_freeze_count()
    with in_background():
        made = [[number] for number in range(1000)]
    assert gc.get_freeze_count() >= before + len(made)


def test_a_server_rarely_runs_the_collector_during_a_large_batch() -> None:
    thresholds, before = gc.get_threshold(), gc.get_stats()
    try:
        collect_seldom()
        made = [[number] for number in range(50_000)]
    finally:
        gc.set_threshold(*thresholds)
    done = [now["collections"] - then["collections"] for now, then in zip(gc.get_stats(), before, strict=True)]
    assert (len(made), sum(done) < 10) == (50_000, True)


def fail_in_background() -> None:
    with in_background():
        raise RuntimeError("failed")


def test_objects_made_with_gc_paused_are_not_scanned() -> None:
    before = gc.get_threshold()
    with gc_paused():
        assert gc.get_threshold()[2] > before[2]
    assert gc.get_threshold() == before


def test_frozen_objects_are_freed_when_unreferenced() -> None:
    made = [[number] for number in range(1000)]
    before = gc.get_freeze_count()
    freeze_loaded()
    there = gc.get_freeze_count()
    assert there >= before + len(made)
    made.clear()
    assert gc.get_freeze_count() <= there - 1000


def test_nothing_is_frozen_while_gc_is_paused() -> None:
    with gc_paused():
        before = gc.get_freeze_count()
        freeze_loaded()
        assert gc.get_freeze_count() == before


def test_turns_and_searches_are_as_before_afterwards_even_if_it_fails() -> None:
    before = sys.getswitchinterval(), gc.get_threshold()
    with pytest.raises(RuntimeError, match="failed"):
        fail_in_background()
    assert (sys.getswitchinterval(), gc.get_threshold()) == before


def test_threads_take_short_turns_in_the_background() -> None:
    before = sys.getswitchinterval(), gc.get_threshold()
    with in_background():
        assert sys.getswitchinterval() < before[0]
        assert gc.get_threshold()[2] > before[1][2]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc's memory can be given back")
def test_free_memory_is_returned_to_the_system() -> None:
    live = [bytes(100_000) for _ in range(1000)]
    del live[:-1]
    before = resident_bytes()
    trim_memory()
    assert resident_bytes() < before - 50_000_000


def resident_bytes() -> int:
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be configured")
def test_all_threads_take_memory_from_one_heap() -> None:
    """In a separate process, because the setting is permanent; glibc's own statistics count the heaps."""
    program = (
        "import ctypes, threading\n"
        "from terminology.library.gc_tuning import share_one_heap\n"
        "share_one_heap()\n"
        "threads = [threading.Thread(target=lambda: bytearray(2000)) for _ in range(8)]\n"
        "[thread.start() for thread in threads], [thread.join() for thread in threads]\n"
        "ctypes.CDLL(None).malloc_stats()\n"
    )
    message = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stderr
    assert message.count("Arena") == 1
