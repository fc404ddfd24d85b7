"""The calls in docs/ndc.md and docs/rbcs.md get the answers that the pages show, with CMS's files of 2025 and 2024."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from fhir_resources.operation_definitions import find_operation
from fhir_resources.parameters import Parameters, parameters_from_query
from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import URL
from seed.ndc.crosswalk_files import load_crosswalks
from seed.rbcs.classification import load_rbcs
from seed.release import NotARelease
from terminology.core.supplements import Supplement
from terminology.library.answering import answer
from terminology.library.loading import Loaded, LoadedImport
from terminology.library.ports import ImportRecord
from terminology.library.received import with_values
from terminology.library.snapshots import Snapshot, snapshots_of
from terminology.providers.generic import in_memory
from tests.examples.releases import read_release

BASE = "https://terminology.example.org/fhir"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
DOCS = Path(__file__).parents[1] / "docs"
PAGES = (DOCS / "ndc.md").read_text() + (DOCS / "rbcs.md").read_text()
CALLS = re.findall(r"\$ curl '(.*?)'\n```\n```json\n(.*?)\n```", PAGES, re.DOTALL)
LOADED = re.compile(
    r"\$ terminology import [\w-]+ (?P<file>\S+)\n(?P=file): .*?(?P<rows>[\d,]+) rows, (?P<rejected>\d+) rejected\n"
    r".*?: (?P<count>[\d,]+) (?:products|codes) from",
    re.DOTALL,
)
REFUSALS = re.findall(
    r"\$ terminology import ndc-crosswalk (\S+)(?: --quarter (\S+))?\n  (\S+ is .*)$", PAGES, re.MULTILINE
)
EACH_TIME_ANEW = ("identifier", "timestamp")


@pytest.fixture(scope="module")
def snapshot(shared_data: Path) -> Snapshot:
    """One release, one crosswalk and the RBCS, as a server has them in memory."""
    release = shared_data / "releases" / "2025-10-OCT-derived" / "HCPC2025_OCT_ANWEB.normalised.csv"
    crosswalk = shared_data / "asp" / "2025-10_ASP_NDC-HCPCS_crosswalk.level2.csv"
    rbcs_file = shared_data / "rbcs" / "rbcs_2024_level2.csv"
    found = read_release(release)
    record = ImportRecord("1", "hcpcs", (found.source,), NOW, NOW, URL, found.code_system.header.version)
    imports = (LoadedImport(record, found.code_system, in_memory(found.code_system)),)
    served = snapshots_of(Loaded(imports=imports), BASE)[FhirVersion.R5]
    loaded = load_crosswalks([(crosswalk.name, crosswalk.read_bytes())], canonical_base=BASE)
    rbcs = load_rbcs([(rbcs_file.name, rbcs_file.read_bytes())], canonical_base=BASE)
    maps = [item.concept_map for item in loaded.crosswalks]
    catalogue = with_values(served.catalogue, [*maps, Supplement(rbcs.supplement), *rbcs.value_sets])
    return Snapshot(catalogue, served.resources, revision=1)


def test_the_pages_show_seven_calls() -> None:
    assert len(CALLS) == 7


@pytest.mark.parametrize(("address", "expected"), CALLS, ids=lambda text: text[:60])
def test_a_call_of_a_page_gets_the_answer_it_shows(snapshot: Snapshot, address: str, expected: str) -> None:
    parts = urlsplit(address)
    resource, _, code = parts.path.rpartition("/$")
    version = FhirVersion.R4 if parts.path.startswith("/r4/") else FhirVersion.R5
    operation = find_operation(resource.rpartition("/")[2], code)
    assert operation
    asked = Parameters(operation, parameters_from_query(parse_qsl(parts.query)))
    supplied: dict[str, Any] = answer(snapshot, version, asked, now=NOW, new_id=lambda: "")
    for name in EACH_TIME_ANEW:
        supplied.get("expansion", {}).pop(name, None)
    assert supplied == json.loads(expected)


def test_the_imports_on_the_pages_read_as_many_rows_as_they_show(shared_data: Path) -> None:
    crosswalk, rbcs = (found.groupdict() for found in LOADED.finditer(PAGES))
    (read,) = load_crosswalks([file_of(shared_data / "asp" / crosswalk["file"])], canonical_base=BASE).crosswalks
    assert [f"{read.rows_read:,}", f"{len(read.rejected)}", f"{read.products:,}"] == list(crosswalk.values())[1:]
    found = load_rbcs([file_of(shared_data / "rbcs" / rbcs["file"])], canonical_base=BASE)
    shown = [f"{found.rows_read:,}", f"{len(found.rejected)}", f"{len(found.supplement.concepts):,}"]
    assert shown == list(rbcs.values())[1:]


@pytest.mark.parametrize(("name", "quarter", "message"), REFUSALS)
def test_a_refusal_on_the_page_is_what_the_import_says(
    shared_data: Path, name: str, quarter: str, message: str
) -> None:
    with pytest.raises(NotARelease) as refused:
        load_crosswalks([file_of(shared_data / "asp" / name)], canonical_base=BASE, quarter=quarter or None)
    assert str(refused.value) == message


def file_of(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()
