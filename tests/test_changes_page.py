"""The calls and the table in docs/changes-between-releases.md match CMS's releases."""

import csv
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
from seed.release import Release
from terminology.core.changes import KINDS, DiffRequest
from terminology.core.errors import TerminologyError
from terminology.library.answering import answer
from terminology.library.loading import Loaded, LoadedImport
from terminology.library.ports import ImportRecord
from terminology.library.snapshots import Snapshot, snapshots_of
from terminology.operations.diff import diff
from terminology.providers.generic import in_memory
from tests.examples.releases import read_release

BASE = "https://terminology.example.org/fhir"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
PAGE = (Path(__file__).parents[1] / "docs" / "changes-between-releases.md").read_text()
CALLS = re.findall(r"\$ curl '(.*?)'\n```\n```json\n(.*?)\n```", PAGE, re.DOTALL)
STEPS = re.findall(r"^\| (\d{4}-\d\d) \| (\d{4}-\d\d) \|((?: \d+ \|){7})", PAGE, re.MULTILINE)
ROWS = re.findall(r"^(?:terminated|long-text|short-text|property),.*$", PAGE, re.MULTILINE)
REFUSALS = re.findall(r"\$ terminology diff hcpcs (\S+) (\S+)\n  (\S.*)$", PAGE, re.MULTILINE)
RELEASES = (
    "2017-annual/HCPC17_CONTR_ANWEB.txt",
    "2019-annual/HCPC2019_CONTR_ANWEB.txt",
    "2020-04-APR/anweb.xlsx",
    "2020-07-JUL/anweb.xlsx",
    "2023-01-JAN/HCPC2023_JAN_ANWEB_v3.csv",
    "2024-07-JUL-derived/HCPC2024_JUL_codes.csv",
    "2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv",
)


@pytest.fixture(scope="module")
def snapshot(shared_data: Path) -> Snapshot:
    """All seven releases, as a server has them in memory."""
    paths = [shared_data / "releases" / name for name in RELEASES]
    imports = tuple(map(as_loaded, map(read_release, paths)))
    return snapshots_of(Loaded(imports=imports), BASE)[FhirVersion.R5]


def as_loaded(release: Release) -> LoadedImport:
    version = release.code_system.header.version
    record = ImportRecord(str(version), "hcpcs", (release.source,), NOW, NOW, URL, version)
    return LoadedImport(record, release.code_system, in_memory(release.code_system))


def test_the_page_shows_two_calls_and_six_steps() -> None:
    assert (len(CALLS), len(STEPS)) == (2, 6)


@pytest.mark.parametrize(("address", "expected"), CALLS, ids=["diff", "translate"])
def test_a_call_of_the_page_gets_the_answer_it_shows(snapshot: Snapshot, address: str, expected: str) -> None:
    parts = urlsplit(address)
    resource, _, code = parts.path.rpartition("/$")
    operation = find_operation(resource.rpartition("/")[2], code)
    assert operation
    asked = Parameters(operation, parameters_from_query(parse_qsl(parts.query)))
    supplied: dict[str, Any] = answer(snapshot, FhirVersion.R5, asked, now=NOW, new_id=lambda: "")
    assert supplied == json.loads(expected)


@pytest.mark.parametrize(("old", "new", "counts"), STEPS)
def test_a_step_of_the_page_has_the_changes_it_counts(snapshot: Snapshot, old: str, new: str, counts: str) -> None:
    found = diff(snapshot.catalogue, DiffRequest(URL, old, new, count=0)).counts
    assert [found[kind] for kind in KINDS] == [int(number) for number in re.findall(r"\d+", counts)]


def test_the_csv_on_the_page_has_changes_of_the_step(snapshot: Snapshot) -> None:
    found = diff(snapshot.catalogue, DiffRequest(URL, "2020-04", "2020-07")).changes
    changes = [[item.kind, item.code, item.property or "", item.old or "", item.new or ""] for item in found]
    assert len(ROWS) == 4
    assert [row for row in csv.reader(ROWS) if row not in changes] == []


@pytest.mark.parametrize(("old", "new", "message"), REFUSALS)
def test_a_refusal_on_the_page_is_what_the_command_says(snapshot: Snapshot, old: str, new: str, message: str) -> None:
    with pytest.raises(TerminologyError) as refused:
        diff(snapshot.catalogue, DiffRequest(URL, old, new))
    assert [issue.text for issue in refused.value.issues] == [message]


def test_the_page_shows_two_refusals() -> None:
    assert len(REFUSALS) == 2
