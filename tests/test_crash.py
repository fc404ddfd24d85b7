"""kill -9 at random moments of an import, of whoever takes part: the importer, the store, a server that reads.

Real processes over a real embedded store. After each kill the old content or the whole new content is served, nothing
else, and the import can be run again and completes. The seed of the moments is printed; CRASH_SEED repeats them.
"""

import asyncio
import hashlib
import os
import random  # noqa: TID251 - the moments are random, their seed is printed
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seed.loaders import load_hcpcs
from seed.release import Release
from terminology.core.errors import StoreUnavailable
from terminology.core.model import CodeSystem
from terminology.library.importing import import_hcpcs
from terminology.library.loading import Loaded, load
from terminology.library.ports import Store
from terminology.library.publishing import Clerk
from terminology.store.embedded import EmbeddedStore
from terminology.store.opening import choose_store

BASE = "https://terminology.example.org/fhir"
MOMENTS = 7  # for each victim
STORE_RESTART_S = 60
PROJECT = Path(__file__).parents[1]
NOW = datetime(2025, 10, 1, tzinfo=UTC)


def release_in(file: Path) -> Release:
    (release,) = load_hcpcs([(file.name, file.read_bytes())], canonical_base=BASE, release="2025-10").releases
    return release


async def run_import(data_dir: Path, releases: dict[str, Release]) -> None:
    """What `terminology import hcpcs FILE` does; which file is said when it is time to go."""
    say("ready")
    name = sys.stdin.readline().strip()
    try:
        await import_one(data_dir, releases[name])
        say("done")
    except StoreUnavailable as error:
        say(f"refused: {error}")


async def import_one(data_dir: Path, release: Release) -> None:
    store = choose_store(None, "terminology", data_dir)
    try:
        await store.open()
        await import_hcpcs(Clerk(store, BASE, lambda: NOW, lambda: uuid.uuid4().hex), [release])
    finally:
        await store.close()


async def run_reader(data_dir: Path) -> None:
    """What a server does: reads what is published, over and over; says each time what it has."""
    store = choose_store(None, "terminology", data_dir)
    say("ready")
    sys.stdin.readline()
    await store.open()
    while True:
        say(await read_digest(store))


def say(text: str) -> None:
    print(text, flush=True)


async def read_digest(store: Store) -> str:
    loaded = await load(store, Loaded())
    (code_system,) = (item.code_system for item in loaded.imports if item.code_system)
    return digest_of(code_system)


def digest_of(code_system: CodeSystem) -> str:
    content = repr((code_system.header.version, code_system.concepts))
    return f"{len(code_system.concepts)}:{hashlib.sha256(content.encode()).hexdigest()[:16]}"


class Scene:
    """A data folder with one published release, and another one of the same month that is about to take its place."""

    def __init__(self, folder: Path, csv: bytes) -> None:
        self.data_dir = folder / "data"
        header, *rows = csv.splitlines(keepends=True)
        self.files: list[Path] = []
        self.releases: list[Release] = []
        self.waiting: list[subprocess.Popen[str]] = []
        for name, some in (("old", rows[:700]), ("new", rows[300:1100])):
            file = folder / f"HCPC2025_OCT_{name}.csv"
            file.write_bytes(header + b"".join(some))
            self.files.append(file)
            self.releases.append(release_in(file))
        self.old, self.new = (digest_of(release.code_system) for release in self.releases)
        self.duration_s = 0.0

    def swap(self) -> None:
        """What was new is old now, and the other way round."""
        self.files.reverse()
        self.releases.reverse()
        self.old, self.new = self.new, self.old

    def start_reader(self) -> subprocess.Popen[str]:
        reader = self._process()
        go(reader)
        return reader

    def start_importer(self) -> subprocess.Popen[str]:
        """An importer that begins now. The next one is made ready meanwhile: that takes longer than the import."""
        importer = self.waiting.pop() if self.waiting else self._process(*self.files)
        self.waiting.append(self._process(*self.files))
        go(importer, self.files[1].name)
        return importer

    def _process(self, *files: Path) -> subprocess.Popen[str]:
        """A process of this file: it loads the files, if any, and waits for a line."""
        command = [sys.executable, __file__, str(self.data_dir), *map(str, files)]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT, env=environment
        )

    def complete(self) -> None:
        """Runs the import again, undisturbed, and remembers how long it takes."""
        began = time.monotonic()
        asyncio.run(import_one(self.data_dir, self.releases[1]))
        self.duration_s = time.monotonic() - began
        assert self.served() == self.new

    def served(self) -> str:
        """What one who comes now is served, with the store restarted if it is gone."""

        async def read() -> str:
            store = choose_store(None, "terminology", self.data_dir)
            await store.open()
            try:
                return await read_digest(store)
            finally:
                await store.close()

        return asyncio.run(read())

    def store_pid(self) -> int:
        return int((self.data_dir / "store.pid").read_text())


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Scene]:
    csv = shared_data / "releases" / "2025-10-OCT-derived" / "HCPC2025_OCT_ANWEB.normalised.csv"
    made = Scene(tmp_path_factory.mktemp("crash"), csv.read_bytes())
    holder = EmbeddedStore(made.data_dir)  # so that the store is not stopped whenever a process ends
    holder.locate()
    made.swap()
    made.complete()
    made.swap()
    made.complete()
    yield made
    for process in made.waiting:
        process.kill()
        process.communicate()
    holder.leave()


def go(process: subprocess.Popen[str], what: str = "") -> None:
    assert process.stdin
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.stdin.write(f"{what}\n")
    process.stdin.flush()


def moments(victim: str) -> list[float]:
    """Fractions of an import's duration, one in each of equal spans, so that they are spread over all of it."""
    seed = os.environ.get("CRASH_SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"CRASH_SEED={seed} ({victim})")
    chance = random.Random(f"{seed}-{victim}")
    return [(number + chance.random()) / MOMENTS for number in range(MOMENTS)]


def test_an_importer_that_is_killed_leaves_the_old_or_the_whole_new_content(scene: Scene) -> None:
    for moment in moments("importer"):
        scene.swap()
        importer = scene.start_importer()
        time.sleep(moment * scene.duration_s)
        importer.kill()
        importer.communicate()
        assert scene.served() in (scene.old, scene.new), moment
        scene.complete()


def test_a_store_that_is_killed_serves_the_old_or_the_whole_new_content_again(scene: Scene) -> None:
    for moment in moments("store"):
        scene.swap()
        importer = scene.start_importer()
        time.sleep(moment * scene.duration_s)
        os.kill(scene.store_pid(), signal.SIGKILL)
        said, _ = importer.communicate(timeout=STORE_RESTART_S)
        served = scene.served()
        assert served in (scene.old, scene.new), moment
        # What the importer was told is true: done means that it survived the kill.
        assert served == scene.new or said != "done\n", moment
        scene.complete()


def test_a_server_that_is_killed_never_saw_anything_else_and_harms_nobody(scene: Scene) -> None:
    for moment in moments("server"):
        scene.swap()
        reader, importer = scene.start_reader(), scene.start_importer()
        time.sleep(moment * scene.duration_s)
        reader.kill()
        seen, _ = reader.communicate()
        assert set(seen.splitlines()) <= {scene.old, scene.new}, moment
        said, _ = importer.communicate(timeout=60)
        assert said == "done\n"
        assert scene.served() == scene.new


if __name__ == "__main__":
    folder, *given = map(Path, sys.argv[1:])
    asyncio.run(run_import(folder, {file.name: release_in(file) for file in given}) if given else run_reader(folder))
