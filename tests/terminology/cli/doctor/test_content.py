import os
from pathlib import Path

from terminology.cli.doctor.content import memory_of_store


def test_the_memory_of_a_process_is_what_the_system_says(tmp_path: Path) -> None:
    assert memory_of_store(tmp_path) is None
    (tmp_path / "store.pid").write_text(str(os.getpid()))
    held = memory_of_store(tmp_path)
    assert held is None or held > 10_000_000
