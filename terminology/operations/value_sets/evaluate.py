"""Evaluates ValueSet.compose, in one place for every code system and every operation.

A value set is the union of its includes less its excludes; the parts of one include restrict each other
(https://hl7.org/fhir/R5/valueset.html#compositions). `$expand` needs all codes, `$validate-code` one. A `Scope` covers
that difference and the choice of code system versions; the algebra is the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from terminology.core import canonical
from terminology.core.bitset import bits_of
from terminology.core.code_set_algebra import Translation, difference, intersection, share_codes
from terminology.core.code_sets import CodeSet, CodeSets
from terminology.core.days import Days
from terminology.core.errors import TooCostly
from terminology.core.issues import Issue
from terminology.core.ports import CodeSystemProvider
from terminology.core.value_sets import (
    Compose,
    ConceptReference,
    Contains,
    ExpansionParameter,
    Filter,
    Include,
    ValueSet,
)
from terminology.index.filters import HIERARCHICAL, IDENTITY
from terminology.operations.value_sets.closed_values import wrong_values
from terminology.operations.value_sets.evaluation import Evaluation, locked_days
from terminology.operations.value_sets.foreign import foreign_code_system
from terminology.operations.value_sets.scope import IncludeResult, Scope

NAMED_VALUES = 5  # impossible filter values named in an issue
INCLUDE_LIMIT = 2000  # includes and excludes of one value set
VERSIONS_MATCH = ExpansionParameter("versionsMatch", "boolean", True)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The members of a value set. `is_open`: whether any other code is a member is unknown."""

    sets: CodeSets
    is_open: bool


