import asyncio
import signal
from pathlib import Path

import pytest

from terminology.cli.store import with_context
from terminology.library.publishing import ImportContext
from terminology.settings import Settings
from terminology.store.process import StoreProcess
from tests.examples.command_line import Run


def test_a_store_that_cannot_be_reached_is_one_sentence_without_its_password(run: Run) -> None:
    refused = run("list", TERMINOLOGY_MONGODB_URI="mongodb://user:secret@127.0.0.1:1/")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "127.0.0.1:1" in refused.stderr
    assert "secret" not in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_terminated_closes_the_store(number: signal.Signals, tmp_path: Path) -> None:
    async def work(context: ImportContext) -> None:
        assert StoreProcess(tmp_path).is_alive()
        signal.raise_signal(number)
        signal.raise_signal(number)  # the impatient
        await asyncio.sleep(60)

    before = signal.getsignal(number)
    with pytest.raises(SystemExit) as ended:
        with_context(Settings(data_dir=tmp_path), work)
    assert ended.value.code == 128 + number
    assert not StoreProcess(tmp_path).is_alive()
    assert signal.getsignal(number) is before


def test_a_command_under_nohup_continues_when_its_terminal_closes(tmp_path: Path) -> None:
    async def work(context: ImportContext) -> str:
        signal.raise_signal(signal.SIGHUP)
        return "done"

    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert with_context(Settings(data_dir=tmp_path), work) == "done"
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
