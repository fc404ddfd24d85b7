import csv
import io
import zipfile
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from fhir_resources import code_system as code_system_format
from fhir_resources import models
from fhir_resources.convert.resources import to_r4
from fhir_resources.version import FhirVersion
from seed.archives import open_files
from seed.hcpcs.companion import Companion
from seed.mue.edits import edits_from_file
from seed.registry import SOURCES
from seed.release import NotARelease
from seed.sources import LoadRequest
from terminology.library.checking.workbooks import WorkbookWriter

BASE = "https://example.org/fhir"
NOTICE = (
    '"CPT codes, descriptions and other data only are copyright of the American Medical Association.\n'
    'All rights reserved.\nApplicable FARS/DFARS apply.",,,\n'
)
CMS = (
    NOTICE + '"HCPCS/\nCPT Code",{} Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n'
    "0001A,1,3 Date of Service Edit: Clinical,Code Descriptor / CPT Instruction\n"
    "99213,2,2 Date of Service Edit: Policy,CMS Policy\n"
    "J3111,210,3 Date of Service Edit: Clinical,Prescribing Information\n"
    "G0008,1,2 Date of Service Edit: Policy,CMS Policy\n"
)


def edits(text: str | bytes, path: str, setting: str | None = None, quarter: str | None = None) -> Companion:
    content = text.encode() if isinstance(text, str) else text
    [file] = open_files([(path, content)])
    return edits_from_file(file, BASE, setting, quarter)


@cache
def real_edits(path: Path) -> Companion:
    return edits(path.read_bytes(), path.name, "dme")


@pytest.fixture
def dme(shared_data: Path) -> Companion:
    return real_edits(shared_data / "mue" / "2024-07_MUE_DME.csv")


def values(found: Companion, property: str) -> Counter[object]:
    return Counter(value.content for concept in found.code_system.concepts for value in concept.values(property))


def test_every_row_of_the_decoded_table_is_read(dme: Companion) -> None:
    assert (dme.rows_read, len(dme.code_system.concepts), dme.rejected, dme.foreign_rows) == (2928, 2928, (), 0)
    header = dme.code_system.header
    assert (header.url, header.version) == (f"{BASE}/CodeSystem/hcpcs-mue-dme", "2024-07")
    assert (header.effective_start, header.effective_end) == ("2024-07-01", "2024-09-30")


def test_units_kinds_and_reasons_are_counted(dme: Companion) -> None:
    units = values(dme, "maxUnitsDayDme")
    assert (units[0], units[1], units[2]) == (977, 721, 839)
    assert max(number for number in units if isinstance(number, int)) == 9000
    assert values(dme, "maxUnitsKindDme") == {"3": 1649, "2": 1256, "1": 23}
    reasons = values(dme, "maxUnitsRationaleDme")
    assert (reasons["CMS Policy"], len(reasons)) == (871, 12)


def test_absence_says_nothing(dme: Companion) -> None:
    assert not {"J3111", "E1399", "B4150"} & {concept.code for concept in dme.code_system.concepts}


def test_there_are_value_sets_of_codes_limited_to_zero_one_and_two_units(dme: Companion) -> None:
    names = [item.header.url.rpartition("/")[2] for item in dme.value_sets]
    assert names == ["hcpcs-mue-dme-0", "hcpcs-mue-dme-1", "hcpcs-mue-dme-2"]


def test_the_supplement_is_fhir(dme: Companion) -> None:
    resource = code_system_format.write(dme.code_system)
    models.check(resource, FhirVersion.R5)
    models.check(to_r4(resource), FhirVersion.R4)


@pytest.mark.parametrize(
    ("heading", "setting"), [("Practitioner", "practitioner"), ("Outpatient Hospital", "outpatient")]
)
def test_cms_own_form_has_a_notice_of_several_lines_and_says_its_setting(heading: str, setting: str) -> None:
    found = edits(CMS.format(heading), "MCR_MUE_Services_Eff_07-01-2024.csv")
    assert found.code_system.header.url.endswith(f"hcpcs-mue-{setting}")
    assert found.code_system.header.version == "2024-07"
    assert [concept.code for concept in found.code_system.concepts] == ["G0008", "J3111"]
    assert (found.rows_read, found.foreign_rows) == (4, 2)


def test_nothing_of_the_notice_or_of_cpt_is_stored() -> None:
    written = str(edits(CMS.format("DME Supplier"), "MUE_Eff_07-01-2024.csv").code_system)
    assert "American Medical Association" not in written
    assert "99213" not in written


def test_a_table_of_another_setting_is_refused() -> None:
    with pytest.raises(NotARelease, match="edits for practitioners, not for DME suppliers"):
        edits(CMS.format("Practitioner"), "MUE_Eff_07-01-2024.csv", "dme")


def test_a_table_that_does_not_say_its_setting_needs_it() -> None:
    with pytest.raises(NotARelease, match="specify dme, practitioner or outpatient"):
        edits("hcpcs,mue,mai,rationale\nA4206,0,3,CMS Policy\n", "2024-07.csv")


def test_an_invalid_number_of_units_is_rejected() -> None:
    found = edits("hcpcs,mue,mai,rationale\nA4206,many,3,x\nA4207,1,9,x\nA4208,1,1,x\n", "2024-07.csv", "dme")
    assert [row.line for row in found.rejected] == [2, 3]


def test_the_first_of_two_rows_of_a_code_counts() -> None:
    found = edits("hcpcs,mue,mai,rationale\nA4206,1,3,x\nA4206,2,3,x\nA4206,1,3,x\n", "2024-07.csv", "dme")
    assert values(found, "maxUnitsDayDme") == {1: 1}
    assert [row.reason for row in found.rejected] == ["A4206 is already in line 2; the first counts"]


def test_a_workbook_and_an_archive_say_the_same_as_the_text() -> None:
    """CMS's notice is one cell of several lines above the headings."""
    rows = list(csv.reader(io.StringIO(CMS.format("Practitioner"))))
    book = io.BytesIO()
    writer = WorkbookWriter(book)
    writer.write(rows)
    writer.close()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("MCR_MUE_PractitionerServices_Eff_01-01-2026.xlsx", book.getvalue())
        made.writestr("readme.txt", "Read me.")
    text = edits(CMS.format("Practitioner"), "a.csv", quarter="2026-01").code_system
    assert edits(book.getvalue(), "a.xlsx", quarter="2026-01").code_system.concepts == text.concepts
    request = LoadRequest(
        files=(("mue.zip", archive.getvalue()),),
        canonical_base=BASE,
        now=datetime(2026, 1, 1, tzinfo=UTC),
        version="2026-01",
    )
    loaded = SOURCES["mue"].load(request)
    reasons = [item.reason for item in loaded.skipped]
    assert reasons[1] == "2 rows about CPT and CDT codes were left out"
    assert loaded.resource_sets[0].resources[0].concepts == text.concepts
