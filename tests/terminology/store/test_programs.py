from pathlib import Path

import pytest

from terminology.store.programs import choose_program


def install(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)


def test_a_real_mongod_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "mongod", "secantusd-py")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert choose_program(tmp_path / "data").name == "mongod"


def test_content_that_is_there_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "mongod", "secantusd-py")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "data" / "store-secantus").mkdir(parents=True)
    assert choose_program(tmp_path / "data").name == "secantus"


def test_secantus_is_told_to_sync_every_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "secantusd-py")
    monkeypatch.setenv("PATH", str(tmp_path))
    command = choose_program(tmp_path / "data").command(tmp_path / "data", "127.0.0.1", 1234)
    assert command[0] == str(tmp_path / "secantusd-py")
    assert "--sync-on-commit" in command
    assert str(tmp_path / "data" / "store-secantus") in command
