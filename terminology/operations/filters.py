"""The filter operators of ValueSet.compose, for every code system alike.

Source: https://hl7.org/fhir/R5/valueset-filter-operator.html and
https://hl7.org/fhir/R5/codesystem.html#filters. The hierarchical operators are about the concept; the others compare a
property, the code, the displays or the definition. Comparison is case-sensitive. A filter that is not understood is
refused: to leave it out, or to let it select nothing, would give another value set than the one that is meant.
"""

from collections.abc import Callable, Iterable, Sequence

import re2

from terminology.core.errors import InvalidValueSet, NotSupported
from terminology.core.issues import Issue
from terminology.core.languages import is_display
from terminology.core.messages import issue
from terminology.core.model import Coding, Concept, Value
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import no_deadline
from terminology.core.status import declared_code, is_abstract, is_inactive, status
from terminology.core.value_sets import Filter

Test = Callable[[Concept], bool]
CHECKED_EVERY = 1000  # concepts that are looked at between two looks at the clock
PATTERN_LIMIT = 1024  # characters of a regular expression
IDENTITY = frozenset({"concept", "code"})
# The parts of a concept, and the properties of https://hl7.org/fhir/R5/codesystem-concept-properties.html.
ALWAYS_KNOWN = IDENTITY | {"display", "definition", "parent", "child", "partOf", "inactive", "status", "notSelectable"}
ALWAYS_KNOWN |= {"synonym", "comment", "effectiveDate", "deprecationDate", "deprecated", "retirementDate", "itemWeight"}


def conditions_of(code_system: CodeSystemProvider, filters: Sequence[Filter], path: str) -> tuple[Test, ...]:
    """One test for each filter; a concept that passes all is selected. `path` is where the filters stand.

    Raises InvalidValueSet for a filter that cannot be read, NotSupported for an operator that is not FHIR's or a
    property that the code system does not know.
    """
    return tuple(_test_of(code_system, item, f"{path}.filter[{i}]") for i, item in enumerate(filters))


def select(
    code_system: CodeSystemProvider,
    filters: Sequence[Filter],
    path: str = "",
    check_deadline: Callable[[], None] = no_deadline,
) -> Sequence[Concept]:
    """The concepts that satisfy all filters, in the order of definition. Raises as `conditions_of` does."""
    if not filters:
        return code_system.concepts()
    tests = conditions_of(code_system, filters, path)
    place = next((item for item in filters if _names_place(item)), None)
    if place and place.op in EXACT:  # every concept of the place passes its test
        tests = tuple(test for item, test in zip(filters, tests, strict=True) if item is not place)
    candidates = _candidates(code_system, place)
    if not tests:
        return candidates
    selected = []
    for number, concept in enumerate(candidates):
        if number % CHECKED_EVERY == 0:
            check_deadline()
        if all(test(concept) for test in tests):
            selected.append(concept)
    return selected


def _names_place(item: Filter) -> bool:
    return item.property in IDENTITY and item.op in PLACES and bool(item.value)


def _candidates(code_system: CodeSystemProvider, place: Filter | None) -> Sequence[Concept]:
    """Concepts among which every selected one is sure to be: one place of the hierarchy where a filter names one."""
    if place is None:
        return code_system.concepts()
    named = code_system.locate(place.value or "")
    return PLACES[place.op](code_system, named) if named else []


def _children(code_system: CodeSystemProvider, concept: Concept) -> list[Concept]:
    return [child for code in code_system.children(concept.code) if (child := code_system.locate(code))]


PLACES: dict[str, Callable[[CodeSystemProvider, Concept], Sequence[Concept]]] = {
    "=": lambda code_system, concept: [concept],
    "is-a": lambda code_system, concept: [concept, *code_system.descendants(concept.code)],
    "descendent-of": lambda code_system, concept: code_system.descendants(concept.code),
    "descendent-leaf": lambda code_system, concept: code_system.descendants(concept.code),
    "child-of": _children,
}
EXACT = frozenset(PLACES) - {"descendent-leaf"}


def _test_of(code_system: CodeSystemProvider, item: Filter, path: str) -> Test:
    header = code_system.header
    if item.value is None or item.value == "":
        words = {"system": header.url, "property": item.property, "op": item.op}
        raise InvalidValueSet(issue("UNABLE_TO_HANDLE_SYSTEM_FILTER_WITH_NO_VALUE", **words).at(path))
    if item.op in HIERARCHICAL and item.property in IDENTITY:
        return HIERARCHICAL[item.op](code_system, item.value)
    if item.op not in COMPARING:
        text = f"The filter operator '{item.op}' is not supported for the property '{item.property}'"
        raise NotSupported(Issue("error", "not-supported", text, "vs-invalid").at(path))
    if not _knows(code_system, item.property):
        text = f"The code system '{header.canonical}' has no property '{item.property}' to filter by"
        raise NotSupported(Issue("error", "not-supported", text, "vs-invalid").at(path))
    return COMPARING[item.op](values_of(code_system, item.property), item.value, path)


def _knows(code_system: CodeSystemProvider, property_code: str) -> bool:
    """Whether a property can be meant: FHIR has it for every code system, or this one declares it or just states it."""
    header = code_system.header
    declared = {item.code for item in header.properties} | {item.code for item in header.filters}
    return (
        property_code in ALWAYS_KNOWN
        or property_code in declared
        or any(concept.values(property_code) for concept in code_system.concepts())
    )


