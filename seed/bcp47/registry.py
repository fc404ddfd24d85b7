"""IANA's registry of language subtags, from the package langcodes.

Source: https://www.iana.org/assignments/language-subtag-registry; https://www.rfc-editor.org/rfc/rfc5646#section-3.1
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

KINDS = ("language", "extlang", "script", "region", "variant", "grandfathered", "redundant")
RANGE = ".."  # as in qaa..qtz, for private use


@dataclass(frozen=True, slots=True)
class Registry:
    """For each kind, the names by lower-case subtag; `private` has the ranges for private use, first and last."""

    names: Mapping[str, Mapping[str, str]]
    private: Mapping[str, tuple[tuple[str, str], ...]]

    def name(self, kind: str, subtag: str) -> str | None:
        """The meaning of a subtag; None if the registry has no such subtag of this kind."""
        found = self.names[kind].get(subtag)
        if found is None and any(len(subtag) == len(a) and a <= subtag <= b for a, b in self.private[kind]):
            return f"private use {subtag}"
        return found


@cache
def registry() -> Registry:
    """Read on first use, because it takes a tenth of a second."""
    from langcodes.registry_parser import parse_registry  # with the first language tag

    names: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    private: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
    for record in parse_registry():  # type: ignore[no-untyped-call]
        kind = record.get("Type")
        text = str(record.get("Subtag") or record.get("Tag") or "").lower()
        if kind not in names or not text:
            continue
        if RANGE in text:
            first, _, last = text.partition(RANGE)
            private[kind].append((first, last))
        else:
            names[kind].setdefault(text, _first(record.get("Description")))
    return Registry(names, {kind: tuple(found) for kind, found in private.items()})


def _first(description: object) -> str:
    return str(description[0]) if isinstance(description, list) else str(description)
