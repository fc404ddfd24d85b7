"""Which version of a code system an include means, and whether a value set distinguishes versions.

Source: https://hl7.org/fhir/R5/valueset-operation-expand.html, in the order of HL7's terminology ecosystem
(https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/, version rules).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.requests import VersionRules, prescribed
from terminology.core.value_sets import ExpansionParameter, Include, ValueSet
from terminology.operations.value_sets.definition import expansion_parameters


@dataclass(frozen=True, slots=True)
class ChosenVersion:
    """Which version of a code system an include means, and the rule of the request that decided it, if any."""

    version: str | None
    rule: ExpansionParameter | None = None


LATEST = ChosenVersion(None)


def choose_version(rules: VersionRules, system: str, stated: str | None) -> ChosenVersion:
    """force-system-version, else the include's own, else system-version, else check-system-version, else none."""
    forced = prescribed(rules.force, system)
    if forced and forced != stated:
        return ChosenVersion(forced, version_rule("force-system-version", system, forced))
    if stated:
        return ChosenVersion(stated)
    for name, versions in (("system-version", rules.system), ("check-system-version", rules.check)):
        if version := prescribed(versions, system):
            return ChosenVersion(version, version_rule(name, system, version))
    return LATEST


def version_rule(name: str, system: str, version: str) -> ExpansionParameter:
    return ExpansionParameter(name, "uri", canonical.join(system, version))


def newest_first(includes: tuple[Include, ...]) -> list[tuple[int, Include]]:
    """Includes with their indexes; those of one system are reordered among themselves, newest version first."""
    if len(includes) < 2:
        return list(enumerate(includes))
    places: dict[str | None, list[int]] = {}
    for i, include in enumerate(includes):
        places.setdefault(include.system, []).append(i)
    ordered: dict[int, int] = {}
    for mine in places.values():
        by_version = sorted(mine, key=lambda i: canonical.version_key(includes[i].version), reverse=True)
        ordered.update(zip(mine, by_version, strict=True))
    return [(ordered[i], includes[ordered[i]]) for i in range(len(includes))]


def distinguishes_versions(value_set: ValueSet) -> bool:
    """Whether a code in two versions of its system counts as two members.

    The expansion parameter versionsMatch decides; without it, versions are distinguished if the value set includes a
    system in several versions.
    """
    stated = expansion_parameters(value_set).get("versionsMatch")
    if stated is not None:
        return stated != "true"
    return bool(value_set.compose and systems_in_several_versions(value_set.compose.include))


def systems_in_several_versions(includes: Iterable[Include]) -> frozenset[str]:
    """The code systems with more than one version in the includes; no version counts as one."""
    includes = tuple(includes)
    if len(includes) < 2:
        return frozenset()
    named = {(item.system, item.version) for item in includes if item.system}
    counted = Counter(system for system, _ in named)
    return frozenset(system for system, versions in counted.items() if versions > 1)


def with_canonical_systems(catalogue: Catalogue, rules: VersionRules) -> VersionRules:
    """The rules of a request with canonical code system urls."""

    if not (rules.system or rules.check or rules.force):
        return rules

    def spelled(stated: tuple[str, ...]) -> tuple[str, ...]:
        split = (canonical.split(rule) for rule in stated)
        return tuple(canonical.join(catalogue.canonical_system(url), version) for url, version in split)

    return VersionRules(spelled(rules.system), spelled(rules.check), spelled(rules.force), rules.value_set)
