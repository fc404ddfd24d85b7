"""The scope of `$validate-code`: one code, with everything that an answer about it must report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.code_sets import CodeSet, CodeSets, Listed
from terminology.core.errors import UnknownValueSet
from terminology.core.history import Validity
from terminology.core.issues import Issue
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader, Coding, Concept
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import VersionRules
from terminology.core.value_sets import ConceptReference, Contains, Include, ValueSet
from terminology.index.enumerations import ENUMERATIONS
from terminology.operations.value_sets.all_codes import flattened
from terminology.operations.value_sets.definition import with_code_system
from terminology.operations.value_sets.evaluate import Evaluator, partial_issue
from terminology.operations.value_sets.evaluation import Evaluation, usable
from terminology.operations.value_sets.scope import IncludeResult
from terminology.operations.value_sets.stated_version import StatedVersion, unknown_code_system
from terminology.operations.value_sets.versions import choose_version

Use = Callable[[Evaluation], CodeSystemProvider]


@dataclass(frozen=True, slots=True)
class Match:
    """One way in which a code is in a value set: as this concept. `concept` None: a fragment may have it."""

    header: CodeSystemHeader
    concept: Concept | None
    reference: ConceptReference | None = None
    validity: Validity | None = None  # on the requested days, if any


@dataclass(frozen=True, slots=True)
class _Resolved:
    """The result for an include, and how to record the use of its code system.

    Holds the include so that its id is not reused.
    """

    include: Include
    result: IncludeResult
    use: Use | None


@dataclass(slots=True)
class Findings:
    """What was found about one code in a value set. Issues refer to parts of the coding."""

    issues: dict[Issue, None] = field(default_factory=dict)
    unknown_systems: dict[str, None] = field(default_factory=dict)  # unknown systems that the value set needs
    versions: dict[str, CodeSystemProvider] = field(default_factory=dict)  # versions of its system used by includes
    inactive_omitted: dict[str, CodeSystemHeader] = field(default_factory=dict)  # with inactive codes
    names_the_system: bool = False
    is_undecidable: bool = False  # because an exclude could not be evaluated

    def add(self, result: IncludeResult) -> None:
        self.issues.update(dict.fromkeys(result.issues))
        self.unknown_systems.update(dict.fromkeys(result.unknown_systems))
        if result.code_system is not None:
            self.versions.setdefault(result.code_system.header.canonical, result.code_system)


def matches_of(
    evaluation: Evaluation, value_set: ValueSet, coding: Coding, only_active: bool = False
) -> tuple[list[Match], Findings]:
    """Every way in which the code is in the value set, newest version first; empty if it is not.

    Raises InvalidValueSet, NotSupported; UnknownValueSet for a missing import.
    """
    scope = OneCode(evaluation, coding)
    evaluator = Evaluator(evaluation, scope)
    evaluated = evaluator.evaluated(value_set)
    members = evaluator.active(evaluated.sets) if only_active else evaluated.sets
    scope.findings.inactive_omitted.update(evaluation.inactive_omitted)
    found: dict[object, Match] = {}  # a value set may be imported twice
    for match in (match for item in members for match in scope.matches(item)):
        found.setdefault(id(match.reference) if match.reference else match.header.canonical, match)
    if (evaluated.is_open or scope.undecided) and not found:
        scope.findings.is_undecidable = True
        in_part = [partial_issue(name).at("code") for name in scope.partial]
        scope.findings.issues.update(dict.fromkeys(in_part or scope.undecided))
    return list(found.values()), scope.findings


def systems_named(evaluation: Evaluation, value_set: ValueSet) -> tuple[str, ...]:
    """The code systems that a value set takes codes from, also through the value sets it imports."""
    found: dict[str, None] = {}
    seen: dict[int, ValueSet] = {}
    pending = [value_set]
    while pending:
        one = pending.pop(0)
        if id(one) in seen:
            continue
        seen[id(one)] = one
        found.update(dict.fromkeys(_systems(evaluation.catalogue, one)))
        imports = (item for include in (one.compose.include if one.compose else ()) for item in include.value_sets)
        pending.extend(other for item in imports if (other := evaluation.find_import(item, one)) is not None)
    return tuple(found)


def _systems(catalogue: Catalogue, value_set: ValueSet) -> Iterator[str]:
    parts: Iterable[Include | Contains] = value_set.compose.include if value_set.compose else ()
    for part in (*parts, *flattened(value_set.expansion or ())):
        if part.system:
            yield catalogue.split_system(part.system)[0]


class OneCode:
    """The scope of one coding; `findings` collects the results."""

    def __init__(self, evaluation: Evaluation, coding: Coding) -> None:
        self.evaluation = evaluation
        self.catalogue: Catalogue = evaluation.catalogue
        self.rules: VersionRules = evaluation.rules
        self.coding = coding
        self.code = coding.code or ""
        self.system = self.catalogue.canonical_system(coding.system or "")
        self.findings = Findings()
        self.partial: dict[str, None] = {}  # incomplete value sets
        self.undecided: dict[Issue, None] = {}  # why a missing code may still be a member

    def resolve(self, include: Include) -> IncludeResult:
        if self.catalogue.canonical_system(include.system or "") != self.system:
            self._check_filters(include)
            return IncludeResult()
        self.findings.names_the_system = True
        return self._resolve(include)

    def resolve_exclude(self, exclude: Include) -> IncludeResult:
        """An exclude that cannot be evaluated makes membership undecidable, whatever the system of the code."""
        system = self.catalogue.canonical_system(exclude.system or "")
        if system == self.system:
            return self._resolve(exclude)
        chosen = choose_version(self.rules, system, exclude.version)
        if usable(self.catalogue.find_code_system(system, chosen.version)) is None:
            unknown = unknown_code_system(self.catalogue, system, chosen.version)
            return IncludeResult(issues=(unknown,), unknown_systems=(canonical.join(system, chosen.version),))
        self._check_filters(exclude)
        return IncludeResult()

    def missing_import(self, url: str, version: str | None) -> UnknownValueSet:
        name = canonical.join(url, version)
        unknown = issue("Unable_to_resolve_value_Set_", value_set=name)
        return UnknownValueSet(with_code_system(self.catalogue, unknown, url))

    def domain(self, code_system: CodeSystemProvider) -> int:
        ordinal = code_system.ordinal(self.code)
        return 0 if ordinal is None else 1 << ordinal

    def enumerated(self, code_system: CodeSystemProvider, references: Sequence[ConceptReference]) -> Listed:
        ordinal = code_system.ordinal(self.code)
        if ordinal is None:
            return ()
        code = code_system.concept(ordinal).code
        near = ENUMERATIONS.with_code(tuple(references), code)
        return tuple((ordinal, item) for item in near if item.code == code or code_system.ordinal(item.code) == ordinal)

    def is_missing(self, code_system: CodeSystemProvider, references: Sequence[ConceptReference]) -> bool:
        return code_system.ordinal(self.code) is None and any(item.code == self.code for item in references)

    def entries(self, contains: Sequence[Contains]) -> Iterable[Contains]:
        for entry in flattened(contains):
            if entry.code == self.code and self.catalogue.canonical_system(entry.system or "") == self.system:
                self.findings.names_the_system = True
                yield entry

    def union(self, results: Sequence[IncludeResult], by_version: bool) -> CodeSets:
        """If some includes agree with the version of the code, the others are ignored.

        Every way in which a code is included counts: the includes are not made disjoint.
        """
        if any(result.agrees for result in results):
            results = [result for result in results if result.agrees is not False]
        for result in results:
            self.findings.add(result)
        found = (item for result in results for item in result.sets if item)
        return tuple(
            {
                (id(i.code_system), id(i.listed), i.ordinals, i.doubtful, i.may_hold_more, i.is_undecided): i
                for i in found
            }.values()
        )

    def note_partial(self, value_set: ValueSet) -> None:
        self.partial[value_set.header.canonical] = None

    def note_excludes(self, results: Sequence[IncludeResult]) -> None:
        for result in results:
            if result.code_system is None and result.issues:
                self.findings.is_undecidable = True
                self.findings.issues.update(dict.fromkeys(result.issues))
                self.findings.unknown_systems.update(dict.fromkeys(result.unknown_systems))

    def matches(self, item: CodeSet) -> Iterator[Match]:
        ordinal = item.code_system.ordinal(self.code)
        header = item.header if item.is_known else CodeSystemHeader(url=self.system, version=item.header.version)
        validity = item.code_system.validity(self.code)
        if ordinal is None:
            if validity is None and header.url == self.system:
                yield from self._missing_from_fragment(item)
        elif item.ordinals >> ordinal & 1:
            concept = item.concept(ordinal)
            yield from (Match(header, concept, reference, validity) for reference in item.references(ordinal))
        elif item.doubtful >> ordinal & 1:
            self.undecided[_unknown_concept_issue(item.header, self.code)] = None

    def _missing_from_fragment(self, item: CodeSet) -> Iterator[Match]:
        """A code missing from a fragment is in the whole system; whether filters select it is undecided."""
        if item.may_hold_more:
            yield Match(item.header, None)
        elif item.is_undecided:
            self.undecided[_undecided_issue(item.header, self.code)] = None

    def _check_filters(self, include: Include) -> None:
        """A malformed filter is an error, whichever code is requested."""
        code_system = usable(self.catalogue.find_code_system(include.system or "", include.version))
        for i, item in enumerate(include.filters if code_system else ()):
            assert code_system is not None
            code_system.select(item, f"ValueSet.compose.include.filter[{i}]", self.evaluation.check_deadline)

    def _resolve(self, include: Include) -> IncludeResult:
        """The code system version to look in, with every conflict about it; cached for codes with the same version."""
        key = id(include), self.system, self.coding.version, self.evaluation.locked_days
        found = self.evaluation.once(key, partial(self._find_resolved, include))
        if found.use is None:
            return found.result
        used = found.use(self.evaluation)
        return found.result if used is found.result.code_system else replace(found.result, code_system=used)

    def _find_resolved(self, include: Include) -> _Resolved:
        chosen = choose_version(self.rules, self.system, include.version)
        stated = StatedVersion(self.catalogue, self.rules, self.system, self.coding.version)
        found = stated.find(chosen)
        if found is None:
            return _Resolved(include, stated.not_found(include, chosen), None)
        is_pinned = bool(stated.version or chosen.version)
        use: Use = partial(Evaluation.use, code_system=found, chosen=chosen, is_pinned=is_pinned)
        return _Resolved(include, stated.compared(include, chosen, use(self.evaluation)), use)


def _undecided_issue(header: CodeSystemHeader, code: str) -> Issue:
    """The issue about a missing code whose membership depends on filters: unknown is not false."""
    text = f"The code '{code}' is not in the loaded part of the code system '{header.canonical}'"
    text += f" ({header.content}), so it cannot be determined whether the filters of the value set select it"
    return Issue("error", "incomplete", text, "vs-invalid", expression=("code",))


def _unknown_concept_issue(header: CodeSystemHeader, code: str) -> Issue:
    """The issue about a code whose membership depends on a concept that is not loaded."""
    text = (
        f"Whether the value set has the code '{code}' cannot be determined: a filter refers to a concept that is not in"
    )
    text += f" the loaded part of the code system '{header.canonical}' ({header.content})"
    return Issue("error", "incomplete", text, "vs-invalid", expression=("code",))
