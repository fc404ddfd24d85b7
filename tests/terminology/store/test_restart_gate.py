"""The locks are real file locks in a temporary folder."""

import asyncio
from pathlib import Path

from terminology.store.restart_gate import RestartGate


async def test_a_restart_gives_up_waiting_for_operations(tmp_path: Path) -> None:
    gate = RestartGate(tmp_path)
    gate.make()
    async with gate.operation(), gate.operation():
        with gate.closed(0.0) as is_closed:
            assert not is_closed
    with gate.closed(0.0) as is_closed:
        assert is_closed


async def test_an_operation_waits_until_the_restart_is_over(tmp_path: Path) -> None:
    gate, order = RestartGate(tmp_path), []
    gate.make()

    async def operate() -> None:
        async with RestartGate(tmp_path).operation():  # of another process, for all that the lock knows
            order.append("operation")

    with gate.closed(0.0):
        waiting = asyncio.create_task(operate())
        await asyncio.sleep(0.05)
        order.append("restart")
    await waiting
    assert order == ["restart", "operation"]


async def test_a_folder_without_the_file_stops_no_operation(tmp_path: Path) -> None:
    async with RestartGate(tmp_path / "gone").operation():
        pass
