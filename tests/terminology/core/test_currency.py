from datetime import date

from terminology.core.currency import newest_releases
from terminology.core.days import Days
from terminology.core.system_rules import SystemRules


def until_june(version: str) -> Days | None:
    return Days(date(2025, 4, 1), date(2025, 6, 30), version) if version == "2025-04" else None


RULES = {
    "u:a": SystemRules(url="u:a", title="A", window=until_june),
    "u:b": SystemRules(url="u:b", title="B", window=until_june),
    "u:c": SystemRules(url="u:c", title="C"),
}


def test_the_newest_release_of_each_dated_code_system_states_its_last_covered_day() -> None:
    (newest,) = newest_releases(RULES, {"u:a": ["2025-04", "2024-10", None], "u:b": ["1.0"], "u:c": ["1"]})
    assert (newest.url, newest.version, newest.last_day) == ("u:a", "2025-04", date(2025, 6, 30))


def test_a_release_is_outdated_from_the_day_after_its_last() -> None:
    (newest,) = newest_releases(RULES, {"u:a": ["2025-04"]})
    days = (date(2025, 6, 30), date(2025, 7, 1), date(2026, 6, 30))
    assert [newest.days_behind(day) for day in days] == [0, 1, 365]
    until = "The newest loaded release of A is 2025-04 and covers days through 2025-06-30"
    assert newest.sentence(days[0]) == f"{until}."
    assert newest.sentence(days[2]) == f"{until}: 365 days ago."
