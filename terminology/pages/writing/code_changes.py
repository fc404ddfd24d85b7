"""The codes added and removed between two states of a value set. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SHOWN = 50

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CodeChanges:
    """Codes in list order; `more` counts the ones not shown. `others`: something else differs too."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    more: int
    others: bool


def code_changes(old: Json, new: Json) -> CodeChanges:
    before, after = dict.fromkeys(_listed(old)), dict.fromkeys(_listed(new))
    added = [key[-1] for key in after if key not in before]
    removed = [key[-1] for key in before if key not in after]
    more = max(len(added) - SHOWN, 0) + max(len(removed) - SHOWN, 0)
    return CodeChanges(tuple(added[:SHOWN]), tuple(removed[:SHOWN]), more, _rest(old) != _rest(new))


def _listed(resource: Json) -> Iterable[tuple[str, str, str]]:
    """Include or exclude, code system, code."""
    for kind in ("include", "exclude"):
        for part in resource.get("compose", {}).get(kind, ()):
            yield from ((kind, part.get("system", ""), concept.get("code", "")) for concept in part.get("concept", ()))


def _rest(resource: Json) -> Json:
    """The resource without its codes and without server-assigned elements."""
    parts = [
        {name: value for name, value in part.items() if name != "concept"}
        for kind in ("include", "exclude")
        for part in resource.get("compose", {}).get(kind, ())
    ]
    return {name: value for name, value in resource.items() if name not in ("meta", "compose")} | {"parts": parts}
