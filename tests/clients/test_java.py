"""HL7's validator and HAPI FHIR, unmodified, against this server and its packages."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.clients.conftest import Program
from tests.examples.server import COMMAND, RunningServer, environment

pytestmark = pytest.mark.long

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
DRUGS = "https://terminology.example.org/fhir/ValueSet/hcpcs-chapter-j"
ROMOSOZUMAB = "Injection, romosozumab-aqqg, 1 mg"


@pytest.fixture(scope="module")
def package(server: RunningServer) -> dict[str, Path]:
    command = [*COMMAND, "export", "package", "hcpcs", "--out", str(server.folder)]
    subprocess.run(command, env=environment(server.folder), capture_output=True, timeout=120, check=True)
    return {version: next(server.folder.glob(f"*.hcpcs.{version}-*.tgz")) for version in ("r4", "r5")}


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two orders, one with an unknown code."""
    folder = tmp_path_factory.mktemp("orders")
    for code in ("J3111", "J9998"):
        order = {
            "resourceType": "ServiceRequest",
            "status": "active",
            "intent": "order",
            "subject": {"display": "somebody"},
            "code": {"concept": {"coding": [{"system": HCPCS, "code": code}]}},
        }
        (folder / f"{code}.json").write_text(json.dumps(order))
    return sorted(folder.iterdir())


@pytest.mark.parametrize("way", ["-ig", "-tx"])
def test_hl7s_validator_knows_the_codes_by_the_package_and_by_the_server(
    java: Program, server: RunningServer, package: dict[str, Path], orders: list[Path], way: str
) -> None:
    found = java("Hl7Validator", way, package["r5"] if way == "-ig" else f"{server.url}/r5", *orders)
    assert {"J3111.json validated", "J9998.json validated"} <= {*found}
    errors = [line for line in found if " ERROR " in line]
    assert errors[0].startswith("J9998.json ERROR Unknown code 'J9998' in the CodeSystem"), errors
    assert all("Unknown code 'J9998'" in line for line in errors), errors


def test_hapis_server_installs_the_package(java: Program, package: dict[str, Path]) -> None:
    name, _, version = package["r4"].stem.rpartition("-")
    found = java("HapiServer", name, version, package["r4"], HCPCS, "J3111", "J9998")
    assert found == ["installed {CodeSystem=8, ValueSet=21}", f"J3111 is {ROMOSOZUMAB}", "J9998 is none"]


def test_hapis_remote_terminology_support_asks_this_server(java: Program, server: RunningServer) -> None:
    found = java("RemoteTerminology", f"{server.url}/r4", HCPCS, DRUGS, "J3111", "J9998")
    assert {
        "supported true true",
        "fetched true true",
        f"J3111 system true {ROMOSOZUMAB}",
        "J3111 value set true",
        f"J3111 lookup true {ROMOSOZUMAB}",
        "J9998 system false null",
        "J9998 value set false",
        "J9998 lookup false null",
    } <= {*found}
    assert not [line for line in found if line.startswith("J3111 validated")]
