"""The algebra of value sets on CodeSets: union, difference and intersection, each code once.

Sets of the same code system version are combined as bits. Sets of different versions are compared code by code, in one
pass however many sets there are: a value set may have thousands of includes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from terminology.core.bitset import bits_of, numbers_in
from terminology.core.code_sets import CodeSet, CodeSets
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import no_deadline

CHECKED_EVERY = 1000  # codes between two deadline checks
Check = Callable[[], None]


def union(sets: Iterable[CodeSet], by_version: bool, check_deadline: Check = no_deadline) -> CodeSets:
    """The sets in order, each code only where it comes first; sets left empty are dropped.

    `by_version`: the same code in two versions of a code system counts as two.
    """
    sets = tuple(sets)
    several = _in_several_versions(sets, by_version)
    found: list[CodeSet] = []
    seen: dict[int, int] = {}  # by code system: all of its ordinals so far
    codes: dict[Group, set[str]] = {}
    for item in sets:
        check_deadline()
        key, group = id(item.code_system), _group(item, by_version)
        left = item.difference(seen.get(key, 0))
        seen[key] = seen.get(key, 0) | item.ordinals
        if group in several and left.ordinals:
            left = left.difference(_seen_before(left, codes.setdefault(group, set()), several[group], check_deadline))
        if left:
            found.append(left)
    return tuple(found)


def _seen_before(item: CodeSet, codes: set[str], is_folded: bool, check_deadline: Check) -> int:
    """The ordinals of codes seen before; new codes are added to `codes`."""
    again: list[int] = []
    for number, (ordinal, code) in enumerate(zip(numbers_in(item.ordinals), item.codes(), strict=False)):
        if number % CHECKED_EVERY == 0:
            check_deadline()
        name = code.casefold() if is_folded else code
        if name in codes:
            again.append(ordinal)
        else:
            codes.add(name)
    return bits_of(again, item.code_system.count)


Group = tuple[str, str | None]  # sets that share codes: of one code system, or one version of it


def _group(item: CodeSet, by_version: bool) -> Group:
    return item.header.url, item.header.version if by_version else None


def _in_several_versions(sets: Iterable[CodeSet], by_version: bool) -> Mapping[Group, bool]:
    """The groups with more than one code system, and whether any of those ignores case."""
    systems: dict[Group, dict[int, bool]] = {}
    for item in sets:
        systems.setdefault(_group(item, by_version), {})[id(item.code_system)] = not item.header.case_sensitive
    return {group: any(found.values()) for group, found in systems.items() if len(found) > 1}


class Translation:
    """Finds the codes of some sets in other versions of their code systems; computed once for each target version.

    The cost grows with the codes and the code systems, not with the number of sets.
    """

    def __init__(self, sets: Iterable[CodeSet], by_version: bool = False, check_deadline: Check = no_deadline) -> None:
        self._by_version = by_version
        self._check_deadline = check_deadline
        self._own: dict[int, CodeSet] = {}  # by code system: the union of its sets
        for item in sets:
            known = self._own.get(id(item.code_system))
            self._own[id(item.code_system)] = CodeSet(
                item.code_system, item.ordinals | (known.ordinals if known else 0)
            )
        self._found: dict[int, tuple[CodeSystemProvider, int]] = {}  # holds the provider so that its id is not reused
        self._codes: dict[Group, set[str]] = {}

    def systems(self) -> Iterable[CodeSet]:
        """The union of the sets of each code system."""
        return self._own.values()

    def ordinals(self, to: CodeSystemProvider) -> int:
        """The concepts of a code system that are in any of the sets, in this version or any other."""
        if id(to) not in self._found:
            self._found[id(to)] = to, self._translated(to)
        return self._found[id(to)][1]

    def _translated(self, to: CodeSystemProvider) -> int:
        own = self._own.get(id(to))
        group = _group(CodeSet(to, 0), self._by_version)
        others = [item for key, item in self._own.items() if key != id(to) and _group(item, self._by_version) == group]
        if not others:
            return own.ordinals if own else 0
        return (own.ordinals if own else 0) | self._by_code(others, group, to)

    def _by_code(self, others: Sequence[CodeSet], group: Group, to: CodeSystemProvider) -> int:
        if len(others) == 1:
            return self._located(others[0].codes(), to)
        if group not in self._codes:  # including those of `to` is harmless
            every = (item for item in self._own.values() if _group(item, self._by_version) == group)
            self._codes[group] = {code for item in every for code in self._checked(item.codes())}
        codes = self._codes[group]
        if len(codes) <= to.count or to.header.has_grammar or not to.header.case_sensitive:
            return self._located(codes, to)
        there = enumerate(self._checked(to.codes()))
        return bits_of((ordinal for ordinal, code in there if code in codes), to.count)

    def _located(self, codes: Iterable[str], to: CodeSystemProvider) -> int:
        found = (to.ordinal(code) for code in self._checked(codes))
        there = [ordinal for ordinal in found if ordinal is not None]
        return bits_of(there, to.count)  # a grammar may have assigned more ordinals by now

    def _checked(self, codes: Iterable[str]) -> Iterator[str]:
        for number, code in enumerate(codes):
            if number % CHECKED_EVERY == 0:
                self._check_deadline()
            yield code


def share_codes(sets: Iterable[CodeSet], check_deadline: Check = no_deadline) -> bool:
    """Whether any code occurs in several versions of its code system."""
    versions: dict[tuple[str, str], str | None] = {}
    for item in Translation(sets).systems():
        for number, code in enumerate(item.codes()):
            if number % CHECKED_EVERY == 0:
                check_deadline()
            name = item.header.url, code if item.header.case_sensitive else code.casefold()
            if versions.setdefault(name, item.header.version) != item.header.version:
                return True
    return False


def difference(
    sets: Iterable[CodeSet], excluded: Sequence[CodeSet], by_version: bool, check_deadline: Check = no_deadline
) -> CodeSets:
    """The sets minus the excluded ones.

    Unlisted codes of a fragment are excluded if all of them are, and undecided if some of them may be.
    """
    if not excluded:
        return tuple(item for item in sets if item)
    excluded_codes = Translation(excluded, by_version, check_deadline)
    left = (item.difference(excluded_codes.ordinals(item.code_system)) for item in sets)
    if any(item.doubtful for item in excluded):
        possible = Translation((item.possible for item in excluded), by_version, check_deadline)
        left = (item.with_doubtful(possible.ordinals(item.code_system)) for item in left)
    return tuple(item for item in (_closed_by(item, excluded) if item.is_open else item for item in left) if item)


def _closed_by(item: CodeSet, excluded: Iterable[CodeSet]) -> CodeSet:
    same = [other for other in excluded if other.header.url == item.header.url]
    if any(other.may_hold_more for other in same):
        return replace(item, may_hold_more=False, is_undecided=False)
    if any(other.is_undecided for other in same):
        return replace(item, may_hold_more=False, is_undecided=True)
    return item


def intersection(sets: Iterable[CodeSet], others: Sequence[CodeSet], within: Translation | None = None) -> CodeSets:
    """The members of the sets that are also in one of the others, in any version; empty results are dropped.

    `within`: the translation of the others, if the caller already has it.
    """
    within = within or Translation(others)
    possible = Translation(item.possible for item in others) if any(item.doubtful for item in others) else within
    found = (_with_openness(_in_both(item, within, possible), others) for item in sets)
    return tuple(item for item in found if item)


def _in_both(item: CodeSet, within: Translation, possibly_within: Translation) -> CodeSet:
    certain = within.ordinals(item.code_system)
    if possibly_within is within:
        return item.intersection(certain)
    possible = possibly_within.ordinals(item.code_system)
    return item.intersection(possible).with_doubtful(possible & ~certain)


def _with_openness(item: CodeSet, others: Iterable[CodeSet]) -> CodeSet:
    """Codes that are not loaded belong to the result if both sets include them; if only one may, it is undecided."""
    if not item.is_open:
        return item
    same = [other for other in others if other.header.url == item.header.url]
    is_in_both = item.may_hold_more and any(other.may_hold_more for other in same)
    is_undecided = not is_in_both and any(other.is_open for other in same)
    return replace(item, may_hold_more=is_in_both, is_undecided=is_undecided)