class Evaluator:
    """Evaluates value sets for one request."""

    def __init__(self, evaluation: Evaluation, scope: Scope) -> None:
        self.evaluation = evaluation
        self.scope = scope
        self._translations: dict[int, tuple[CodeSets, Translation]] = {}  # of imports, by id
        # By id of the value set, which is held so that its id is not reused, and locked date.
        self._evaluated: dict[tuple[int, Days | None], tuple[ValueSet, Evaluated]] = {}

    def evaluate(self, value_set: ValueSet) -> CodeSets:
        """The members of the value set, disjoint, in the order of the definition.

        Raises UnknownCodeSystem, UnknownValueSet, InvalidValueSet (a cycle, a broken filter), NotSupported, TooCostly.
        """
        return self.evaluated(value_set).sets

    def evaluated(self, value_set: ValueSet, import_path: tuple[str, ...] = ()) -> Evaluated:
        """Like `evaluate`, with `is_open`; cached per value set."""
        import_path = self.evaluation.enter(value_set, import_path)
        outer = self.evaluation.locked_days
        # Its own locked date or, for an import without one, that of the importing value set.
        self.evaluation.locked_days = locked_days(value_set) or outer
        key = id(value_set), self.evaluation.locked_days
        try:
            if key not in self._evaluated:  # without the cache, dense import graphs take exponential time
                self._evaluated[key] = value_set, self._evaluate(value_set, import_path)
        finally:
            self.evaluation.locked_days = outer
        return self._evaluated[key][1]

    def _evaluate(self, value_set: ValueSet, import_path: tuple[str, ...]) -> Evaluated:
        compose = value_set.compose
        if compose is None:
            if value_set.is_partial:
                self.scope.note_partial(value_set)
            return Evaluated(tuple(self._of_expansion(value_set.expansion or ())), value_set.is_partial)
        _check_size(value_set, compose)
        resolved = self.evaluation.resolve_definition(value_set, compose)
        value_set, by_version = resolved.value_set, resolved.distinguishes_versions
        resolve, resolve_exclude = self.scope.resolve, self.scope.resolve_exclude
        included = [self._part(value_set, part, path, import_path, resolve) for part, path in resolved.includes]
        members = self.scope.union(included, by_version)
        excluded = [self._part(value_set, part, path, import_path, resolve_exclude) for part, path in resolved.excludes]
        self.scope.note_excludes(excluded)
        if not by_version:
            self._note_versions([s for result in (*included, *excluded) for s in result.sets])
        left = difference(members, [item for result in excluded for item in result.sets], by_version)
        if any(result.is_open for result in excluded):
            left = tuple(item.doubtful_outside(0) for item in left)
        is_open = any(result.is_open for result in included)
        return Evaluated(self.active(left) if compose.inactive is False else left, is_open)

    def active(self, sets: CodeSets) -> CodeSets:
        """The sets without inactive concepts; records code systems that had any."""
        inactive = [item.code_system.inactive() for item in sets]
        self.evaluation.note_inactive(i.header for i, bits in zip(sets, inactive, strict=True) if i.ordinals & bits)
        return tuple(item.difference(bits) for item, bits in zip(sets, inactive, strict=True))

    def _part(
        self,
        value_set: ValueSet,
        part: Include,
        path: str,
        import_path: tuple[str, ...],
        resolve: Callable[[Include], IncludeResult],
    ) -> IncludeResult:
        """One include or exclude."""
        imported = self._imported(value_set, part, import_path)
        return self._in_all(imported) if part.system is None else self._selected(resolve(part), part, path, imported)

    def _imported(self, value_set: ValueSet, include: Include, import_path: tuple[str, ...]) -> list[Evaluated]:
        """The imported value sets, complete ones first."""
        self.evaluation.check_deadline()
        found = [self.evaluated(self._get_import(item, value_set), import_path) for item in include.value_sets]
        return sorted(found, key=lambda item: item.is_open)

    def _get_import(self, reference: str, within: ValueSet) -> ValueSet:
        found = self.evaluation.find_import(reference, within)
        if found is None:
            raise self.scope.missing_import(*canonical.split(self.evaluation.pinned(reference)))
        return found

    def _selected(
        self, resolved: IncludeResult, include: Include, path: str, imported: Sequence[Evaluated]
    ) -> IncludeResult:
        """The intersection of all filters, the enumerated codes and all imports of an include."""
        code_system = resolved.code_system
        if code_system is None:
            return resolved
        # Enumerated codes first: a grammar assigns an ordinal to a code when it is first looked up.
        listed = self.scope.enumerated(code_system, include.concepts) if include.concepts else None
        ordinals, possible = self._filtered(code_system, include.filters, path)
        if listed is not None:
            enumerated = bits_of((ordinal for ordinal, _ in listed), code_system.count)
            ordinals, possible = ordinals & enumerated, possible & enumerated
        elif code_system.header.has_grammar:
            self.evaluation.open_ended[code_system.header.url] = code_system.header
        is_open = _is_part(code_system) and (listed is None or self.scope.is_missing(code_system, include.concepts))
        found: CodeSets = (
            CodeSet(
                code_system,
                ordinals,
                listed,
                is_entire_system=not include.filters and listed is None,
                is_flat=listed is not None,
                may_hold_more=is_open and not include.filters,
                is_undecided=is_open and bool(include.filters),
                doubtful=possible & ~ordinals,
            ),
        )
        for others in imported:
            found = self._in_both(found, others)
        # `replace` takes three times as long, for each code of a batch.
        return IncludeResult(found, code_system, resolved.agrees, resolved.issues, resolved.unknown_systems)

    def _filtered(self, code_system: CodeSystemProvider, filters: Sequence[Filter], path: str) -> tuple[int, int]:
        """The concepts that all filters select, and those that they may select, as far as the loaded part tells."""
        ordinals = possible = self.scope.domain(code_system)
        for i, item in enumerate(filters):
            selected = code_system.select(item, f"{path}.filter[{i}]", self.evaluation.check_deadline)
            if _is_part(code_system) and _lacks_top(code_system, item):
                self._note_top(code_system, item, f"{path}.filter[{i}].value")
                ordinals = 0
                continue
            ordinals &= selected
            possible &= selected
            self._note_values(code_system, item, f"{path}.filter[{i}].value")
        return ordinals, possible

    def _in_all(self, imported: Sequence[Evaluated]) -> IncludeResult:
        if not imported:
            return IncludeResult()
        first, *others = imported
        found = first.sets
        for other in others:
            if first.is_open:
                found = intersection(found, other.sets, self._translation(other.sets))
            else:
                found = self._in_both(found, other)
        return IncludeResult(tuple(replace(item, is_flat=True) for item in found), is_open=first.is_open)

    def _in_both(self, sets: CodeSets, imported: Evaluated) -> CodeSets:
        translation = self._translation(imported.sets)
        if imported.is_open:
            return tuple(item.doubtful_outside(translation.ordinals(item.code_system)) for item in sets)
        return intersection(sets, imported.sets, translation)

    def _translation(self, imported: CodeSets) -> Translation:
        """Cached, because many includes may import the same value set."""
        if id(imported) not in self._translations:
            translation = Translation(imported, check_deadline=self.evaluation.check_deadline)
            self._translations[id(imported)] = imported, translation
        return self._translations[id(imported)][1]

    def _note_values(self, code_system: CodeSystemProvider, item: Filter, path: str) -> None:
        """Adds a notice about a filter value that no concept can have; an error if the request is strict.

        For code systems that no source declares, HL7's test notSelectable-prop-trueUC requires silence.
        """
        wrong = wrong_values(self.evaluation.catalogue, code_system.header, item)
        if not wrong and _lacks_top(code_system, item):
            wrong = (item.value or "",)
        if wrong:
            names = " and ".join(f"'{value[:40]}'" for value in wrong[:NAMED_VALUES])
            text = f"The filter on {item.property} selects {names}, which no concept has"
            issue = self.evaluation.not_honored(Issue("information", "value", text, "vs-invalid", expression=(path,)))
            if code_system.header.url in self.evaluation.catalogue.rules:
                self.evaluation.notices[issue] = None

    def _note_top(self, code_system: CodeSystemProvider, item: Filter, path: str) -> None:
        """Adds a notice that descendants of a concept that is not loaded cannot be determined."""
        header, value = code_system.header, (item.value or "")[:40]
        text = f"The loaded part ({header.content}) of the code system '{header.canonical}' does not have"
        text += f" '{value}', so it cannot be determined which concepts the filter '{item.op}' selects"
        self.evaluation.notices[Issue("warning", "incomplete", text, "vs-invalid", expression=(path,))] = None

    def _note_versions(self, sets: Sequence[CodeSet]) -> None:
        """Records that codes of several versions of a code system were treated as the same."""
        if len(sets) < 2:
            return
        by_url: dict[str, list[CodeSet]] = {}
        for item in sets:
            by_url.setdefault(item.header.url, []).append(item)
        for found in by_url.values():
            if len({i.header.version for i in found}) > 1 and share_codes(found, self.evaluation.check_deadline):
                self.evaluation.used_rules[VERSIONS_MATCH] = None

    def _of_expansion(self, contains: Sequence[Contains]) -> Iterator[CodeSet]:
        """The members of a value set that came as an expansion without a definition, by code system."""
        known: dict[object, tuple[CodeSystemProvider | None, list[Contains]]] = {}
        for entry in self.scope.entries(contains):
            code_system = self.evaluation.find_used(entry.system or "", entry.version, entry.code or "")
            key = (entry.system, entry.version) if code_system is None else id(code_system)
            known.setdefault(key, (code_system, []))[1].append(entry)
        for code_system, entries in known.values():
            there = code_system or foreign_code_system(entries[0].system or "", entries[0].version, entries)
            numbered = ((there.ordinal(entry.code or ""), _reference(entry)) for entry in entries)
            listed = tuple((ordinal, reference) for ordinal, reference in numbered if ordinal is not None)
            ordinals = bits_of((ordinal for ordinal, _ in listed), there.count)
            yield CodeSet(there, ordinals, listed, is_flat=True, is_known=code_system is not None)


