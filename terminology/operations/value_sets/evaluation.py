"""Evaluation: what one request says about versions, supplements and days, and what was used to answer it.

The answer has to name the code systems, value sets and supplements that were used; each is noted when it is first used.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.code_names import CodeNames
from terminology.core.days import Days, parse_days
from terminology.core.errors import InvalidValueSet, TooCostly, UnknownCodeSystem, VersionMismatch
from terminology.core.issues import Issue
from terminology.core.known_names import known_names, product_name_notices
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader, Coding
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import Context, prescribed
from terminology.core.supplements import Supplement
from terminology.core.value_sets import Compose, ExpansionParameter, Include, ValueSet
from terminology.operations.knowledge import EDGE_OF_KNOWLEDGE, earlier_issue, knowledge_issue
from terminology.operations.value_sets.definition import required_supplements
from terminology.operations.value_sets.versions import (
    LATEST,
    ChosenVersion,
    choose_version,
    distinguishes_versions,
    newest_first,
    version_rule,
    with_canonical_systems,
)
from terminology.providers.grammar import GrammarCodeSystem
from terminology.providers.supplemented import get_supplements, supplemented, unused_supplements

IMPORT_LIMIT = 100  # value sets on the way from one that is asked about to one that it imports


@dataclass(frozen=True, slots=True)
class _ReadCodeSystem:
    """A code system as it is read for a question, and what there is to note when it is used.

    It has the one that it was read from, so that no other one gets the same id.
    """

    code_system: CodeSystemProvider
    used: CodeSystemProvider
    canonical: str
    is_undated: bool
    edge: Issue | None
    early: Issue | None


_ReadKey = tuple[int, bool, tuple[Days | None] | None]
Part = tuple[Include, str]  # with where it stands


@dataclass(frozen=True, slots=True)
class Understood:
    """A value set with its parts by their own names, those of one system with the newest version first.

    It has the value set as it was `written`, so that no other one gets the same id.
    """

    written: ValueSet
    value_set: ValueSet
    includes: tuple[Part, ...]
    excludes: tuple[Part, ...]
    distinguishes_versions: bool
    notices: dict[Issue, None]


class Evaluation:
    """What was used is noted in the order of first use.

    What is read and understood is shared by all that are made `afresh` of one another; what is noted is not.
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
        self._understood: dict[int, Understood] = {}  # by id, which holds as long as the value set
        self._imported: dict[tuple[str, str | None], ValueSet | None] = {}
        self._contained: dict[tuple[int, str], ValueSet] = {}
        self.resolved: dict[
            tuple[int, str, str | None, Days | None], object
        ] = {}  # what was found out of includes and systems
        self._note_nothing()

    def _note_nothing(self) -> None:
        self.used_code_systems: dict[str, CodeSystemHeader] = {}
        self.used_value_sets: dict[str, ValueSet] = {}
        self.used_rules: dict[ExpansionParameter, None] = {}
        self.undated: dict[str, CodeSystemHeader] = {}  # asked about a day, though they state no validity dates
        self.edges: dict[Issue, None] = {}  # days of which no release here speaks
        self.early: dict[Issue, None] = {}  # days before the earliest release
        self.partial: dict[str, ValueSet] = {}  # that came as an expansion which is only a part of them
        self.left_out: dict[str, CodeSystemHeader] = {}  # inactive codes, where only active ones are members
        self.missing_codes: dict[str, list[str]] = {}  # enumerated by a value set, and not in the code system
        self.notices: dict[Issue, None] = dict.fromkeys(self._rule_notices)
        self._sessions: dict[int, CodeSystemProvider] = {}  # of grammars, which live as long as the catalogue
        self._read_sessions: dict[_ReadKey, _ReadCodeSystem] = {}
        self.open_ended: dict[str, CodeSystemHeader] = {}  # grammars that bring more than is listed

    def afresh(self) -> "Evaluation":
        """The same question about another code."""
        other = object.__new__(Evaluation)
        other.__dict__.update(self.__dict__)
        other._note_nothing()
        return other

    def enter(self, value_set: ValueSet, import_path: tuple[str, ...]) -> tuple[str, ...]:
        """The path of imports with one more step. Raises InvalidValueSet when it comes back to where it was."""
        self.check_deadline()
        name = value_set.header.canonical
        if name and name in import_path:
            circle = ", ".join((*import_path[import_path.index(name) :], name))
            raise InvalidValueSet(issue("VALUESET_CIRCULAR_REFERENCE", value_set=name, pathway=f"[{circle}]"))
        if len(import_path) == IMPORT_LIMIT:
            first = import_path[0] or "(unidentified)"
            text = f"The value set '{first}' imports value sets through more than {IMPORT_LIMIT} others"
            raise TooCostly(Issue("error", "too-costly", text))
        return (*import_path, name)

    def understood(self, value_set: ValueSet, compose: Compose) -> "Understood":
        """The definition with its systems and versions by their own names; how they were written is noted."""
        found = self._understood.get(id(value_set))
        if found is None:
            found = self._understood[id(value_set)] = self._understand(value_set, compose)
        if found.notices:
            self.notices.update(found.notices)
        return found

    def _understand(self, value_set: ValueSet, compose: Compose) -> "Understood":
        notices: dict[Issue, None] = {}
        include, exclude = (
            tuple(
                [self._understood_part(part, f"ValueSet.compose.{name}[{i}]", notices) for i, part in enumerate(parts)]
            )
            for name, parts in (("include", compose.include), ("exclude", compose.exclude))
        )
        resolved = value_set
        if any(a is not b for a, b in zip((*include, *exclude), (*compose.include, *compose.exclude), strict=True)):
            resolved = replace(value_set, compose=replace(compose, include=include, exclude=exclude))
        return Understood(
            value_set,
            resolved,
            tuple([(part, f"ValueSet.compose.include[{i}]") for i, part in newest_first(include)]),
            tuple([(part, f"ValueSet.compose.exclude[{i}]") for i, part in enumerate(exclude)]),
            distinguishes_versions(resolved),
            notices,
        )

    def _understood_part(self, include: Include, path: str, notices: dict[Issue, None]) -> Include:
        found = self.catalogue.notices(include.system, include.version) if include.system else ()
        if not found:
            return include
        notices.update((item.at(f"{path}.{item.expression[0]}"), None) for item in found)
        coding = self.catalogue.understood(Coding(include.system, version=include.version))
        return replace(include, system=coding.system, version=coding.version)

    def find_import(self, reference: str, within: ValueSet) -> ValueSet | None:
        """An imported value set: contained (`#id`), or by canonical."""
        url, version = canonical.split(self.pinned(reference))
        if url.startswith("#"):
            return self._find_contained(url, within)
        key = url, version
        if key not in self._imported:  # one that a code system implies is made anew each time
            self._imported[key] = self.catalogue.find_value_set(url, version)
        found = self._imported[key]
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
        self.used_rules[version_rule("default-valueset-version", url, default)] = None
        return canonical.join(url, default)

    def get_code_system(self, include: Include) -> CodeSystemProvider:
        """The code system of an include, in the version that the request's rules and the include choose.

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
        """The code system as this request reads it: as of its days, with its supplements; the same one each time.

        `is_pinned`: its version was chosen, so that it answers for days by what that version alone knows.
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
        """As of the day that is asked about; else of the locked date of the definition, where it leaves the version
        open.

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
        """By which its codes are found on the days of this request, beside its own names; whose they are is noted where
        nobody speaks of these days.
        """
        if self.days:
            for text in product_name_notices(self.catalogue, code_system.header.url, self.days):
                self.edges[Issue("warning", EDGE_OF_KNOWLEDGE, text, "processing-note", expression=("date",))] = None
        return known_names(self.catalogue, code_system, self.days, self.supplements)

    def find_used(self, system: str, version: str | None, code: str) -> CodeSystemProvider | None:
        """The code system that an entry of an expansion names, as this request reads it, if it has the code at all."""
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
        """That a supplement was asked for in vain is told, or refused if the request is strict.

        Of one code only what adds to another version of its system is in vain: others may be about other codes.
        """
        for item in self.supplements:
            url = self.catalogue.canonical_system(canonical.split(item.header.supplements or "")[0])
            headers = self.used_code_systems.values()
            used = tuple(header for header in headers if header.url == url or not of_one_code)
            found = unused_supplements(self.catalogue, (item,), used)
            self.notices.update(dict.fromkeys(map(self.not_honored, found)))

    def used_supplements(self) -> tuple[Supplement, ...]:
        used = tuple(self.used_code_systems.values())
        is_used = self.catalogue.adds_to_header
        return tuple(item for item in self.supplements if not used or any(is_used(item, header) for header in used))

    def note_left_out(self, headers: Iterable[CodeSystemHeader]) -> None:
        self.left_out.update((header.canonical, header) for header in headers)


def locked_days(value_set: ValueSet) -> Days | None:
    """The days of the versions that a definition means where it leaves them open. Raises BadRequest."""
    locked = value_set.compose.locked_date if value_set.compose else None
    return parse_days(locked) if locked else None


def _rule_notices(catalogue: Catalogue, context: Context) -> Iterator[Issue]:
    """How the versions that the request prescribes were understood."""
    versions = context.versions
    for name, rules in (
        ("system-version", versions.system),
        ("check-system-version", versions.check),
        ("force-system-version", versions.force),
    ):
        for rule in rules:
            yield from (item.at(name) for item in catalogue.notices(*canonical.split(rule)))


def usable(code_system: CodeSystemProvider | None) -> CodeSystemProvider | None:
    """A code system whose codes are here; a supplement has none of its own, and "not-present" keeps them elsewhere."""
    return None if code_system is None or code_system.header.content in ("not-present", "supplement") else code_system
