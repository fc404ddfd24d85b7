"""A store that was killed while creating a table starts again."""

from pathlib import Path

import pytest

from terminology.store.process import StoreProcess
from terminology.store.programs import PROGRAMS, Program, find
from terminology.store.secantus_repair import AS_THE_STORE, repaired

wiredtiger = pytest.importorskip("wiredtiger", reason="SecantusDB is not installed: pip install -e '.[embedded]'")
HALF = "secantus_drop_tombstones"  # which SecantusDB opens whenever it starts


@pytest.fixture
def secantus() -> Program:
    name, file, *others = next(item for item in PROGRAMS if item[0] == "secantus")
    path = find(file)
    if path is None:
        pytest.skip("SecantusDB is not installed")
    return Program(name, path, *others)


def make_half_a_table(folder: Path) -> None:
    """A table whose column group was declared but not created, as after a kill in between."""
    folder.mkdir()
    connection = wiredtiger.wiredtiger_open(str(folder), f"create,{AS_THE_STORE}")
    session = connection.open_session()
    session.create(f"table:{HALF}", "key_format=S,value_format=S,columns=(k,v),colgroups=(main)")
    for name in ("whole", f"{HALF}_seq"):  # a name that begins like the other's
        session.create(f"table:{name}", "key_format=S,value_format=S")
    connection.close()


def test_a_store_with_a_partial_table_starts_and_preserves_complete_ones(tmp_path: Path, secantus: Program) -> None:
    make_half_a_table(secantus.folder(tmp_path))
    process = StoreProcess(tmp_path)
    try:
        assert process.start(secantus) > 0
    finally:
        process.stop()
    assert "whole.wt" in {file.name for file in secantus.folder(tmp_path).iterdir()}


def test_other_log_endings_are_not_repaired(tmp_path: Path) -> None:
    assert not repaired(tmp_path, "OSError: No space left on device")


def test_a_missing_store_is_not_repaired(tmp_path: Path) -> None:
    assert not repaired(tmp_path / "none", "_wiredtiger.WiredTigerError: Invalid argument")
