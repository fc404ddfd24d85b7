"""ICD-10-CM from file to response: the three releases next to the project, through the operations of R4."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fhir_resources.version import FhirVersion
from seed.icd10cm.code_system import KIND, URL
from seed.icd10cm.releases import load_icd10cm
from seed.registry import SYSTEMS
from seed.release import Release
from terminology.core.catalogue import Catalogue
from terminology.core.days import parse_days
from terminology.core.errors import UnknownCode
from terminology.core.model import Coding, Value
from terminology.core.requests import LookupRequest, SubsumesRequest
from terminology.core.results import LookupResult, ValidationResult
from terminology.core.value_sets import Compose, Filter, Include, ValueSet, ValueSetHeader
from terminology.library.loading import Loaded, LoadedImport
from terminology.library.ports import ImportRecord
from terminology.library.snapshots import snapshots_of
from terminology.operations.lookup import lookup
from terminology.operations.subsumes import subsumes
from terminology.providers.generic import in_memory
from tests.builders.operations import context_of, expanded_codes, validation_of

pytestmark = pytest.mark.long

BASE = "https://terminology.example.org/fhir"
BILLABLE = f"{BASE}/ValueSet/icd-10-cm-billable"
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
ARCHIVES = (
    "2021-01-icd-10-cm-order.zip",
    "2025-icd-10-cm-order-derived.zip",
    "2026-04-icd-10-cm-tabular.zip",
)


@pytest.fixture(scope="module")
def catalogue(shared_icd10: Path) -> Catalogue:
    """The content after importing all of them: 2021-01, 2024-10 and 2026-04."""
    files = [(name, (shared_icd10 / name).read_bytes()) for name in ARCHIVES]
    releases = load_icd10cm(files, canonical_base=BASE).releases
    return snapshots_of(Loaded(imports=tuple(map(imported, releases))), BASE)[FhirVersion.R4].catalogue


def imported(release: Release) -> LoadedImport:
    version = release.code_system.header.version
    record = ImportRecord(f"import-{version}", KIND, (release.source,), NOW, NOW, URL, version)
    return LoadedImport(record, release.code_system, in_memory(release.code_system, SYSTEMS[URL].code_spellings))


def looked_up(catalogue: Catalogue, code: str, date: str | None = None, **fields: Any) -> LookupResult:
    context = replace(context_of(), days=parse_days(date)) if date else context_of()
    return lookup(catalogue, LookupRequest(system=URL, code=code, context=context, **fields))


def validated(catalogue: Catalogue, code: str, value_set: str = BILLABLE, date: str | None = None) -> ValidationResult:
    context = replace(context_of(), days=parse_days(date)) if date else context_of()
    return validation_of(catalogue, value_set, Coding(URL, code), context=context)


def texts(result: LookupResult | ValidationResult) -> list[str]:
    return [item.text for item in result.issues]


def test_a_code_has_its_notes_its_parent_and_its_designations(catalogue: Catalogue) -> None:
    found = looked_up(catalogue, "A00.0")
    stated = {(item.code, item.value.content) for item in found.properties}
    assert found.code_system.version == "2026-04"
    assert {("billable", True), ("kind", "code"), ("parent", "A00"), ("inclusionTerm", "Classical cholera")} <= stated
    assert "Classical cholera" in [item.value for item in found.designations]


def test_seventh_characters_are_codes_with_their_placeholders(catalogue: Catalogue) -> None:
    found = looked_up(catalogue, "W08.XXXA")
    assert found.display == "Fall from other furniture, initial encounter"
    with pytest.raises(UnknownCode):
        looked_up(catalogue, "S06.1X7D")  # a note takes the character back


@pytest.mark.parametrize("written", ["a000", "A000", "a00.0"])
def test_a_code_without_its_dot_or_in_lower_case_is_understood_and_that_is_reported(
    catalogue: Catalogue, written: str
) -> None:
    found = looked_up(catalogue, written)
    assert found.code == "A00.0"
    message = f"'{written}' was understood as the code 'A00.0' of {URL}|2026-04; write it as 'A00.0'"
    assert texts(found) == [message]
    answer = validated(catalogue, written)
    assert answer.is_valid
    assert message in texts(answer)


def test_a_header_is_valid_in_the_system_and_not_in_the_billable_codes(catalogue: Catalogue) -> None:
    answer = validated(catalogue, "A00")
    assert not answer.is_valid
    assert "A00 is a header, not a billable code; directly below it: A00.0, A00.1, A00.9" in texts(answer)
    assert validated(catalogue, "A00", f"{URL}?fhir_vs").is_valid
    assert validated(catalogue, "A00.0").is_valid


def test_the_hierarchy_goes_from_chapter_to_code(catalogue: Catalogue) -> None:
    def outcome(a: str, b: str) -> str:
        return subsumes(catalogue, SubsumesRequest(URL, None, a, b)).outcome

    assert outcome("A00-B99", "A00.0") == "subsumes"
    assert outcome("S02.0XXA", "S00-T88") == "subsumed-by"
    assert outcome("C00-C75", "C7A") == "not-subsumed"
    include = Include(system=URL, filters=(Filter("concept", "is-a", "B20-B20"),))
    value_set = ValueSet(ValueSetHeader(url="http://example.org/hiv"), Compose(include=(include,)))
    assert expanded_codes(catalogue, value_set) == ["B20-B20", "B20"]


@pytest.mark.parametrize(
    ("code", "date", "result"),
    [
        ("B37.3", "2021-05-01", True),
        ("B37.3", "2026-05-01", False),  # a header since it was divided
        ("B37.31", "2021-05-01", False),
        ("B37.31", "2024-12-01", True),
        ("QA0.0101", "2024-12-01", False),
        ("QA0.0101", "2026-05-01", True),
    ],
)
def test_the_date_chooses_the_release_that_was_in_force(
    catalogue: Catalogue, code: str, date: str, result: bool
) -> None:
    assert validated(catalogue, code, date=date).is_valid is result


def test_a_day_in_a_window_is_answered_by_its_release(catalogue: Catalogue) -> None:
    for date, version in (("2021-02-01", "2021-01"), ("2025-09-30", "2024-10"), ("2026-04-01", "2026-04")):
        found = looked_up(catalogue, "A00.0", date)
        assert (found.code_system.version, texts(found)) == (version, [])


def test_before_a_code_was_listed_it_is_not_found_and_the_day_is_reported(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownCode, match=r"U09\.9 was added between 2021-10-01 and 2024-10-01"):
        looked_up(catalogue, "U09.9", "2021-05-01")


def test_unknown_content_does_not_mean_no(catalogue: Catalogue) -> None:
    found = looked_up(catalogue, "A00.0", "2015-10-01")
    assert any(
        message.startswith("It is not known whether A00.0 was valid on 2015-10-01: release 2021-01")
        for message in texts(found)
    )
    between = validated(catalogue, "U09.9", date="2022-05-01")
    assert between.is_valid
    assert any("Load the releases between 2021-10 and 2024-10 to find out" in text for text in texts(between))


def test_validity_lists_each_period(catalogue: Catalogue) -> None:
    [period] = [
        item.period for item in looked_up(catalogue, "O35.0XX0", version="2021-01", properties=("validity",)).periods
    ]
    assert period.releases == ("2021-01",)
    date = "2021-05-01"
    [period] = [item.period for item in looked_up(catalogue, "O35.0XX0", date, properties=("validity",)).periods]
    assert (period.end and period.end.isoformat(), period.undecided and period.undecided.last.isoformat()) == (
        "2021-09-30",
        "2024-09-30",
    )
    assert Value("boolean", True) in [item.value for item in looked_up(catalogue, "B37.31").properties]
