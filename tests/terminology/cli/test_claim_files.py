import os
import signal
import threading
from pathlib import Path

import pytest

from terminology.cli.claim_files import Interrupted, interruptible, readable_files, writing
from terminology.library.checking.columns import UnreadableFile


def test_a_pipe_is_copied_to_a_private_temporary_file(tmp_path: Path) -> None:
    pipe = tmp_path / "claims.csv"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"HCPCS\nJ3111\n",))
    writer.start()
    with readable_files([pipe]) as (copy,):
        assert copy.read_bytes() == copy.read_bytes() == b"HCPCS\nJ3111\n"
        assert copy.name == "claims.csv"
        assert copy.parent.stat().st_mode & 0o777 == 0o700
    writer.join()
    assert not copy.parent.exists()


def test_a_file_is_read_where_it_is_and_one_that_is_missing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.touch()
    with readable_files([path]) as found:
        assert found == [path]
    with pytest.raises(UnreadableFile, match="no file"), readable_files([tmp_path / "none.csv"]):
        pass


@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_no_file(tmp_path: Path, number: signal.Signals, exit_code: int) -> None:
    before = signal.getsignal(number)
    with pytest.raises(Interrupted) as interrupted:
        write_and_interrupt(tmp_path, number)
    assert interrupted.value.exit_code == exit_code
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(number) == before


def write_and_interrupt(folder: Path, number: signal.Signals) -> None:
    with interruptible(), writing(folder / "out.csv") as file:
        file.write(b"P1")
        assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]
        os.kill(os.getpid(), number)
