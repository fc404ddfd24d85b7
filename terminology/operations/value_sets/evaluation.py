"""Evaluation: what one request specifies about versions, supplements and days, and a record of the content used.

The answer has to name the code systems, value sets and supplements that were used; each is recorded on first use.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.code_names import CodeNames
from terminology.core.days import Days, parse_days
from terminology.core.errors import InvalidValueSet, TooCostly, UnknownCodeSystem, VersionMismatch
from terminology.core.issues import Issue
from terminology.core.known_names import known_names, product_name_notices
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import Context, prescribed
from terminology.core.supplements import Supplement
from terminology.core.value_sets import Compose, ExpansionParameter, Include, ValueSet
from terminology.operations.knowledge import EDGE_OF_KNOWLEDGE, earlier_issue, knowledge_issue
from terminology.operations.value_sets.definition import required_supplements
from terminology.operations.value_sets.resolved_definition import ResolvedDefinition, resolved_definition
from terminology.operations.value_sets.versions import (
    LATEST,
    ChosenVersion,
    choose_version,
    version_rule,
    with_canonical_systems,
)
from terminology.providers.grammar import GrammarCodeSystem
from terminology.providers.supplemented import get_supplements, supplemented, unused_supplements

IMPORT_LIMIT = 100  # maximum depth of nested imports
MAX_ONCE = 1000  # includes and code systems, each for codes that state the same version
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _ReadCodeSystem:
    """A code system as this request sees it, and what to record when it is used.

    Holds the original code system so that its id is not reused.
    """

    code_system: CodeSystemProvider
    used: CodeSystemProvider
    canonical: str
    is_undated: bool
    edge: Issue | None
    early: Issue | None


_ReadKey = tuple[int, bool, tuple[Days | None] | None]


class Evaluation:
    """Records what was used, in the order of first use.

    Evaluations made with `fresh` share everything resolved so far, but not the records.
    """

    def __init__(self, catalogue: Catalogue, context: Context, value_set: ValueSet) -> None:
        self.catalogue = catalogue
        self.rules = with_canonical_systems(catalogue, context.versions)
        self.days = context.days
        self.check_deadline: Callable[[], None] = context.check_deadline
        self.not_honored: Callable[[Issue], Issue] = context.not_honored
        self.supplements = get_supplements(
            catalogue, (*context.supplements, *required_supplements(value_set)), context.days
        )
        self.locked_days = locked_days(value_set)
        self._rule_notices = tuple(_rule_notices(catalogue, context))
        self._read: dict[_ReadKey, _ReadCodeSystem] = {}
        self._definitions: dict[int, ResolvedDefinition] = {}  # by id of the value set, which each entry holds
        self._imported: dict[tuple[str, str | None], ValueSet | None] = {}
        self._contained: dict[tuple[int, str], ValueSet] = {}
        self._once: dict[Hashable, Any] = {}
        self._reset_records()

    def _reset_records(self) -> None:
        self.used_code_systems: dict[str, CodeSystemHeader] = {}
        self.used_value_sets: dict[str, ValueSet] = {}
        self.used_rules: dict[ExpansionParameter, None] = {}
        self.undated: dict[str, CodeSystemHeader] = {}  # without validity dates, although days were requested
        self.edges: dict[Issue, None] = {}  # days that no loaded release covers
        self.early: dict[Issue, None] = {}  # days before the earliest release
        self.partial: dict[str, ValueSet] = {}  # that came as an incomplete expansion
        self.inactive_omitted: dict[str, CodeSystemHeader] = {}  # with inactive codes that were left out
        self.missing_codes: dict[str, list[str]] = {}  # enumerated by a value set, and not in the code system
        self.notices: dict[Issue, None] = dict.fromkeys(self._rule_notices)
        self._sessions: dict[int, CodeSystemProvider] = {}  # of grammars, which outlive the request
        self._read_sessions: dict[_ReadKey, _ReadCodeSystem] = {}
        self.open_ended: dict[str, CodeSystemHeader] = {}  # grammars, which have more codes than are listed

    def fresh(self) -> "Evaluation":
        """An evaluation of the same request for another code."""
        other = object.__new__(Evaluation)
        other.__dict__.update(self.__dict__)
        other._reset_records()
        return other

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """The result of `find`, which is the same for every code of the request; cached under a separate key."""
        if key in self._once:
            return self._once[key]  # type: ignore[no-any-return]
        found = find()
        if len(self._once) < MAX_ONCE:
            self._once[key] = found
        return found

    def enter(self, value_set: ValueSet, import_path: tuple[str, ...]) -> tuple[str, ...]:
        """The import path with one more step. Raises InvalidValueSet for a cycle."""
        self.check_deadline()
        name = value_set.header.canonical
        if name and name in import_path:
            circle = ", ".join((*import_path[import_path.index(name) :], name))
            raise InvalidValueSet(issue("VALUESET_CIRCULAR_REFERENCE", value_set=name, pathway=f"[{circle}]"))
        if len(import_path) == IMPORT_LIMIT:
            first = import_path[0] or "(unidentified)"
            text = f"The value set '{first}' has imports nested more than {IMPORT_LIMIT} levels deep"
            raise TooCostly(Issue("error", "too-costly", text))
        return (*import_path, name)

    def resolve_definition(self, value_set: ValueSet, compose: Compose) -> ResolvedDefinition:
        """The definition with canonical systems and versions; adds notices about other spellings."""
        found = self._definitions.get(id(value_set))
        if found is None:
            found = self._definitions[id(value_set)] = resolved_definition(self.catalogue, value_set, compose)
        self.notices.update(found.notices)
        return found

    def find_import(self, reference: str, within: ValueSet) -> ValueSet | None:
        """An imported value set: contained (`#id`), or by canonical."""
        url, version = canonical.split(self.pinned(reference))
        if url.startswith("#"):
            return self._find_contained(url, within)
        key = url, version
        if key not in self._imported:  # an implicit one is built anew each time
            self._imported[key] = self.catalogue.find_value_set(url, version)
        found = self._imported[key]
        if found is not None:
            self.used_value_sets[found.header.canonical] = found
        return found

    def _find_contained(self, reference: str, within: ValueSet) -> ValueSet | None:
        """A contained value set. It can import its siblings, and its url is based on its container's."""
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
        """The reference with the version from default-valueset-version, if it has none of its own."""
        url, version = canonical.split(reference)
        default = None if version else prescribed(self.rules.value_set, url)
        if default is None:
            return reference
        self.used_rules[version_rule("default-valueset-version", url, default)] = None
        return canonical.join(url, default)

    def get_code_system(self, include: Include) -> CodeSystemProvider:
        """The code system of an include, in the version selected by the request's rules and the include.

        Raises UnknownCodeSystem, VersionMismatch.
        """
        system = self.catalogue.canonical_system(include.system or "")
        chosen = choose_version(self.rules, system, include.version)
        found = usable(self.catalogue.find_code_system(system, chosen.version))
        if found is None:
            raise UnknownCodeSystem(self._unknown_code_system(system, chosen.version))
        self._check_version(found.header)
        return self.use(found, chosen, is_pinned=chosen.version is not None)

    def _check_version(self, header: CodeSystemHeader) -> None:
        required = prescribed(self.rules.check, header.url)
        if required and not self.catalogue.matches_version(header, required):
            words = {"system": header.url, "version": header.version, "required": required}
            raise VersionMismatch(issue("VALUESET_VERSION_CHECK", **words))

    def use(
        self, code_system: CodeSystemProvider, chosen: ChosenVersion = LATEST, is_pinned: bool = False
    ) -> CodeSystemProvider:
        """The code system as this request sees it: as of its days, with its supplements; the same object each time.

        `is_pinned`: its version was chosen, so for days only that version's own statements count.
        """
        if chosen.rule:
            self.used_rules[chosen.rule] = None
        known = self._read
        if isinstance(code_system, GrammarCodeSystem):
            code_system = self._sessions.setdefault(id(code_system), code_system.session())
            known = self._read_sessions
        key = (id(code_system), is_pinned, None if chosen.version else (self.locked_days,))
        read = known.get(key)
        if read is None:
            read = known[key] = self._as_of_requested_day(code_system, chosen, is_pinned)
        if read.is_undated:
            self.undated[code_system.header.canonical] = code_system.header
        if read.edge is not None:
            self.edges[read.edge] = None
        if read.early is not None:
            self.early[read.early] = None
        self.used_code_systems.setdefault(read.canonical, read.used.header)
        return read.used

    def _as_of_requested_day(
        self, code_system: CodeSystemProvider, chosen: ChosenVersion, is_pinned: bool
    ) -> "_ReadCodeSystem":
        """The code system as of the requested days, else of the definition's locked date if the version is open.

        Source: https://hl7.org/fhir/R5/valueset-definitions.html#ValueSet.compose.lockedDate
        """
        days = self.days or (None if chosen.version else self.locked_days)
        dated = self.catalogue.as_of(code_system, days, is_pinned) if days else None
        used = supplemented(self.catalogue, dated or code_system, self.supplements)
        edge = knowledge_issue(self.catalogue, code_system.header, days, is_pinned) if days and dated else None
        early = earlier_issue(self.catalogue, code_system.header, days, is_pinned) if days and dated else None
        is_undated = days is not None and dated is None
        return _ReadCodeSystem(code_system, used, used.header.canonical, is_undated, edge, early)

    def names_of(self, code_system: CodeSystemProvider) -> tuple[CodeNames, ...]:
        """Additional names that codes are found by on the requested days; adds warnings for days that no map covers."""
        if self.days:
            for text in product_name_notices(self.catalogue, code_system.header.url, self.days):
                self.edges[Issue("warning", EDGE_OF_KNOWLEDGE, text, "processing-note", expression=("date",))] = None
        return known_names(self.catalogue, code_system, self.days, self.supplements)

    def find_used(self, system: str, version: str | None, code: str) -> CodeSystemProvider | None:
        """The code system of an expansion entry, as this request sees it; None if it does not have the code."""
        found = self.catalogue.find_code_system(system, version)
        if found is None or (found.ordinal(code) is None and found.locate(code) is None):
            return None
        used = self.use(found, is_pinned=version is not None)
        return None if used.ordinal(code) is None else used

    def _unknown_code_system(self, system: str, version: str | None) -> Issue:
        versions = self.catalogue.code_system_versions(system)
        if version is None or not versions:
            unknown = issue("UNKNOWN_CODESYSTEM_EXP", system=canonical.join(system, version))
            if not versions and self.catalogue.is_value_set(system):
                return unknown.with_sentence("It is a value set: import it with include.valueSet")
            intended = self.catalogue.intended_system(system)
            return unknown.with_sentence(f"Use '{intended}'") if intended else unknown
        known = " or ".join(versions)
        return issue("UNKNOWN_CODESYSTEM_VERSION_EXP", system=system, version=version, versions=known)

    def note_unused_supplements(self, of_one_code: bool = False) -> None:
        """Adds notices about requested supplements that were not used; an error if the request is strict.

        With `of_one_code`, only supplements for another version of a used system count: others may cover other codes.
        """
        for item in self.supplements:
            url = self.catalogue.canonical_system(canonical.split(item.header.supplements or "")[0])
            headers = self.used_code_systems.values()
            used = tuple(header for header in headers if header.url == url or not of_one_code)
            found = unused_supplements(self.catalogue, (item,), used)
            self.notices.update(dict.fromkeys(map(self.not_honored, found)))

    def used_supplements(self) -> tuple[Supplement, ...]:
        used = tuple(self.used_code_systems.values())
        is_used = self.catalogue.adds_to
        return tuple(item for item in self.supplements if not used or any(is_used(item, header) for header in used))

    def note_inactive(self, headers: Iterable[CodeSystemHeader]) -> None:
        self.inactive_omitted.update((header.canonical, header) for header in headers)


def locked_days(value_set: ValueSet) -> Days | None:
    """The locked date of a definition, which selects unspecified versions. Raises BadRequest."""
    locked = value_set.compose.locked_date if value_set.compose else None
    return parse_days(locked) if locked else None


def _rule_notices(catalogue: Catalogue, context: Context) -> Iterator[Issue]:
    """Notices about the spellings of the versions that the request prescribes."""
    versions = context.versions
    for name, rules in (
        ("system-version", versions.system),
        ("check-system-version", versions.check),
        ("force-system-version", versions.force),
    ):
        for rule in rules:
            yield from (item.at(name) for item in catalogue.notices(*canonical.split(rule)))


def usable(code_system: CodeSystemProvider | None) -> CodeSystemProvider | None:
    """The code system, or None if it has no codes here: supplements and "not-present" ones have none."""
    return None if code_system is None or code_system.header.content in ("not-present", "supplement") else code_system
