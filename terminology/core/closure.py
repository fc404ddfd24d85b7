"""A closure table: the codes that a client has used, step by step, and how they relate in their hierarchies.

Only the codes of each step are stored; the entries follow from them and the version of a code system that was first
used. Source: https://hl7.org/fhir/R5/terminology-service.html#closure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ClosureCode:
    system: str
    version: str | None
    code: str


@dataclass(frozen=True, slots=True)
class ClosureStep:
    """What one request added. The first step is number 2, because a new table has version 1."""

    number: int
    codes: tuple[ClosureCode, ...]


@dataclass(frozen=True, slots=True)
class ClosureTable:
    """`id` changes each time the table is initialized; `steps` are in order of their numbers."""

    id: str
    name: str
    used_at: datetime
    steps: tuple[ClosureStep, ...] = ()

    @property
    def version(self) -> int:
        return self.steps[-1].number if self.steps else 1

    @property
    def system_versions(self) -> Mapping[str, str | None]:
        """The version of each code system at its first use."""
        found: dict[str, str | None] = {}
        for step in self.steps:
            for item in step.codes:
                found.setdefault(item.system, item.version)
        return found


@dataclass(frozen=True, slots=True)
class ClosureEntry:
    """`broader` is an ancestor of `narrower` in this version of the code system."""

    system: str
    version: str | None
    narrower: str
    broader: str
