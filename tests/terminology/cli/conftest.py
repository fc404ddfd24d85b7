"""The commands, on one embedded store that stays open for all of them."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from seed.starter.files import content_of
from terminology.cli.main import app
from terminology.store.embedded import EmbeddedStore
from tests.examples.command_line import EXCERPT, Run, Start
from tests.examples.server import COMMAND, environment


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose store runs until the last test ends."""
    folder = tmp_path_factory.mktemp("data")
    holder = EmbeddedStore(folder)
    holder.locate()
    yield folder
    holder.leave()


@pytest.fixture(scope="session")
def run(folder: Path) -> Run:
    """Runs a command in this process, which takes a tenth of the time of a new one."""

    def run(*arguments: str | Path, database: str = "terminology", **more: str) -> Result:
        variables = environment(folder) | {"TERMINOLOGY_DATABASE": database} | more
        return CliRunner().invoke(app, list(map(str, arguments)), env=variables, prog_name="terminology")

    return run


@pytest.fixture(scope="session")
def start(folder: Path) -> Start:
    """Runs a command as a user does."""

    def start(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        command = [*COMMAND, *map(str, arguments)]
        variables = environment(folder) | more
        return subprocess.run(command, env=variables, capture_output=True, text=True, timeout=120, check=False)

    return start


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("release") / EXCERPT
    file.write_bytes(content_of(EXCERPT))
    return file
