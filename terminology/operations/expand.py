"""ValueSet/$expand: the codes of a value set, filtered and paged, with the requested details."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.code_sets import CodeSet
from terminology.core.errors import TooCostly
from terminology.core.issues import Issue
from terminology.core.messages import issue
from terminology.core.requests import ExpandRequest, no_deadline
from terminology.core.results import ExpandResult
from terminology.core.value_sets import Contains, ExpansionParameter, ValueSet
from terminology.core.versioned import is_version
from terminology.operations.expansion.entries import Entries
from terminology.operations.expansion.nesting import is_flat, nested
from terminology.operations.expansion.parameters import note_properties, parameters_of, unclosed
from terminology.operations.value_sets.all_codes import AllCodes
from terminology.operations.value_sets.definition import UNIDENTIFIED, get_value_set, languages_of
from terminology.operations.value_sets.evaluate import Evaluator
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.members import Member, Members
from terminology.operations.value_sets.search import search
from terminology.operations.value_sets.versions import systems_in_several_versions


def expand(catalogue: Catalogue, request: ExpandRequest) -> ExpandResult:
    """At most `count` members of the value set, starting at `offset`, and their total number.

    Without a filter in definition order, with one best matches first; nested if the hierarchy applies and the request
    allows it. Raises UnknownValueSet, UnknownCodeSystem, InvalidValueSet, NotSupported, TooCostly.
    Source: https://hl7.org/fhir/R5/valueset-operation-expand.html
    """
    expansion = _Expansion(catalogue, request)
    request = _paged(request, expansion)
    members, value_set, evaluation = expansion.members, expansion.value_set, expansion.evaluation
    if request.count is None and len(members) > request.limit_codes:
        name = value_set.header.canonical or UNIDENTIFIED
        raise TooCostly(issue("VALUESET_TOO_COSTLY", value_set=name, limit=f">{request.limit_codes}"))
    contains = _contains(members, request, value_set, expansion.entries)
    note_properties(evaluation, request, expansion.properties, expansion.entries.properties)
    return ExpandResult(
        value_set=value_set,
        contains=contains,
        total=len(members),
        offset=request.offset,
        parameters=tuple(parameters_of(request, evaluation, value_set, expansion.languages)),
        properties=tuple(expansion.entries.properties.values()),
        extensions=tuple(unclosed(evaluation)),
        includes_definition=request.includes_definition,
    )


def expand_all(catalogue: Catalogue, request: ExpandRequest) -> tuple[tuple[str, ...], Iterator[Contains]]:
    """The warnings, and every code of the value set, flat and in order, each built as it is consumed.

    The value set is evaluated immediately, within the deadline of the request; raises what `expand` raises.
    """
    expansion = _Expansion(catalogue, request)
    members, evaluation, entries = expansion.members, expansion.evaluation, expansion.entries
    parameters = parameters_of(request, evaluation, expansion.value_set, expansion.languages)
    warnings = tuple(str(item.content) for item in parameters if item.name == "warning")
    evaluation.check_deadline = no_deadline  # a slow consumer must not time out
    return warnings, (entries.of(member) for member in members)


class _Expansion:
    """A value set evaluated for a request: its members, and how to write them."""

    def __init__(self, catalogue: Catalogue, request: ExpandRequest) -> None:
        self.value_set = value_set = get_value_set(catalogue, request.value_set, request.context.versions)
        self.evaluation = Evaluation(catalogue, request.context, value_set)
        self.languages = languages_of(request.context, value_set)
        self.members = _members(self.evaluation, value_set, request)
        self.properties = request.properties or (value_set.compose.properties if value_set.compose else ())
        in_several_versions = _shown_with_version(self.evaluation, value_set)
        self.entries = Entries(self.evaluation, request, self.properties, self.languages, in_several_versions)


def _paged(request: ExpandRequest, expansion: _Expansion) -> ExpandRequest:
    """The request with the server's own count if it has none or too large a one; the answer states it."""
    count, most = request.count, request.largest_count
    if request.offset is not None and count is None:  # this is how CQL engines and VSAC clients page
        count = request.limit_codes
        stated = ExpansionParameter("count", "integer", count)
        request = replace(request, count=count, supplied=(*request.supplied, stated))
    if count is None or most is None or count <= most:
        return request
    expansion.evaluation.notices[expansion.evaluation.not_honored(_shortened(count, most))] = None
    return replace(request, count=most)


def _shortened(count: int, most: int) -> Issue:
    text = f"count was {count:,}, but a page has at most {most:,} codes: use offset to get the rest"
    return Issue("information", "too-costly", text, expression=("count",))


def _members(evaluation: Evaluation, value_set: ValueSet, request: ExpandRequest) -> Sequence[Member]:
    """The members that the request does not exclude; with a search text, those that match, best first."""
    evaluator = Evaluator(evaluation, AllCodes(evaluation))
    sets = evaluator.evaluate(value_set)
    if request.only_active:
        sets = evaluator.active(sets)
    if request.excludes_not_for_ui:
        sets = tuple(item.difference(item.code_system.abstract()) for item in sets)
    if request.exclude_systems:
        sets = tuple(_outside(evaluation.catalogue, request.exclude_systems, sets))
    text = (request.filter or "").strip()
    return search(sets, text, evaluation.names_of) if text else Members(sets)


def _outside(catalogue: Catalogue, systems: Iterable[str], sets: Iterable[CodeSet]) -> Iterable[CodeSet]:
    """The sets that are not of these code systems, each `url` or `url|version`."""
    excluded: dict[str, set[str | None]] = {}
    for url, version in map(canonical.split, systems):
        excluded.setdefault(catalogue.canonical_system(url), set()).add(version)
    for item in sets:
        versions = excluded.get(item.header.url, ())
        if not any(version is None or is_version(item.header, version) for version in versions):
            yield item


def _shown_with_version(evaluation: Evaluation, value_set: ValueSet) -> frozenset[str]:
    """The code systems with several versions in the definition or among those used."""
    compose = value_set.compose
    named = systems_in_several_versions((*compose.include, *compose.exclude)) if compose else frozenset()
    used = Counter(header.url for header in evaluation.used_code_systems.values())
    return named | {url for url, times in used.items() if times > 1}


def _contains(
    members: Sequence[Member], request: ExpandRequest, value_set: ValueSet, entries: Entries
) -> tuple[Contains, ...]:
    start = request.offset or 0
    end = None if request.count is None else start + request.count
    page = members[start:end]
    if request.offset is None and request.count is None and not is_flat(page, request, value_set):
        tree = nested(page, entries.of)
        if tree is not None:
            return tree
    return tuple(entries.of(member) for member in page)
