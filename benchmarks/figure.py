"""Figure: one line of the table that `make bench` writes."""

from collections.abc import Iterable
from compileall import compile_dir
from pathlib import Path
from typing import NamedTuple

SERVER = ("terminology", "fhir_resources", "seed")


class Figure(NamedTuple):
    """`aim` is what it must reach, in the same unit; empty where nothing is asked."""

    what: str
    value: str
    aim: str = ""


def show(figures: Iterable[Figure]) -> int:
    """Prints them as they come; the exit code.

    Compiles the server first, as installing its wheel does: where PYTHONDONTWRITEBYTECODE is set, every command of a
    checkout would compile 350 modules again, a third of the startup.
    """
    for folder in SERVER:
        compile_dir(Path(__file__).parents[1] / folder, quiet=1)
    for figure in figures:
        print(f"{figure.what:<72} {figure.value:>28}   {figure.aim}", flush=True)
    return 0
