"""Figure: one row of the table that `make bench` writes."""

from collections.abc import Iterable
from compileall import compile_dir
from pathlib import Path
from typing import NamedTuple

SERVER = ("terminology", "fhir_resources", "seed")


class Figure(NamedTuple):
    """`aim` is the required value, in the same unit; empty if there is none."""

    what: str
    value: str
    aim: str = ""


def show(figures: Iterable[Figure]) -> int:
    """Prints them as they are measured; returns the exit code.

    Compiles the server first, as installing its wheel does: with PYTHONDONTWRITEBYTECODE set, every command from a
    checkout would recompile 350 modules, a third of its startup time.
    """
    for folder in SERVER:
        compile_dir(Path(__file__).parents[1] / folder, quiet=1)
    for figure in figures:
        print(f"{figure.what:<72} {figure.value:>28}   {figure.aim}", flush=True)
    return 0
