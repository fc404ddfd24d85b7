"""Claim lines from file to file: lines per second and core, resident memory, growth from 100,000 to 1,000,000 lines.

    python -m benchmarks.claims

Both in this process and by the command, `terminology check FILE --out FILE`, on a separate store; the command's time
includes its start, which reads the loaded content.

The lines are generated from all seven releases with the fee schedule, the unlikely edits and the crosswalk loaded:
every code, every day of a year, four lines per patient; one line in twenty is invalid.
"""

import csv
import random  # noqa: TID251
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from benchmarks.figure import Figure, show
from benchmarks.processes import run_command
from seed.hcpcs.code_system import URL
from seed.registry import SOURCES
from seed.sources import LoadRequest
from terminology.core.concept_maps import ConceptMap
from terminology.core.model import CodeSystem
from terminology.core.supplements import Supplement
from terminology.library.checking.files import CheckOptions, check_file, output_to
from terminology.operations.check_lines.check import LineChecker
from tests.examples.all_releases import BASE, FILES, NOW, load_all, snapshot_of
from tests.examples.server import COMMAND, ROOT_OF_DATA, environment

SIZES = (100_000, 1_000_000)
HEADINGS = ("Claim ID", "Patient ID", "HCPCS", "Mod1", "Mod2", "DOS", "Units", "Charge")
TABLES: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("dmepos", "dmepos/DMEPOS25_APR25.csv", {}),
    ("mue", "mue/2024-07_MUE_DME.csv", {"setting": "dme"}),
    ("ndc-crosswalk", "asp/2025-10_ASP_NDC-HCPCS_crosswalk.level2.csv", {}),
)


def figures() -> Iterator[Figure]:
    checker = loaded_checker(ROOT_OF_DATA / "hcpcs")
    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            write_lines(Path(folder) / f"{size}.csv", size, checker)
        yield from of_the_command(Path(folder), ROOT_OF_DATA / "hcpcs")
        for size in SIZES:
            path = Path(folder) / f"{size}.csv"
            began = time.process_time()
            with (Path(folder) / "out.csv").open("wb") as out:
                output = output_to(out, "csv")
                check_file(path, checker, CheckOptions(), output, lambda _done: None)
                output.close()
            seconds[size] = time.process_time() - began
            rate = f"{size / seconds[size]:,.0f} lines/s"
            yield Figure(f"terminology check, {size:,} lines, a core, file to file", rate, "30,000 lines/s")
    growth = seconds[SIZES[1]] / seconds[SIZES[0]] * SIZES[0] / SIZES[1]
    yield Figure("the same, time a line of 1,000,000 to that of 100,000", f"{growth:.2f}", "1")


def of_the_command(folder: Path, data: Path) -> Iterator[Figure]:
    """As users run it: every release and table imported, then the two files in turn."""
    variables = environment(folder / "store")
    imports = [["hcpcs", *(str(data / "releases" / name) for name in FILES.values())]]
    imports += [[kind, str(data / name), *_as_options(options)] for kind, name, options in TABLES]
    for arguments in imports:
        subprocess.run([*COMMAND, "import", *arguments], env=variables, check=True, capture_output=True)
    for size in SIZES:
        arguments = ["check", str(folder / f"{size}.csv"), "--out", str(folder / "by_command.csv")]
        command = run_command([*COMMAND, *arguments], variables)
        assert command.code == 1  # one line in twenty is invalid
        rate = f"{size / command.cpu_s:,.0f} lines/s"
        yield Figure(f"the command terminology check, {size:,} lines, its start in it, a core", rate, "30,000 lines/s")
        peak = f"{command.peak_bytes / 1e6:,.0f} MB"
        yield Figure("the same, peak resident memory, seven releases and tables in it", peak, "200 MB")


def _as_options(options: Mapping[str, str]) -> list[str]:
    return [word for name, value in options.items() for word in (f"--{name}", value)]


def loaded_checker(data: Path) -> LineChecker:
    catalogue = snapshot_of(load_all(data)).catalogue
    supplements, maps = [], []
    for kind, name, options in TABLES:
        files = ((Path(name).name, (data / name).read_bytes()),)
        loaded = SOURCES[kind].load(LoadRequest(files=files, canonical_base=BASE, now=NOW, options=options))
        for item in loaded.resource_sets:
            supplements += [Supplement(each) for each in item.resources if isinstance(each, CodeSystem)]
            maps += [each for each in item.resources if isinstance(each, ConceptMap)]
    catalogue = catalogue.with_resources(supplements=supplements, concept_maps=maps)
    return LineChecker(catalogue, URL, date(2025, 11, 1))


def write_lines(path: Path, size: int, checker: LineChecker) -> None:
    dice = random.Random(1)
    concepts = checker.facts.catalogue.get_code_system(URL).concepts()
    codes = [item.code for item in concepts if len(item.code) == 5]
    good = [code for code in codes if is_fine(checker, code)]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(size):
            code = dice.choice(codes if dice.random() < 0.1 else good)
            day = f"{dice.randrange(1, 13):02}/{dice.randrange(1, 29):02}/2025"
            modifier = dice.choice(("", "", "", "KX"))
            writer.writerow((f"C{number // 3:08}", f"P{number // 4:08}", code, modifier, "", day, "1", "12.50"))


def is_fine(checker: LineChecker, code: str) -> bool:
    known = checker.facts.find(code)
    on_day = checker.facts.on_day(known, date(2025, 6, 1)) if known and known.period_on(date(2025, 1, 1)) else None
    if known is None or on_day is None or on_day.needs_description or on_day.coverage in ("I", "M", "S"):
        return False
    is_unmodified = on_day.billing is None or frozenset() in on_day.billing.ways
    return is_unmodified and not any(limit.units == 0 for limit in on_day.limits)


if __name__ == "__main__":
    sys.exit(show(figures()))
