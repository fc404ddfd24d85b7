import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.server.transport_security import TransportSecurityMiddleware
from starlette.requests import Request

from terminology.cli.assistants.command import _library, _names_allowed, _server, http_app
from terminology.settings import Settings
from tests.examples.command_line import Run
from tests.examples.server import COMMAND, environment


@pytest.fixture(scope="module")
def database(run: Run, release: Path) -> str:
    assert run("import", "hcpcs", release, "--release", "2025-10", database="stdio").exit_code == 0
    return "stdio"


QUESTIONS: dict[str, dict[str, Any]] = {
    "look_up_code": {"code": "J3111"},
    "search_codes": {"words": "romosozumab"},
    "validate_code": {"code": "J3111", "date": "2025-10-01"},
    "check_claim_lines": {"lines": [{"code": "J9998", "date": "2025-10-01", "quantity": 1}]},
    "expand_value_set": {"url": "https://terminology.example.org/fhir/ValueSet/hcpcs-chapter-j", "limit": 500},
    "code_history": {"code": "J3111"},
}


async def answers_of(client: Client) -> dict[str, str]:
    """The response of each tool, as text, without errors."""
    assert {tool.name for tool in (await client.list_tools()).tools} == set(QUESTIONS)
    answered = {name: await client.call_tool(name, question) for name, question in QUESTIONS.items()}
    assert not [name for name, found in answered.items() if found.is_error]
    return {name: found.content[0].text for name, found in answered.items()}  # type: ignore[union-attr]


async def test_a_program_starts_it_and_asks_over_stdio(database: str, folder: Path) -> None:
    variables = environment(folder) | {"TERMINOLOGY_DATABASE": database}
    async with Client(StdioServerParameters(command=COMMAND[0], args=["mcp"], env=variables)) as client:
        answers = await answers_of(client)
    assert json.loads(answers["look_up_code"])["display"] == "Injection, romosozumab-aqqg, 1 mg"
    assert "J9998" in answers.pop("check_claim_lines")
    assert not [name for name, text in answers.items() if "J3111" not in text]


@pytest.mark.parametrize("protects", [False, True])
async def test_over_http_protected_reads_require_a_permitted_client(tmp_path: Path, protects: bool) -> None:
    settings = Settings(data_dir=tmp_path, protect_reads=protects)
    library = _library(settings)
    app = http_app(_server(settings, library), settings, library, settings.host)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8001") as client:
        asked = await client.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "ping"})
    assert (asked.status_code == 401) is protects


@pytest.mark.parametrize(
    ("host", "asked", "is_known"),
    [
        ("127.0.0.1", "127.0.0.1:8001", True),
        ("127.0.0.1", "evil.example.org", False),
        ("127.0.0.1", "tx.example.org", True),  # the proxy's clients
        ("127.0.0.9", "127.0.0.9:8001", True),
        ("::1", "[::1]:8001", True),
        ("0.0.0.0", "anything.example.org:8001", True),
    ],
)
async def test_on_loopback_it_answers_under_its_own_names_only(
    tmp_path: Path, host: str, asked: str, is_known: bool
) -> None:
    """`--host` determines the address, whatever TERMINOLOGY_HOST is."""
    settings = Settings(data_dir=tmp_path, public_base_url="https://tx.example.org")
    allowed = _names_allowed(settings, host)
    request = Request({"type": "http", "method": "GET", "headers": [(b"host", asked.encode())]})
    refused = await TransportSecurityMiddleware(allowed).validate_request(request)
    assert (refused is None) is is_known


@pytest.mark.parametrize("written", ["https://TX.example.org/fhir", "https://tx.example.org:443"])
async def test_the_name_that_the_operator_states_is_known_as_clients_write_it(tmp_path: Path, written: str) -> None:
    allowed = _names_allowed(Settings(data_dir=tmp_path, public_base_url=written), "127.0.0.1")
    headers = [(b"host", b"tx.example.org"), (b"origin", b"https://tx.example.org")]
    request = Request({"type": "http", "method": "GET", "headers": headers})
    assert await TransportSecurityMiddleware(allowed).validate_request(request) is None
