from datetime import date

import pytest

from terminology.core.days import parse_days
from terminology.core.history import Statement, periods_of, validity_on
from terminology.core.model import CodeSystemHeader
from terminology.operations.validity import described_by, not_yet, undated_issue, validity_issues


def day(text: str) -> date:
    return date.fromisoformat(text)


def says(release: str, added: str, terminated: str | None = None, returned: str | None = None) -> Statement:
    last = day(terminated) if terminated else None
    back = day(returned) if returned else None
    return Statement(release, day(f"{release}-01"), day(added), last, back, returned is not None)


REUSED = [says("2017-01", "1994-01-01", "2013-12-31"), says("2024-07", "2023-07-01")]
RETURNED = [says("2019-01", "2010-01-01", "2018-06-30"), says("2019-04", "2010-01-01", returned="2019-04-01")]
UNKNOWN = [
    says("2016-01", "2012-01-01"),
    says("2018-01", "2012-01-01", returned="2018-01-01"),
    says("2020-01", "2012-01-01"),
    says("2021-01", "2012-01-01", returned="2021-01-01"),
]


def reported(statements: list[Statement], text: str) -> list[tuple[str, str]]:
    validity = validity_on(periods_of(statements), parse_days(text))
    return [(item.severity, item.text) for item in validity_issues("X0001", validity)]


@pytest.mark.parametrize("text", ["1994-01-01", "2013-12-31", "2000", "2023-07", "2099-01-01"])
def test_nothing_is_reported_of_days_on_which_a_code_was_valid(text: str) -> None:
    assert reported(REUSED, text) == []


def test_too_early_a_day_is_reported_when_the_code_was_added() -> None:
    assert reported(REUSED, "1993-12-31") == [
        ("error", "X0001 was not valid on 1993-12-31: X0001 was added on 1994-01-01"),
    ]


def test_a_reassigned_code_is_not_called_valid_again() -> None:
    assert reported(REUSED, "2014-06-01") == [
        ("error", "X0001 was not valid on 2014-06-01: it ended on 2013-12-31, and was added again on 2023-07-01")
    ]


def test_in_the_gap_of_a_code_that_returned_both_ends_of_the_gap_are_reported() -> None:
    assert reported(RETURNED, "2018-12-24") == [
        ("error", "X0001 was not valid on 2018-12-24: it ended on 2018-06-30, and was valid again from 2019-04-01")
    ]


def test_a_month_or_year_that_is_valid_in_part_is_named_with_every_period_in_it() -> None:
    assert reported(REUSED, "2023") == [("warning", "X0001 was valid on some days of 2023 only: from 2023-07-01 on")]
    assert reported([*RETURNED, says("2020-01", "2010-01-01", "2019-12-31")], "2018-06") == []
    long_year = [says("2019-01", "2010-01-01", "2018-03-31"), says("2019-04", "2010-01-01", returned="2018-10-01")]
    assert reported(long_year, "2018") == [
        (
            "warning",
            "X0001 was valid on some days of 2018 only: from 2010-01-01 to 2018-03-31 and from 2018-10-01 on",
        )
    ]


@pytest.mark.parametrize(
    ("text", "ended", "returned", "last", "load"),
    [
        (
            "2017-05-01",
            "between 2016-01-02 and 2017-12-31",
            "2018-01-01",
            "2016-01",
            "after 2016-01 and before 2018-01",
        ),
        (
            "2020-05-01",
            "between 2020-01-02 and 2020-12-31",
            "2021-01-01",
            "2020-01",
            "after 2020-01 and before 2021-01",
        ),
        ("2020", "between 2020-01-02 and 2020-12-31", "2021-01-01", "2020-01", "after 2020-01 and before 2021-01"),
    ],
)
def test_an_undecided_day_is_reported_with_its_own_span_and_what_to_load(
    text: str, ended: str, returned: str, last: str, load: str
) -> None:
    assert reported(UNKNOWN, text) == [
        (
            "warning",
            f"It is not known whether X0001 was valid on {text}: it ended {ended}, and was valid again from "
            f"{returned}; release {last}, the last one before, lists it as valid. Load the releases {load} to find out",
        )
    ]


def test_an_undecided_day_before_every_release_names_no_release_that_answers() -> None:
    assert reported([says("2017-01", "2006-01-01", returned="2016-07-01")], "2010-01-01") == [
        (
            "warning",
            "It is not known whether X0001 was valid on 2010-01-01: it ended between 2006-01-02 and 2016-06-30, and "
            "was valid again from 2016-07-01. Load the releases after 2006-01 and before 2016-07 to find out",
        )
    ]


def test_a_dropped_code_may_have_ended_on_any_day_in_between() -> None:
    left_out = [says("2016-01", "2012-01-01"), Statement("2017-01", day("2017-01-01"), None)]
    assert reported(left_out, "2017-01-01") == [
        ("error", "X0001 was not valid on 2017-01-01: it ended between 2016-01-02 and 2016-12-31")
    ]
    assert reported(left_out, "2016-06-01") == [
        (
            "warning",
            "It is not known whether X0001 was valid on 2016-06-01: it ended between 2016-01-02 and 2016-12-31; "
            "release 2016-01, the last one before, lists it as valid. "
            "Load the releases after 2016-01 and before 2017-01 to find out",
        )
    ]


def test_codes_without_validity_have_no_issues() -> None:
    assert list(validity_issues("X0001", None)) == []


def test_issues_point_at_the_code() -> None:
    validity = validity_on(periods_of(REUSED), parse_days("2014-06-01"))
    (issue,) = validity_issues("X0001", validity)
    assert (issue.expression, issue.details_code) == (("code",), "code-rule")


def test_the_header_is_that_of_the_answering_release() -> None:
    header = CodeSystemHeader("http://example.org/codes", "2025-10")
    validity = validity_on(periods_of(REUSED), parse_days("2014-06-01"))
    assert described_by(header, None) is header
    assert described_by(header, validity) is header


def test_a_future_code_is_reported_with_its_first_day() -> None:
    validity = validity_on(periods_of(REUSED), parse_days("1990"))
    assert validity is not None
    assert not_yet("X0001", validity) == "X0001 was added on 1994-01-01"


def test_a_date_that_was_not_considered_is_reported() -> None:
    issue = undated_issue(CodeSystemHeader("http://example.org/codes", "1"))
    assert (issue.severity, issue.expression) == ("information", ("date",))
    assert issue.text == ("The date was ignored: the code system http://example.org/codes|1 states no validity dates")
