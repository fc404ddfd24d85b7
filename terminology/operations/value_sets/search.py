"""Which members of a value set match a text, and in which order: the filter of `$expand`.

The code system decides what a text matches (`CodeSystemProvider.search`); the value set only restricts the results to
its members. So a search within a value set never finds what a search of the whole system would not.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from terminology.core.bitset import Membership, bits_of, interval, numbers_in
from terminology.core.code_names import CodeNames, names_of
from terminology.core.code_sets import CodeSet, CodeSets
from terminology.core.lazy import LazyMap
from terminology.core.ports import CodeSystemProvider
from terminology.core.ranked_hits import RankedHits
from terminology.core.status import is_inactive
from terminology.core.value_sets import ConceptReference
from terminology.index.text_index import Entry, index_of
from terminology.operations.value_sets.members import Member

NamesOf = Callable[[CodeSystemProvider], tuple[CodeNames, ...]]  # additional names of the codes


def search(sets: CodeSets, text: str, names: NamesOf = lambda _: ()) -> Sequence[Member]:
    """The members that match a text, best first.

    The best of each code system come first, then the second best, and so on, in member order; loose matches come last.
    """
    if len(sets) == 1 and sets[0].listed is None and sets[0].is_known:
        found = _search_set(sets[0], text, names)
        return LazyMap(range(len(found)), lambda place: Member(sets[0], found[place], is_loose=found.is_loose(place)))
    groups = [
        (_first_position(sets, group), _search_code_system(group, text, names)) for group in _by_code_system(sets)
    ]
    if named := _named_by_the_value_set(sets):
        groups.append((_position(sets, named[0]), _search_texts(named, text)))
    ranked = sorted(
        ((member.is_loose, rank, order, member) for order, group in groups for rank, member in enumerate(group)),
        key=lambda item: item[:3],
    )
    return [member for *_, member in ranked]


Position = tuple[int, int]  # the number of a member's set, and its position in the set


def _first_position(sets: CodeSets, group: Sequence[CodeSet]) -> Position:
    """The position of the first member that the code system itself names."""
    for item in group:
        number = next(number for number, each in enumerate(sets) if each is item)
        if item.listed is None:
            return number, 0
        for place, (ordinal, reference) in enumerate(item.in_order()):
            if reference is None or not _has_own_name(item, ordinal, reference):
                return number, place
    return len(sets), 0


def _position(sets: CodeSets, member: Member) -> Position:
    number = next(number for number, each in enumerate(sets) if each is member.code_set)
    return number, [ordinal for ordinal, _ in member.code_set.in_order()].index(member.ordinal)


def _search_set(item: CodeSet, text: str, names: NamesOf) -> RankedHits[int]:
    found = item.code_system.search(text, names(item.code_system))
    if item.ordinals == interval(0, item.code_system.count):
        return found
    members = Membership(item.ordinals)
    places = [place for place, ordinal in enumerate(found) if ordinal in members]
    return RankedHits([found[place] for place in places], sum(not found.is_loose(place) for place in places))


def _by_code_system(sets: CodeSets) -> list[list[CodeSet]]:
    groups: dict[int, list[CodeSet]] = {}
    for item in sets:
        if item.is_known:
            groups.setdefault(id(item.code_system), []).append(item)
    return list(groups.values())


def _search_code_system(sets: Sequence[CodeSet], text: str, names: NamesOf) -> list[Member]:
    """Searches sets of one code system by the names in the code system."""
    places: dict[int, Member] = {}
    for item in sets:
        for ordinal, reference in item.in_order() if item.listed is not None else ():
            if reference is None or not _has_own_name(item, ordinal, reference):
                places[ordinal] = Member(item, ordinal, reference)
    found = sets[0].code_system.search(text, names(sets[0].code_system))
    hits = bits_of(found, sets[0].code_system.count)
    for item in sets:
        for ordinal in numbers_in(item.ordinals & hits) if item.listed is None else ():
            places.setdefault(ordinal, Member(item, ordinal))
    members: list[Member] = []
    for place, ordinal in enumerate(found):
        member = places.get(ordinal)
        if member is not None:
            members.append(replace(member, is_loose=found.is_loose(place)))
    return members


def _named_by_the_value_set(sets: CodeSets) -> list[Member]:
    """The members that the value set renames, or whose code system is not loaded."""
    return [
        Member(item, ordinal, reference)
        for item in sets
        if item.listed is not None
        for ordinal, reference in item.in_order()
        if reference is not None and (not item.is_known or _has_own_name(item, ordinal, reference))
    ]


def _has_own_name(item: CodeSet, ordinal: int, reference: ConceptReference) -> bool:
    return reference.display is not None and reference.display not in names_of(item.concept(ordinal))


def _search_texts(members: Sequence[Member], text: str) -> list[Member]:
    found = index_of(map(_entry, members)).search(text)
    return [replace(members[place], is_loose=found.is_loose(rank)) for rank, place in enumerate(found)]


def _entry(member: Member) -> Entry:
    own = (member.reference.display,) if member.reference and member.reference.display else ()
    return Entry(member.concept.code, (*own, *names_of(member.concept)), is_inactive(member.header, member.concept))
