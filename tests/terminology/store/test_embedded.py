"""A real embedded store, in temporary folders; its users are real processes where that matters."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminology.core.errors import StoreUnavailable
from terminology.library.ports import NoStore
from terminology.store.embedded import EmbeddedStore
from terminology.store.opening import choose_store
from terminology.store.process import accepts, wait_until

USER = """
import sys
from pathlib import Path
from terminology.store.embedded import EmbeddedStore
store = EmbeddedStore(Path(sys.argv[1]))
print(store.locate(), flush=True)
sys.stdin.read()
store.leave()
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    made = EmbeddedStore(tmp_path / "data")
    yield made
    made.leave()


def start_user(data_dir: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", USER, str(data_dir)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def uri_of(user: subprocess.Popen[str]) -> str:
    assert user.stdout
    return user.stdout.readline().strip()


def end(user: subprocess.Popen[str]) -> None:
    user.communicate(timeout=30)


def port_of(uri: str) -> int:
    return int(uri.removeprefix("mongodb://127.0.0.1:").partition("/")[0])


def kill_store(data_dir: Path) -> None:
    os.kill(int((data_dir / "store.pid").read_text()), signal.SIGKILL)


def test_users_share_one_store_and_the_last_one_stops_it(tmp_path: Path) -> None:
    users = [start_user(tmp_path) for _ in range(3)]
    (uri,) = {uri_of(user) for user in users}
    end(users[0])
    end(users[1])
    assert accepts(port_of(uri))
    end(users[2])
    assert not accepts(port_of(uri))
    assert not (tmp_path / "store.json").exists()


def test_a_store_whose_users_were_killed_is_found_by_the_next_one(tmp_path: Path, store: EmbeddedStore) -> None:
    user = start_user(tmp_path / "data")
    uri = uri_of(user)
    user.kill()
    user.communicate()
    assert store.locate() == uri
    store.leave()
    assert not accepts(port_of(uri))


def test_a_killed_store_is_restarted(tmp_path: Path, store: EmbeddedStore) -> None:
    uri = store.locate()
    assert store.locate() == uri
    kill_store(tmp_path / "data")
    wait_until(lambda: not accepts(port_of(uri)), 5)
    assert accepts(port_of(store.locate()))


def test_leaving_twice_or_without_entering_does_nothing(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "data")
    store.leave()
    store.locate()
    store.leave()
    store.leave()


def test_a_reused_process_id_is_not_mistaken_for_the_store(tmp_path: Path, store: EmbeddedStore) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as other:
        (folder / "store.json").write_text(f'{{"program": "secantus", "port": {other.getsockname()[1]}}}')
        (folder / "store.pid").write_text(str(os.getppid()))
        assert port_of(store.locate()) != other.getsockname()[1]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"port": "x"}'])
def test_a_damaged_store_file_does_not_prevent_a_start(tmp_path: Path, store: EmbeddedStore, content: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "store.json").write_text(content)
    (folder / "store.pid").write_text(content)
    program(folder.parent / "bin", "echo broken on purpose; exit 1")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PATH", f"{folder.parent / 'bin'}:/usr/bin:/bin")
        with pytest.raises(NoStore):
            store.locate()


def program(folder: Path, script: str) -> None:
    folder.mkdir(exist_ok=True)
    mongod = folder / "mongod"
    mongod.write_text(f"#!/bin/sh\n{script}\n")
    mongod.chmod(0o755)


def test_a_store_that_does_not_start_says_why(
    tmp_path: Path, store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", 'echo starting; echo "no space left on device"; exit 1')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    with pytest.raises(NoStore, match=r"\(mongod\) did not start: no space left on device"):
        store.locate()


def test_without_any_program_the_choices_are_named(
    tmp_path: Path, store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(NoStore, match=r"TERMINOLOGY_MONGODB_URI.*mongod.*terminology-server\[embedded\]"):
        store.locate()


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NoStore, match=r"file/data cannot be created: Not a directory. Set TERMINOLOGY_DATA_DIR"):
        EmbeddedStore(tmp_path / "file" / "data").locate()


def test_its_threads_share_one_heap(store: EmbeddedStore, tmp_path: Path) -> None:
    store.locate()
    number = (tmp_path / "data" / "store.pid").read_text().strip()
    assert b"MALLOC_ARENA_MAX=1\0" in Path(f"/proc/{number}/environ").read_bytes()


def test_a_restart_between_operations_stays_at_the_same_port(tmp_path: Path, store: EmbeddedStore) -> None:
    uri, number = store.locate(), tmp_path / "data" / "store.pid"
    before = number.read_text()
    assert not store.restart_if_large()  # it is small yet
    assert not store.restart_between_operations(lambda: False)
    assert number.read_text() == before
    assert store.restart_between_operations()
    assert number.read_text() != before
    assert store.locate() == uri


async def test_a_watcher_soon_learns_that_the_store_was_killed(tmp_path: Path) -> None:
    """The driver retries for seconds, and returns as if there were a change."""
    store = choose_store(None, "killed", tmp_path / "data")
    await store.open()
    try:
        waiting = asyncio.ensure_future(store.change(60.0))
        await asyncio.sleep(0.2)
        kill_store(tmp_path / "data")
        with pytest.raises(StoreUnavailable, match="has ended"):
            await waiting
        await store.open()
        assert (await store.publication()).revision == 0
    finally:
        await store.close()
