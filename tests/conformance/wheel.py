"""Installs the wheel into empty environments and serves from there: a part of `make conformance`.

For each installed Python from 3.11 on: `pip install dist/*.whl[embedded]` into a new environment, then
`terminology serve` from a folder outside the checkout. TERMINOLOGY_PYTHONS names other interpreters, separated by
blanks. Exit status 0: all of them served, stopped cleanly and needed only wheels.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx

from tests.examples.server import environment

ROOT = Path(__file__).parents[2]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
ONLY_IN_SOURCE = "future"  # of the embedded store; it is pure Python
ADDRESS = "/r4/CodeSystem/$lookup?system=http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets&code=J3111"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        (wheel,) = Path(folder).glob("*.whl")
        found = pythons()
        outcomes = [tried(python, wheel, Path(folder) / f"env{number}") for number, python in enumerate(found)]
    return 0 if outcomes and all(outcomes) else 1


def pythons() -> list[str]:
    """One interpreter for each version found on PATH or in pyenv."""
    if stated := os.environ.get("TERMINOLOGY_PYTHONS"):
        return stated.split()
    return [found for version in VERSIONS if (found := _find(version))]


def _find(version: str) -> str | None:
    installed = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    found = [shutil.which(f"python{version}"), *map(str, installed)]
    return next((path for path in found if path and _answers(path)), None)


def _answers(python: str) -> bool:
    return subprocess.run([python, "-c", "import venv"], capture_output=True, check=False).returncode == 0


def tried(python: str, wheel: Path, folder: Path) -> bool:
    """Whether the wheel serves under this Python; prints what went wrong."""
    version = subprocess.check_output([python, "--version"], text=True).strip()
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    install = ["bin/pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
    choices = ["--no-binary", ONLY_IN_SOURCE, "--constraint", str(ROOT / "constraints.txt"), f"{wheel}[embedded]"]
    installed = subprocess.run([*install, *choices], cwd=folder, capture_output=True, text=True, check=False)
    if installed.returncode:
        print(f"{version}: cannot be installed: {installed.stderr.strip()[-1000:]}", flush=True)
        return False
    problem = _served(folder)
    print(f"{version}: {problem or 'installed from the wheel, served, stopped'}", flush=True)
    return not problem


def _served(folder: Path) -> str | None:
    """What is wrong with serving from this environment; None if nothing is."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    command = [str(folder / "bin" / "terminology"), "serve", "--port", "0"]
    with (elsewhere / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=elsewhere, env=environment(elsewhere), stdout=subprocess.PIPE, stderr=log, text=True
        )
        assert process.stdout
        try:
            message = process.stdout.readline()  # the first address to try, when it listens
            base = message.split("'")[1].split("/r4")[0].split("/r5")[0] if "'" in message else ""
            answered = httpx.get(base + ADDRESS, timeout=30) if base else None
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(timeout=30)
    if answered is None or answered.status_code != httpx.codes.OK or "romosozumab" not in answered.text:
        return f"did not answer: {(elsewhere / 'log').read_text()[-1000:]}"
    return f"ended with {status}" if status else None


if __name__ == "__main__":
    sys.exit(main())
