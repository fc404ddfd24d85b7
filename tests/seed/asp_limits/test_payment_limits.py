from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from fhir_resources import code_system as code_system_format
from fhir_resources import models
from fhir_resources.convert.resources import to_r4
from fhir_resources.version import FhirVersion
from seed.archives import open_files
from seed.asp_limits.payment_limits import payment_limits_from_file
from seed.hcpcs.companion import Companion
from seed.release import NotARelease

BASE = "https://example.org/fhir"
HEADINGS = "HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit,Co-insurance Percentage,Notes\n"


def limits(text: str | bytes, path: str = "2025-10_limits.csv") -> Companion:
    content = text.encode() if isinstance(text, str) else text
    [file] = open_files([(path, content)])
    return payment_limits_from_file(file, BASE)


@cache
def real_limits(path: Path) -> Companion:
    return limits(path.read_bytes(), path.name)


@pytest.fixture
def october(shared_data: Path) -> Companion:
    return real_limits(shared_data / "asp" / "2025-10_ASP_payment_limits.level2.csv")


def stated(found: Companion, code: str) -> dict[str, object]:
    (concept,) = [concept for concept in found.code_system.concepts if concept.code == code]
    return {item.code: item.value.content for item in concept.properties}


def test_every_row_is_read(october: Companion) -> None:
    assert (october.rows_read, len(october.code_system.concepts), october.rejected) == (978, 978, ())
    header = october.code_system.header
    assert (header.version, header.effective_start, header.effective_end) == ("2025-10", "2025-10-01", "2025-12-31")


def test_a_code_has_its_dosage_limit_and_coinsurance(october: Companion) -> None:
    assert stated(october, "A9573") == {
        "aspDosage": "1 ML",
        "aspPaymentLimit": Decimal("3.364"),
        "aspCoinsurance": Decimal("20.000"),
    }


def test_a_limit_that_is_not_available_is_not_stated(october: Companion) -> None:
    assert "aspPaymentLimit" not in stated(october, "A9606")


def test_clotting_factors_are_marked(october: Companion) -> None:
    assert sum("aspClottingFactor" in stated(october, concept.code) for concept in october.code_system.concepts) == 36


def test_short_descriptions_are_not_stored(october: Companion) -> None:
    assert "gadopiclenol" not in str(october.code_system)


def test_the_supplement_is_fhir(october: Companion) -> None:
    resource = code_system_format.write(october.code_system)
    models.check(resource, FhirVersion.R5)
    models.check(to_r4(resource), FhirVersion.R4)


def test_codes_of_the_ama_are_counted_and_left_out() -> None:
    found = limits(HEADINGS + "90371,Hep b ig,1 ML,1.00,20,\nJ3111,Romo,1 MG,11.1,20,\n")
    assert (found.foreign_rows, len(found.code_system.concepts)) == (1, 1)


def test_an_invalid_amount_is_rejected() -> None:
    found = limits(HEADINGS + 'J3111,Romo,1 MG,much,20,\nJ3110,Teri,10 MCG,"$1,234.50",20,\n')
    assert [row.reason for row in found.rejected] == ["J3111 has the invalid amount 'much'"]
    assert stated(found, "J3110")["aspPaymentLimit"] == Decimal("1234.50")


def test_another_table_is_refused() -> None:
    with pytest.raises(NotARelease, match="is not CMS's ASP payment limits"):
        limits("hcpcs,mue,mai,rationale\nA4206,0,3,CMS Policy\n")
