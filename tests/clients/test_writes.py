"""fhir-kit-client and HAPI's generic client, unmodified: they write, read and page through history."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.conftest import FOLDER
from tests.examples.server import COMMAND, RunningServer, environment

pytestmark = pytest.mark.long

PROGRAMS = Path(__file__).parent
LONGEST_S = 300.0
KIT = """created 7 at version 1
answered 201 true
read Set 2
too late 412 OperationOutcome
vread Changed
search Patched
conditional By condition
paged 7
gone 410
history DELETE,PUT,PATCH,PUT,POST
whole 5
transaction transaction-response 201,201
nothing of 409 0
"""
HAPI = """created 7 at version 1
again true
read Set 2 at version 1
updated to version 2
too late 412 true
vread Changed
current Patched
paged 7
gone 410
history 3
types true
transaction 3
nothing of 409 0
"""


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a server with the starter content, and a key that may write there."""
    with RunningServer(tmp_path_factory.mktemp("writes")) as server:
        command = [*COMMAND, "keys", "add", "ada", "--scope", "system/*.cruds"]
        made = subprocess.run(command, env=environment(server.folder), check=True, capture_output=True, text=True)
        (key,) = (word for word in made.stdout.split() if word.startswith("tx_"))
        yield server.url, key


def run(*command: str | Path) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=LONGEST_S, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return done.stdout


@pytest.mark.parametrize("base", ["r4", "r5"])
def test_fhir_kit_client_writes_reads_and_pages(writable: tuple[str, str], base: str) -> None:
    if shutil.which("node") is None or not (FOLDER / "node" / "node_modules" / "fhir-kit-client").is_dir():
        pytest.skip(f"Node.js, or fhir-kit-client in {FOLDER}/node, is missing: make clients brings it")
    url, key = writable
    assert run("node", PROGRAMS / "node" / "writes.mjs", FOLDER / "node", f"{url}/{base}", key) == KIT


@pytest.mark.parametrize("base", ["r4", "r5"])
def test_hapis_client_writes_reads_and_pages(writable: tuple[str, str], base: str) -> None:
    if shutil.which("java") is None or not list((FOLDER / "jars").glob("hapi-fhir-client-*.jar")):
        pytest.skip(f"Java, or HAPI's client in {FOLDER}/jars, is missing: make clients brings it")
    url, key = writable
    options = ("-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", f"{FOLDER}/jars/*")
    assert run("java", *options, PROGRAMS / "java" / "Writes.java", f"{url}/{base}", key) == HAPI
