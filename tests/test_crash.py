"""kill -9 at random moments of an import, of whoever takes part: the importer, the store, a server that is asked.

Who is killed is the command that users run, over a real embedded store. After each kill the old content or the whole
new content is served, nothing else, and the import can be run again and completes. The moments are spread over what
happens to the store: an importer's begin when it has read its file, which it says. What is not to be killed runs in the
process of the test, because a command takes longer to start than its work takes: reading what is served afterwards,
completing the import, and the import under a server. The seed of the moments is printed; CRASH_SEED repeats them.

The store is the embedded one, or that of TERMINOLOGY_TEST_MONGODB_URI. That one is killed only if the test starts it,
by TERMINOLOGY_TEST_STORE_COMMAND: a command that serves in the foreground, with all that belongs to it in one group.
"""

import asyncio
import contextlib
import hashlib
import os
import random  # noqa: TID251 - the moments are random, their seed is printed
import shlex
import signal
import subprocess
import time
import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from seed.hcpcs.releases import load_hcpcs
from seed.release import Release
from terminology.core.errors import StoreUnavailable
from terminology.core.model import Concept
from terminology.library.loading import Loaded, load
from terminology.library.ports import Store
from terminology.library.publishing import ImportContext
from terminology.store.embedded import EmbeddedStore
from terminology.store.opening import choose_store
from terminology.store.process import accepts, wait_until
from tests.builders.imports import import_hcpcs
from tests.examples.server import COMMAND, NO_TLS, RunningServer, environment

pytestmark = pytest.mark.long

BASE = "https://terminology.example.org/fhir"
EVERY_CODE = "/r5/ValueSet/$expand?url=http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets?fhir_vs"
MOMENTS = int(os.environ.get("CRASH_MOMENTS", "7"))  # for each victim; `make torture` takes more
STORE_RESTART_S = 60
STORE_ATTEMPTS = 3  # each takes as long as the store is given to answer
TAKEN_OVER_S = 2.0  # by a server, from the moment of publication
PAUSE_S = 0.01  # between two questions to a server, which else would have no time for anything else
NOW = datetime(2025, 10, 1, tzinfo=UTC)
URI = os.environ.get("TERMINOLOGY_TEST_MONGODB_URI")
COMMAND_OF_STORE = os.environ.get("TERMINOLOGY_TEST_STORE_COMMAND")
DATABASE = f"crash_{uuid.uuid4().hex[:12]}" if URI else "terminology"


VARIABLES = {"TERMINOLOGY_MONGODB_URI": URI, "TERMINOLOGY_DATABASE": DATABASE} if URI else {}


class ServingStore:
    """A store that the test starts by a command, kills with all that belongs to it, and starts again."""

    def __init__(self, words: str, uri: str) -> None:
        self.words = shlex.split(words)
        self.port = urlsplit(uri).port or 27017
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.words, start_new_session=True)
        assert wait_until(lambda: accepts(self.port), STORE_RESTART_S)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def release_in(file: Path) -> Release:
    (release,) = load_hcpcs([(file.name, file.read_bytes())], canonical_base=BASE, release="2025-10").releases
    return release


async def import_one(data_dir: Path, release: Release) -> None:
    store = choose_store(URI, DATABASE, data_dir)
    try:
        await store.open()
        await import_hcpcs(ImportContext(store, BASE, lambda: NOW, lambda: uuid.uuid4().hex), [release])
    finally:
        await store.close()


async def open_patiently(store: Store) -> None:
    """As a server does when it starts: a store that was killed may take a moment to be there again."""
    for _ in range(STORE_ATTEMPTS):
        with contextlib.suppress(StoreUnavailable):
            return await store.open()
    return await store.open()


async def read_digest(store: Store) -> str:
    loaded = await load(store, Loaded(), "https://terminology.example.org/fhir")
    (provider,) = (item.provider for item in loaded.imports if item.provider)
    return digest_of(provider.header.version, tuple(provider.concepts()))


def digest_of(version: str | None, concepts: tuple[Concept, ...]) -> str:
    content = repr((version, concepts))
    return f"{len(concepts)}:{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def digest_of_codes(codes: Iterable[tuple[str, str | None]]) -> str:
    return hashlib.sha256(repr(sorted(codes)).encode()).hexdigest()[:16]


def ask(client: httpx.Client) -> str:
    answer = client.get(EVERY_CODE).raise_for_status().json()
    return digest_of_codes((item["code"], item["display"]) for item in answer["expansion"]["contains"])


def ask_until_it_is_gone(client: httpx.Client) -> set[str]:
    """What a server answers, asked over and over; its last answer is never finished."""
    seen = set()
    with contextlib.suppress(httpx.TransportError):
        while True:
            seen.add(ask(client))
            time.sleep(PAUSE_S)
    return seen


