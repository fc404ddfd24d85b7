"""Locates CMS's real files and the narrative document for the tests: next to the project, never inside it."""

import gc
import os
import signal
from collections.abc import Generator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import structlog
from hypothesis import settings

from tests.examples.releases import share_in

# What a busy machine takes its time for is no failure; growth and CPU are measured by tests of their own.
# The same examples each time, so that a failure is of the change and not of the draw: some in `make test`, `many` in
# `make conformance`; `explore` draws new ones.
settings.register_profile("house", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("many", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("explore", deadline=None, max_examples=600)
settings.load_profile("house")


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """Restores Python's default SIGINT handler.

    If Python's own handler is set, asyncio replaces it for each task that it runs and formats the value of an async
    fixture (such as a whole library) as text each time: a third of the time of tests with such a fixture.
    """
    raise KeyboardInterrupt


signal.signal(signal.SIGINT, interrupt)
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # under `nohup` it is ignored, and the servers that tests start inherit it

# They begin first, so that no worker waits at the end for another that has begun with one of these.
LONGEST = (
    "test_write_crash",
    "test_journeys",
    "test_bad_input",
    "test_workers",
    "test_app",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order in which files are handed to the workers of pytest-xdist."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONGEST)))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Ten thousand tests and all modules stay alive: most of the collector's work would be to scan them."""
    gc.disable()
    collected = yield
    gc.collect()
    gc.freeze()
    gc.enable()
    return collected


SHARED = Path(__file__).parents[2] / "shared"


def found(folder: Path, what: str) -> Path:
    if not folder.is_dir():
        pytest.skip(f"{what} are missing: expected in {folder}")
    return folder


@pytest.fixture(scope="session")
def _log_of_tests() -> Mapping[str, Any]:
    return structlog.get_config()


@pytest.fixture(autouse=True)
def _log_level(_log_of_tests: Mapping[str, Any]) -> None:
    """A server that ran in this process has set the log level for later tests."""
    structlog.configure(**_log_of_tests)


@pytest.fixture(scope="session")
def shared_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if "PYTEST_XDIST_WORKER" in os.environ:
        share_in(tmp_path_factory.getbasetemp().parent)
    return found(SHARED / "data" / "hcpcs", "CMS's HCPCS releases")


@pytest.fixture(scope="session")
def shared_seeds() -> Path:
    return found(SHARED / "seeds", "the procedure narratives")


@pytest.fixture(scope="session")
def shared_icd10() -> Path:
    return found(SHARED / "data" / "icd-10", "CMS's and CDC's files of ICD-10")
