"""Catalogue: the immutable snapshot of everything that is served, and the overlay of one request.

`library/` builds one for each FHIR version and publication; `operations/` read it. Resources that come with a request
(tx-resource) are laid over it with `with_resources` and last as long as the request.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from terminology.core import canonical
from terminology.core.concept_maps import ConceptMap
from terminology.core.currency import NewestRelease, newest_releases
from terminology.core.days import Days
from terminology.core.errors import UnknownCodeSystem
from terminology.core.issues import Issue
from terminology.core.model import Coding, Header
from terminology.core.ports import CodeSystemHistory, CodeSystemProvider
from terminology.core.spellings import contradiction_notice, joined_notice, url_notice, version_notice
from terminology.core.supplements import Supplement
from terminology.core.system_rules import SystemRules, VersionMatch
from terminology.core.value_sets import Compose, Include, ValueSet, ValueSetHeader
from terminology.core.versioned import (
    OID,
    Deferred,
    declared_aliases,
    find,
    identifiers,
    is_version,
    merged,
    with_identifiers,
    with_versions,
)

IMPLICIT_VALUE_SET = "?fhir_vs"
WITH_CODES = ("complete", "fragment", "example")  # for partial content, the expansion says so
SHORTEST_NAME, LONGEST_NAME = 3, 200  # length of a text that may name a code system


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Each mapping goes from a url to all its versions, latest first; `aliases` from spelling to url."""

    code_systems: Mapping[str, tuple[CodeSystemProvider, ...]] = field(default_factory=dict)
    supplements: Mapping[str, tuple[Supplement, ...]] = field(default_factory=dict)  # by the supplement's own url
    value_sets: Mapping[str, tuple[ValueSet | Deferred[ValueSet], ...]] = field(default_factory=dict)
    # From value set identifiers (urn:oid:…) to the urls of the value sets that have ever had them.
    value_set_identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    concept_maps: Mapping[str, tuple[ConceptMap, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    histories: Mapping[str, CodeSystemHistory] = field(default_factory=dict)  # for code systems with validity dates
    replaced: Mapping[str, str] = field(default_factory=dict)  # retired url -> the url that replaced it
    # For code systems whose codes people write in several forms: from a text to the codes it may stand for.
    spellings: Mapping[str, Callable[[str], tuple[str, ...]]] = field(default_factory=dict)

    rules: Mapping[str, SystemRules] = field(default_factory=dict)  # for the code systems that sources declare
    canonical_base: str = "https://terminology.example.org/fhir"  # for what this server defines

    def canonical_system(self, system: str) -> str:
        """The canonical url for any spelling of a code system's url."""
        if system.endswith("/") and system not in self.aliases and system not in self.code_systems:
            system = system.rstrip("/")
        return self.aliases.get(system, system)

    def split_system(self, system: str, version: str | None = None) -> tuple[str, str | None]:
        """The url and version meant by a `system`, which may be `system|version`, and a separate version."""
        if "|" not in system or system in self.code_systems:
            return self.canonical_system(system), version
        url, joined = canonical.split(system)
        return self.canonical_system(url), version or joined

    def canonical_coding(self, coding: Coding) -> Coding:
        """A coding with system and version split and in canonical form, as far as they are known."""
        if coding.system is None:
            return coding
        url, version = self.split_system(coding.system, coding.version)
        return replace(coding, system=url, version=version and self._resolved(url, version))

    def notices(self, system: str, version: str | None = None) -> tuple[Issue, ...]:
        """Issues about how a code system and its version were written; empty if they were exact."""
        url, asked = self.split_system(system, version)
        if not self.has_code_system(url):
            return ()
        rules = self.rules.get(url)
        title = rules.title if rules else url
        found: list[Issue] = []
        written = canonical.split(system)[0] if system not in self.code_systems else system
        if written != url and written not in (rules.aliases if rules else self.aliases):
            found.append(url_notice(written, url, title))
        if written != system:
            found.append(self._joined_notice(system, url, version, title))
        match = self._match(url, asked) if asked else None
        if asked and match and not match.is_exact:
            found.append(version_notice(asked, match.version, title))
        return tuple(found)

    def _joined_notice(self, system: str, url: str, version: str | None, title: str) -> Issue:
        joined = canonical.split(system)[1]
        asked = version or joined
        if asked is None:
            return url_notice(system, url, title)
        if version and joined and self._resolved(url, version) != self._resolved(url, joined):
            return contradiction_notice(system, version)
        return joined_notice(system, url, self._resolved(url, asked))

    def matches_version(self, header: Header, version: str) -> bool:
        """Whether a requested version, in any understood spelling, is the version of this header."""
        return is_version(header, version) or self._resolved(header.url, version) == header.version

    def _resolved(self, url: str, version: str) -> str:
        match = self._match(url, version)
        return match.version if match else version

    def _match(self, url: str, version: str) -> VersionMatch | None:
        """The loaded version that another spelling stands for; None if there is none or `version` is itself loaded."""
        rules = self.rules.get(url)
        known = self.code_systems.get(url, ())
        if rules is None or rules.resolve_version is None or any(item.header.version == version for item in known):
            return None
        return rules.resolve_version(version, self.code_system_versions(url))

    def candidate_codes(self, system: str, text: str) -> tuple[str, ...]:
        """The codes that a text may stand for in this code system; just the text where codes have one form."""
        spellings = self.spellings.get(self.canonical_system(system))
        return (spellings(text) if spellings else ()) or (text,)

    def find_code_system(self, system: str, version: str | None = None) -> CodeSystemProvider | None:
        """The requested version, a wildcard's latest match or, without a version, the latest.

        Other spellings are understood, both of the system (including `system|version`) and of the version.
        """
        url, asked = self.split_system(system, version)
        return find(self._providers(url), asked and self._resolved(url, asked))

    def get_code_system(self, system: str, version: str | None = None) -> CodeSystemProvider:
        """Like `find_code_system`, but raises UnknownCodeSystem, which names the known alternatives."""
        found = self.find_code_system(system, version)
        if found is None:
            raise UnknownCodeSystem(self._unknown(system, version))
        return found

    def _unknown(self, system: str, version: str | None) -> Issue:
        versions = self.code_system_versions(system)
        intended = self.intended_system(system)
        if system in self.replaced:
            text = f"The code system '{system}' is retired and not loaded. Use '{intended}'"
        elif intended is not None:
            text = f"The code system '{system}' is not known. Use '{intended}'"
        elif not versions and self.is_value_set(system):
            text = f"The code system '{system}' is not known. It is a value set"
        elif version and versions:
            known = " or ".join(versions)
            text = f"The code system '{system}' is not known in version '{version}'. Known versions: {known}"
        else:
            text = f"The code system '{system}' is not known"
        return Issue("error", "not-found", text, "not-found", expression=("system",))

    def intended_system(self, system: str) -> str | None:
        """The url that an unknown system url was probably meant to be: its successor, or the system of that name.

        People write `HCPCS` or a bare OID for systems that sources declare.
        """
        if system in self.replaced:
            return self.replaced[system]
        if self.has_code_system(system):  # only this version or its codes are missing
            return None
        oid = OID + system.strip()
        if oid in self.aliases:
            return self.aliases[oid]
        plain = _plain(system[:LONGEST_NAME])
        named = [url for url, rules in self.rules.items() if _is_name_of(plain, rules)]
        return named[0] if len(named) == 1 and named[0] != self.canonical_system(system) else None

    def code_system_versions(self, system: str) -> tuple[str, ...]:
        """The loaded versions of a code system, earliest first, without unversioned ones."""
        known = (provider.header.version for provider in self._providers(system))
        return tuple(sorted((v for v in known if v is not None), key=canonical.version_key))

    def has_code_system(self, system: str) -> bool:
        return bool(self._providers(system))

    def as_of(self, code_system: CodeSystemProvider, days: Days, is_pinned: bool = False) -> CodeSystemProvider | None:
        """A code system as of some days; `is_pinned`: as its own version alone describes it.

        None for a code system that does not state when its codes are valid.
        """
        header = code_system.header
        history = self.histories.get(header.url)
        if history is None or not history.covers(code_system):
            return None
        return history.on(days, header.version if is_pinned else None)

    def newest_releases(self) -> tuple[NewestRelease, ...]:
        """The newest loaded release of each code system with dated releases."""
        return newest_releases(self.rules, {url: self.code_system_versions(url) for url in self.rules})

    def find_supplement(self, reference: str) -> Supplement | None:
        url, version = canonical.split(reference)
        return find(self.supplements.get(url, ()), version)

    def supplements_of(self, provider: CodeSystemProvider) -> tuple[Supplement, ...]:
        """The latest version of every supplement that adds to this version of the code system."""
        latest = (versions[0] for versions in self.supplements.values())
        return tuple(item for item in latest if self.adds_to(item, provider.header))

    def adds_to(self, supplement: Supplement, header: Header) -> bool:
        """Whether a supplement supplements this version of this code system."""
        url, version = canonical.split(supplement.header.supplements or "")
        return self.canonical_system(url) == header.url and (version is None or is_version(header, version))

    def find_value_set(self, url: str, version: str | None = None) -> ValueSet | None:
        """A value set by url and version, by an identifier (urn:oid:…) that no other has, or an implicit one that a
        code system defines, such as that of all its codes.
        """
        known = find(self.value_sets.get(self.canonical_value_set(url), ()), version)
        found = known.read() if isinstance(known, Deferred) else known
        if found is None and url.endswith(IMPLICIT_VALUE_SET):
            found = self._all_codes(url.removesuffix(IMPLICIT_VALUE_SET), version)
        return found or self._implicit_value_set(url, version)

    def canonical_value_set(self, url: str) -> str:
        """The url of the only value set with this identifier; otherwise `url` unchanged."""
        if url in self.value_sets or url not in self.value_set_identifiers:
            return url
        named = self.value_set_identifiers[url]
        found = [
            each for each in named if any(url in item.header.identifiers for item in self.value_sets.get(each, ()))
        ]
        return found[0] if len(found) == 1 else url

    def is_value_set(self, url: str) -> bool:
        """Whether any version of a value set with this url or identifier is loaded."""
        return bool(self.value_sets.get(self.canonical_value_set(url)))

    def _implicit_value_set(self, url: str, version: str | None) -> ValueSet | None:
        """The implicit value set that a code system defines for this url, which starts with its own."""
        for system in self.code_systems:
            if url.startswith(system) and url != system and (provider := self.find_code_system(system, version)):
                found = provider.find_implicit_value_set(url)
                if found is not None:
                    return found
        return None

    def _all_codes(self, system: str, version: str | None) -> ValueSet | None:
        provider = self.find_code_system(system, version)
        if provider is None or provider.header.content not in WITH_CODES:
            return None
        url = provider.header.url
        return ValueSet(
            ValueSetHeader(url=url + IMPLICIT_VALUE_SET, version=version and provider.header.version),
            Compose(include=(Include(system=url, version=version and provider.header.version),)),
        )

    def find_concept_map(self, url: str, version: str | None = None) -> ConceptMap | None:
        return find(self.concept_maps.get(url, ()), version)

    def with_resources(
        self,
        code_systems: Iterable[CodeSystemProvider] = (),
        supplements: Iterable[Supplement] = (),
        value_sets: Iterable[ValueSet | Deferred[ValueSet]] = (),
        concept_maps: Iterable[ConceptMap] = (),
    ) -> "Catalogue":
        """This catalogue with more resources; one with the same url and version replaces the old one."""
        systems, sets = tuple(code_systems), tuple(value_sets)
        return replace(
            self,
            code_systems=merged(self.code_systems, systems),
            histories=with_versions(self.histories, systems),
            supplements=merged(self.supplements, tuple(supplements)),
            value_sets=merged(self.value_sets, sets),
            value_set_identifiers=with_identifiers(self.value_set_identifiers, sets),
            concept_maps=merged(self.concept_maps, tuple(concept_maps)),
            aliases={**identifiers(systems), **self.aliases, **declared_aliases(systems)},
            replaced={**self.replaced, **{old: s.header.url for s in systems for old in s.header.replaces}},
        )

    def _providers(self, system: str) -> tuple[CodeSystemProvider, ...]:
        return self.code_systems.get(self.canonical_system(system), ())


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _is_name_of(plain: str, rules: SystemRules) -> bool:
    """Whether a text names the code system: a prefix of its title, or its url with another scheme."""
    is_title = len(plain) >= SHORTEST_NAME and _plain(rules.title).startswith(plain)
    urls = {_plain(url).removeprefix("https").removeprefix("http") for url in (rules.url, *rules.aliases)}
    return is_title or plain.removeprefix("https").removeprefix("http") in urls
