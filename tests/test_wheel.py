"""The built wheel contains every file of the packages, and is the same from the sdist and from a checkout.

`make conformance` tests that it runs in an empty environment (tests/conformance/wheel.py), which takes longer.
"""

import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("terminology", "fhir_resources", "seed")


def build(target: str, source: Path, into: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(into)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


def contents_of(wheel: Path) -> dict[str, int]:
    """The sums of the files, by their paths."""
    with zipfile.ZipFile(wheel) as archive:
        return {item.filename: item.CRC for item in archive.infolist()}


def test_the_wheel_contains_exactly_the_files_of_the_packages(wheel: Path) -> None:
    held = {name for name in contents_of(wheel) if ".dist-info/" not in name}
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*") if file.is_file())
    assert held == {str(file.relative_to(ROOT)) for file in files if "__pycache__" not in file.parts}


def test_the_sdist_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build("sdist", ROOT, tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.glob("terminology_server-*")
    assert contents_of(build("wheel", unpacked, tmp_path / "wheel")) == contents_of(wheel)


def test_the_wheel_declares_its_dependencies_and_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (folder,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        described = Parser().parsestr(archive.read(f"{folder}/METADATA").decode())
        commands = archive.read(f"{folder}/entry_points.txt").decode()
    assert described["Requires-Python"] == ">=3.11"
    assert {"embedded", "tests", "lint"} <= set(described.get_all("Provides-Extra", ()))
    assert "terminology = terminology.cli.main:main" in commands
