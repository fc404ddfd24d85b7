from functools import cache
from pathlib import Path

import pytest

from fhir_resources import code_system as code_system_format
from fhir_resources import models
from fhir_resources import value_set as value_set_format
from fhir_resources.convert.resources import to_r4
from fhir_resources.version import FhirVersion
from seed.archives import open_files
from seed.dmepos.fee_schedule import fee_schedule_from_file
from seed.hcpcs.code_system import URL as HCPCS
from seed.hcpcs.companion import Companion
from seed.release import NotARelease
from terminology.core.value_sets import Filter

BASE = "https://example.org/fhir"
HEADINGS = "HCPCS,Mod,Mod2,JURIS,CATG,Ceiling,Floor,AL (NR),AL (R),Description\n"


def schedule(text: str | bytes, path: str = "DMEPOS26_JAN.csv", quarter: str | None = None) -> Companion:
    content = text.encode() if isinstance(text, str) else text
    [file] = open_files([(path, content)])
    return fee_schedule_from_file(file, BASE, quarter)


@cache
def real_schedule(path: Path) -> Companion:
    return schedule(path.read_bytes(), path.name)


def stated(found: Companion, code: str, property: str) -> list[object]:
    (concept,) = [concept for concept in found.code_system.concepts if concept.code == code]
    return [value.content for value in concept.values(property)]


def billed_as(found: Companion, text: str) -> int:
    return sum(value.content == text for c in found.code_system.concepts for value in c.values("dmeposBilling"))


@pytest.fixture
def january(shared_data: Path) -> Companion:
    return real_schedule(shared_data / "dmepos" / "DMEPOS26_JAN.csv")


@pytest.fixture
def april(shared_data: Path) -> Companion:
    return real_schedule(shared_data / "dmepos" / "DMEPOS25_APR25.csv")


def test_every_row_of_january_2026_is_read(january: Companion) -> None:
    assert (january.rows_read, len(january.code_system.concepts)) == (3515, 2106)
    assert (january.rejected, january.foreign_rows) == ((), 0)
    header = january.code_system.header
    assert (header.version, header.effective_start, header.effective_end) == ("2026-01", "2026-01-01", "2026-03-31")


def test_every_row_of_april_2025_is_read_in_its_other_layout(april: Companion) -> None:
    assert (april.rows_read, len(april.code_system.concepts)) == (3511, 2100)
    assert (april.rejected, april.foreign_rows, april.code_system.header.version) == ((), 0, "2025-04")
    assert stated(april, "A4217", "dmeposJurisdiction") == ["J"]


def test_the_billing_options_are_counted(january: Companion) -> None:
    assert (billed_as(january, "RR"), billed_as(january, "none")) == (265, 1405)
    billings = (value for concept in january.code_system.concepts for value in concept.values("dmeposBilling"))
    ways = [set(str(value.content).split(", ")) for value in billings]
    assert sum({"NU", "RR"} <= each for each in ways) == 292


def test_combined_modifiers_are_one_billing_option(january: Companion) -> None:
    assert stated(january, "E0250", "dmeposBilling") == ["RR"]
    assert stated(january, "E0250", "dmeposCategory") == ["CR"]
    assert stated(january, "E0143", "dmeposBilling") == ["NU, RR, UE"]
    assert stated(january, "E0424", "dmeposBilling") == ["RR, RR+QB, RR+QF"]
    assert stated(january, "E0424", "dmeposModifier") == ["QB", "QF", "RR"]


def test_each_category_and_each_modifier_has_a_value_set(january: Companion) -> None:
    by_name = {item.header.url.rpartition("/")[2]: item for item in january.value_sets}
    assert len(by_name) == 33
    only = by_name["hcpcs-dmepos-billed-with-rr-only"]
    assert only.compose is not None
    assert only.compose.include[0].system == HCPCS
    assert only.compose.include[0].filters == (Filter("dmeposBilling", "=", "RR"),)
    assert by_name["hcpcs-dmepos-category-cr"].header.title == "HCPCS codes for capped rental items"


def test_the_output_is_valid_fhir(january: Companion) -> None:
    written = [code_system_format.write(january.code_system), *map(value_set_format.write, january.value_sets[:3])]
    for resource in written:
        models.check(resource, FhirVersion.R5)
        models.check(to_r4(resource), FhirVersion.R4)
    assert code_system_format.read(written[0]) == january.code_system


def test_a_banner_above_the_headings_is_skipped() -> None:
    banner = 'DMEPOS Fee Schedule,,,\n"Effective January 1, 2026 through March 31, 2026",,,\n,,,\n'
    found = schedule(banner + HEADINGS + "E0143,NU,,D,IN,1,1,1,0,Walker\n", "schedule.csv")
    assert found.code_system.header.version == "2026-01"
    assert [concept.code for concept in found.code_system.concepts] == ["E0143"]


def test_codes_of_others_are_counted_and_left_out() -> None:
    rows = "99213,,,D,IN,1,1,1,0,Office visit\nD0120,,,D,IN,1,1,1,0,Exam\nE0143,NU,,D,IN,1,1,1,0,Walker\n"
    found = schedule(HEADINGS + rows)
    assert found.foreign_rows == 2
    assert "Office visit" not in str(found.code_system)


def test_a_row_with_an_invalid_modifier_is_rejected_with_its_line() -> None:
    found = schedule(HEADINGS + "E0143,N,,D,IN,1,1,1,0,Walker\nE0250,RR,,D,CR,1,1,1,0,Bed\n")
    assert [(row.line, row.reason) for row in found.rejected] == [(2, "E0143 has the modifier 'N', which is not one")]


def test_a_file_without_codes_of_level_ii_is_refused() -> None:
    with pytest.raises(NotARelease, match="no code of HCPCS Level II"):
        schedule(HEADINGS + "99213,,,D,IN,1,1,1,0,Office visit\n")


def test_another_table_is_refused() -> None:
    with pytest.raises(NotARelease, match="is not CMS's DMEPOS fee schedule"):
        schedule("hcpcs,mue,mai,rationale\nA4206,0,3,CMS Policy\n")
