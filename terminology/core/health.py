"""The state of the codes of a value set on a day: HealthRequest, HealthFinding, ValueSetHealth."""

from dataclasses import dataclass
from typing import Literal, get_args

from terminology.core.days import Days
from terminology.core.requests import Context, ValueSetReference
from terminology.core.value_sets import ValueSetHeader

FindingKind = Literal["unknown-system", "unknown", "ended", "not-yet-valid", "undecided", "renamed"]
KINDS: tuple[FindingKind, ...] = get_args(FindingKind)


@dataclass(frozen=True, slots=True)
class HealthRequest:
    """`kinds` empty = all; `count` None = all from `offset` on."""

    value_set: ValueSetReference
    kinds: tuple[FindingKind, ...] = ()
    offset: int = 0
    count: int | None = None
    context: Context = Context()


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """`stated` is the display in the value set, `display` that of the code system on the day.

    `value_set` is the canonical of the one that lists the code, `path` the FHIRPath of the entry.
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
    """`checked` counts the checked codes; `unresolved` are the canonicals of imports that are not loaded."""

    header: ValueSetHeader
    days: Days | None
    checked: int
    findings: tuple[HealthFinding, ...]
    unresolved: tuple[str, ...] = ()

    @property
    def is_healthy(self) -> bool:
        return not self.findings and not self.unresolved
