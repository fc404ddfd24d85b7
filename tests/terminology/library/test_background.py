import gc
import sys
from collections.abc import Iterator

import pytest

from terminology.library.background import in_background


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_made_in_the_background_is_left_out_of_later_searches_for_cycles() -> None:
    before = gc.get_freeze_count()
    with in_background():
        made = [[number] for number in range(1000)]
    assert gc.get_freeze_count() >= before + len(made)


def fail_in_background() -> None:
    with in_background():
        raise RuntimeError("failed")


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
