"""The values of a property as texts: what filters compare.

The values of a concept are those stated under the property code, or under the code that the code system declares for
the standard property; otherwise those implied by the concept or its place in the hierarchy.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from terminology.core.languages import is_display
from terminology.core.model import CodeSystemHeader, Coding, Concept, Value
from terminology.core.status import declared_code, is_abstract, is_inactive, status

# Implied by a concept itself. The hierarchy implies `parent` and `child`.
IMPLIED: Mapping[str, Callable[[CodeSystemHeader, Concept], Iterable[str | None]]] = {
    "code": lambda _, concept: (concept.code,),
    "concept": lambda _, concept: (concept.code,),
    "display": lambda _, concept: (concept.display, *(d.value for d in concept.designations if is_display(d))),
    "definition": lambda _, concept: (concept.definition,),
    "status": lambda header, concept: (status(header, concept),),
    "inactive": lambda header, concept: ("true" if is_inactive(header, concept) else "false",),
    "notSelectable": lambda header, concept: ("true",) if is_abstract(header, concept) else (),
}
OF_HIERARCHY = frozenset({"parent", "child"})


def stated_texts(header: CodeSystemHeader, concept: Concept, property_code: str) -> list[str]:
    """The values that the concept states, in order."""
    values = concept.values(property_code) or concept.values(declared_code(header, property_code))
    return [text_of(value) for value in values]


def implied_texts(header: CodeSystemHeader, concept: Concept, property_code: str) -> list[str]:
    """The values that the concept implies, without those from the hierarchy."""
    implied = IMPLIED.get(property_code)
    return [text for text in implied(header, concept) if text is not None] if implied else []


def text_of(value: Value) -> str:
    return content_text(value.content)


def content_text(content: str | bool | int | Decimal | Coding) -> str:
    if type(content) is str:  # the common case
        return content
    if isinstance(content, bool):
        return "true" if content else "false"
    return content.code or "" if isinstance(content, Coding) else str(content)
