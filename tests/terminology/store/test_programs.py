import json
from pathlib import Path

import pytest

from terminology.store.opening import choose_store
from terminology.store.process import StoreProcess
from terminology.store.programs import choose_program, find
from tests.contracts.store import letters, publish


def install(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)


def test_a_real_mongod_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "mongod", "secantusd-py")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert choose_program(tmp_path / "data").name == "mongod"


def test_existing_content_determines_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "mongod", "secantusd-py")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "data" / "store-secantus").mkdir(parents=True)
    assert choose_program(tmp_path / "data").name == "secantus"


def test_secantus_syncs_every_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "secantusd-py")
    monkeypatch.setenv("PATH", str(tmp_path))
    command = choose_program(tmp_path / "data").command(tmp_path / "data", "127.0.0.1", 1234)
    assert command[0] == str(tmp_path / "secantusd-py")
    assert "--sync-on-commit" in command
    assert str(tmp_path / "data" / "store-secantus") in command


@pytest.mark.parametrize("name", ["mongod", "ferretdb"])
async def test_another_program_on_path_is_a_store_as_well(name: str, tmp_path: Path) -> None:
    if find(name) is None:
        pytest.skip(f"There is no {name} on PATH.")
    data = tmp_path / "data"
    (data / f"store-{name}").mkdir(parents=True)  # as if it had been here before SecantusDB
    for opening in range(2):
        store = choose_store(None, "terminology", data)
        await store.open()
        assert json.loads((data / "store.json").read_text())["program"] == name
        if opening == 0:
            await publish(store, "i1", letters("1", "ab"))
        assert len((await store.load_code_systems(["i1"]))["i1"].concepts) == 2
        await store.close()
    assert not StoreProcess(data).is_alive()
