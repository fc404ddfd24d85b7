import pytest

from seed.hcpcs.windows import window


@pytest.mark.parametrize(
    ("version", "first", "last"),
    [
        ("2025-10", "2025-10-01", "2025-12-31"),
        ("2020-04", "2020-04-01", "2020-06-30"),
        ("2019-02", "2019-02-01", "2019-03-31"),
    ],
)
def test_a_release_covers_the_days_of_its_quarter(version: str, first: str, last: str) -> None:
    found = window(version)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat(), found.text) == (first, last, version)


def test_an_invalid_month_has_no_window() -> None:
    assert window("latest") is None
    assert window("2025-13") is None
