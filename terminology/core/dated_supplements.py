"""Supplements that are in force for a time, such as CMS's tables of a quarter: which versions speak about a day.

Unlike others they are shown without being asked for: a day chooses the version, and the answer names it.
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
    """Of each dated supplement of the code system the version that answers about these days; the latest for none.

    A supplement all of whose versions begin later is left out.
    """
    day = days.last if days else date.max
    found = []
    for versions in catalogue.supplements.values():
        mine = [item for item in versions if catalogue.adds_to(item, provider)]
        version = _timeline(mine).on(day) if mine else None
        if version is not None:
            found.append(version)
    return tuple(found)


def find_supplement(catalogue: Catalogue, reference: str, days: Days | None) -> Supplement | None:
    """The supplement that a canonical names. Without a version the days choose it, where versions have their time."""
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
