import errno
import os
from pathlib import Path

import pytest

from terminology.http.metrics_files import FIRST_BYTES, ReservedFile

LABELS = [f"a label that is long {'x' * 200} {number}" for number in range(2000)]


def counted(file: ReservedFile) -> dict[str, float]:
    return {key: value for key, value, _ in file.read_all_values()}


def fill_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_file: int, _first: int, _length: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", refuse)


def test_a_file_has_its_room_before_anything_is_written_into_its_mapping(tmp_path: Path) -> None:
    file = ReservedFile(str(tmp_path / "histogram_1.db"))
    assert (tmp_path / "histogram_1.db").stat().st_blocks * 512 >= FIRST_BYTES
    for number, label in enumerate(LABELS):
        file.write_value(label, float(number), 0.0)
    about = (tmp_path / "histogram_1.db").stat()
    assert about.st_blocks * 512 >= about.st_size > FIRST_BYTES
    assert counted(file)[LABELS[-1]] == 1999.0
    file.close()
    again = ReservedFile(str(tmp_path / "histogram_1.db"))
    assert again.read_value(LABELS[-1]) == (1999.0, 0.0)
    again.close()


def test_on_a_full_disk_a_process_counts_in_its_own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_disk(monkeypatch)
    file = ReservedFile(str(tmp_path / "histogram_1.db"))
    for label in LABELS:
        file.write_value(label, 1.0, 0.0)
    assert sum(counted(file).values()) == len(LABELS)
    assert list(tmp_path.iterdir()) == []  # a file without content could not be added up
    file.close()


def test_a_full_disk_preserves_the_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = ReservedFile(str(tmp_path / "histogram_1.db"))
    file.write_value("first", 7.0, 0.0)
    fill_disk(monkeypatch)
    for label in LABELS:
        file.write_value(label, 1.0, 0.0)
    assert counted(file)["first"] == 7.0
    assert sum(counted(file).values()) == 7.0 + len(LABELS)
    assert (tmp_path / "histogram_1.db").stat().st_size == FIRST_BYTES
    file.close()
