"""The definition of a value set in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.counts import counted
from terminology.core.value_sets import Compose, Filter, Include
from terminology.library.resources import ResourceIndex
from terminology.pages.links import name_of, resource_id
from terminology.pages.wording import words_in_text

OPERATORS = {
    "=": "is",
    "is-a": "is, or is below,",
    "descendent-of": "is below",
    "descendant-leaf": "is a lowest code below",
    "is-not-a": "is neither below nor itself",
    "regex": "matches",
    "in": "is one of",
    "not-in": "is none of",
    "generalizes": "is, or is above,",
    "child-of": "is directly below",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One include or exclude: `what` of the code system at `href`, restricted by each of `conditions`."""

    what: str
    system: str
    href: str | None
    conditions: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    includes: tuple[Clause, ...]
    excludes: tuple[Clause, ...]
    only_active: bool


def definition_of(compose: Compose, catalogue: Catalogue, resources: ResourceIndex) -> Definition:
    return Definition(
        includes=tuple(_clause(item, catalogue, resources) for item in compose.include),
        excludes=tuple(_clause(item, catalogue, resources) for item in compose.exclude),
        only_active=compose.inactive is False,
    )


def _clause(include: Include, catalogue: Catalogue, resources: ResourceIndex) -> Clause:
    provider = catalogue.find_code_system(include.system, include.version) if include.system else None
    name = name_of(provider.header) if provider else include.system or ""
    id = resource_id(resources, "CodeSystem", provider.header.url, include.version) if provider else None
    return Clause(
        what=_what(include),
        system=f"{name} {include.version}" if include.version else name,
        href=f"/code-systems/{id}" if id else None,
        conditions=tuple(_conditions(include)),
        codes=tuple(item.code for item in include.concepts),
    )


def _what(include: Include) -> str:
    if include.concepts:
        return f"{counted(len(include.concepts), 'listed code')} of"
    return "every code of" if include.system else "every code"


def _conditions(include: Include) -> Iterable[str]:
    yield from (_condition(item) for item in include.filters)
    for reference in include.value_sets:
        url, version = canonical.split(reference)
        yield f"it is in the value set {url}" + (f" {version}" if version else "")


def _condition(filter: Filter) -> str:
    name = "the code" if filter.property in ("concept", "code") else words_in_text(filter.property)
    if filter.op == "exists":
        return f"{name} is stated" if filter.value == "true" else f"{name} is not stated"
    return f"{name} {OPERATORS.get(filter.op, filter.op)} {filter.value or ''}".rstrip()
