from datetime import date

import pytest

from terminology.pages.problems import PageProblem
from terminology.pages.query import Query, day_text


def query_of(**parameters: str) -> Query:
    return Query(tuple(parameters.items()))


def test_the_last_of_a_repeated_parameter_counts_and_an_empty_one_is_absent() -> None:
    assert Query((("a", "1"), ("a", "2"))).find("a") == "2"
    assert query_of(a="  ").find("a") is None


@pytest.mark.parametrize("text", ["0", "-1", "1e9", "1000000000", "x", "²", "9" * 5000])
def test_an_invalid_page_is_refused(text: str) -> None:
    with pytest.raises(PageProblem) as problem:
        query_of(page=text).page()
    assert (problem.value.status, problem.value.field) == (400, "page")


@pytest.mark.parametrize("text", ["9999-99-99", "yesterday", "2020-02-30", "1" * 10_000])
def test_an_invalid_day_is_refused(text: str) -> None:
    with pytest.raises(PageProblem) as problem:
        query_of(date=text).days()
    assert problem.value.field == "date"
    assert len(problem.value.headline) < 80


def test_longer_texts_than_anyone_types_are_refused() -> None:
    with pytest.raises(PageProblem):
        query_of(q="a" * 401).text("q")
    with pytest.raises(PageProblem):
        query_of(kind="x").choice("kind", ("a", "b"))


def test_a_changed_filter_starts_at_the_first_page() -> None:
    query = query_of(q="bed", chapter="E", page="3")
    assert query.changed(chapter=None) == "q=bed"
    assert query.changed(page=4) == "q=bed&chapter=E&page=4"
    assert query.changed(kind="modifier") == "q=bed&chapter=E&kind=modifier"


def test_without_a_day_today_is_shown() -> None:
    assert day_text(None, date(2026, 1, 2)) == "2026-01-02"
    assert day_text(query_of(date="2020-07").days(), date(2026, 1, 2)) == "2020-07"
