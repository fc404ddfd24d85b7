"""Which members of a value set a text means, and in which order: the filter of `$expand`.

What a text means in a code system is the code system's to say (`CodeSystemProvider.search`); the value set only says
which of the concepts found are its members. So a search within it never finds what a search of the whole would not.
"""

from collections.abc import Sequence

from terminology.core.status import is_inactive
from terminology.index.concept_search import names_of
from terminology.index.text_index import Entry, TextIndex
from terminology.operations.compose import Member


def matching(members: Sequence[Member], text: str) -> Sequence[Member]:
    """Those of the members that a text means, the best first.

    The best of each code system come first, then the second best, in the order of the members.
    """
    by_source: dict[str, list[Member]] = {}
    for member in members:
        by_source.setdefault(_source(member), []).append(member)
    ranked = [
        (place, order, member)
        for order, (source, group) in enumerate(by_source.items())
        for place, member in enumerate(_found_in_code_system(group, text) if source else _found_in_texts(group, text))
    ]
    return [member for *_, member in sorted(ranked, key=lambda item: item[:2])]


def _source(member: Member) -> str:
    """The code system that knows the names of the member; "" if none does, or the value set gives it another."""
    display = member.reference.display if member.reference else None
    has_own_name = display is not None and display not in names_of(member.concept)
    return "" if member.code_system is None or has_own_name else member.header.canonical


def _found_in_code_system(members: Sequence[Member], text: str) -> list[Member]:
    code_system = members[0].code_system
    assert code_system is not None
    by_code = {member.concept.code: member for member in members}
    return [by_code[concept.code] for concept in code_system.search(text) if concept.code in by_code]


def _found_in_texts(members: Sequence[Member], text: str) -> list[Member]:
    return [members[place] for place in TextIndex(list(map(_entry, members))).search(text)]


def _entry(member: Member) -> Entry:
    own = (member.reference.display,) if member.reference and member.reference.display else ()
    return Entry(member.concept.code, (*own, *names_of(member.concept)), is_inactive(member.header, member.concept))
