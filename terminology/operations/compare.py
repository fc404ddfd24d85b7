"""ValueSet/$compare: whether two value sets have the same codes, and which codes only one of them has.

Both are evaluated as for `$expand`; sets of the same code system are compared as bits. A code is the same in every
version of its code system, unless the code system requires a version (`versionNeeded`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from terminology.core.catalogue import Catalogue
from terminology.core.code_set_algebra import Translation, union
from terminology.core.code_sets import CodeSet, CodeSets, members_in, page_of
from terminology.core.comparison import CODE_KINDS, CodeKind, ComparedCode, CompareRequest, CompareResult, Relation
from terminology.core.counts import first_of
from terminology.core.errors import (
    NotSupported,
    TerminologyError,
    TooCostly,
    UnknownCodeSystem,
    UnknownValueSet,
    VersionMismatch,
)
from terminology.core.issues import Issue
from terminology.core.model import Coding
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import Context
from terminology.core.value_sets import ConceptReference, Include, ValueSet
from terminology.operations.displays import display_of
from terminology.operations.value_sets.all_codes import AllCodes
from terminology.operations.value_sets.definition import UNIDENTIFIED, get_value_set, languages_of
from terminology.operations.value_sets.definition_comparison import (
    DefinitionComparison,
    compare_definitions,
    relation_of,
)
from terminology.operations.value_sets.evaluate import Evaluator
from terminology.operations.value_sets.evaluation import Evaluation

DIAGNOSTIC_CODES = 1000  # of each kind, as text
NAMED_CODES = 20  # codes named in a warning about missing codes
UNDECIDABLE = (UnknownCodeSystem, UnknownValueSet, NotSupported, TooCostly, VersionMismatch)
MESSAGES: Mapping[Relation, str] = {
    "same": "The value sets {this} and {other} contain the same codes",
    "subset": "The valueSet {this} is a sub-set of the valueSet {other}",
    "superset": "The valueSet {this} is a super-set of the valueSet {other}",
    "overlapping": "Both value sets {this} and {other} contain the codes the other doesn't, but there is some overlap",
    "disjoint": "No shared codes between the value sets {this} and {other}",
    "empty": "Both the value sets {this} and {other} are empty",
    "indeterminate": "Unable to compare {this} and {other}: {reason}",
}

Entry = tuple[CodeKind, CodeSet, int, ConceptReference | None]


@dataclass(frozen=True, slots=True)
class _Sets:
    """The codes of each kind. `is_partial`: a code system or an expansion is incomplete, so there may be more."""

    common: CodeSets
    missing: CodeSets
    extra: CodeSets
    is_partial: bool = False
    is_open: bool = False  # includes grammars, which list only some codes: what one lists the other may have too
    warnings: tuple[str, ...] = ()

    def of(self, kind: CodeKind) -> CodeSets:
        return {"common": self.common, "missing": self.missing, "extra": self.extra}[kind]

    @property
    def relation(self) -> Relation:
        return relation_of(
            [(bool(members_in(self.missing)), bool(members_in(self.extra)), bool(members_in(self.common)))]
        )


def compare(catalogue: Catalogue, request: CompareRequest) -> CompareResult:
    """The relation of this value set to the other, with the requested codes: common, missing, extra.

    "indeterminate", with the reason, if neither the definitions nor the loaded code systems decide it.
    Raises UnknownValueSet, InvalidValueSet.
    """
    rules = request.context.versions
    this, other = (get_value_set(catalogue, item, rules) for item in (request.this, request.other))
    definitions = compare_definitions(
        _with_canonical_systems(catalogue, this), _with_canonical_systems(catalogue, other)
    )
    try:
        sets = _sets(catalogue, request.context, this, other)
    except UNDECIDABLE as failure:
        return _by_definition(request, this, other, definitions, failure)
    relation, reason = _decided(sets, definitions)
    has_expanded = definitions is None or definitions.relation not in (None, relation)
    return CompareResult(
        this.header,
        other.header,
        relation,
        _message(relation, this, other, reason),
        has_expanded,
        _texts(sets, relation, definitions, has_expanded) if request.has_diagnostics else {},
        None if sets.is_partial or not request.kinds else {kind: members_in(sets.of(kind)) for kind in CODE_KINDS},
        _total(sets, request),
        request.offset,
        tuple(_page(sets, request, this, other)),
        sets.warnings,
    )


def _with_canonical_systems(catalogue: Catalogue, value_set: ValueSet) -> ValueSet:
    """The value set with canonical system urls, so that two spellings of one system compare equal."""

    def named(include: Include) -> Include:
        coding = catalogue.canonical_coding(Coding(include.system, version=include.version))
        return replace(include, system=coding.system, version=coding.version)

    compose = value_set.compose
    if compose is None:
        return value_set
    included, excluded = (tuple(map(named, items)) for items in (compose.include, compose.exclude))
    return replace(value_set, compose=replace(compose, include=included, exclude=excluded))


def _by_definition(
    request: CompareRequest,
    this: ValueSet,
    other: ValueSet,
    definitions: DefinitionComparison | None,
    failure: TerminologyError,
) -> CompareResult:
    """The result when a code system or value set is not loaded."""
    if definitions is None or definitions.relation is None:
        message = _message("indeterminate", this, other, f"This expansion failed: {failure.issues[0].text}")
        return CompareResult(this.header, other.header, "indeterminate", message, True)
    relation, listed = definitions.relation, definitions.enumerated
    texts: dict[CodeKind, str] = {}
    if listed and request.has_diagnostics:
        codes = (listed.this & listed.other, listed.this - listed.other, listed.other - listed.this)
        texts = {kind: _text(sorted(found)) for kind, found in zip(CODE_KINDS, codes, strict=True) if found}
    return CompareResult(this.header, other.header, relation, _message(relation, this, other), False, texts)


def _sets(catalogue: Catalogue, context: Context, this: ValueSet, other: ValueSet) -> _Sets:
    evaluations = [Evaluation(catalogue, context, item) for item in (this, other)]
    mine, theirs = (_evaluated(evaluation, item) for evaluation, item in zip(evaluations, (this, other), strict=True))
    is_complete = all(h.content == "complete" for each in evaluations for h in each.used_code_systems.values())
    is_open = any(each.open_ended for each in evaluations)
    return _Sets(
        common=tuple(_both(mine, theirs)),
        missing=tuple(_only(mine, theirs)),
        extra=tuple(_only(theirs, mine)),
        is_partial=not is_complete
        or is_open
        or any(each.partial for each in evaluations)
        or this.is_partial
        or other.is_partial,
        is_open=is_open,
        warnings=tuple(dict.fromkeys(text for each in evaluations for text in _warnings(each))),
    )


def _evaluated(evaluation: Evaluation, value_set: ValueSet) -> CodeSets:
    """The members; a code in several versions counts once, unless its code system requires a version."""
    sets = Evaluator(evaluation, AllCodes(evaluation)).evaluate(value_set)
    return union(sets, by_version=any(item.header.version_needed for item in sets))


def _both(sets: CodeSets, others: CodeSets) -> Iterator[CodeSet]:
    within = _members_of(others)
    for item in sets:
        yield item.intersection(within(item.code_system))


def _only(sets: CodeSets, others: CodeSets) -> Iterator[CodeSet]:
    within = _members_of(others)
    for item in sets:
        yield item.difference(within(item.code_system))


def _members_of(sets: CodeSets) -> Callable[[CodeSystemProvider], int]:
    """The concepts of a code system that are in the sets, computed once per code system."""
    in_any_version, in_its_version = Translation(sets), Translation(sets, by_version=True)

    def members(code_system: CodeSystemProvider) -> int:
        translation = in_its_version if code_system.header.version_needed else in_any_version
        return translation.ordinals(code_system)

    return members


def _warnings(evaluation: Evaluation) -> Iterator[str]:
    for edge in evaluation.edges:
        yield edge.text
    for code_system, codes in evaluation.missing_codes.items():
        yield f"A value set enumerates codes that {code_system} does not have: {first_of(codes, NAMED_CODES)}"
    for canonical in evaluation.undated:
        yield f"{canonical} states no validity dates for its codes"


def _decided(sets: _Sets, definitions: DefinitionComparison | None) -> tuple[Relation, str]:
    """The relation by the loaded codes; with partial content, only if more codes could not change it."""
    if sets.relation == "empty" and definitions is not None and definitions.relation == "same":
        return "same", ""
    if not sets.is_partial or (sets.relation == "overlapping" and not sets.is_open):
        return sets.relation, ""
    if definitions is not None and definitions.relation is not None:
        return definitions.relation, ""
    return "indeterminate", "only part of a code system or expansion is loaded, so other codes may be members"


def _message(relation: Relation, this: ValueSet, other: ValueSet, reason: str = "") -> str:
    names = {"this": _name(this), "other": _name(other), "reason": reason}
    return MESSAGES[relation].format_map(names)


def _name(value_set: ValueSet) -> str:
    return value_set.header.canonical or UNIDENTIFIED


def _texts(
    sets: _Sets, relation: Relation, definitions: DefinitionComparison | None, has_expanded: bool
) -> dict[CodeKind, str]:
    """The codes as HL7's tests expect: if the definitions decide, those of the last code system that both enumerate,
    sorted; otherwise all, in value set order; none for identical value sets that were not expanded."""
    enumerated = definitions.enumerated if definitions and not has_expanded else None
    if enumerated is None and (not has_expanded or relation == "same"):
        return {}
    if enumerated is None:
        texts = {kind: _text(_codes(sets.of(kind), DIAGNOSTIC_CODES + 1)) for kind in CODE_KINDS}
    else:
        texts = {kind: _text(sorted(_codes(_of(sets.of(kind), enumerated.system)))) for kind in CODE_KINDS}
    return {kind: text for kind, text in texts.items() if text}


def _of(sets: CodeSets, system: str) -> CodeSets:
    return tuple(item for item in sets if item.header.url == system)


def _codes(sets: CodeSets, count: int | None = None) -> Iterator[str]:
    return (item.concept(ordinal).code for item, ordinal, _ in page_of(sets, 0, count))


def _text(codes: Iterable[str]) -> str:
    pending = iter(codes)
    text = ",".join(islice(pending, DIAGNOSTIC_CODES))
    return text + (",…" if next(pending, None) is not None else "")


def _total(sets: _Sets, request: CompareRequest) -> int:
    """The number of requested codes. Raises TooCostly for more than the limit."""
    total = sum(members_in(sets.of(kind)) for kind in request.kinds)
    if request.count is None and total - request.offset > request.limit_codes:
        text = (
            f"The result has {total:,} codes, but at most {request.limit_codes:,} can be listed: use count and offset"
        )
        raise TooCostly(Issue("error", "too-costly", text, expression=("count",)))
    return total


def _page(sets: _Sets, request: CompareRequest, this: ValueSet, other: ValueSet) -> Iterator[ComparedCode]:
    skipped, left = request.offset, request.count
    for kind in request.kinds:
        languages = languages_of(request.context, other if kind == "extra" else this)
        members = sets.of(kind)
        for item, ordinal, reference in page_of(members, skipped, left):
            request.context.check_deadline()
            concept = item.concept(ordinal)
            display = display_of(item.header, concept, reference, languages)
            yield ComparedCode(kind, Coding(item.header.url, concept.code, item.header.version, display))
            left = None if left is None else left - 1
        skipped = max(skipped - members_in(members), 0)
