"""A code system as of a day: on small releases, then on CMS's, compared day by day with a naive calendar."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed.hcpcs.code_system import URL, hcpcs_header
from terminology.core.days import Days, parse_days
from terminology.core.history import ValidityPeriod
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, Property, PropertyDefinition, Value
from terminology.providers.as_of import History
from terminology.providers.generic import in_memory
from terminology.providers.period_rules import has_validity_dates
from tests.builders.catalogue import code_system_of, searched
from tests.examples.all_releases import BASE, load_all
from tests.examples.naive_history import BOXES, FIRST_DAY, LAST_DAY, Calendar, Listing, box, calendar_of, text_source

DATES = ("effectiveDate", "retirementDate", "actionEffectiveDate")


def listed(code: str, added: str, ended: str | None = None, acted: str | None = None, **facts: str) -> Concept:
    """A concept in a release; `display` and other codes are further facts."""
    dates = dict(zip(DATES, (added, ended, acted), strict=True))
    stated = [Property(name, Value("dateTime", text)) for name, text in dates.items() if text]
    kind = "modifier" if len(code) == 2 else "procedure"
    coded = {"kind": kind, **{name: text for name, text in facts.items() if name != "display"}}
    stated += [Property(name, Value("code", text)) for name, text in coded.items()]
    return Concept(code, facts.get("display", f"Display of {code}"), properties=tuple(stated))


def release_of(version: str, *concepts: Concept, content: Any = "complete") -> CodeSystem:
    return CodeSystem(hcpcs_header(version, BASE, content), concepts)


def history_of(*releases: CodeSystem) -> History:
    return History([in_memory(item) for item in releases])


def located(history: History, code: str, day: str, version: str | None = None) -> Concept | None:
    dated = history.on(parse_days(day), version)
    assert dated
    return dated.locate(code)


def values_of(concept: Concept | None, *names: str) -> list[object]:
    assert concept
    return [value.content for name in names for value in concept.values(name)]


def starts_and_ends(periods: Sequence[ValidityPeriod]) -> list[tuple[str, str | None]]:
    return [(period.start.isoformat(), period.end.isoformat() if period.end else None) for period in periods]


NO_DATES = CodeSystemHeader(URL, "2020-04")


@pytest.mark.parametrize(
    ("header", "has"),
    [
        (hcpcs_header("2020-04", BASE), True),
        (NO_DATES, False),
        (CodeSystemHeader("u:x", "2020-04", properties=(PropertyDefinition("effectiveDate", "dateTime"),)), False),
        (CodeSystemHeader(URL, "5.0.0", properties=hcpcs_header("2020-04", BASE).properties), False),
    ],
)
def test_validity_dates_are_two_standard_properties_in_versions_that_are_months(
    header: CodeSystemHeader, has: bool
) -> None:
    assert has_validity_dates(header) is has


def test_a_period_that_no_release_covers_has_no_concept_and_is_not_counted() -> None:
    """It ended before its reactivation: the last release lacks the code before that day."""
    first = release_of(
        "2020-04", listed("A1", "2019-01-01"), listed("B1", "2020-06-01", None, "2021-07-15", actionCode="R")
    )
    history = history_of(first, release_of("2021-04", listed("A1", "2019-01-01")))
    dated = history.on(parse_days("2021-05-01"))
    assert dated
    assert dated.locate("B1") is None
    assert [concept.code for concept in dated.concepts()] == ["A1"]


MONTHS = [f"{year}-{month:02}" for year in (2020, 2021) for month in (1, 4, 7, 10)]
dates = st.sampled_from([f"{month}-{day}" for month in MONTHS for day in ("01", "15")])
anything_listed = st.builds(
    lambda code, added, ended, acted, action: listed(code, added, ended, acted, actionCode=action),
    st.sampled_from(["A1", "B1", "C1"]),
    dates,
    st.none() | dates,
    st.none() | dates,
    st.sampled_from("RNA"),
)
releases = st.dictionaries(
    st.sampled_from(MONTHS), st.lists(anything_listed, max_size=3, unique_by=lambda concept: concept.code), max_size=4
)


@given(releases, st.lists(dates, min_size=1, max_size=5))
def test_the_concepts_of_a_day_are_those_that_are_located(found: dict[str, list[Concept]], days: list[str]) -> None:
    history = history_of(*(release_of(month, *concepts) for month, concepts in found.items()))
    for day in days:
        dated = history.on(parse_days(day))
        codes = [] if dated is None else [code for code in history.codes() if dated.locate(code)]
        assert [concept.code for concept in (dated.concepts() if dated else ())] == codes


@pytest.fixture
def no_search_for_cycles() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_search_for_cycles")
def test_an_unreferenced_history_is_freed_at_once() -> None:
    """Loaded content is not garbage-collected (`library/gc_tuning.py`): a reference cycle in it would leak."""
    history = history_of(release_of("2020-04", listed("A1", "2019-01-01")))
    dated = history.on(parse_days("2020-05-01"))
    assert dated
    assert len(dated.concepts()) == len(dated.search("A1")) == dated.count == 1
    held = ref(history)
    del dated, history
    assert held() is None


def test_periods_computed_at_once_equal_those_computed_one_by_one() -> None:
    releases = [
        release_of("2020-01", listed("A0001", "1990-01-01"), listed("B0001", "2000-01-01", "2019-12-31")),
        release_of("2021-01", listed("A0001", "1990-01-01", "2020-12-31"), listed("C0001", "2021-01-01")),
    ]
    one_by_one, at_once = history_of(*releases), history_of(*releases)
    at_once.compute_all_periods()
    for code in ("A0001", "B0001", "C0001", "D0001"):
        assert at_once.periods(code) == one_by_one.periods(code)


def test_days_beyond_the_cache_are_answered_correctly() -> None:
    history = history_of(release_of("2020-04", listed("A1", "2020-05-10")))
    days = [parse_days(f"2020-05-{day:02}") for day in range(1, 31)]
    assert [len(history.day(day).codes) for day in (*days, *days)] == [0] * 9 + [1] * 21 + [0] * 9 + [1] * 21


def test_a_history_without_releases_covers_no_day() -> None:
    assert history_of().on(parse_days("2020")) is None


def test_texts_are_those_of_the_release_in_force_and_before_all_releases_of_the_earliest() -> None:
    history = history_of(
        release_of("2019-01", listed("A0001", "2010-01-01", display="old")),
        release_of("2020-07", listed("A0001", "2010-01-01", display="new")),
    )
    days = ("2015-01-01", "2020-06-30", "2020-07-01", "2035-01-01")
    displays = [concept and concept.display for concept in (located(history, "A0001", item) for item in days)]
    assert displays == ["old", "old", "new", "new"]


def test_the_header_is_that_of_the_release_in_force() -> None:
    history = history_of(release_of("2019-01", listed("A0001", "2010-01-01")), release_of("2020-07"))
    versions = [
        dated and dated.header.version
        for dated in (history.on(parse_days(item)) for item in ("1999", "2020-06-30", "2020-07", "2020", "2050"))
    ]
    assert versions == ["2019-01", "2019-01", "2020-07", "2020-07", "2020-07"]


def test_status_and_dates_are_those_of_the_day_and_the_other_properties_those_of_the_release() -> None:
    history = history_of(
        release_of("2019-01", listed("A0001", "2010-01-01", coverage="C")),
        release_of("2020-07", listed("A0001", "2010-01-01", "2018-12-31", coverage="D")),
    )
    names = ("status", "inactive", "effectiveDate", "retirementDate", "coverage")
    assert values_of(located(history, "A0001", "2018-12-31"), *names) == [
        "active",
        False,
        "2010-01-01",
        "2018-12-31",
        "C",
    ]
    assert values_of(located(history, "A0001", "2019-01-01"), *names) == [
        "retired",
        True,
        "2010-01-01",
        "2018-12-31",
        "C",
    ]
    assert values_of(located(history, "A0001", "2020-07-01"), *names) == [
        "retired",
        True,
        "2010-01-01",
        "2018-12-31",
        "D",
    ]


def test_a_requested_version_answers_from_its_own_knowledge() -> None:
    history = history_of(
        release_of("2019-01", listed("A0001", "2010-01-01")),
        release_of("2020-07", listed("A0001", "2010-01-01", "2018-12-31")),
    )
    assert values_of(located(history, "A0001", "2019-06-01"), "inactive") == [True]
    assert values_of(located(history, "A0001", "2019-06-01", "2019-01"), "inactive") == [False]
    assert starts_and_ends(history.periods("A0001", "2019-01")) == [("2010-01-01", None)]


def test_a_future_code_is_not_listed_but_an_ended_one_is() -> None:
    history = history_of(release_of("2020-01", listed("A0001", "2010-01-01", "2015-12-31")))
    assert located(history, "A0001", "2009-12-31") is None
    assert located(history, "A0001", "2016-01-01") is not None


def test_a_code_of_an_undecided_day_is_active_and_has_no_known_end() -> None:
    history = history_of(
        release_of("2020-01", listed("A0001", "2010-01-01")),
        release_of("2021-01", listed("A0001", "2010-01-01", None, "2021-01-01", actionCode="R")),
    )
    found = located(history, "A0001", "2020-06-01")
    assert values_of(found, "status", "inactive", "effectiveDate", "retirementDate") == ["active", False, "2010-01-01"]


def test_a_release_without_modifiers_ends_none_and_one_with_modifiers_ends_the_missing_ones() -> None:
    before = release_of("2020-01", listed("A0001", "2010-01-01"), listed("AA", "2010-01-01"))
    silent = release_of("2021-01", listed("A0002", "2010-01-01"))
    history = history_of(before, silent)
    assert starts_and_ends(history.periods("AA")) == [("2010-01-01", None)]
    assert starts_and_ends(history.periods("A0001")) == [("2010-01-01", "2020-01-01")]


def test_a_fragment_ends_nothing_by_leaving_it_out() -> None:
    before = release_of("2020-01", listed("A0001", "2010-01-01"))
    history = history_of(before, release_of("2021-01", listed("A0002", "2010-01-01"), content="fragment"))
    assert starts_and_ends(history.periods("A0001")) == [("2010-01-01", None)]


def test_codes_are_in_the_order_of_the_newest_release_followed_by_older_ones() -> None:
    history = history_of(
        release_of("2020-01", listed("A0001", "2010-01-01", "2012-12-31"), listed("A0002", "2010-01-01")),
        release_of("2021-01", listed("A0003", "2021-01-01"), listed("A0002", "2010-01-01")),
    )
    dated = history.on(parse_days("2021-06-01"))
    assert dated
    assert [concept.code for concept in dated.concepts()] == ["A0003", "A0002", "A0001"]


def test_a_period_has_the_text_of_the_newest_release_that_covers_it_or_of_the_requested_one() -> None:
    history = history_of(
        release_of("2020-01", listed("A0001", "2010-01-01", display="old")),
        release_of("2021-01", listed("A0001", "2010-01-01", display="new")),
    )
    assert history.display("A0001", history.periods("A0001")[0]) == "new"
    returned = history_of(
        release_of("2020-01", listed("A0001", "2010-01-01", display="old")),
        release_of("2021-01", listed("A0001", "2010-01-01", None, "2021-01-01", display="new", actionCode="R")),
    )
    alone = returned.periods("A0001", "2021-01")
    assert [returned.display("A0001", period, "2021-01") for period in alone] == ["new", "new"]


def test_unlisted_codes_are_not_cached() -> None:
    history = history_of(release_of("2020-01", listed("A0001", "2010-01-01")))
    assert history.periods("nonsense") == ()
    assert located(history, "nonsense", "2020-01-01") is None


def test_a_version_that_is_not_a_month_is_ignored() -> None:
    odd = code_system_of(listed("A0001", "2010-01-01"), url=URL, version="draft")
    assert history_of(odd).on(parse_days("2020")) is None


# Laws, over small worlds of releases

MONTHS = ["2018-01", "2019-01", "2020-01", "2021-01"]
SOME_DAYS = ["2015-01-01", "2018-06-30", "2019-12-31", "2020-06-01", "2022-01-01"]


@st.composite
def worlds(draw: st.DrawFn) -> list[CodeSystem]:
    return [release_of(month, *draw(st.lists(_listings(), max_size=3, unique_by=_code))) for month in MONTHS]


def _code(concept: Concept) -> str:
    return concept.code


@st.composite
def _listings(draw: st.DrawFn) -> Concept:
    code = draw(st.sampled_from(["A0001", "A0002", "AA"]))
    added = draw(st.sampled_from(["2014-01-01", "2017-07-01", "2019-07-01"]))
    ended = draw(st.none() | st.sampled_from(["2019-12-31", "2020-12-31"]))
    acted = draw(st.none() | st.sampled_from(["2018-01-01", "2020-07-01"]))
    action = draw(st.sampled_from("NARD"))
    return listed(code, added, ended, acted, actionCode=action, display=f"{code} of {draw(st.integers(1, 3))}")


def answers(history: History) -> dict[tuple[str, str], Concept | None]:
    return {(code, day): located(history, code, day) for code in ("A0001", "A0002", "AA") for day in SOME_DAYS}


@given(worlds())
def test_the_order_in_which_releases_were_loaded_changes_no_answer(world: list[CodeSystem]) -> None:
    expected = answers(history_of(*world))
    assert all(answers(history_of(*order)) == expected for order in list(permutations(world))[::5])


@given(worlds(), st.sampled_from(range(len(MONTHS))))
def test_a_requested_version_answers_from_its_file_only(world: list[CodeSystem], chosen: int) -> None:
    history, alone = history_of(*world), history_of(world[chosen])
    for code in ("A0001", "A0002", "AA"):
        assert history.periods(code, MONTHS[chosen]) == alone.periods(code)
        for day in SOME_DAYS:
            assert located(history, code, day, MONTHS[chosen]) == located(alone, code, day)


# All of CMS's releases

WITHOUT_MODIFIERS = {"2024-07"}


@pytest.fixture(scope="module")
def code_systems(shared_data: Path) -> tuple[CodeSystem, ...]:
    return load_all(shared_data)


@pytest.fixture(scope="module")
def history(code_systems: tuple[CodeSystem, ...]) -> History:
    return history_of(*code_systems)


@pytest.fixture(scope="module")
def stated(code_systems: tuple[CodeSystem, ...]) -> list[tuple[str, Mapping[str, Concept]]]:
    """Each release with its concepts by code."""
    return [(str(item.header.version), {each.code: each for each in item.concepts}) for item in code_systems]


@pytest.fixture(scope="module")
def calendars(stated: list[tuple[str, Mapping[str, Concept]]]) -> Mapping[str, tuple[list[str], Calendar]]:
    """By code, the releases that could list it, and its naive calendar."""
    codes = {code for _, concepts in stated for code in concepts}
    found = {}
    for code in codes:
        relevant = [item for item in stated if len(code) > 2 or item[0] not in WITHOUT_MODIFIERS]
        values_of = [(date.fromisoformat(f"{name}-01"), _listing(concepts.get(code))) for name, concepts in relevant]
        found[code] = [name for name, _ in relevant], calendar_of(values_of)
    return found


def _listing(concept: Concept | None) -> Listing | None:
    if concept is None:
        return None
    stated = {item.code: str(item.value.content) for item in concept.properties}
    ended, acted = stated.get("terminationDate"), stated.get("actionEffectiveDate")
    return Listing(
        added=date.fromisoformat(stated["addedDate"]),
        terminated=date.fromisoformat(ended) if ended else None,
        acted=date.fromisoformat(acted) if acted else None,
        returned=stated.get("actionCode") == "R",
    )


def test_every_code_is_valid_on_the_days_of_the_naive_calendar(
    history: History, calendars: Mapping[str, tuple[list[str], Calendar]]
) -> None:
    """Every day from 1982 to 2030 of every code; a day in two periods would be detected."""
    differing = [code for code, (_, calendar) in calendars.items() if not _agrees(history.periods(code), calendar)]
    assert (len(calendars), differing) == (8952, [])


def _agrees(periods: Sequence[ValidityPeriod], calendar: Calendar) -> bool:
    boxes, undecided = bytearray(BOXES), bytearray(BOXES)
    for number, period in enumerate(periods, 1):
        last = period.undecided.last if period.undecided else period.end or LAST_DAY
        first_box, after = max(box(period.start), 0), box(last) + 1
        if any(boxes[first_box:after]):
            return False
        boxes[first_box:after] = bytes([number]) * (after - first_box)
        if period.undecided:
            span = slice(box(period.undecided.first), box(period.undecided.last) + 1)
            undecided[span] = b"\x01" * (span.stop - span.start)
    return (boxes, undecided) == (calendar.periods, calendar.undecided)


def test_every_code_reads_as_the_naive_calendar_says_around_each_day_of_change(
    history: History,
    stated: list[tuple[str, Mapping[str, Concept]]],
    calendars: Mapping[str, tuple[list[str], Calendar]],
) -> None:
    """Standing and text: a tenth of the codes on each day on which one of their periods begins or ends, or a release
    comes into force, on the days around, and on the first day of all and the last."""
    concepts = dict(stated)
    asked = {code for code in calendars if sum(code.encode()) % 10 == 0}
    asked |= {code for code in calendars if len(history.periods(code)) > 1}
    on_days = {day: history.on(Days(day, day, str(day))) for day in _days_of_change(history, asked, list(concepts))}
    differing = []
    for code in asked:
        relevant, calendar = calendars[code]
        for day in _days_of_change(history, [code], relevant):
            dated = on_days[day]
            assert dated
            concept = dated.locate(code)
            expected = _expected(calendar, concepts, relevant, code, day)
            if (concept and (values_of(concept, "inactive")[0], concept.display)) != expected:
                differing.append((code, day, concept, expected))
    assert differing == []
    assert len(asked) > 850


def _days_of_change(history: History, codes: Sequence[str] | set[str], releases: list[str]) -> set[date]:
    changes = {date.fromisoformat(f"{name}-01") for name in releases}
    for code in codes:
        for period in history.periods(code):
            changes |= {period.start, period.end or LAST_DAY}
            changes |= {period.undecided.first, period.undecided.last} if period.undecided else set()
    around = {day + timedelta(days=step) for day in changes for step in (-1, 0, 1)} | {FIRST_DAY, LAST_DAY}
    return {day for day in around if FIRST_DAY <= day <= LAST_DAY}


def _expected(
    calendar: Calendar, concepts: Mapping[str, Mapping[str, Concept]], relevant: list[str], code: str, day: date
) -> tuple[bool, str | None] | None:
    """Whether the code is inactive on the day, and its display; None before its first day."""
    so_far = bytes(calendar.periods[: box(day) + 1]).rstrip(b"\x00")
    if not so_far:
        return None
    is_inactive = len(so_far) <= box(day)
    source = text_source(calendar, so_far[-1], [date.fromisoformat(f"{name}-01") for name in relevant], day)
    return is_inactive, concepts[relevant[source]][code].display


def periods(history: History, code: str) -> list[str]:
    found = []
    for period in history.periods(code):
        end = f"~{period.undecided.first}/{period.undecided.last}" if period.undecided else period.end or ".."
        found.append(f"{period.start}/{end}")
    return found


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("J1440", ["1994-01-01/2013-12-31", "2023-07-01/.."]),
        ("G0154", ["1999-07-01/2016-02-29"]),
        ("J7321", ["2008-01-01/.."]),
        ("J3111", ["2019-10-01/.."]),
        ("J0570", ["2017-01-01/~2024-07-02/2025-09-30", "2025-10-01/.."]),
        ("Q4236", ["2020-07-01/~2020-07-02/2022-12-31", "2023-01-01/.."]),
        ("S3854", ["2006-01-01/~2006-01-02/2016-06-30", "2016-07-01/.."]),  # it returned before every release
        ("C9058", ["2019-11-15/2020-06-30"]),  # its added date was corrected when it ended
        ("C9034", ["2018-10-01/2018-12-31"]),  # the release of 2019-01 did not know yet that it had ended
        ("C1204", ["2013-10-01/2013-12-31"]),  # terminated, and dropped from the file since
        ("DA", ["2011-01-01/.."]),  # the file of 2019 leaves it out, all others list it
        ("KX", ["2002-07-01/.."]),  # the release of 2024-07, as it is here, has no modifiers: that ends none
    ],
)
def test_periods_are_those_that_cms_files_tell(history: History, code: str, expected: list[str]) -> None:
    assert periods(history, code) == expected


def test_no_modifier_ends_in_a_release_that_has_none(history: History) -> None:
    silent = date(2024, 7, 1)
    ended = [code for code in history.codes() if len(code) == 2 and _ends_around(history.periods(code), silent)]
    assert ended == []


def _ends_around(periods: Sequence[ValidityPeriod], day: date) -> bool:
    return any(period.undecided and period.undecided.first <= day <= period.undecided.last for period in periods)


def test_each_release_by_itself_gives_the_facts_of_its_file_for_every_code(
    history: History, stated: list[tuple[str, Mapping[str, Concept]]]
) -> None:
    for name, concepts in stated:
        for code in list(concepts)[::7]:
            listing = _listing(concepts[code])
            assert listing
            if not listing.returned:
                (period,) = history.periods(code, name)
                assert (period.start, period.end, period.undecided) == (listing.added, listing.terminated, None)


def codes_found(history: History, text: str, day: str, version: str | None = None) -> list[str]:
    dated = history.on(parse_days(day), version)
    assert dated
    return [concept.code for concept in searched(dated, text)]


def test_a_search_finds_the_candidate_codes_of_the_day() -> None:
    history = history_of(
        release_of("2017-01", listed("J1440", "1992-01-01", "2013-12-31", display="Injection, filgrastim")),
        release_of("2025-10", listed("J1440", "2023-07-01", display="Fecal microbiota, live")),
    )
    assert codes_found(history, "filgrastim", "2010-05-05") == ["J1440"]
    assert codes_found(history, "filgrastim", "2024-05-05") == []
    assert codes_found(history, "microbiota", "2010-05-05") == []
    assert codes_found(history, "microbiota", "2024-05-05") == ["J1440"]


def test_a_search_does_not_find_codes_that_were_yet_to_come() -> None:
    history = history_of(release_of("2020-04", listed("J3111", "2019-10-01", display="Injection, romosozumab")))
    assert codes_found(history, "J3111", "2019-09-30") == codes_found(history, "romosozumab", "2019-09-30") == []
    assert codes_found(history, "romosuzumab", "2019-10-01") == ["J3111"]


def test_a_search_finds_the_concepts_as_of_the_day() -> None:
    history = history_of(release_of("2020-04", listed("E0131", "2000-01-01", "2010-12-31", display="Walker")))
    dated = history.on(parse_days("2005-01-01"))
    assert dated
    assert searched(dated, "walker") == [dated.locate("E0131")]
