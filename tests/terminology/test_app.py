"""The server as users run it: separate processes, each with its own folder."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from pathlib import Path

import httpx
import pytest

from terminology.app import build, clock, gate_of, software_version, store_of
from terminology.settings import Settings
from terminology.store.process import StoreProcess
from tests.examples.server import COMMAND, NO_TLS, RunningServer, environment

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
LETTERS = {
    "resourceType": "CodeSystem",
    "url": "http://example.org/letters",
    "status": "active",
    "content": "complete",
    "concept": [{"code": "a", "display": "The letter a"}],
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with RunningServer(tmp_path_factory.mktemp("server")) as server:
        yield server


def run(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    variables = environment(folder) | more
    return subprocess.run(
        [*COMMAND, *arguments], env=variables, capture_output=True, text=True, timeout=60, check=False
    )


def wait_until(is_so: Callable[[], bool], timeout_s: float) -> float:
    """The seconds it took."""
    started = time.monotonic()
    while not is_so():
        assert time.monotonic() < started + timeout_s
        time.sleep(0.05)
    return time.monotonic() - started


def test_the_addresses_that_are_printed_answer(server: RunningServer) -> None:
    printed = (server.folder / "server.log").read_text()
    assert f"Serving FHIR R4 at {server.url}/r4 and R5 at {server.url}/r5" in printed
    assert f"embedded, in {server.folder}" in printed
    addresses = [line.split("'")[1] for line in printed.splitlines() if line.strip().startswith("curl")]
    assert len(addresses) >= 5
    for address in addresses:
        assert httpx.get(address, verify=NO_TLS).status_code == 200


def test_the_starter_content_answers_in_both_versions(server: RunningServer) -> None:
    for path in ("/r4", "/r5"):
        found = httpx.get(
            f"{server.url}{path}/CodeSystem/$lookup", params={"system": HCPCS, "code": "J3111"}, verify=NO_TLS
        ).json()
        uses = [item for item in found["parameter"] if item["name"] == "designation"]
        assert len(uses) >= 15


def test_a_running_server_picks_up_an_import(server: RunningServer, tmp_path: Path) -> None:
    file = tmp_path / "letters.json"
    file.write_text(json.dumps(LETTERS))
    imported = run(server.folder, "import", "resources", str(file))
    assert imported.returncode == 0, imported.stderr
    address = f"{server.url}/r5/CodeSystem/$lookup?system=http://example.org/letters&code=a"
    wait_until(lambda: httpx.get(address, verify=NO_TLS).status_code == 200, 15)


def test_reads_continue_without_the_store_and_it_is_found_again(server: RunningServer) -> None:
    pid = int((server.folder / "store.pid").read_text())
    os.kill(pid, signal.SIGKILL)
    states: set[int] = set()

    def is_back() -> bool:
        address = f"{server.url}/r4/CodeSystem/$lookup?system={HCPCS}&code=J3111"
        assert httpx.get(address, verify=NO_TLS).status_code == 200
        states.add(httpx.get(f"{server.url}/readyz", verify=NO_TLS).status_code)
        return states == {200, 503} and httpx.get(f"{server.url}/readyz", verify=NO_TLS).status_code == 200

    wait_until(is_back, 30)
    assert server.process.poll() is None


def test_a_port_in_use_is_reported_in_one_sentence(server: RunningServer, tmp_path: Path) -> None:
    refused = run(tmp_path, "serve", "--port", str(server.port))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"Cannot listen on 127.0.0.1:{server.port}: Address already in use.\n"


def test_a_store_that_cannot_be_reached_at_the_start_is_one_sentence(tmp_path: Path) -> None:
    refused = run(tmp_path, "serve", "--port", "0", MONGODB_URI="mongodb://user:secret@127.0.0.1:1/")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "127.0.0.1:1" in refused.stderr
    assert "secret" not in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_several_workers_share_one_store_and_stop_with_it(tmp_path: Path) -> None:
    with RunningServer(tmp_path, "--workers", "2", "--no-starter") as server:
        wait_until(lambda: "/livez" in measured(server), 20)
        for _ in range(10):
            assert httpx.get(f"{server.url}/r4/metadata", verify=NO_TLS).status_code == 200
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) == 0
    assert not StoreProcess(tmp_path).is_alive()
    assert "Traceback" not in (tmp_path / "server.log").read_text()


def measured(server: RunningServer) -> str:
    httpx.get(f"{server.url}/livez", verify=NO_TLS)
    return httpx.get(f"{server.url}/metrics", verify=NO_TLS).text


def test_an_empty_store_stays_empty_without_the_starter_and_ctrl_c_stops_it(tmp_path: Path) -> None:
    with RunningServer(tmp_path, "--no-starter") as server:
        checks = httpx.get(f"{server.url}/readyz", verify=NO_TLS).json()["checks"]
        assert checks["content"]["revision"] == 0
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=30) == 0
    assert not StoreProcess(tmp_path).is_alive()


def test_every_setting_can_be_passed_to_the_application() -> None:
    assert callable(build(Settings(log_requests=True)))


@pytest.mark.parametrize(
    ("host", "protects", "is_open"), [("127.0.0.1", False, True), ("0.0.0.0", False, False), ("0.0.0.0", True, True)]
)
def test_cds_services_are_open_to_all_on_loopback_only(
    host: str, protects: bool, is_open: bool, tmp_path: Path
) -> None:
    """With protected reads they need a token, too."""
    settings = Settings(host=host, protect_reads=protects, data_dir=tmp_path)
    assert (gate_of(settings, store_of(settings)).cds_trust is None) == is_open


def test_today_is_the_day_in_the_configured_time_zone() -> None:
    assert clock(Settings())().tzinfo is UTC
    first, last = (clock(Settings(time_zone=name))() for name in ("Pacific/Kiritimati", "Etc/GMT+12"))
    assert first.date() > last.date()  # 26 hours apart
    assert abs(first - last) < timedelta(minutes=1)


def test_the_software_has_a_version() -> None:
    assert software_version()
