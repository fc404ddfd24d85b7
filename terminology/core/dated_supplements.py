"""Supplements with a period of validity, such as CMS's quarterly tables: which version applies to a day.

Unlike other supplements they apply without being requested: the day selects the version, and the answer names it.
"""

from datetime import date

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.days import Days
from terminology.core.ports import CodeSystemProvider
from terminology.core.supplements import Supplement
from terminology.core.timelines import Dated, Timeline, dated


def dated_supplements(
    catalogue: Catalogue, provider: CodeSystemProvider, days: Days | None
) -> tuple[Dated[Supplement], ...]:
    """For each dated supplement of the code system, the version that applies to these days; without days the latest.

    A supplement whose versions all begin later is left out.
    """
    day = days.last if days else date.max
    found = []
    for versions in catalogue.supplements.values():
        mine = [item for item in versions if catalogue.adds_to(item, provider.header)]
        version = _timeline(mine).on(day) if mine else None
        if version is not None:
            found.append(version)
    return tuple(found)


def find_supplement(catalogue: Catalogue, reference: str, days: Days | None) -> Supplement | None:
    """The supplement of a canonical. Without a version, the days select one if its versions are dated."""
    url, version = canonical.split(reference)
    timeline = _timeline(list(catalogue.supplements.get(url, ())))
    if version is not None or days is None or not timeline:
        return catalogue.find_supplement(reference)
    found = timeline.on(days.last)
    return found.item if found else None


def _timeline(versions: list[Supplement]) -> Timeline[Supplement]:
    headers = [(item, item.code_system.header) for item in versions]
    stated = (dated(header.version, header.effective_start, header.effective_end, item) for item, header in headers)
    return Timeline(item for item in stated if item)
