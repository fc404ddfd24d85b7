"""Filter values that no concept can have, because the property takes its values from a closed list.

The list is the code system that defines the values, if it is loaded completely; a boolean has two values.
"""

from terminology.core.catalogue import Catalogue
from terminology.core.model import CodeSystemHeader
from terminology.core.value_sets import Filter

BOOLEANS = frozenset({"true", "false"})
ONE, SEVERAL = frozenset({"=", "is-a", "descendent-of"}), frozenset({"in", "not-in"})


def wrong_values(catalogue: Catalogue, header: CodeSystemHeader, item: Filter) -> tuple[str, ...]:
    """The values of the filter that are not in its property's list; empty without a closed list."""
    values = _values(item)
    definition = header.find_property(item.property) if values else None
    if definition is None:
        return ()
    if definition.type == "boolean":
        return tuple(value for value in values if value not in BOOLEANS)
    meanings = catalogue.find_code_system(definition.code_system) if definition.code_system else None
    if meanings is None or meanings.header.content != "complete":
        return ()
    return tuple(value for value in values if meanings.ordinal(value) is None)


def _values(item: Filter) -> tuple[str, ...]:
    if item.value is None:
        return ()
    if item.op in ONE:
        return (item.value,)
    return tuple(part.strip() for part in item.value.split(",")) if item.op in SEVERAL else ()