class Scene:
    """A data folder with one published release, and another one of the same month that is about to take its place."""

    def __init__(self, folder: Path, csv: bytes, serving: ServingStore | None) -> None:
        self.serving = serving
        self.data_dir = folder / "data"
        self.data_dir.mkdir()
        self.variables = VARIABLES and {**VARIABLES, "TERMINOLOGY_COLUMNS_DIR": str(folder / "columns")}
        header, *rows = csv.splitlines(keepends=True)
        self.files: list[Path] = []
        self.releases: list[Release] = []
        for name, some in (("old", rows[:700]), ("new", rows[300:1100])):
            file = folder / f"HCPC2025_OCT_{name}.csv"
            file.write_bytes(header + b"".join(some))
            self.files.append(file)
            self.releases.append(release_in(file))
        systems = (release.code_system for release in self.releases)
        self.old, self.new = (digest_of(system.header.version, system.concepts) for system in systems)
        self.duration_s = 0.0

    def swap(self) -> None:
        """What was new is old now, and the other way round."""
        self.files.reverse()
        self.releases.reverse()
        self.old, self.new = self.new, self.old

    def start_importer(self) -> subprocess.Popen[str]:
        """`terminology import hcpcs`, which has read its file and now begins with the store."""
        importer = subprocess.Popen(
            [*COMMAND, "import", "hcpcs", str(self.files[1]), "--release", "2025-10"],
            env=environment(self.data_dir) | self.variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert importer.stderr
        assert "rows, 0 rejected" in importer.stderr.readline()
        return importer

    def measure(self) -> None:
        """Runs the import, undisturbed, and remembers how long it takes from where `start_importer` gives it."""
        importer = self.start_importer()
        began = time.monotonic()
        importer.communicate()
        self.duration_s = time.monotonic() - began
        assert importer.returncode == 0
        assert self.served() == self.new

    def complete(self) -> None:
        """Runs the import again, undisturbed."""
        asyncio.run(import_one(self.data_dir, self.releases[1]))
        assert self.served() == self.new

    def served(self) -> str:
        """What one who comes now is served, with the store restarted if it is gone."""

        async def read() -> str:
            store = choose_store(URI, DATABASE, self.data_dir)
            try:
                await open_patiently(store)
                return await read_digest(store)
            finally:
                await store.close()

        return asyncio.run(read())

    def answers(self) -> set[str]:
        """What a server may answer: the codes and displays of the old or of the new release."""
        concepts = (release.code_system.concepts for release in self.releases)
        return {digest_of_codes((concept.code, concept.display) for concept in each) for each in concepts}

    def kill_store(self) -> None:
        if self.serving:
            self.serving.kill()
            self.serving.start()
        else:
            os.kill(int((self.data_dir / "store.pid").read_text()), signal.SIGKILL)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Scene]:
    csv = shared_data / "releases" / "2025-10-OCT-derived" / "HCPC2025_OCT_ANWEB.normalised.csv"
    serving = ServingStore(COMMAND_OF_STORE, URI) if COMMAND_OF_STORE and URI else None
    made = Scene(tmp_path_factory.mktemp("crash"), csv.read_bytes(), serving)
    holder = EmbeddedStore(made.data_dir)  # so that the store is not stopped whenever a process ends
    if URI is None:
        holder.locate()
    made.swap()
    made.complete()
    made.swap()
    made.measure()
    yield made
    holder.leave()
    if serving:
        serving.kill()


def moments(victim: str) -> list[float]:
    """Fractions of an import's duration, one in each of equal spans, so that they are spread over all of it."""
    seed = os.environ.get("CRASH_SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"CRASH_SEED={seed} ({victim})")
    chance = random.Random(f"{seed}-{victim}")
    return [(number + chance.random()) / MOMENTS for number in range(MOMENTS)]


def test_a_killed_importer_leaves_the_old_or_the_complete_new_content(scene: Scene) -> None:
    for moment in moments("importer"):
        scene.swap()
        importer = scene.start_importer()
        time.sleep(moment * scene.duration_s)
        importer.kill()
        importer.communicate()
        assert scene.served() in (scene.old, scene.new), moment
        scene.complete()


@pytest.mark.skipif(bool(URI and not COMMAND_OF_STORE), reason="How the store that was given is started is not known.")
def test_a_killed_store_serves_the_old_or_the_complete_new_content_again(scene: Scene) -> None:
    for moment in moments("store"):
        scene.swap()
        importer = scene.start_importer()
        time.sleep(moment * scene.duration_s)
        scene.kill_store()
        _, message = importer.communicate(timeout=STORE_RESTART_S)
        served = scene.served()
        assert served in (scene.old, scene.new), moment
        # What the importer says is true: done means that it survived the kill.
        assert served == scene.new or importer.returncode == 1, moment
        assert "Traceback" not in message
        scene.complete()


def test_a_killed_server_never_served_anything_else_and_harms_no_client(scene: Scene) -> None:
    for moment in moments("server"):
        scene.swap()
        with (
            RunningServer(scene.data_dir, "--no-starter", **scene.variables) as server,
            httpx.Client(base_url=server.url, verify=NO_TLS) as client,
            ThreadPoolExecutor(2) as others,
        ):
            first = ask(client)  # the first answer takes longest, and may take longer than until the kill
            asked, imported = others.submit(ask_until_it_is_gone, client), others.submit(scene.complete)
            time.sleep(moment * (scene.duration_s + TAKEN_OVER_S))
            server.process.kill()
            seen = asked.result()
            imported.result()
        assert {first} | seen <= scene.answers(), moment
