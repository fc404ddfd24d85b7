"""`make bench`: measures the server as users start it, and writes the table into benchmarks/README.md.

    python -m benchmarks.run                       everything, in about ten minutes
    python -m benchmarks.run --only response_cache search    some parts, printed only

Each part is a module with `figures()` and can be run by itself: `python -m benchmarks.response_cache`. CMS's releases
are read from next to the project; without them, parts that need them are skipped with a message.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from benchmarks.figure import Figure, show
from tests.examples.server import ROOT_OF_DATA

PAGE = Path(__file__).parent / "README.md"
LIMIT_S = 15 * 60  # parts that have not started by then are skipped
PARTS = {  # each part, and whether it needs CMS's releases
    "releases": True,
    "swap": True,
    "response_cache": True,
    "batch": True,
    "search": False,
    "writes": False,
    "page_readers": False,
    "claims": True,
    "pages": True,
    "engine": False,
    "large": False,
    "columns": False,
}
VERSIONS = ("fastapi", "uvicorn", "orjson", "motor", "SecantusDB")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures the server as a user starts it.")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=f"of: {', '.join(PARTS)}")
    only = parser.parse_args().only
    taken: list[Figure] = []
    show(retained(measured(only or list(PARTS)), taken))
    if not only:
        write_table(taken)
    return 0


def measured(parts: list[str]) -> Iterator[Figure]:
    began = time.monotonic()
    has_releases = (ROOT_OF_DATA / "hcpcs" / "releases").is_dir()
    for part in parts:
        if PARTS[part] and not has_releases:
            print(f"{part} is left out: CMS's releases are missing, expected in {ROOT_OF_DATA / 'hcpcs' / 'releases'}.")
        elif time.monotonic() - began > LIMIT_S:
            print(f"{part} is left out: the time is over.")
        else:
            yield from import_module(f"benchmarks.{part}").figures()


def retained(figures: Iterator[Figure], taken: list[Figure]) -> Iterator[Figure]:
    for figure in figures:
        taken.append(figure)
        yield figure


def write_table(figures: list[Figure]) -> None:
    """Replaces the text between the marks in benchmarks/README.md."""
    before, mark, rest = PAGE.read_text().partition("<!-- figures -->\n")
    _, end, after = rest.partition("<!-- /figures -->")
    rows = "\n".join(f"| {figure.what} | {figure.value} | {figure.aim} |" for figure in figures)
    versions = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {versions}"
    about = f"{date.today().isoformat()}, {machine}"
    table = f"\nMeasured {about}.\n\n| what | measured | aim |\n|---|---|---|\n{rows}\n\n"
    PAGE.write_text(before + mark + table + end + after)


if __name__ == "__main__":
    sys.exit(main())
