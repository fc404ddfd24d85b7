"""How a server starts and stops, as users see it: separate processes, each with its own folder."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from terminology.store.process import StoreProcess
from tests.examples.server import COMMAND, NO_TLS, RunningServer, environment

pytestmark = pytest.mark.long

PATIENCE_S = 60.0


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env=environment(folder), capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def log_of(server: RunningServer) -> str:
    return (server.folder / "server.log").read_text()


@pytest.mark.parametrize(
    "signals", [[signal.SIGINT] * 3, [signal.SIGTERM, signal.SIGTERM, signal.SIGINT], [signal.SIGHUP] * 2]
)
def test_no_store_keeps_running_after_any_number_of_interruptions(
    tmp_path: Path, signals: list[signal.Signals]
) -> None:
    with RunningServer(tmp_path) as server:
        for number in signals:
            server.process.send_signal(number)
            time.sleep(0.15)
        assert server.process.wait(PATIENCE_S) in (0, 130, -signal.SIGINT, -signal.SIGTERM)
    until(lambda: not StoreProcess(tmp_path).is_alive())
    assert "Traceback" not in log_of(server)


def test_half_a_request_does_not_keep_the_server_from_stopping(tmp_path: Path) -> None:
    with RunningServer(tmp_path) as server, socket.create_connection(("127.0.0.1", server.port)) as half:
        half.sendall(b"POST /r4/ValueSet/$expand HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE_S) == 0
        assert half.recv(12) == b"HTTP/1.1 503"
    assert "Traceback" not in log_of(server)


def test_clients_that_leave_in_the_middle_leave_no_traceback(tmp_path: Path) -> None:
    with RunningServer(tmp_path) as server:
        inline = {
            "resourceType": "ValueSet",
            "status": "active",
            "compose": {"include": [{"system": "http://none"}] * 99},
        }
        body = json.dumps(inline).encode()
        for cut in (1, 20, len(body) - 1, len(body)):
            with socket.create_connection(("127.0.0.1", server.port)) as leaving:
                head = f"POST /r4/ValueSet/$expand HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
                leaving.sendall(head.encode() + b"Content-Type: application/fhir+json\r\n\r\n" + body[:cut])
                leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # gone without a word
        until(lambda: httpx.get(f"{server.url}/livez", verify=NO_TLS).status_code == 200)
    assert "Traceback" not in log_of(server)


def test_an_unusable_data_folder_is_reported_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    refused = run(file / "data", "serve", "--port", "0")
    assert refused.returncode == 1
    assert "Not a directory" in refused.stderr
    assert "listen" not in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="This system has no disk that is always full")
def test_a_full_disk_is_reported_as_such(tmp_path: Path) -> None:
    (tmp_path / "store.new").symlink_to("/dev/full")
    refused = run(tmp_path, "serve", "--port", "0")
    assert refused.returncode == 1
    assert "No space left on device" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_a_store_that_accepts_connections_but_answers_wrongly_is_restarted(tmp_path: Path) -> None:
    """As after a full disk: the process lives and listens, but every request fails."""
    with RunningServer(tmp_path) as server:
        pid = int((tmp_path / "store.pid").read_text())
        os.utime(tmp_path / "store.pid", (0, 0))  # it was not started just now
        os.kill(pid, signal.SIGSTOP)
        until(lambda: httpx.get(f"{server.url}/readyz", verify=NO_TLS).status_code == 503)
        until(lambda: httpx.get(f"{server.url}/readyz", verify=NO_TLS).status_code == 200)
        assert int((tmp_path / "store.pid").read_text()) != pid
    assert "Traceback" not in log_of(server)
