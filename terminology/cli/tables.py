"""Tables: drawn on a terminal; tab-separated lines elsewhere, for other programs."""

import sys
from collections.abc import Sequence

from terminology.cli.output import result


def show_table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    if sys.stdout.isatty():
        _draw(heads, lines)
        return
    for line in (heads, *lines):
        result("\t".join(" ".join(cell.split()) for cell in line))


def _draw(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(*heads)
    for line in lines:
        table.add_row(*map(escape, line))
    Console().print(table)
