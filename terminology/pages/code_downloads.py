"""The tables of a code's page as files: its properties with their meanings, its lives, its drug packages."""

from collections.abc import Callable, Mapping, Sequence

from terminology.pages.downloads import Cell, Table
from terminology.pages.facts import FactGroup
from terminology.pages.related_codes import Packages
from terminology.pages.timeline import Timeline

TABLES = ("properties", "lives", "packages")
Rows = Sequence[Sequence[Cell]]


def table_of_code(
    of: str, code: str, facts: Sequence[FactGroup], timeline: Timeline | None, packages: Packages | None
) -> Table:
    """`of` is one of TABLES; a table that the page does not show has no rows."""
    tables: Mapping[str, tuple[tuple[str, ...], Callable[[], Rows]]] = {
        "properties": (("property", "value", "meaning", "source"), lambda: _properties(facts)),
        "lives": (("from", "to", "meaning", "releases"), lambda: _lives(timeline)),
        "packages": (("ndc", "name", "labeler", "package", "billing units"), lambda: _packages(packages)),
    }
    headings, rows = tables[of]
    return Table(f"{code}-{of}", headings, rows())


def _properties(facts: Sequence[FactGroup]) -> Rows:
    return [(fact.label, fact.value, fact.meaning, group.source) for group in facts for fact in group.facts]


def _lives(timeline: Timeline | None) -> Rows:
    rows = timeline.rows if timeline else ()
    return [(row.start.isoformat(), row.end, row.meaning, row.releases) for row in rows]


def _packages(packages: Packages | None) -> Rows:
    found = packages.packages if packages else ()
    return [(item.ndc, item.name, item.labeler, item.size, item.units) for item in found]
