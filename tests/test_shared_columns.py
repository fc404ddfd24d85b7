"""Two servers on one host with one folder of column files: each file is built once and used by both."""

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from terminology.store import mongo_store
from terminology.store.column_files import ColumnFiles
from terminology.store.embedded import EmbeddedStore
from terminology.store.mongo_store import MongoStore
from tests.builders.writing import Server, serving
from tests.examples.server import COMMAND, NO_TLS, RunningServer, environment

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
CUT = b"cut"
LOOKUP = f"/r4/CodeSystem/$lookup?system={HCPCS}&code=J3111"


def files_in(folder: Path) -> dict[str, int]:
    """Each column file with its inode: a rebuilt file has another one."""
    return {path.name: path.stat().st_ino for path in folder.rglob("*.columns")}


@contextlib.asynccontextmanager
async def two_servers(folder: Path, uri: str, name: str) -> AsyncIterator[tuple[Server, Server]]:
    """On one database, each with the state of a separate process."""
    stores = [MongoStore(lambda: uri, name, files=ColumnFiles(folder)) for _ in range(2)]
    for store in stores:
        await store.open()
    try:
        async with serving(stores[0], has_starter=True) as one, serving(stores[1]) as other:
            yield one, other
    finally:
        for store in stores:
            await store.close()


async def answers(*servers: Server) -> list[str]:
    asked = await asyncio.gather(*(server.client.get(LOOKUP) for server in servers for _ in range(3)))
    assert {answer.status_code for answer in asked} == {200}
    return [answer.text for answer in asked]


async def test_two_servers_build_each_file_once_and_repair_damaged_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mongo_store, "SMALL", 1)  # so that the starter's release has a file
    embedded, folder, name = EmbeddedStore(tmp_path / "store"), tmp_path / "columns", f"test_{uuid4().hex[:12]}"
    uri = await asyncio.to_thread(embedded.locate)
    try:
        async with two_servers(folder, uri, name) as servers:
            expected = set(await answers(*servers))
            assert len(expected) == 1
            assert files_in(folder)
            for path in folder.rglob("*.columns"):
                path.unlink()  # it is in use: another file takes its place
                path.write_bytes(CUT)
            assert set(await answers(*servers)) == expected
        async with two_servers(folder, uri, name) as servers:
            assert set(await answers(*servers)) == expected
            mended = [path for path in folder.rglob("*.columns") if path.stat().st_size > len(CUT)]
            assert mended
            before = files_in(folder)
            await asyncio.gather(*(server.library.refresh() for server in servers))
            assert files_in(folder) == before
        assert not list(folder.rglob("*.new"))
    finally:
        await asyncio.to_thread(embedded.leave)


@pytest.mark.long
def test_two_commands_started_at_once_share_their_files(tmp_path: Path, shared_data: Path) -> None:
    command = [*COMMAND, "import", "hcpcs", str(shared_data / "releases" / "2017-annual" / "HCPC17_CONTR_ANWEB.txt")]
    subprocess.run(command, env=environment(tmp_path), check=True, capture_output=True)
    for path in (tmp_path / "columns").rglob("*.columns"):
        path.unlink()
    with contextlib.ExitStack() as stack, ThreadPoolExecutor(2) as threads:
        servers = [RunningServer(tmp_path, "--no-starter") for _ in range(2)]
        for server in threads.map(RunningServer.__enter__, servers):
            stack.push(server.__exit__)
        address = f"/r4/CodeSystem/$lookup?system={HCPCS}&code=A4206"
        first, second = (httpx.get(f"{server.url}{address}", timeout=60, verify=NO_TLS) for server in servers)
        assert first.status_code == 200
        assert first.text == second.text
        built = files_in(tmp_path / "columns")
        assert len(built) == 1
        servers[0].process.kill()
        servers[0].process.wait()
        assert httpx.get(f"{servers[1].url}{address}", timeout=60, verify=NO_TLS).text == first.text
        assert files_in(tmp_path / "columns") == built
    assert not list((tmp_path / "columns").rglob("*.new"))
