"""A code's position in its code system: the codes above, below, before and after it."""

from terminology.core.ports import CodeSystemProvider
from terminology.core.results import LookupResult
from terminology.library.resources import ResourceIndex
from terminology.pages.code_tree import path_to
from terminology.pages.code_view import CodePlace, Neighbor
from terminology.pages.links import code_path, on_day


def place_of(
    provider: CodeSystemProvider,
    found: LookupResult,
    resources: ResourceIndex,
    version: str | None,
    day: str | None = None,
) -> CodePlace:
    """`version` and `day` are the reader's choices, which links to neighbors carry along."""
    return CodePlace(
        parents=_above(provider, found, resources),
        children=_related(found, resources, "child"),
        previous=_neighbor(provider, found.code, -1, resources, version, day),
        next=_neighbor(provider, found.code, 1, resources, version, day),
    )


def _related(found: LookupResult, resources: ResourceIndex, property_code: str) -> tuple[Neighbor, ...]:
    system, version = found.code_system.url, found.code_system.version
    codes = [(str(item.value.content), item.description) for item in found.properties if item.code == property_code]
    return tuple(Neighbor(code, text, code_path(resources, system, code, version)) for code, text in codes)


def _above(provider: CodeSystemProvider, found: LookupResult, resources: ResourceIndex) -> tuple[Neighbor, ...]:
    """The path from the root if it is unique; otherwise the direct parents."""
    direct = _related(found, resources, "parent")
    if len(direct) != 1:
        return direct
    concepts = filter(None, map(provider.locate, path_to(provider, found.code)[:-1]))
    url, version = found.code_system.url, found.code_system.version
    return tuple(Neighbor(c.code, c.display, code_path(resources, url, c.code, version)) for c in concepts)


def _neighbor(
    provider: CodeSystemProvider, code: str, step: int, resources: ResourceIndex, version: str | None, day: str | None
) -> Neighbor | None:
    """The code before or after this one in the code system's order; None at the ends, or if it is not in it."""
    ordinal = provider.ordinal(code)
    if ordinal is None or not 0 <= ordinal + step < provider.count:
        return None
    concept = provider.concept(ordinal + step)
    href = on_day(code_path(resources, provider.header.url, concept.code, version), day)
    return Neighbor(concept.code, concept.display, href)