def partial_issue(name: str) -> Issue:
    """The issue that an expansion without a definition is incomplete, so other codes may be members."""
    text = f"The expansion supplied with the value set '{name or '(unidentified)'}' is incomplete"
    return Issue("error", "incomplete", f"{text}: codes that it does not list may be in the value set", "vs-invalid")


def _is_part(code_system: CodeSystemProvider) -> bool:
    """Whether only some of its codes are loaded. A grammar is complete: what it does not generate is not a code."""
    return code_system.header.content != "complete" and not code_system.header.has_grammar


def _lacks_top(code_system: CodeSystemProvider, item: Filter) -> bool:
    """Whether a hierarchy filter refers to a concept that is not loaded."""
    is_about_place = item.op in HIERARCHICAL and item.property in IDENTITY and bool(item.value)
    return is_about_place and code_system.locate(item.value or "") is None


def _check_size(value_set: ValueSet, compose: Compose) -> None:
    parts = len(compose.include) + len(compose.exclude)
    if parts > INCLUDE_LIMIT:
        name = value_set.header.canonical or "(unidentified)"
        text = f"The value set '{name}' has {parts:,} includes and excludes; the maximum is {INCLUDE_LIMIT:,}"
        raise TooCostly(Issue("error", "too-costly", text))


def _reference(entry: Contains) -> ConceptReference:
    return ConceptReference(entry.code or "", entry.display, entry.designations, entry.extensions)
