"""Search results from the other loaded code systems: the best codes of each, with a link to all of them."""

from dataclasses import dataclass

from seed.hcpcs.code_system import URL as HCPCS
from seed.registry import PUBLIC
from terminology.core.catalogue import Catalogue
from terminology.core.counts import counted
from terminology.core.errors import TerminologyError, TimedOut
from terminology.core.model import CodeSystemHeader
from terminology.core.ports import CodeSystemProvider
from terminology.pages.code_list import Entry, entries_of, split_loose
from terminology.pages.code_search import CodeQuery, search_codes
from terminology.pages.context import PageRequest
from terminology.pages.links import short_name, with_query

SHOWN = 5
ALWAYS_HERE = frozenset(source.rules.url for source in PUBLIC.values())


@dataclass(frozen=True, slots=True)
class OtherSystemHits:
    """The first codes of one code system; `href` links to all of them. `is_loose`: there are only loose matches."""

    title: str
    count: str
    href: str
    entries: tuple[Entry, ...]
    more: int
    is_loose: bool


def loaded_systems(request: PageRequest) -> tuple[tuple[CodeSystemProvider, ...], ...]:
    """The versions of each code system: HCPCS, imported ones, and the built-in public ones.

    The server's own internal lists are left out.
    """
    base, systems = request.context.library.canonical_base, request.catalogue.code_systems
    found = [url for url, versions in systems.items() if versions and not url.startswith(base)]
    found.sort(key=lambda url: (url != HCPCS, url in ALWAYS_HERE, url not in request.catalogue.rules))
    return tuple(systems[url] for url in found)


def search_elsewhere(
    request: PageRequest, words: str, count: int = SHOWN, max_systems: int | None = None
) -> tuple[OtherSystemHits, ...]:
    """Searches the newest version of every other code system, or of the first `max_systems` of `loaded_systems`."""
    ids = {(item.header.url, item.header.version): item.id for item in request.resources.entries("CodeSystem")}
    supplemented = _supplemented(request.catalogue)
    found = []
    for provider, *_ in loaded_systems(request)[:max_systems]:
        header = provider.header
        id = ids.get((header.url, header.version))
        if header.url == HCPCS or id is None or not provider.count:
            continue
        request.check_deadline()
        if header.url in supplemented or provider.search(words):  # most have no match, which is quick to find out
            found.append(_search_system(request, header, id, words, count))
    return tuple(item for item in found if item is not None)


def _supplemented(catalogue: Catalogue) -> frozenset[str]:
    """The code systems with supplements, which may add names to search."""
    supplements = (item for versions in catalogue.supplements.values() for item in versions)
    return frozenset((item.header.supplements or "").partition("|")[0] for item in supplements)


def _search_system(
    request: PageRequest, header: CodeSystemHeader, id: str, words: str, count: int
) -> OtherSystemHits | None:
    """None if nothing is found, or if the code system cannot be searched."""
    try:
        found = search_codes(request, CodeQuery(header.url, header.version, words), count=count)
    except TimedOut:
        raise
    except TerminologyError:
        return None
    if not found.total:
        return None
    day = request.query.known_day()
    exact, loose = split_loose(entries_of(found.contains, request.resources, words, header.version, day))
    return OtherSystemHits(
        title=short_name(request.catalogue, header),
        count=counted(found.total, "code"),
        href=with_query(f"/code-systems/{id}", q=words, date=day),
        entries=exact or loose,
        more=max(found.total - count, 0),
        is_loose=not exact,
    )
