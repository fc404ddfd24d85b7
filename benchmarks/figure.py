"""Figure: one line of the table that `make bench` writes."""

from typing import NamedTuple


class Figure(NamedTuple):
    """`aim` is what it must reach, in the same unit; empty where nothing is asked."""

    what: str
    value: str
    aim: str = ""

    def line(self) -> str:
        return f"{self.what:<66} {self.value:>26}   {self.aim}"
