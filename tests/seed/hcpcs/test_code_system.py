import pytest

from seed.hcpcs.code_system import check_version, first_day, hcpcs_header, version_aliases
from seed.release import NotARelease

BASE = "https://example.org/fhir"


def test_the_header_has_the_identity_of_the_contract() -> None:
    header = hcpcs_header("2025-10", BASE)
    assert header.canonical == "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets|2025-10"
    assert header.aliases == (
        "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        "urn:oid:2.16.840.1.113883.6.285",
    )
    assert header.replaces == ("http://terminology.hl7.org/CodeSystem/HCPCS-all-codes",)
    assert header.identifiers == ("urn:oid:2.16.840.1.113883.6.285",)
    assert (header.content, header.case_sensitive, header.status) == ("complete", True, "active")
    assert (header.id, header.date) == ("hcpcs-level-ii-2025-10", "2025-10-01")


def test_an_excerpt_says_that_it_is_a_fragment() -> None:
    assert hcpcs_header("2025-10", BASE, "fragment").content == "fragment"


def test_versions_are_understood_by_their_first_day() -> None:
    assert version_aliases("2025-10") == ("20251001", "2025-10-01")


def test_the_first_day_is_the_months() -> None:
    assert first_day("2020-04") == "2020-04-01"


@pytest.mark.parametrize("version", ["2025-13", "2025-1", "202510", "2025", "October 2025", "", "0000-01", "2025-10\n"])
def test_a_version_without_a_month_is_invalid(version: str) -> None:
    with pytest.raises(NotARelease, match="give the month in which it takes effect as YYYY-MM"):
        check_version(version)
