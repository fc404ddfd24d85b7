"""Figure: one line of the table that `make bench` writes."""

from collections.abc import Iterable
from typing import NamedTuple


class Figure(NamedTuple):
    """`aim` is what it must reach, in the same unit; empty where nothing is asked."""

    what: str
    value: str
    aim: str = ""


def show(figures: Iterable[Figure]) -> int:
    """Prints them as they come; the exit code."""
    for figure in figures:
        print(f"{figure.what:<72} {figure.value:>28}   {figure.aim}", flush=True)
    return 0
