"""The sources of terminology: each folder `seed/<source>/` whose `source.py` declares one.

Adding one: such a folder with a `SOURCE = SourceDefinition(…)` or a `SOURCE = PublicCodeSystem(…)`, and nothing else.
Its import command, its part in `list`, `diff` and `remove`, its spellings, built-in value sets and concept maps follow
from what it declares. See docs/development/how-to-add-a-source.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import seed
from seed.hcpcs.source import SOURCE as HCPCS
from seed.sources import PublicCodeSystem, SourceDefinition
from seed.starter.files import StarterFile, starter_files
from terminology.core.system_rules import SystemRules

__all__ = [
    "DEFAULT_SYSTEM",
    "KINDS_MERGED",
    "PUBLIC",
    "SOURCES",
    "SYSTEMS",
    "StarterFile",
    "find_system",
    "starter_files",
]


def _declared() -> Iterator[SourceDefinition | PublicCodeSystem]:
    """The declarations of the folders, sorted by name. Raises ValueError if two declare the same kind."""
    kinds: dict[str, str] = {}  # with the name of the folder
    for name in sorted(module.name for module in iter_modules(seed.__path__) if module.ispkg):
        if find_spec(f"seed.{name}.source"):
            source = import_module(f"seed.{name}.source").SOURCE
            if source.kind in kinds:
                raise ValueError(
                    f"Two sources declare the kind '{source.kind}': seed/{kinds[source.kind]}, seed/{name}"
                )
            kinds[source.kind] = name
            yield source


def _in_order(declared: Iterable[SourceDefinition]) -> Iterator[SourceDefinition]:
    """HCPCS first, and each source after those that it reads."""
    by_kind = {source.kind: source for source in (HCPCS, *declared)}
    waiting = list(by_kind.values())
    done: set[str] = set()
    while waiting:
        ready = next((source for source in waiting if done.issuperset(source.reads)), waiting[0])
        waiting.remove(ready)
        done.add(ready.kind)
        yield ready


_DECLARED = tuple(_declared())
SOURCES: Mapping[str, SourceDefinition] = {
    source.kind: source for source in _in_order(item for item in _DECLARED if isinstance(item, SourceDefinition))
}
PUBLIC: Mapping[str, PublicCodeSystem] = {item.kind: item for item in _DECLARED if isinstance(item, PublicCodeSystem)}
SYSTEMS: Mapping[str, SystemRules] = {
    **{rules.url: rules for source in SOURCES.values() for rules in source.systems},
    **{source.rules.url: source.rules for source in PUBLIC.values()},
}
DEFAULT_SYSTEM = HCPCS.systems[0].url  # the default of commands and pages
KINDS_MERGED = frozenset(source.kind for source in SOURCES.values() if source.merge)


def find_system(name: str) -> str:
    """The url of the code system that a kind, such as hcpcs, is about; any other text is a url already."""
    source = SOURCES.get(name.lower())
    return source.systems[0].url if source and source.systems else name
