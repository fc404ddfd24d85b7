"""How the codes that a value set lists are on a day: HealthRequest, HealthFinding, ValueSetHealth."""

from dataclasses import dataclass
from typing import Literal, get_args

from terminology.core.days import Days
from terminology.core.requests import Context, ValueSetReference
from terminology.core.value_sets import ValueSetHeader

FindingKind = Literal["unknown-system", "unknown", "ended", "not-yet-valid", "undecided", "renamed"]
KINDS: tuple[FindingKind, ...] = get_args(FindingKind)


@dataclass(frozen=True, slots=True)
class HealthRequest:
    """`kinds` empty = all; `count` None = all that are left from `offset` on."""

    value_set: ValueSetReference
    kinds: tuple[FindingKind, ...] = ()
    offset: int = 0
    count: int | None = None
    context: Context = Context()


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """`stated` is the display that the value set gives the code, `display` that of the code system on the day.

    `value_set` is the canonical of the one that lists the code, `path` the FHIRPath of where.
    """

    kind: FindingKind
    value_set: str
    system: str
    code: str
    text: str
    stated: str | None = None
    display: str | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class ValueSetHealth:
    """`checked` counts the codes that were looked at; `unresolved` are canonicals of imports that are not here."""

    header: ValueSetHeader
    days: Days | None
    checked: int
    findings: tuple[HealthFinding, ...]
    unresolved: tuple[str, ...] = ()

    @property
    def is_healthy(self) -> bool:
        return not self.findings and not self.unresolved
