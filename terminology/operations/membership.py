"""Is this code in this value set? Answered include by include, without listing the value set.

What makes it more than a look-up is versions: the include may state one, the code may state another, and the request
may prescribe a third. Every disagreement is an issue that the answer carries
(https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/, version rules).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from terminology.core import canonical
from terminology.core.catalogue import Catalogue, is_version
from terminology.core.errors import UnknownValueSet
from terminology.core.history import Validity
from terminology.core.issues import Issue
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader, Coding, Concept
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import VersionRules, prescribed
from terminology.core.status import is_inactive
from terminology.core.value_sets import ConceptReference, Contains, Include, ValueSet
from terminology.index.enumerations import ENUMERATIONS
from terminology.operations.compose import (
    ChosenVersion,
    Evaluation,
    choose_version,
    concept_of,
    newest_first,
    tells_versions_apart,
)
from terminology.operations.filters import conditions_of


@dataclass(frozen=True, slots=True)
class Match:
    """A way in which a code is in a value set: as this concept. `concept` None: a fragment may have it."""

    header: CodeSystemHeader
    concept: Concept | None
    reference: ConceptReference | None = None
    validity: Validity | None = None  # on the days asked about, if any were


@dataclass(frozen=True, slots=True)
class Look:
    """What one include says. `agrees`: whether its version is the one the code states; None if the code states none."""

    matches: list[Match] = field(default_factory=list)
    code_system: CodeSystemProvider | None = None
    agrees: bool | None = None
    issues: tuple[Issue, ...] = ()
    unknown_systems: tuple[str, ...] = ()


@dataclass(slots=True)
class Findings:
    """What was learnt about one code on the way through a value set. Issues point at parts of the coding."""

    issues: dict[Issue, None] = field(default_factory=dict)
    unknown_systems: dict[str, None] = field(default_factory=dict)  # that the value set needed
    versions: dict[str, CodeSystemProvider] = field(default_factory=dict)  # of its system, that includes led to
    left_out: dict[str, CodeSystemHeader] = field(default_factory=dict)  # inactive, in a value set of active codes
    names_the_system: bool = False

    def take(self, look: Look) -> None:
        self.issues.update(dict.fromkeys(look.issues))
        self.unknown_systems.update(dict.fromkeys(look.unknown_systems))
        if look.code_system is not None:
            self.versions.setdefault(look.code_system.header.canonical, look.code_system)


class Membership:
    """Looks for one code in value sets. Raises InvalidValueSet, NotSupported; UnknownValueSet for a missing import."""

    def __init__(self, evaluation: Evaluation, coding: Coding, only_active: bool = False) -> None:
        self.evaluation = evaluation
        self.catalogue: Catalogue = evaluation.catalogue
        self.rules: VersionRules = evaluation.rules
        self.coding = coding
        self.code = coding.code or ""
        self.system = self.catalogue.canonical_system(coding.system or "")
        self.only_active = only_active
        self.findings = Findings()
        self._looked_into: dict[int, tuple[ValueSet, list[Match]]] = {}  # by id, which holds as long as the value set

    def matches(self, value_set: ValueSet, pathway: tuple[str, ...] = ()) -> list[Match]:
        """Every way in which the code is in the value set, the newest version first; empty if it is not in it."""
        pathway = self.evaluation.enter(value_set, pathway)
        if id(value_set) not in self._looked_into:
            self._looked_into[id(value_set)] = value_set, self._matches(value_set, pathway)
        return self._looked_into[id(value_set)][1]

    def systems(self, value_set: ValueSet) -> tuple[str, ...]:
        """The code systems that a value set takes codes from, also through the value sets it imports."""
        found: dict[str, None] = {}
        seen: dict[int, ValueSet] = {}
        pending = [value_set]
        while pending:
            one = pending.pop(0)
            if id(one) in seen:
                continue
            seen[id(one)] = one
            found.update(dict.fromkeys(self._systems_named(one)))
            imports = (item for include in (one.compose.include if one.compose else ()) for item in include.value_sets)
            pending.extend(self._get_import(item, one) for item in imports)
        return tuple(found)

    def _systems_named(self, value_set: ValueSet) -> Iterator[str]:
        parts: Iterable[Include | Contains] = value_set.compose.include if value_set.compose else ()
        for part in (*parts, *_entries(value_set.expansion or ())):
            if part.system:
                yield self.catalogue.canonical_system(part.system)

    def _matches(self, value_set: ValueSet, pathway: tuple[str, ...]) -> list[Match]:
        compose = value_set.compose
        if compose is None:
            return list(self._expanded(value_set.expansion or ()))
        found = self._united(
            [
                self._included(value_set, include, f"ValueSet.compose.include[{i}]", pathway)
                for i, include in newest_first(compose.include)
            ]
        )
        taken = [
            match
            for i, exclude in enumerate(compose.exclude)
            for match in self._included(value_set, exclude, f"ValueSet.compose.exclude[{i}]", pathway).matches
        ]
        by_version = tells_versions_apart(value_set)
        left = [match for match in found if not any(_is_same(match, other, by_version) for other in taken)]
        return [match for match in left if not self._leaves_out(match, compose.inactive is False)]

    def _united(self, looks: list[Look]) -> list[Match]:
        """The matches of all includes. Where some agree with the version of the code, the others do not matter."""
        if any(look.agrees for look in looks):
            looks = [look for look in looks if look.agrees is not False]
        for look in looks:
            self.findings.take(look)
        return list({id(match): match for look in looks for match in look.matches}.values())  # an import may come twice

    def _leaves_out(self, match: Match, only_active: bool) -> bool:
        if not (only_active or self.only_active) or match.concept is None:
            return False
        if is_inactive(match.header, match.concept):
            self.findings.left_out[match.header.canonical] = match.header
            return True
        return False

    def _included(self, value_set: ValueSet, include: Include, path: str, pathway: tuple[str, ...]) -> Look:
        self.evaluation.check_deadline()
        imported = [self.matches(self._get_import(item, value_set), pathway) for item in include.value_sets]
        if include.system is None:
            return Look(imported[0] if imported and all(imported) else [])
        if self.catalogue.canonical_system(include.system) != self.system:
            return Look()
        self.findings.names_the_system = True
        look = self._resolve(include)
        matches = list(self._in_system(look.code_system, include, path)) if look.code_system else []
        return replace(look, matches=matches if all(imported) else [])

    def _get_import(self, reference: str, within: ValueSet) -> ValueSet:
        found = self.evaluation.find_import(reference, within)
        if found is None:
            name = self.evaluation.pinned(reference)
            raise UnknownValueSet(issue("Unable_to_resolve_value_Set_", value_set=name))
        return found

    def _in_system(self, code_system: CodeSystemProvider, include: Include, path: str) -> Iterator[Match]:
        concept = code_system.locate(self.code)
        header = code_system.header
        validity = code_system.validity(self.code)
        if concept is None:
            conditions_of(code_system, include.filters, path)  # a filter that cannot be read is an error all the same
            if header.content != "complete" and not include.filters and not include.concepts and validity is None:
                yield Match(header, None)
        elif include.concepts:
            alike = ENUMERATIONS.like(include.concepts, concept.code)
            same = (item for item in alike if self._is_code(code_system, item, concept))
            yield from (Match(header, concept, reference, validity) for reference in same)
        elif all(holds(concept) for holds in conditions_of(code_system, include.filters, path)):
            yield Match(header, concept, None, validity)

    @staticmethod
    def _is_code(code_system: CodeSystemProvider, reference: ConceptReference, concept: Concept) -> bool:
        if reference.code == concept.code:
            return True
        located = None if code_system.header.case_sensitive else code_system.locate(reference.code)
        return located is not None and located.code == concept.code

    def _resolve(self, include: Include) -> Look:
        """The version of the code system to look in, and every disagreement about it."""
        chosen = choose_version(self.rules, self.system, include.version)
        found = self._find(chosen)
        if found is None:
            look = Look(issues=(self._unknown(chosen.version),), unknown_systems=(self._named(chosen.version),))
            if self.coding.version and chosen.version and self.coding.version != chosen.version:
                look = replace(look, issues=(*look.issues, self._mismatch(include, chosen, chosen.version)))
            return look
        given = self.coding.version
        used = self.evaluation.use(found, chosen, is_pinned=bool(given or chosen.version))
        look = Look(code_system=used, issues=tuple(self._checked(found.header)))
        if given is None:
            return look
        if self._means(given, found.header):
            return replace(look, agrees=True)
        mismatch = self._mismatch(include, chosen, found.header.version or "")
        if self.catalogue.find_code_system(self.system, given) is not None:
            return replace(look, agrees=False, issues=(*look.issues, mismatch))
        unknown = (self._named(given),)
        return replace(
            look, agrees=False, issues=(*look.issues, self._unknown(given), mismatch), unknown_systems=unknown
        )

    def _find(self, chosen: ChosenVersion) -> CodeSystemProvider | None:
        """The version that the code states, where the include leaves the choice; else the one that is chosen."""
        given = self.coding.version
        if given and (chosen.version is None or canonical.matches(given, chosen.version)):
            mine = self.catalogue.find_code_system(self.system, given)
            if mine is not None:
                return usable(mine)
        return usable(self.catalogue.find_code_system(self.system, chosen.version))

    def _checked(self, header: CodeSystemHeader) -> Iterator[Issue]:
        required = prescribed(self.rules.check, self.system)
        if required and not is_version(header, required):
            words = {"system": self.system, "version": header.version, "required": required}
            yield issue("VALUESET_VERSION_CHECK", **words).at("version")

    def _named(self, version: str | None) -> str:
        return canonical.join(self.system, version)

    def _unknown(self, version: str | None) -> Issue:
        return unknown_code_system(self.catalogue, self.system, version)

    @staticmethod
    def _means(given: str, header: CodeSystemHeader) -> bool:
        return given == header.version or given in header.version_aliases or header.version is None

    def _mismatch(self, include: Include, chosen: ChosenVersion, version: str) -> Issue:
        given = self.coding.version
        if chosen.version is None:
            kind = "VALUESET_VALUE_MISMATCH_DEFAULT"
            return issue(kind, system=self.system, version=version, given=given).at("version")
        if chosen.rule is not None:
            words = {"system": self.system, "version": chosen.version, "given": given}
            return issue("VALUESET_VALUE_MISMATCH_CHANGED", stated=include.version or "", **words).at("version")
        return issue("VALUESET_VALUE_MISMATCH", system=self.system, version=version, given=given).at("version")

    def _expanded(self, contains: Iterable[Contains]) -> Iterator[Match]:
        """In a value set that came as an expansion, without a definition."""
        for entry in _entries(contains):
            if entry.code == self.code and self.catalogue.canonical_system(entry.system or "") == self.system:
                yield self._expanded_match(entry)

    def _expanded_match(self, entry: Contains) -> Match:
        self.findings.names_the_system = True
        reference = ConceptReference(self.code, entry.display, entry.designations)
        code_system = self.evaluation.find_used(self.system, entry.version, self.code)
        concept = code_system.locate(self.code) if code_system else None
        if code_system is None or concept is None:
            return Match(CodeSystemHeader(url=self.system, version=entry.version), concept_of(entry), reference)
        return Match(code_system.header, concept, reference, code_system.validity(self.code))


def _entries(contains: Iterable[Contains]) -> Iterator[Contains]:
    """The entries of an expansion, nested ones behind those above them."""
    for entry in contains:
        yield entry
        yield from _entries(entry.contains)


def usable(code_system: CodeSystemProvider | None) -> CodeSystemProvider | None:
    """A code system whose codes are here; a supplement has none of its own, and "not-present" keeps them elsewhere."""
    return None if code_system is None or code_system.header.content in ("not-present", "supplement") else code_system


def _is_same(one: Match, other: Match, by_version: bool) -> bool:
    if by_version and one.header.version != other.header.version:
        return False
    return one.header.url == other.header.url and (one.concept is None) == (other.concept is None)


def unknown_code_system(catalogue: Catalogue, system: str, version: str | None) -> Issue:
    """The code system, or this version of it, is not here: with the versions that are, or the url to use instead."""
    if version is None or not catalogue.has_code_system(system):
        kind = "UNKNOWN_CODESYSTEM" if version is None else "UNKNOWN_CODESYSTEM_VERSION_NONE"
        unknown = issue(kind, system=system, version=version).at("system")
        return unknown.and_says(f"Use '{catalogue.replaced[system]}'") if system in catalogue.replaced else unknown
    known = " or ".join(catalogue.code_system_versions(system))
    return issue("UNKNOWN_CODESYSTEM_VERSION", system=system, version=version, versions=known).at("system")
