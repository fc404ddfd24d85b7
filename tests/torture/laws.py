"""Every property-based test with new examples: `python -m tests.torture.laws [--seconds N]`.

`make test` draws the same examples each time, so that a failure comes from a change and not from chance. Here, each law
is run repeatedly with new ones until its share of the seconds is over; a slow one is run once. Failures are printed
with the example and a command that repeats them. Part of `make torture`.

This file is also the pytest plugin for it (`-p tests.torture.laws`).
"""

import argparse
import functools
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[2]
WORKERS = 2
SECONDS = "TERMINOLOGY_LAWS_SECONDS"  # for all of them together
LAW = re.compile(r"^@given\(|RuleBasedStateMachine\)", re.MULTILINE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=75.0)
    variables = os.environ | {SECONDS: str(parser.parse_args().seconds)}
    pytest_with_this = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.torture.laws")
    workers = ("-n", str(WORKERS), "--dist", "load")
    command = (sys.executable, *pytest_with_this, *workers, *map(str, files_with_laws()))
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


def files_with_laws() -> Iterator[Path]:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if LAW.search(path.read_text()):
            yield path.relative_to(ROOT)


@pytest.hookimpl(trylast=True)  # after tests/conftest.py has chosen a profile, before it counts
def pytest_configure() -> None:
    settings.register_profile(
        "laws", deadline=None, max_examples=50, database=None, print_blob=True, suppress_health_check=list(HealthCheck)
    )
    settings.load_profile("laws")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    laws = [item for item in items if isinstance(item, pytest.Function) and hasattr(item.obj, "is_hypothesis_test")]
    share = float(os.environ[SECONDS]) * WORKERS / max(1, len(laws))
    for item in laws:
        if hasattr(item.obj, "hypothesis"):  # a state machine is asked once
            item.obj = _repeated(item, share)
    items[:] = laws


def _repeated(item: pytest.Function, seconds: float) -> Callable[..., None]:
    law = item.obj
    drawn = 0
    inner = law.hypothesis.inner_test

    @functools.wraps(inner)
    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal drawn
        drawn += 1
        return inner(*args, **kwargs)

    @functools.wraps(law)
    def repeated(*args: Any, **kwargs: Any) -> None:
        ending = time.monotonic() + seconds
        law.hypothesis.inner_test = counted
        try:
            law(*args, **kwargs)
            while time.monotonic() < ending:
                law(*args, **kwargs)
        finally:
            law.hypothesis.inner_test = inner
            item.user_properties.append(("drawn", drawn))

    return repeated


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports: Sequence[pytest.TestReport] = [
        report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, ())
    ]
    drawn = [int(str(count)) for report in reports for name, count in report.user_properties if name == "drawn"]
    if drawn:
        terminalreporter.write_line(f"{len(drawn)} laws, {sum(drawn):,} examples, {min(drawn):,} at least of each")


if __name__ == "__main__":
    sys.exit(main())
