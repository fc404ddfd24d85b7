"""The calls and the table in docs/was-this-code-valid.md match CMS's releases."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from fhir_resources.operation_definitions import find_operation
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.parameters import Parameters, parameters_from_query
from fhir_resources.version import FhirVersion
from terminology.core.errors import TerminologyError
from terminology.library.answering import answer
from terminology.library.snapshots import Snapshot
from tests.examples.all_releases import HCPCS, NOW, snapshot_of_all

PAGE = (Path(__file__).parents[1] / "docs" / "was-this-code-valid.md").read_text()
CALLS = re.findall(r"\$ curl '(.*?)'\n```\n```json\n(.*?)\n```", PAGE, re.DOTALL)
CASES = re.findall(r"^\| (\w+) \| ([\d-]+) \| (yes|no) \| [^|]+ \| (.*?) ?\|$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def snapshot(shared_data: Path) -> Snapshot:
    return snapshot_of_all(shared_data)


def asked(snapshot: Snapshot, address: str) -> dict[str, Any]:
    """The response of a server with all releases."""
    parts = urlsplit(address)
    resource, _, code = parts.path.rpartition("/$")
    operation = find_operation(resource.rpartition("/")[2], code)
    assert operation
    parameters = Parameters(operation, parameters_from_query(parse_qsl(parts.query)))
    try:
        return answer(snapshot, FhirVersion.R4, parameters, now=NOW, new_id=lambda: "")
    except TerminologyError as error:
        return operation_outcome(error.issues)


def test_the_page_shows_nine_calls_and_fifteen_cases() -> None:
    assert (len(CALLS), len(CASES)) == (9, 15)


@pytest.mark.parametrize(("address", "shown"), CALLS)
def test_a_call_of_the_page_gets_what_it_shows_in_that_order(snapshot: Snapshot, address: str, shown: str) -> None:
    opening, *lines, closing = shown.splitlines()
    supplied = asked(snapshot, address)
    entries = iter(supplied["issue" if supplied["resourceType"] == "OperationOutcome" else "parameter"])
    assert opening.startswith(f'{{ "resourceType": "{supplied["resourceType"]}"')
    assert closing == "] }"
    for line in lines:
        if line.strip() != "…":
            assert json.loads(line.strip().removesuffix(",")) in entries  # each is sought after the one before it


@pytest.mark.parametrize(("code", "date", "valid", "message"), CASES)
def test_a_case_of_the_page_is_answered_as_it_says(
    snapshot: Snapshot, code: str, date: str, valid: str, message: str
) -> None:
    supplied = asked(snapshot, f"/r4/CodeSystem/$validate-code?url={HCPCS}&code={code}&date={date}")
    stated = {item["name"]: item for item in supplied["parameter"]}
    assert stated["result"]["valueBoolean"] is (valid == "yes")
    assert stated.get("message", {}).get("valueString", "") == message
