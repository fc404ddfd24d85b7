from pathlib import Path

import pytest

from terminology.cli.exports.output_file import output_file


def test_a_file_is_in_place_only_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")

    def fail() -> None:
        with output_file(path) as file:
            file.write(b"half")
            assert path.read_bytes() == b"before"
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert path.read_bytes() == b"before"
    with output_file(path) as file:
        file.write(b"after")
    assert [item.read_bytes() for item in tmp_path.iterdir()] == [b"after"]
