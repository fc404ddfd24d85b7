"""The validity statements of all codes of one release at once, read from columns instead of concepts.

A request for a day needs them for every code of every release. Concepts would have to be decoded, columns do not.
"""

from collections.abc import Iterable
from typing import NamedTuple

from terminology.core.bitset import numbers_in
from terminology.core.ports import CodeSystemProvider
from terminology.core.status import declared_code
from terminology.index.columns import Columns
from terminology.providers.generic import GenericCodeSystem


class Facts(NamedTuple):
    """The kind, dates and action of one code, as text; None: not stated."""

    kind: str | None
    added: str | None
    terminated: str | None
    acted: str | None
    action: str | None


class ReleaseFacts:
    """The facts of a release by code. Codes that state a fact twice are marked doubtful."""

    def __init__(self, code_system: CodeSystemProvider, columns: Columns) -> None:
        header = code_system.header
        days = (declared_code(header, name) for name in ("effectiveDate", "retirementDate"))
        self._code_system = code_system
        self._doubtful: set[int] = set()
        stated = [self._texts(columns, name) for name in ("kind", *days, "actionEffectiveDate", "actionCode")]
        self._facts = list(map(Facts, *stated))
        self._ordinals = {code: ordinal for ordinal, code in enumerate(code_system.codes())}

    def _texts(self, columns: Columns, property_code: str) -> list[str | None]:
        found: list[str | None] = [None] * columns.count
        column = columns.property_column(property_code)
        for value in column.values() if column else ():
            assert column is not None
            for ordinal in numbers_in(column.ordinals(value)):
                if found[ordinal] is not None:
                    self._doubtful.add(ordinal)
                found[ordinal] = value
        return found

    def is_doubtful(self, code: str) -> bool:
        """Whether the code states a fact twice, so that only its concept has their order."""
        ordinal = self._ordinal(code) if self._doubtful else None
        return ordinal in self._doubtful

    def find(self, code: str) -> Facts | None:
        """The facts of a code; None if the release does not have it."""
        ordinal = self._ordinal(code)
        return None if ordinal is None else self._facts[ordinal]

    def _ordinal(self, code: str) -> int | None:
        found = self._ordinals.get(code)
        return self._code_system.ordinal(code) if found is None else found


def facts_of(code_systems: Iterable[CodeSystemProvider]) -> list[ReleaseFacts] | None:
    """The facts of each release; None if one of them is not stored in columns."""
    found = []
    for code_system in code_systems:
        if not isinstance(code_system, GenericCodeSystem):
            return None
        found.append(ReleaseFacts(code_system, code_system.columns))
    return found
