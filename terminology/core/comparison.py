"""How two value sets relate: CompareRequest, ComparedCode, CompareResult.

`operations/compare.py` compares them; `fhir_resources/operations/compare.py` reads the request and writes the result.
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
    """`has_diagnostics`: also list codes as text; `kinds`: which codes to list, as a page from `offset` on."""

    this: ValueSetReference
    other: ValueSetReference
    has_diagnostics: bool = False
    kinds: tuple[CodeKind, ...] = ()
    offset: int = 0
    count: int | None = None
    limit_codes: int = 1000  # listed when there is no `count`
    context: Context = Context()


@dataclass(frozen=True, slots=True)
class ComparedCode:
    """`missing`: only in this value set; `extra`: only in the other."""

    kind: CodeKind
    coding: Coding


@dataclass(frozen=True, slots=True)
class CompareResult:
    """`relation` of `this` to `other`: "subset" when every code of `this` is in `other`.

    `has_expanded`: the definitions alone did not decide it. `texts` are the codes as diagnostics, for each kind that
    has any. `counts` None: unknown, because a code system is missing. `total` counts all codes of the requested kinds.
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
