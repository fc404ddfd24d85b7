import pytest

from terminology.core.concept_maps import ConceptMapHeader, DeferredGroups, Element, Group, Target
from terminology.core.days import parse_days


def header(start: str | None, end: str | None) -> ConceptMapHeader:
    return ConceptMapHeader(url="http://example.org/map", effective_start=start, effective_end=end)


@pytest.mark.parametrize(
    ("start", "end", "day", "is_in_force"),
    [
        ("2025-10-01", "2025-12-31", "2025-10-01", True),
        ("2025-10-01", "2025-12-31", "2025-12-31T23:59:59-05:00", True),
        ("2025-10-01", "2025-12-31", "2025-09-30", False),
        ("2025-10-01", "2025-12-31", "2026-01-01", False),
        ("2025-10-01", "2025-12-31", "2025-11", True),
        ("2025-10-01", "2025-12-31", "2025", False),
        ("2025-10", "2025-12", "2025-12-31", True),
        ("2025-10", "2025-12", "2026-01-01", False),
        ("2025", "2025", "2025", True),
        ("2025-10-01T00:00:00Z", "2025-12-31T23:59:59Z", "2025-12-31", True),
        ("2025-10-01", None, "2199-01-01", True),
        (None, "2025-12-31", "1900-01-01", True),
        (None, "2025-12-31", "2026-01-01", False),
        (None, None, "2026-01-01", True),
    ],
)
def test_a_map_is_in_force_on_days_that_its_period_covers_completely(
    start: str | None, end: str | None, day: str, is_in_force: bool
) -> None:
    assert header(start, end).is_in_force(parse_days(day)) is is_in_force


def test_a_period_may_be_open_or_not_stated() -> None:
    assert header("2025-10-01", "2025-12-31").period == "2025-10-01 to 2025-12-31"
    assert (header("2025-10-01", None).period, header(None, "2025-12-31").period) == (
        "2025-10-01 on",
        "until 2025-12-31",
    )
    assert not header(None, None).has_period


def test_deferred_groups_are_built_once_on_first_access() -> None:
    made: list[int] = []

    def make() -> tuple[Group, ...]:
        made.append(1)
        return (Group("a"), Group("b"))

    groups = DeferredGroups(make)
    assert made == []
    assert (len(groups), groups[1].source, [item.source for item in groups[:1]]) == (2, "b", ["a"])
    assert [item.source for item in groups] == ["a", "b"]
    assert made == [1]


def test_a_group_finds_mappings_by_their_target_in_order() -> None:
    elements = (
        Element("a", targets=(Target("x", "equivalent"), Target("y", "equivalent"))),
        Element("b", targets=(Target(None, "equivalent", value_set="http://x/vs"),)),
        Element("c", targets=(Target("x", "equivalent"),)),
    )
    group = Group("s", "t", elements)
    assert [(element.code, target.code) for element, target in group.mappings_to("x")] == [
        ("a", "x"),
        ("b", None),
        ("c", "x"),
    ]
    assert [element.code for element, _ in group.mappings_to("none")] == ["b"]
    assert [element.code for element, _ in group.mappings_to(None)] == ["b"]


def test_a_group_finds_elements_by_their_source_in_order() -> None:
    elements = (Element("a", "first"), Element(None, value_set="http://example.org/some"), Element("b"), Element("a"))
    group = Group(elements=elements)
    assert group.mappings_from("a") == (elements[0], elements[1], elements[3])
    assert group.mappings_from("none") == group.mappings_from(None) == (elements[1],)
    assert (group.names_source("a"), group.names_source("c"), group.names_target("a")) == (True, False, False)
