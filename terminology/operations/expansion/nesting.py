"""Nesting: arranges the members of an expansion by the hierarchies of their code systems."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Mapping, Sequence

from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import ExpandRequest
from terminology.core.value_sets import Contains, ValueSet
from terminology.operations.value_sets.members import Key, Member

NESTING_LIMIT = 60  # levels of an expansion; JSON parsers fail at a few hundred

WriteEntry = Callable[[Member, tuple[Contains, ...]], Contains]  # builds a member's entry with the entries below it


def is_flat(members: Sequence[Member], request: ExpandRequest, value_set: ValueSet) -> bool:
    """Whether the hierarchy is left out: on request, and where members were listed, imported, excluded or searched."""
    has_excludes = value_set.compose is not None and bool(value_set.compose.exclude)
    is_search = request.filter is not None and any(member.code_set.is_entire_system for member in members)
    return request.excludes_nested or has_excludes or is_search or any(member.code_set.is_flat for member in members)


def nested(members: Sequence[Member], write: WriteEntry) -> tuple[Contains, ...] | None:
    """Each member below its nearest ancestor among the members, others at the top; None if too deep or cyclic."""
    above = _nearest_above(members)
    if not all(_reaches_the_top(key, above) for key in above):
        return None
    below: defaultdict[Key | None, list[Member]] = defaultdict(list)
    for member in members:
        below[above.get(member.key)].append(member)

    def build(member: Member) -> Contains:
        return write(member, tuple(build(child) for child in below.get(member.key, ())))

    return tuple(build(member) for member in below.get(None, ()))


def _reaches_the_top(key: Key | None, above: Mapping[Key, Key]) -> bool:
    for _ in range(NESTING_LIMIT):
        if key is None:
            return True
        key = above.get(key)
    return False


def _nearest_above(members: Sequence[Member]) -> Mapping[Key, Key]:
    """The nearest ancestor of each member that has one; two versions of a code system are separate."""
    groups: defaultdict[tuple[str, str | None], list[Member]] = defaultdict(list)
    for member in members:
        groups[member.key[:2]].append(member)
    return {
        (url, version, code): (url, version, found)
        for (url, version), some in groups.items()
        for code, found in _nearest(some[0].code_set.code_system, [member.concept.code for member in some]).items()
    }


def _nearest(code_system: CodeSystemProvider, codes: Sequence[str]) -> Mapping[str, str]:
    """For each code its nearest ancestor among them; searched from the top, so each path is walked once."""
    members = frozenset(codes)
    children = _ways_down(code_system, codes)
    nearest: dict[str, str] = {}
    pending = deque(codes)
    while pending:
        code = pending.popleft()
        for child in children.get(code, ()):
            if child not in nearest:
                nearest[child] = code if code in members else nearest[code]
                if child not in members:
                    pending.append(child)
    return {code: nearest[code] for code in codes if code in nearest}


def _ways_down(code_system: CodeSystemProvider, codes: Collection[str]) -> Mapping[str, Sequence[str]]:
    """The parent-to-child steps on all paths down to these codes."""
    children: defaultdict[str, list[str]] = defaultdict(list)
    pending, seen = list(codes), set(codes)
    while pending:
        code = pending.pop()
        for parent in code_system.parents(code):
            children[parent].append(code)
            if parent not in seen:
                seen.add(parent)
                pending.append(parent)
    return children
