"""How two value sets stand to each other: CompareRequest, ComparedCode, CompareResult.

`operations/compare.py` compares them; `fhir_resources/operations/compare.py` reads the question and writes the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from terminology.core.model import Coding
from terminology.core.requests import Context, ValueSetReference
from terminology.core.value_sets import ValueSetHeader

Relation = Literal["same", "subset", "superset", "overlapping", "disjoint", "empty", "indeterminate"]
CodeKind = Literal["common", "missing", "extra"]
CODE_KINDS: tuple[CodeKind, ...] = get_args(CodeKind)


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """`has_diagnostics`: codes are asked for as texts; `kinds`: which of them are listed, a page from `offset` on."""

    this: ValueSetReference
    other: ValueSetReference
    has_diagnostics: bool = False
    kinds: tuple[CodeKind, ...] = ()
    offset: int = 0
    count: int | None = None
    limit_codes: int = 1000  # that are listed when no count is asked for
    context: Context = Context()


@dataclass(frozen=True, slots=True)
class ComparedCode:
    """`missing`: of this value set only; `extra`: of the other one only."""

    kind: CodeKind
    coding: Coding


@dataclass(frozen=True, slots=True)
class CompareResult:
    """`relation` of `this` to `other`, "subset" when every code of this is in the other.

    `has_expanded`: the definitions alone did not decide it. `texts` are the codes as diagnostics, each kind that has
    any. `counts` None: not known, because a code system is not here. `total` is of all codes of the kinds asked for.
    """

    this: ValueSetHeader
    other: ValueSetHeader
    relation: Relation
    message: str
    has_expanded: bool
    texts: Mapping[CodeKind, str] = field(default_factory=dict)
    counts: Mapping[CodeKind, int] | None = None
    total: int = 0
    offset: int = 0
    codes: tuple[ComparedCode, ...] = ()
    warnings: tuple[str, ...] = ()
