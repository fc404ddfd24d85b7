from datetime import date

import pytest

from terminology.core.days import parse_days
from terminology.core.history import Span, ValidityPeriod, validity_on
from terminology.pages.code_status import advice_of, standing_of, undated_standing

FIRST = ValidityPeriod(date(1994, 1, 1), date(1994, 1, 1), date(2013, 12, 31))
SECOND = ValidityPeriod(date(2023, 7, 1), date(2023, 7, 1), None)
UNSURE = ValidityPeriod(
    date(2017, 1, 1), date(2017, 1, 1), date(2018, 1, 1), (), Span(date(2018, 1, 2), date(2018, 12, 31))
)


@pytest.mark.parametrize(
    ("periods", "day", "kind", "sentence"),
    [
        ([FIRST], "2000-01-01", "valid", "In force since 1994-01-01; the last day is 2013-12-31."),
        ([SECOND], "2026-01-01", "valid", "In force since 2023-07-01."),
        ([FIRST, SECOND], "2015", "ended", "It ended on 2013-12-31. The code was reused from 2023-07-01."),
        ([SECOND], "2020-01-01", "not-yet", "It was added on 2023-07-01."),
        ([FIRST], "2013-12-31T00:00:00Z", "valid", "In force since 1994-01-01; the last day is 2013-12-31."),
        ([FIRST], "2013", "valid", "In force since 1994-01-01; the last day is 2013-12-31."),
        ([SECOND], "2023", "unsure", "See the table of its validity periods."),
        ([UNSURE], "2018-06", "unsure", "It ended between 2018-01-02 and 2018-12-31: no loaded release says when."),
    ],
)
def test_the_status_of_a_code_follows_its_dates(
    periods: list[ValidityPeriod], day: str, kind: str, sentence: str
) -> None:
    days = parse_days(day)
    validity = validity_on(periods, days)
    assert validity is not None
    standing = standing_of(validity, days)
    assert (standing.kind, standing.sentence) == (kind, sentence)
    assert day in standing.word


def test_only_an_ended_code_has_a_replacement() -> None:
    ended = undated_standing(is_inactive=True)
    assert advice_of(ended, ["G0299", "G0300"]) == "CMS refers to G0299 or G0300 in its place."
    assert advice_of(ended, []) is None
    assert advice_of(undated_standing(is_inactive=False), ["G0299"]) is None
