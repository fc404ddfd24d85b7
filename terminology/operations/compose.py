"""ValueSet.compose, evaluated once, above every code system.

A value set is the union of its includes less its excludes; the parts of one include restrict each other
(https://hl7.org/fhir/R5/valueset.html#compositions). `Evaluation` holds what one request says about versions and
supplements, and collects what the answer has to name: the code systems, value sets and supplements that were used.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from terminology.core import canonical
from terminology.core.catalogue import Catalogue, is_version
from terminology.core.errors import InvalidValueSet, TooCostly, UnknownCodeSystem, UnknownValueSet, VersionMismatch
from terminology.core.issues import Issue
from terminology.core.languages import Languages, parse_languages
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader, Concept, Extension, Property, Value
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import Context, ValueSetReference, VersionRules, prescribed
from terminology.core.status import is_inactive
from terminology.core.supplements import Supplement, SupplementedCodeSystem
from terminology.core.value_sets import ConceptReference, Contains, ExpansionParameter, Include, ValueSet
from terminology.operations.filters import CHECKED_EVERY, select

REQUIRED_SUPPLEMENT = "http://hl7.org/fhir/StructureDefinition/valueset-supplement"
EXPANSION_PARAMETER = "http://hl7.org/fhir/StructureDefinition/valueset-expansion-parameter"
IMPORT_LIMIT = 100  # value sets on the way from one that is asked about to one that it imports
Key = tuple[str, str | None, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Member:
    """A concept in a value set, with what the value set itself says of it. `code_system` None: it is not known here."""

    header: CodeSystemHeader
    concept: Concept
    reference: ConceptReference | None = None
    code_system: CodeSystemProvider | None = None
    is_whole_system: bool = False  # it came because every concept of its code system did
    is_listed: bool = False  # it came from a list or an import, so its place in the hierarchy is not shown

    @property
    def key(self) -> Key:
        return self.header.url, self.header.version, self.concept.code

    @property
    def code_key(self) -> Key:
        """The key of the concept whatever its version."""
        return self.header.url, None, self.concept.code


@dataclass(frozen=True, slots=True)
class ChosenVersion:
    """Which version of a code system an include means, and which rule of the request decided it, if one did."""

    version: str | None
    rule: ExpansionParameter | None = None


LATEST = ChosenVersion(None)


def choose_version(rules: VersionRules, system: str, stated: str | None) -> ChosenVersion:
    """force-system-version, else the include's own, else system-version, else check-system-version, else none.

    Source: https://hl7.org/fhir/R5/valueset-operation-expand.html, in the order of HL7's terminology ecosystem.
    """
    forced = prescribed(rules.force, system)
    if forced and forced != stated:
        return ChosenVersion(forced, _rule("force-system-version", system, forced))
    if stated:
        return ChosenVersion(stated)
    for name, versions in (("system-version", rules.system), ("check-system-version", rules.check)):
        if version := prescribed(versions, system):
            return ChosenVersion(version, _rule(name, system, version))
    return LATEST


def _rule(name: str, system: str, version: str) -> ExpansionParameter:
    return ExpansionParameter(name, "uri", canonical.join(system, version))


def newest_first(includes: tuple[Include, ...]) -> list[tuple[int, Include]]:
    """Includes with their numbers; those of one system change places so that the newest stated version comes first."""
    places: dict[str | None, list[int]] = {}
    for i, include in enumerate(includes):
        places.setdefault(include.system, []).append(i)
    ordered: dict[int, int] = {}
    for mine in places.values():
        by_version = sorted(mine, key=lambda i: canonical.version_key(includes[i].version), reverse=True)
        ordered.update(zip(mine, by_version, strict=True))
    return [(ordered[i], includes[ordered[i]]) for i in range(len(includes))]


def get_supplements(catalogue: Catalogue, references: Iterable[str]) -> tuple[Supplement, ...]:
    """The supplements asked for. Raises UnknownCodeSystem if one is missing: an answer without it would be wrong."""
    found = {reference: catalogue.find_supplement(reference) for reference in references}
    missing = [reference for reference, supplement in found.items() if supplement is None]
    if missing:
        raise UnknownCodeSystem(issue("VALUESET_SUPPLEMENT_MISSING", supplements=", ".join(missing)))
    return tuple(supplement for supplement in found.values() if supplement is not None)


def supplemented(
    catalogue: Catalogue, code_system: CodeSystemProvider, asked: tuple[Supplement, ...], with_defaults: bool = False
) -> CodeSystemProvider:
    """The code system with those of the supplements that add to it, and with the default ones if wanted."""
    mine = tuple(item for item in asked if catalogue.adds_to(item, code_system))
    known = catalogue.supplements_of(code_system) if with_defaults else ()
    defaults = tuple(item for item in known if item.is_default and item not in mine)
    return SupplementedCodeSystem(code_system, mine, defaults) if mine or defaults else code_system


def expansion_parameters(value_set: ValueSet) -> dict[str, str]:
    """What the definition says about how it is to be expanded (extension valueset-expansion-parameter)."""
    stated = value_set.compose.extensions if value_set.compose else ()
    found = (_parts(item) for item in (*value_set.header.extensions, *stated) if item.url == EXPANSION_PARAMETER)
    return {parts["name"]: parts["value"] for parts in found if "name" in parts and "value" in parts}


def _parts(extension: Extension) -> dict[str, str]:
    return {part.url: str(part.value.content) for part in extension.extensions if part.value is not None}


def tells_versions_apart(value_set: ValueSet) -> bool:
    """Whether a code in one version of its system is another member than the same code in another version.

    The value set says so with the expansion parameter versionsMatch; if it does not, it tells them apart when it
    includes a system in several versions.
    """
    stated = expansion_parameters(value_set).get("versionsMatch")
    if stated is not None:
        return stated != "true"
    return bool(value_set.compose and systems_in_several_versions(value_set.compose.include))


def systems_in_several_versions(includes: Iterable[Include]) -> frozenset[str]:
    """The code systems that includes name in more than one version; to name none counts as one."""
    named = {(item.system, item.version) for item in includes if item.system}
    counted = Counter(system for system, _ in named)
    return frozenset(system for system, versions in counted.items() if versions > 1)


def languages_of(context: Context, value_set: ValueSet) -> Languages:
    """The parameter, else what the value set says about its expansion, else the header, else the value set's own.

    Source: https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/languages.html
    """
    stated = expansion_parameters(value_set).get("displayLanguage")
    return (
        context.languages
        or parse_languages(stated)
        or context.header_languages
        or parse_languages(value_set.header.language)
    )


def required_supplements(value_set: ValueSet) -> tuple[str, ...]:
    stated = (item.value for item in value_set.header.extensions if item.url == REQUIRED_SUPPLEMENT)
    return tuple(str(value.content) for value in stated if value is not None)


def with_canonical_systems(catalogue: Catalogue, rules: VersionRules) -> VersionRules:
    """The rules of a request, the code systems in them spelt as the catalogue spells them."""

    def spelt(stated: tuple[str, ...]) -> tuple[str, ...]:
        split = (canonical.split(rule) for rule in stated)
        return tuple(canonical.join(catalogue.canonical_system(url), version) for url, version in split)

    return VersionRules(spelt(rules.system), spelt(rules.check), spelt(rules.force), rules.value_set)


class Evaluation:
    """The evaluation of value sets for one request. What was used is kept in the order of first use."""

    def __init__(self, catalogue: Catalogue, context: Context, value_set: ValueSet) -> None:
        self.catalogue = catalogue
        self.rules = with_canonical_systems(catalogue, context.versions)
        self.days = context.days
        self.check_deadline = context.check_deadline
        self.supplements = get_supplements(catalogue, (*context.supplements, *required_supplements(value_set)))
        self.used_code_systems: dict[str, CodeSystemHeader] = {}
        self.used_value_sets: dict[str, ValueSet] = {}
        self.used_rules: dict[ExpansionParameter, None] = {}
        self.undated: dict[str, CodeSystemHeader] = {}  # asked about a day, though they state no validity dates
        self._evaluated: dict[int, tuple[ValueSet, list[Member]]] = {}  # by id, which holds as long as the value set
        self._contained: dict[tuple[int, str], ValueSet] = {}

    def members(self, value_set: ValueSet, pathway: tuple[str, ...] = ()) -> list[Member]:
        """Every member, in the order in which the definition brings them.

        Raises UnknownCodeSystem, UnknownValueSet, InvalidValueSet (a cycle, a broken filter), NotSupported, TooCostly.
        """
        pathway = self.enter(value_set, pathway)
        if id(value_set) not in self._evaluated:  # value sets that import each other crosswise would never end
            self._evaluated[id(value_set)] = value_set, self._members(value_set, pathway)
        return self._evaluated[id(value_set)][1]

    def _members(self, value_set: ValueSet, pathway: tuple[str, ...]) -> list[Member]:
        if value_set.compose is None:
            return list(self._expanded(value_set.expansion or ()))
        identity = self._identity(value_set)
        found: dict[Key, Member] = {}
        for i, include in newest_first(value_set.compose.include):
            for member in self._included(value_set, include, f"ValueSet.compose.include[{i}]", pathway):
                self._note_versions(found.setdefault(identity(member), member), member)
        for i, exclude in enumerate(value_set.compose.exclude):
            for member in self._included(value_set, exclude, f"ValueSet.compose.exclude[{i}]", pathway):
                self._note_versions(found.pop(identity(member), member), member)
        if value_set.compose.inactive is False:
            return [member for member in found.values() if not is_inactive(member.header, member.concept)]
        return list(found.values())

    def find_import(self, reference: str, within: ValueSet) -> ValueSet | None:
        """An imported value set: contained (`#id`), or by canonical."""
        url, version = canonical.split(self.pinned(reference))
        if url.startswith("#"):
            return self._find_contained(url, within)
        found = self.catalogue.find_value_set(url, version)
        if found is not None:
            self.used_value_sets[found.header.canonical] = found
        return found

    def _find_contained(self, reference: str, within: ValueSet) -> ValueSet | None:
        """A contained value set. It may import those that are contained beside it, and is named by its container."""
        key = id(within.contained), reference
        if key not in self._contained:
            found = next((item for item in within.contained if item.header.id == reference[1:]), None)
            if found is None:
                return None
            name = found.header.url or within.header.url.partition("#")[0] + reference
            header = replace(found.header, url=name)
            self._contained[key] = replace(found, header=header, contained=within.contained)
        return self._contained[key]

    def pinned(self, reference: str) -> str:
        """The reference with the version that default-valueset-version gives it, if it has none of its own."""
        url, version = canonical.split(reference)
        default = None if version else prescribed(self.rules.value_set, url)
        if default is None:
            return reference
        self.used_rules[_rule("default-valueset-version", url, default)] = None
        return canonical.join(url, default)

    def _get_import(self, reference: str, within: ValueSet) -> ValueSet:
        found = self.find_import(reference, within)
        if found is None:
            url, version = canonical.split(self.pinned(reference))
            unknown = issue("VS_EXP_IMPORT_UNK_PINNED", url=url, version=version) if version else None
            raise UnknownValueSet(unknown or issue("VS_EXP_IMPORT_UNK", url=url))
        return found

    def get_code_system(self, include: Include) -> CodeSystemProvider:
        """The code system of an include, in the version that the request's rules and the include choose."""
        system = self.catalogue.canonical_system(include.system or "")
        chosen = choose_version(self.rules, system, include.version)
        found = self.catalogue.find_code_system(system, chosen.version)
        if found is None or found.header.content in ("not-present", "supplement"):
            raise UnknownCodeSystem(self._unknown_code_system(system, chosen.version))
        self._check_version(found.header)
        return self.use(found, chosen, is_pinned=chosen.version is not None)

    def _check_version(self, header: CodeSystemHeader) -> None:
        required = prescribed(self.rules.check, header.url)
        if required and not is_version(header, required):
            words = {"system": header.url, "version": header.version, "required": required}
            raise VersionMismatch(issue("VALUESET_VERSION_CHECK", **words))

    def use(
        self, code_system: CodeSystemProvider, chosen: ChosenVersion = LATEST, is_pinned: bool = False
    ) -> CodeSystemProvider:
        """The code system as this request reads it: as of its days, with its supplements. That it was used is kept.

        `is_pinned`: its version was chosen, so that it answers for days by what that version alone knows.
        """
        if chosen.rule:
            self.used_rules[chosen.rule] = None
        read = self._as_of(code_system, is_pinned)
        self.used_code_systems[read.header.canonical] = read.header
        return supplemented(self.catalogue, read, self.supplements)

    def _as_of(self, code_system: CodeSystemProvider, is_pinned: bool) -> CodeSystemProvider:
        if self.days is None:
            return code_system
        dated = self.catalogue.as_of(code_system, self.days, is_pinned)
        if dated is None:
            self.undated[code_system.header.canonical] = code_system.header
        return dated or code_system

    def _unknown_code_system(self, system: str, version: str | None) -> Issue:
        versions = self.catalogue.code_system_versions(system)
        if version is None or not versions:
            unknown = issue("UNKNOWN_CODESYSTEM_EXP", system=canonical.join(system, version))
            used_instead = self.catalogue.replaced.get(system)
            return unknown.and_says(f"Use '{used_instead}'") if used_instead else unknown
        known = " or ".join(versions)
        return issue("UNKNOWN_CODESYSTEM_VERSION_EXP", system=system, version=version, versions=known)

    def enter(self, value_set: ValueSet, pathway: tuple[str, ...]) -> tuple[str, ...]:
        """The way of imports with one more step. Raises InvalidValueSet when it comes back to where it was."""
        self.check_deadline()
        name = value_set.header.canonical
        if name and name in pathway:
            way = ", ".join((*pathway[pathway.index(name) :], name))
            raise InvalidValueSet(issue("VALUESET_CIRCULAR_REFERENCE", value_set=name, pathway=f"[{way}]"))
        if len(pathway) == IMPORT_LIMIT:
            first = pathway[0] or "(unidentified)"
            text = f"The value set '{first}' imports value sets through more than {IMPORT_LIMIT} others"
            raise TooCostly(Issue("error", "too-costly", text))
        return (*pathway, name)

    def _included(self, value_set: ValueSet, include: Include, path: str, pathway: tuple[str, ...]) -> Iterator[Member]:
        imported = [
            {member.code_key: member for member in self.members(self._get_import(item, value_set), pathway)}
            for item in include.value_sets
        ]
        if include.system is None:
            first, *others = imported or [{}]
            return (replace(m, is_listed=True) for key, m in first.items() if all(key in other for other in others))
        selected = self._selected(include, path)
        return (m for m in selected if all(m.code_key in other for other in imported))

    def _selected(self, include: Include, path: str) -> Iterator[Member]:
        """What the include takes from its code system, imports aside."""
        code_system = self.get_code_system(include)
        header = code_system.header
        self.check_deadline()
        for reference in self.in_time(include.concepts):
            if concept := code_system.locate(reference.code):
                yield Member(header, concept, reference, code_system, is_listed=True)
        if include.concepts:
            return
        for concept in self.in_time(select(code_system, include.filters, path, self.check_deadline)):
            yield Member(header, concept, None, code_system, is_whole_system=not include.filters)

    def in_time(self, items: Iterable[T]) -> Iterator[T]:
        """The items, with a look at the clock now and then."""
        for number, item in enumerate(items):
            if number % CHECKED_EVERY == 0:
                self.check_deadline()
            yield item

    def _identity(self, value_set: ValueSet) -> Callable[[Member], Key]:
        """What makes two members the same: their code, and the version too if the value set tells versions apart."""
        return (lambda member: member.key) if tells_versions_apart(value_set) else (lambda member: member.code_key)

    def _note_versions(self, one: Member, other: Member) -> None:
        if one.header.version != other.header.version:
            self.used_rules[ExpansionParameter("versionsMatch", "boolean", True)] = None

    def _expanded(self, contains: Iterable[Contains]) -> Iterator[Member]:
        """The members of a value set that came as an expansion, without a definition."""
        for entry in contains:
            if entry.system and entry.code:
                yield self._expanded_member(entry)
            yield from self._expanded(entry.contains)

    def find_used(self, system: str, version: str | None, code: str) -> CodeSystemProvider | None:
        """The code system that an entry of an expansion names, as this request reads it, if it has the code at all."""
        found = self.catalogue.find_code_system(system, version)
        if found is None or found.locate(code) is None:
            return None
        return self.use(found, is_pinned=version is not None)

    def _expanded_member(self, entry: Contains) -> Member:
        assert entry.system is not None
        assert entry.code is not None
        reference = ConceptReference(entry.code, entry.display, entry.designations, entry.extensions)
        code_system = self.find_used(entry.system, entry.version, entry.code)
        concept = code_system.locate(entry.code) if code_system else None
        if code_system is None or concept is None:
            header = CodeSystemHeader(url=entry.system, version=entry.version)
            return Member(header, concept_of(entry), reference, None, is_listed=True)
        return Member(code_system.header, concept, reference, code_system, is_listed=True)


def concept_of(entry: Contains) -> Concept:
    """All that an expansion tells of a concept whose code system is not here."""
    flags = {"notSelectable": entry.is_abstract, "inactive": entry.is_inactive}
    stated = tuple(Property(code, Value("boolean", True)) for code, is_so in flags.items() if is_so)
    return Concept(entry.code or "", entry.display, properties=stated)


def get_value_set(catalogue: Catalogue, reference: ValueSetReference, rules: VersionRules) -> ValueSet:
    """The value set that a request is about. Raises UnknownValueSet."""
    if reference.value_set is not None:
        return reference.value_set
    url, version = canonical.split(reference.url or "")
    version = reference.version or version or prescribed(rules.value_set, url)
    found = catalogue.find_value_set(url, version)
    if found is None:
        raise UnknownValueSet(issue("Unable_to_resolve_value_Set_", value_set=canonical.join(url, version)))
    return found
