"""The properties of a code as display rows: name, value with its meaning, and source."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from terminology.core.model import CodeSystemHeader, Coding, PropertyDefinition, Value
from terminology.core.results import DescribedProperty
from terminology.core.supplements import Supplement
from terminology.library.resources import ResourceIndex
from terminology.pages.links import code_path, name_of
from terminology.pages.wording import words_of_name

# Shown elsewhere on the page, as the code's position in the tree.
ELSEWHERE = frozenset({"parent", "child"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a property. `href` links to the code that explains it; `is_first`: the property's first value."""

    label: str
    explanation: str | None
    value: str
    meaning: str | None
    href: str | None
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts from one source."""

    title: str
    source: str
    facts: tuple[Fact, ...]


def fact_groups(
    header: CodeSystemHeader,
    properties: Sequence[DescribedProperty],
    supplements: Sequence[Supplement],
    resources: ResourceIndex,
    shown_elsewhere: Container[str] = ELSEWHERE,
) -> tuple[FactGroup, ...]:
    """The code system's facts first, then each supplement's; the narratives' are shown with the narrative."""
    by_supplement = {item.code: found.header for found in supplements for item in found.header.properties}
    narrated = {found.header.canonical for found in supplements if found.is_default}
    own = {item.code for item in header.properties if item.code not in by_supplement}
    groups: dict[str, list[DescribedProperty]] = {}
    for item in properties:
        if item.code not in shown_elsewhere:
            stated_by = header if item.code in own else by_supplement.get(item.code, header)
            groups.setdefault(stated_by.canonical, []).append(item)
    headers = {item.canonical: item for item in (header, *by_supplement.values())}
    return tuple(_group(headers[name], found, resources) for name, found in groups.items() if name not in narrated)


def _group(header: CodeSystemHeader, properties: Sequence[DescribedProperty], resources: ResourceIndex) -> FactGroup:
    version = f", {header.version}" if header.version else ""
    return FactGroup(name_of(header), f"{name_of(header)}{version}", tuple(_facts(header, properties, resources)))


def _facts(
    header: CodeSystemHeader, properties: Iterable[DescribedProperty], resources: ResourceIndex
) -> Iterable[Fact]:
    for code, repeats in groupby(properties, key=lambda item: item.code):
        definition = header.find_property(code)
        for number, item in enumerate(repeats):
            yield Fact(
                label=words_of_name(code),
                explanation=definition.description if definition else None,
                value=text_of(item.value),
                meaning=item.description,
                href=_explained_at(definition, item.value, resources) if item.description else None,
                is_first=number == 0,
            )


def text_of(value: Value) -> str:
    """A value as display text."""
    content = value.content
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, Coding):
        return content.display or content.code or ""
    return str(content)


def _explained_at(definition: PropertyDefinition | None, value: Value, resources: ResourceIndex) -> str | None:
    system = definition.code_system if definition else None
    return code_path(resources, system, str(value.content)) if system else None
