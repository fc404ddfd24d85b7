"""A code system that is not loaded, built from the entries of an expansion."""

from collections.abc import Iterable

from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, Property, Value
from terminology.core.ports import CodeSystemProvider
from terminology.core.value_sets import Contains
from terminology.providers.generic import in_memory


def foreign_code_system(system: str, version: str | None, entries: Iterable[Contains]) -> CodeSystemProvider:
    """Its concepts are the entries of the expansion, in order; the first of two with the same code wins."""
    return in_memory(CodeSystem(CodeSystemHeader(url=system, version=version), tuple(map(_concept, entries))))


def _concept(entry: Contains) -> Concept:
    flags = {"notSelectable": entry.is_abstract, "inactive": entry.is_inactive}
    stated = tuple(Property(code, Value("boolean", True)) for code, is_so in flags.items() if is_so)
    return Concept(entry.code or "", entry.display, properties=stated)
