"""Compares two definitions as written, without looking into a code system.

Includes are compared by code system. Decidable are: a code system that only one of them includes, the same includes in
any order, a whole code system, lists of codes; and one is-a filter against another, by the hierarchy. Imports, excludes
and different versions are not. These limits are those of HL7's tests (suites compare and related2) with one exception:
all of a code system in two versions is not the same by definition, although related-ver-all-diff-cs-version says so,
against its own description.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from terminology.core.comparison import Relation
from terminology.core.value_sets import Compose, Include, ValueSet

Differences = tuple[bool, bool, bool]  # whether there are codes only in this, only in the other, and in both


@dataclass(frozen=True, slots=True)
class EnumeratedCodes:
    """A code system for which both definitions list codes."""

    system: str
    this: frozenset[str]
    other: frozenset[str]


@dataclass(frozen=True, slots=True)
class DefinitionComparison:
    """What the two definitions decide. `relation` None: the hierarchy of a code system must decide.

    `enumerated`: the last code system for which both only list codes.
    """

    relation: Relation | None
    enumerated: EnumeratedCodes | None = None


def compare_definitions(this: ValueSet, other: ValueSet) -> DefinitionComparison | None:
    """Compares two definitions; None if they do not decide."""
    if this.compose is None or other.compose is None:
        return None
    if not (_is_simple(this.compose) and _is_simple(other.compose)):
        is_same = this.compose == other.compose and this.contained == other.contained
        return DefinitionComparison("same") if is_same else None
    return _by_system(this.compose, other.compose)


def relation_of(differences: Iterable[Differences]) -> Relation:
    """The relation of two sets, from the differences of their parts."""
    found = tuple(differences)
    missing, extra, common = (any(part[place] for part in found) for place in range(3))
    if not common:
        return "disjoint" if missing or extra else "empty"
    if missing and extra:
        return "overlapping"
    if missing or extra:
        return "superset" if missing else "subset"
    return "same"


def _is_simple(compose: Compose) -> bool:
    """Whether each include can be compared independently of the others."""
    has_imports = any(include.value_sets or include.system is None for include in compose.include)
    return not (compose.exclude or compose.locked_date or compose.inactive is False or has_imports)


def _by_system(this: Compose, other: Compose) -> DefinitionComparison | None:
    parts: list[Differences | None] = []
    enumerated = None
    for system in dict.fromkeys(include.system or "" for include in (*this.include, *other.include)):
        mine, theirs = _of(this, system), _of(other, system)
        if mine and theirs and all(map(_is_list, (*mine, *theirs))) and _versions(mine) == _versions(theirs):
            enumerated = EnumeratedCodes(system, _codes(mine), _codes(theirs))
        decided, part = _part(mine, theirs)
        if not decided:
            return None
        parts.append(part)
    known = [part for part in parts if part is not None]
    return DefinitionComparison(relation_of(known) if len(known) == len(parts) else None, enumerated)


def _of(compose: Compose, system: str) -> Sequence[Include]:
    return [include for include in compose.include if include.system == system]


def _part(this: Sequence[Include], other: Sequence[Include]) -> tuple[bool, Differences | None]:
    """Whether the includes of one code system decide, and the differences; None: the hierarchy must decide."""
    if not this or not other:
        return True, (bool(this), bool(other), False)
    if _versions(this) != _versions(other) or len(_versions(this)) > 1:
        return False, None
    if set(map(_content, this)) == set(map(_content, other)):
        return True, (False, False, True)
    includes_system = [any(map(_includes_system, includes)) for includes in (this, other)]
    if any(includes_system):
        return True, (not includes_system[1], not includes_system[0], True)
    if all(map(_is_list, (*this, *other))):
        mine, theirs = _codes(this), _codes(other)
        return True, (bool(mine - theirs), bool(theirs - mine), bool(mine & theirs))
    return len(this) == len(other) == 1 and _is_subtree(this[0]) and _is_subtree(other[0]), None


def _versions(includes: Iterable[Include]) -> set[str | None]:
    return {include.version for include in includes}


def _content(include: Include) -> object:
    return frozenset(item.code for item in include.concepts), frozenset(include.filters)


def _includes_system(include: Include) -> bool:
    return not include.concepts and not include.filters


def _is_list(include: Include) -> bool:
    return bool(include.concepts) and not include.filters


def _is_subtree(include: Include) -> bool:
    return not include.concepts and [item.op for item in include.filters] == ["is-a"]


def _codes(includes: Iterable[Include]) -> frozenset[str]:
    return frozenset(item.code for include in includes for item in include.concepts)