def values_of(code_system: CodeSystemProvider, property_code: str) -> Callable[[Concept], list[str]]:
    """How to read a property of a concept as texts: what is stated, else what the code system implies."""
    header = code_system.header
    declared = declared_code(header, property_code)
    implied: dict[str, Callable[[Concept], Iterable[str | None]]] = {
        "code": lambda concept: (concept.code,),
        "concept": lambda concept: (concept.code,),
        "display": lambda concept: (concept.display, *(d.value for d in concept.designations if is_display(d))),
        "definition": lambda concept: (concept.definition,),
        "parent": lambda concept: code_system.parents(concept.code),
        "child": lambda concept: code_system.children(concept.code),
        "status": lambda concept: (status(header, concept),),
        "inactive": lambda concept: ("true" if is_inactive(header, concept) else "false",),
        "notSelectable": lambda concept: ("true",) if is_abstract(header, concept) else (),
    }

    def read(concept: Concept) -> list[str]:
        stated = [text_of(value) for value in concept.values(property_code) or concept.values(declared)]
        if stated or property_code not in implied:
            return stated
        return [text for text in implied[property_code](concept) if text is not None]

    return read


def text_of(value: Value) -> str:
    content = value.content
    if isinstance(content, bool):
        return "true" if content else "false"
    return content.code or "" if isinstance(content, Coding) else str(content)


def _is_a(code_system: CodeSystemProvider, code: str) -> Test:
    is_below = _descendent_of(code_system, code)
    top = code_system.locate(code)
    return lambda concept: top is not None and (concept.code == top.code or is_below(concept))


def _descendent_of(code_system: CodeSystemProvider, code: str) -> Test:
    top = code_system.locate(code)
    return lambda concept: top is not None and subsumes(code_system, top.code, concept.code)


def _descendent_leaf(code_system: CodeSystemProvider, code: str) -> Test:
    is_below = _descendent_of(code_system, code)
    return lambda concept: is_below(concept) and not code_system.children(concept.code)


def _child_of(code_system: CodeSystemProvider, code: str) -> Test:
    top = code_system.locate(code)
    return lambda concept: top is not None and top.code in code_system.parents(concept.code)


def _is_not_a(code_system: CodeSystemProvider, code: str) -> Test:
    is_a = _is_a(code_system, code)
    return lambda concept: not is_a(concept)


def _generalizes(code_system: CodeSystemProvider, code: str) -> Test:
    bottom = code_system.locate(code)
    wanted = {bottom.code, *codes_above(code_system, bottom.code)} if bottom else set()
    return lambda concept: concept.code in wanted


def subsumes(code_system: CodeSystemProvider, ancestor: str, descendant: str) -> bool:
    """Whether `descendant` lies below `ancestor`. No code subsumes itself."""
    return ancestor != descendant and ancestor in codes_above(code_system, descendant)


def codes_above(code_system: CodeSystemProvider, code: str) -> set[str]:
    """Every code above this one; itself too where the hierarchy runs in a circle."""
    found: set[str] = set()
    pending = [code]
    while pending:
        parents = set(code_system.parents(pending.pop())) - found
        found |= parents
        pending.extend(parents)
    return found


Read = Callable[[Concept], list[str]]


def _equals(read: Read, value: str, path: str) -> Test:
    return lambda concept: value in read(concept)


def _in(read: Read, value: str, path: str) -> Test:
    wanted = _listed(value)
    return lambda concept: not wanted.isdisjoint(read(concept))


def _not_in(read: Read, value: str, path: str) -> Test:
    wanted = _listed(value)
    return lambda concept: wanted.isdisjoint(read(concept))


def _exists(read: Read, value: str, path: str) -> Test:
    if value not in ("true", "false"):
        raise InvalidValueSet(_broken(f"The filter operator 'exists' needs true or false, not '{value}'", path))
    return lambda concept: bool(read(concept)) == (value == "true")


def _regex(read: Read, value: str, path: str) -> Test:
    """Matches the whole text, in time linear in its length (RE2), whatever the pattern."""
    if len(value) > PATTERN_LIMIT:
        raise InvalidValueSet(_broken(f"The regular expression is longer than {PATTERN_LIMIT} characters", path))
    options = re2.Options()
    options.log_errors = False
    try:
        pattern = re2.compile(value, options)
    except re2.error as error:
        raise InvalidValueSet(_broken(f"The regular expression '{value}' cannot be read: {error}", path)) from error
    return lambda concept: any(pattern.fullmatch(text) for text in read(concept))


def _listed(value: str) -> frozenset[str]:
    return frozenset(item.strip() for item in value.split(","))


def _broken(text: str, path: str) -> Issue:
    return Issue("error", "invalid", text, "vs-invalid").at(path)


HIERARCHICAL: dict[str, Callable[[CodeSystemProvider, str], Test]] = {
    "is-a": _is_a,
    "descendent-of": _descendent_of,
    "descendent-leaf": _descendent_leaf,
    "child-of": _child_of,
    "is-not-a": _is_not_a,
    "generalizes": _generalizes,
}
COMPARING: dict[str, Callable[[Read, str, str], Test]] = {
    "=": _equals,
    "in": _in,
    "not-in": _not_in,
    "exists": _exists,
    "regex": _regex,
}
