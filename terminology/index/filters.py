"""The filter operators of ValueSet.compose, as sets of ordinals, for every code system stored in columns.

Source: https://hl7.org/fhir/R5/valueset-filter-operator.html and
https://hl7.org/fhir/R5/codesystem.html#filters. The hierarchical operators apply to the concept; the others compare a
property, the code, the displays or the definition. Comparison is case-sensitive. An unsupported filter is an error:
ignoring it, or selecting nothing, would change the value set.
"""

from collections.abc import Callable, Iterable, Mapping

from terminology.core.bitset import interval
from terminology.core.errors import InvalidValueSet, NotSupported
from terminology.core.issues import Issue
from terminology.core.messages import issue
from terminology.core.value_sets import Filter
from terminology.index.columns import Columns, PropertyColumn

CheckDeadline = Callable[[], None]
CHECKED_EVERY = 1000  # values between two deadline checks
PATTERN_LIMIT = 1024  # characters of a regular expression
IDENTITY = frozenset({"concept", "code"})
# The parts of a concept, and the properties of https://hl7.org/fhir/R5/codesystem-concept-properties.html.
ALWAYS_KNOWN = IDENTITY | {"display", "definition", "parent", "child", "partOf", "inactive", "status", "notSelectable"}
ALWAYS_KNOWN |= {"synonym", "comment", "effectiveDate", "deprecationDate", "deprecated", "retirementDate", "itemWeight"}


def select(columns: Columns, filter: Filter, path: str, check_deadline: CheckDeadline) -> int:
    """The concepts that satisfy a filter. `path` is its FHIRPath.

    Raises InvalidValueSet for a malformed filter, NotSupported for an operator that is not FHIR's or a property that
    the code system does not know.
    """
    header = columns.header
    if filter.value is None or filter.value == "":
        words = {"system": header.url, "property": filter.property, "op": filter.op}
        raise InvalidValueSet(issue("UNABLE_TO_HANDLE_SYSTEM_FILTER_WITH_NO_VALUE", **words).at(path))
    if filter.op in HIERARCHICAL and filter.property in IDENTITY:
        return HIERARCHICAL[filter.op](columns, locate(columns, filter.value))
    if filter.op not in COMPARING:
        raise _not_supported(
            f"The filter operator '{filter.op}' is not supported for the property '{filter.property}'", path
        )
    column = columns.property_column(filter.property) or NO_VALUES
    if column is NO_VALUES and not _is_known(columns, filter.property):
        raise _not_supported(
            f"The code system '{header.canonical}' has no property '{filter.property}' to filter by", path
        )
    return select_in(column, filter, columns.count, path, check_deadline)


def select_in(column: PropertyColumn, filter: Filter, count: int, path: str, check_deadline: CheckDeadline) -> int:
    """The concepts whose values in the column satisfy a comparing filter. Raises InvalidValueSet."""
    return COMPARING[filter.op](column, filter.value or "", Question(count, path, check_deadline))


def locate(columns: Columns, code: str) -> int | None:
    """The concept with this code, ignoring case if the code system does."""
    found = columns.ordinal(code)
    if found is None and not columns.header.case_sensitive:
        return next(iter(columns.folded_ordinals(code)), None)
    return found


def _is_known(columns: Columns, property_code: str) -> bool:
    """Whether FHIR or the code system declares a property, even if no concept has it."""
    header = columns.header
    declared = {item.code for item in header.properties} | {item.code for item in header.filters}
    return property_code in ALWAYS_KNOWN or property_code in declared


class Question:
    """What a comparison needs besides column and value: the number of concepts, its path, the deadline."""

    __slots__ = ("check_deadline", "count", "path")

    def __init__(self, count: int, path: str, check_deadline: CheckDeadline) -> None:
        self.count = count
        self.path = path
        self.check_deadline = check_deadline


class _NoValues:
    """The column of a property that no concept has."""

    def ordinals(self, value: str) -> int:
        return 0

    def any_of(self, values: Iterable[str]) -> int:
        return 0

    def values(self) -> Iterable[str]:
        return ()

    def any(self) -> int:
        return 0


NO_VALUES: PropertyColumn = _NoValues()


def _is_a(columns: Columns, top: int | None) -> int:
    return 0 if top is None else columns.descendants(top) | 1 << top


def _descendent_of(columns: Columns, top: int | None) -> int:
    return 0 if top is None else columns.descendants(top)


def _descendent_leaf(columns: Columns, top: int | None) -> int:
    return _descendent_of(columns, top) & columns.leaves()


def _child_of(columns: Columns, top: int | None) -> int:
    return 0 if top is None else _set_of(columns.children(top))


def _is_not_a(columns: Columns, top: int | None) -> int:
    return interval(0, columns.count) & ~_is_a(columns, top)


def _generalizes(columns: Columns, bottom: int | None) -> int:
    return 0 if bottom is None else columns.ancestors(bottom) | 1 << bottom


def _set_of(ordinals: Iterable[int]) -> int:
    found = tuple(ordinals)
    data = bytearray(max(found, default=0) // 8 + 1)
    for ordinal in found:
        data[ordinal >> 3] |= 1 << (ordinal & 7)
    return int.from_bytes(data, "little")


def _equals(column: PropertyColumn, value: str, _question: Question) -> int:
    return column.ordinals(value)


def _in(column: PropertyColumn, value: str, _question: Question) -> int:
    return column.any_of({item.strip() for item in value.split(",")})


def _not_in(column: PropertyColumn, value: str, question: Question) -> int:
    return interval(0, question.count) & ~_in(column, value, question)


def _exists(column: PropertyColumn, value: str, question: Question) -> int:
    if value not in ("true", "false"):
        text = f"The filter operator 'exists' needs true or false, not '{value}'"
        raise InvalidValueSet(_broken(text, question.path))
    return column.any() if value == "true" else interval(0, question.count) & ~column.any()


def _regex(column: PropertyColumn, value: str, question: Question) -> int:
    """Matches the whole text in linear time, whatever the pattern (RE2)."""
    if len(value) > PATTERN_LIMIT:
        text = f"The regular expression is longer than {PATTERN_LIMIT} characters"
        raise InvalidValueSet(_broken(text, question.path))
    import re2  # few value sets have one

    options = re2.Options()
    options.log_errors = False
    try:
        pattern = re2.compile(value, options)
    except re2.error as error:
        text = f"The regular expression '{value}' cannot be read: {error}"
        raise InvalidValueSet(_broken(text, question.path)) from error
    return column.any_of(_matching(column, pattern.fullmatch, question.check_deadline))


def _matching(column: PropertyColumn, matches: Callable[[str], object], check_deadline: CheckDeadline) -> Iterable[str]:
    for number, text in enumerate(column.values()):
        if number % CHECKED_EVERY == 0:
            check_deadline()
        if matches(text):
            yield text


def _broken(text: str, path: str) -> Issue:
    return Issue("error", "invalid", text, "vs-invalid").at(path)


def _not_supported(text: str, path: str) -> NotSupported:
    return NotSupported(Issue("error", "not-supported", text, "vs-invalid").at(path))


HIERARCHICAL: Mapping[str, Callable[[Columns, int | None], int]] = {
    "is-a": _is_a,
    "descendent-of": _descendent_of,
    "descendent-leaf": _descendent_leaf,
    "child-of": _child_of,
    "is-not-a": _is_not_a,
    "generalizes": _generalizes,
}
COMPARING: Mapping[str, Callable[[PropertyColumn, str, Question], int]] = {
    "=": _equals,
    "in": _in,
    "not-in": _not_in,
    "exists": _exists,
    "regex": _regex,
}
