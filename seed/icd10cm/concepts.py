"""ICD-10-CM entries -> concepts. Concepts do not depend on the release: unchanged codes give equal concepts."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from seed.icd10cm.code_system import DESIGNATION_USES, INCLUSION_TERM, SHORT_DESCRIPTION, TABULAR_TITLE, designation_use
from seed.icd10cm.entries import Entry
from terminology.core.languages import DISPLAY
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept, Designation, Property, Value

GROUPS = frozenset({"chapter", "block"})


def code_system_of(header: CodeSystemHeader, entries: Iterable[Entry], canonical_base: str) -> CodeSystem:
    """The code system of these entries, which are in depth-first order."""
    entries = tuple(entries)
    uses = {code: designation_use(canonical_base, code) for code in DESIGNATION_USES}
    concepts = tuple(
        Concept(
            code=entry.code,
            display=entry.title,
            designations=tuple(_designations(entry, uses)),
            properties=_entry_properties(entry),
        )
        for entry in entries
    )
    return CodeSystem(header, concepts, {entry.code: (entry.parent,) for entry in entries if entry.parent})


def _designations(entry: Entry, uses: Mapping[str, Coding]) -> Iterator[Designation]:
    """The short description and CDC's title, which count as displays, and the inclusion terms."""
    if entry.short_description:
        yield Designation(entry.short_description, None, uses[SHORT_DESCRIPTION], (DISPLAY,))
    if entry.tabular_title:
        yield Designation(entry.tabular_title, None, uses[TABULAR_TITLE], (DISPLAY,))
    for property, text in entry.notes:
        if property == "inclusionTerm":
            yield Designation(text, None, uses[INCLUSION_TERM])


def _entry_properties(entry: Entry) -> tuple[Property, ...]:
    return (
        _property("kind", "code", entry.kind),
        _property("billable", "boolean", entry.is_billable),
        *(Property(property, Value("string", text)) for property, text in entry.notes),
        *((_property("notSelectable", "boolean", True),) if entry.kind in GROUPS else ()),
    )


@cache
def _property(code: str, type: str, content: str | bool) -> Property:
    return Property(code, Value(type, content))
