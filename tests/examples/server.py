"""A server as users start it: the command in a separate process, with its own folder and a free port."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

import httpx

COMMAND = (str(Path(sys.executable).with_name("terminology")),)
READY_WITHIN_S = 120.0
# For `verify=`: to read whom the world trusts takes 40 ms of CPU for each client, and no server of a test speaks TLS.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
ROOT_OF_DATA = Path(__file__).parents[3] / "shared" / "data"


def environment(folder: Path) -> dict[str, str]:
    """The environment of a command with its data in this folder, independent of the caller's settings."""
    retained = {
        name: value for name, value in os.environ.items() if not name.startswith(("TERMINOLOGY_", "MONGODB_URI"))
    }
    return retained | {"TERMINOLOGY_DATA_DIR": str(folder)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningServer:
    """`with RunningServer(folder) as server:` serves at `server.url` and is ended by its process id.

    `variables` are added to those of `environment`.
    """

    def __init__(self, folder: Path, *options: str, **variables: str) -> None:
        self.folder = folder
        self.variables = variables
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.options = options

    def __enter__(self) -> "RunningServer":
        self.started = time.monotonic()
        with (self.folder / "server.log").open("wb") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--port", str(self.port), *self.options],
                env=environment(self.folder) | self.variables,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.ready_after_s = self._wait()
        return self

    def _wait(self) -> float:
        with httpx.Client(base_url=self.url, timeout=1, verify=NO_TLS) as client:
            while time.monotonic() < self.started + READY_WITHIN_S:
                if self.process.poll() is not None:
                    break
                try:
                    if client.get("/readyz").status_code == httpx.codes.OK:
                        return time.monotonic() - self.started
                except httpx.TransportError:
                    pass
                time.sleep(0.02)
        self._stop()
        raise RuntimeError(f"The server did not get ready:\n{(self.folder / 'server.log').read_text()}")

    def _stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
