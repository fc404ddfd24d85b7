import json
from pathlib import Path

import httpx
import pytest
from mcp import Client, StdioServerParameters

from terminology.cli.assistants.command import _library, _server, http_app
from terminology.settings import Settings
from tests.examples.command_line import Run
from tests.examples.server import COMMAND, environment


@pytest.fixture(scope="module")
def database(run: Run, release: Path) -> str:
    assert run("import", "hcpcs", release, "--release", "2025-10", database="stdio").exit_code == 0
    return "stdio"


async def test_a_program_starts_it_and_asks_over_stdio(database: str, folder: Path) -> None:
    variables = environment(folder) | {"TERMINOLOGY_DATABASE": database}
    async with Client(StdioServerParameters(command=COMMAND[0], args=["mcp"], env=variables)) as client:
        answered = await client.call_tool("look_up_code", {"code": "J3111"})
    assert json.loads(answered.content[0].text)["display"] == "Injection, romosozumab-aqqg, 1 mg"  # type: ignore[union-attr]


@pytest.mark.parametrize("protects", [False, True])
async def test_over_http_protected_reads_need_somebody_who_may(tmp_path: Path, protects: bool) -> None:
    settings = Settings(data_dir=tmp_path, protect_reads=protects)
    library = _library(settings)
    app = http_app(_server(settings, library), settings, library)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8001") as client:
        asked = await client.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "ping"})
    assert (asked.status_code == 401) is protects
