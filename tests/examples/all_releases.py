"""CMS's seven releases next to the project, read once per test process, and a snapshot that serves them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import URL
from seed.release import Source
from terminology.core.model import CodeSystem
from terminology.library.loading import Loaded, LoadedImport
from terminology.library.ports import ImportRecord
from terminology.library.snapshots import Snapshot, snapshots_of
from terminology.providers.generic import in_memory
from tests.examples.releases import BASE, read_release

HCPCS = URL
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
FILES = {
    "2017-01": "2017-annual/HCPC17_CONTR_ANWEB.txt",
    "2019-01": "2019-annual/HCPC2019_CONTR_ANWEB.txt",
    "2020-04": "2020-04-APR/anweb.xlsx",
    "2020-07": "2020-07-JUL/anweb.xlsx",
    "2023-01": "2023-01-JAN/HCPC2023_JAN_ANWEB_v3.xlsx",
    "2024-07": "2024-07-JUL-derived/HCPC2024_JUL_codes.csv",
    "2025-10": "2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv",
}


@cache
def load_all(shared_data: Path) -> tuple[CodeSystem, ...]:
    """The seven releases, oldest first."""
    found = tuple(read_release(shared_data / "releases" / name).code_system for name in FILES.values())
    assert [item.header.version for item in found] == list(FILES)
    return found


@cache
def snapshot_of_all(shared_data: Path) -> Snapshot:
    return snapshot_of(load_all(shared_data))


def snapshot_of(code_systems: Sequence[CodeSystem]) -> Snapshot:
    """The content of the R4 endpoint after these releases were imported in this order."""
    imports = tuple(_imported(item) for item in code_systems)
    return snapshots_of(Loaded(imports=imports), BASE)[FhirVersion.R4]


def _imported(code_system: CodeSystem) -> LoadedImport:
    header = code_system.header
    version = header.version
    record = ImportRecord(f"import-of-{version}", "hcpcs", (Source("a.txt", "00", 1),), NOW, NOW, URL, version)
    return LoadedImport(record, code_system, in_memory(code_system))
