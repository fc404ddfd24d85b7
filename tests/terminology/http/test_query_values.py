from datetime import UTC, datetime

import pytest

from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.http.query_values import EARLIEST, LATEST, parse_span, whole_number
from terminology.http.requests import FhirRequest


def asking(**query: str) -> FhirRequest:
    return FhirRequest(FhirVersion.R5, "GET", "_history", "https://tx.example.org/r5", query=tuple(query.items()))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, 59, 999_999, UTC)),
        ("2024-02", datetime(2024, 2, 1, tzinfo=UTC), datetime(2024, 2, 29, 23, 59, 59, 999_999, UTC)),
        ("2026-11-26T08:00:00-05:00", datetime(2026, 11, 26, 13, tzinfo=UTC), None),
    ],
)
def test_a_date_is_all_of_its_moments(text: str, first: datetime, last: datetime | None) -> None:
    found = parse_span("date", text)
    assert found == (first, last or datetime(2026, 11, 26, 13, 0, 0, 999_999, UTC))


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "0001", "9999", "9999-12-31T23:59:59-14:00"])
def test_a_zone_does_not_lead_out_of_the_calendar(text: str) -> None:
    first, last = parse_span("date", text)
    assert EARLIEST <= first <= last <= LATEST


@pytest.mark.parametrize("text", ["soon", "20261126", "2026-W48-1", "2026-02-30", "²026", "", "2026-11-26T25:00:00Z"])
def test_an_invalid_date_is_refused_by_parameter_name(text: str) -> None:
    with pytest.raises(BadRequest, match="_since needs a date or a time"):
        parse_span("_since", text)


def test_a_number_is_read_or_has_its_default() -> None:
    assert whole_number(asking(_count="7"), "_count", 50) == 7
    assert whole_number(asking(), "_count", 50) == 50


@pytest.mark.parametrize("text", ["-1", "1e3", "²", "1" * 10, "one", "1.0", " 1"])
def test_a_non_integer_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="_count needs a number"):
        whole_number(asking(_count=text), "_count", 50)
