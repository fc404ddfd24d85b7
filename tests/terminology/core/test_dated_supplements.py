from terminology.core.catalogue import Catalogue
from terminology.core.dated_supplements import dated_supplements, find_supplement
from terminology.core.days import parse_days
from terminology.providers.generic import in_memory
from tests.builders.catalogue import SUPPLEMENT, SYSTEM, code_system_of, concept_of, supplement_of


def quarter(version: str, start: str, end: str):  # type: ignore[no-untyped-def]
    return supplement_of(concept_of("a"), version=version, effective_start=start, effective_end=end)


PROVIDER = in_memory(code_system_of("a"))
CATALOGUE = Catalogue().with_resources(
    code_systems=[PROVIDER],
    supplements=[
        quarter("2025-10", "2025-10-01", "2025-12-31"),
        quarter("2026-01", "2026-01-01", "2026-03-31"),
        supplement_of(concept_of("a"), url=f"{SYSTEM}/undated"),
    ],
)


def versions(day: str | None) -> list[str]:
    found = dated_supplements(CATALOGUE, PROVIDER, parse_days(day) if day else None)
    return [each.version for each in found]


def test_the_day_chooses_the_version_and_no_day_the_latest() -> None:
    assert versions(None) == ["2026-01"]
    assert versions("2025-11-05") == ["2025-10"]
    assert versions("2027-01-01") == ["2026-01"]


def test_before_the_first_version_there_is_none() -> None:
    assert versions("2025-01-01") == []


def test_a_reference_without_a_version_means_the_version_of_the_day() -> None:
    def version(reference: str, day: str | None) -> str | None:
        found = find_supplement(CATALOGUE, reference, parse_days(day) if day else None)
        return found.header.version if found else None

    assert version(SUPPLEMENT, None) == "2026-01"
    assert version(SUPPLEMENT, "2025-11-05") == "2025-10"
    assert version(SUPPLEMENT, "2025-01-01") is None
    assert version(f"{SUPPLEMENT}|2026-01", "2025-11-05") == "2026-01"
