"""A closure table: the codes that a client uses, step by step, and how they stand to each other in their hierarchies.

What is stored are the codes of each step; the entries follow from them, by the version with which a code system was
first used. Source: https://hl7.org/fhir/R5/terminology-service.html#closure.
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
    """What one request added. The first step of a table has the number 2: its version is 1 when it is begun."""

    number: int
    codes: tuple[ClosureCode, ...]


@dataclass(frozen=True, slots=True)
class ClosureTable:
    """`id` is new each time that the table is begun; `steps` in the order of their numbers."""

    id: str
    name: str
    used_at: datetime
    steps: tuple[ClosureStep, ...] = ()

    @property
    def version(self) -> int:
        return self.steps[-1].number if self.steps else 1

    @property
    def system_versions(self) -> Mapping[str, str | None]:
        """The version of each code system with which it was first used."""
        found: dict[str, str | None] = {}
        for step in self.steps:
            for item in step.codes:
                found.setdefault(item.system, item.version)
        return found


@dataclass(frozen=True, slots=True)
class ClosureEntry:
    """`broader` lies anywhere above `narrower` in this version of the code system."""

    system: str
    version: str | None
    narrower: str
    broader: str
