"""Setup for third-party clients: `make clients` downloads their libraries once to a folder of the user's cache.

TERMINOLOGY_CLIENTS names another folder. Tests whose libraries are missing are skipped with a message.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seed.starter.files import content_of
from tests.examples.command_line import EXCERPT
from tests.examples.server import COMMAND, RunningServer, environment

FOLDER = Path(os.environ.get("TERMINOLOGY_CLIENTS") or Path.home() / ".cache" / "terminology-clients")
PROGRAMS = Path(__file__).parent
LONGEST_S = 1200.0
# HL7's validator asks for these; the last is empty here: it defines extensions of other versions of FHIR.
EMPTY = "hl7.fhir.xver-extensions#0.1.0"
MANIFEST = '{"name": "hl7.fhir.xver-extensions", "version": "0.1.0", "fhirVersions": ["5.0.0"], "type": "Conformance"}'

Program = Callable[..., list[str]]


@pytest.fixture(scope="session")
def java(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Runs a program in this folder with the libraries, and returns the lines that it prints."""
    if shutil.which("java") is None:
        pytest.skip("There is no Java here")
    if not list((FOLDER / "jars").glob("hapi-fhir-jpaserver-base-*.jar")):
        pytest.skip(f"HAPI's libraries are not in {FOLDER}: make clients brings them")
    home = tmp_path_factory.mktemp("home")
    _fill_package_cache(home / ".fhir" / "packages")

    def run(program: str, *arguments: str | Path) -> list[str]:
        options = (f"-Duser.home={home}", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", f"{FOLDER}/jars/*")
        command = ["java", *options, str(PROGRAMS / "java" / f"{program}.java"), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=False)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout.splitlines()

    return run


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The same for a JavaScript program."""
    modules = FOLDER / "node" / "node_modules"
    if shutil.which("node") is None:
        pytest.skip("There is no Node.js here")
    if not (modules / "cql-execution").is_dir():
        pytest.skip(f"Its libraries are not in {FOLDER}: make clients brings them")
    folder = shutil.copytree(PROGRAMS / "node", tmp_path_factory.mktemp("node") / "programs")
    (folder / "node_modules").symlink_to(modules)

    def run(program: str, *arguments: str | Path) -> list[str]:
        command = ["node", str(folder / f"{program}.mjs"), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=False)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout.splitlines()

    return run


def _fill_package_cache(packages: Path) -> None:
    for archive in (FOLDER / "packages").glob("*.tgz"):
        name, _, version = archive.stem.partition("-")
        folder = packages / f"{name}#{version}"
        folder.mkdir(parents=True)
        subprocess.run(["tar", "xzf", archive, "-C", folder], check=True)
    (packages / EMPTY / "package").mkdir(parents=True)
    (packages / EMPTY / "package" / "package.json").write_text(MANIFEST)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with an excerpt of a release that counts as complete."""
    folder = tmp_path_factory.mktemp("served")
    release = folder / EXCERPT
    release.write_bytes(content_of(EXCERPT))
    command = [*COMMAND, "import", "hcpcs", str(release), "--release", "2025-10"]
    subprocess.run(command, env=environment(folder), capture_output=True, timeout=300, check=True)
    with RunningServer(folder) as running:
        yield running
