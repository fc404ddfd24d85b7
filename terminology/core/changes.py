"""What changed between two versions of a code system: DiffRequest, Change, DiffResult.

`operations/diff.py` finds the changes; `fhir_resources/operations/diff.py` and the command line write them out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from terminology.core.model import CodeSystemHeader

ChangeKind = Literal["added", "removed", "terminated", "reactivated", "long-text", "short-text", "property"]
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)  # in the order in which changes are listed


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `old` None: nothing before; `new` None: nothing after.

    kind          old                                    new
    added         None, or the text of an ended period     the long text
    removed       the long text                          None
    terminated    None, or an earlier last day           the last day (`inactive` where there are no days)
    reactivated   the last day, or `inactive`            None
    long-text     the display                            the display
    short-text    the short description                  the short description
    property      its values, joined by commas           same; `property` names it
    """

    kind: ChangeKind
    code: str
    old: str | None
    new: str | None
    property: str | None = None


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """`to_version` None = the latest; `kinds` empty = all; `count` None = all from `offset` on."""

    system: str
    from_version: str
    to_version: str | None = None
    kinds: tuple[ChangeKind, ...] = ()
    offset: int = 0
    count: int | None = None


@dataclass(frozen=True, slots=True)
class DiffResult:
    """`counts` covers every kind; `total` counts the requested changes, `changes` is a page of them."""

    old: CodeSystemHeader
    new: CodeSystemHeader
    counts: Mapping[ChangeKind, int]
    total: int
    offset: int
    changes: tuple[Change, ...]
    message: str | None = None
