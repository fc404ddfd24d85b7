"""StatedVersion: the version that a code states for its system, against that of the include and of the request.

Every conflict is an issue that the answer carries (https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/, version rules).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.issues import Issue
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import VersionRules, prescribed
from terminology.core.value_sets import Include
from terminology.operations.value_sets.evaluation import usable
from terminology.operations.value_sets.scope import IncludeResult
from terminology.operations.value_sets.versions import ChosenVersion


@dataclass(frozen=True, slots=True)
class StatedVersion:
    """`version` None: the code states none."""

    catalogue: Catalogue
    rules: VersionRules
    system: str
    version: str | None

    def find(self, chosen: ChosenVersion) -> CodeSystemProvider | None:
        """The version that the code states, if the include allows it; otherwise the chosen one."""
        if self.version and (chosen.version is None or canonical.matches(self.version, chosen.version)):
            mine = self.catalogue.find_code_system(self.system, self.version)
            if mine is not None:
                return usable(mine)
        return usable(self.catalogue.find_code_system(self.system, chosen.version))

    def not_found(self, include: Include, chosen: ChosenVersion) -> IncludeResult:
        """The result where the chosen version is not loaded."""
        issues: tuple[Issue, ...] = (self._unknown(chosen.version),)
        if self.version and chosen.version and self.version != chosen.version:
            issues = (*issues, self._mismatch(include, chosen, chosen.version))
        return IncludeResult(issues=issues, unknown_systems=(self._named(chosen.version),))

    def compared(self, include: Include, chosen: ChosenVersion, code_system: CodeSystemProvider) -> IncludeResult:
        """The result where the code is looked up in this code system."""
        header = code_system.header
        issues = tuple(self._checked(header))
        result = IncludeResult(code_system=code_system, issues=issues)
        if self.version is None:
            return result
        if self.version == header.version or self.version in header.version_aliases or header.version is None:
            return replace(result, agrees=True)
        mismatch = self._mismatch(include, chosen, header.version)
        if self.catalogue.find_code_system(self.system, self.version) is not None:
            return replace(result, agrees=False, issues=(*issues, mismatch))
        issues = (*issues, self._unknown(self.version), mismatch)
        return replace(result, agrees=False, issues=issues, unknown_systems=(self._named(self.version),))

    def _checked(self, header: CodeSystemHeader) -> Iterator[Issue]:
        required = prescribed(self.rules.check, self.system)
        if required and not self.catalogue.matches_version(header, required):
            words = {"system": self.system, "version": header.version, "required": required}
            yield issue("VALUESET_VERSION_CHECK", **words).at("version")

    def _named(self, version: str | None) -> str:
        return canonical.join(self.system, version)

    def _unknown(self, version: str | None) -> Issue:
        return unknown_code_system(self.catalogue, self.system, version)

    def _mismatch(self, include: Include, chosen: ChosenVersion, version: str) -> Issue:
        words = {"system": self.system, "version": version, "supplied": self.version}
        if chosen.version is None:
            return issue("VALUESET_VALUE_MISMATCH_DEFAULT", **words).at("version")
        if chosen.rule is not None:
            words["version"] = chosen.version
            return issue("VALUESET_VALUE_MISMATCH_CHANGED", stated=include.version or "", **words).at("version")
        return issue("VALUESET_VALUE_MISMATCH", **words).at("version")


def unknown_code_system(catalogue: Catalogue, system: str, version: str | None) -> Issue:
    """The issue about an unknown code system or version, with the known versions, or the url to use instead."""
    if version is None or not catalogue.has_code_system(system):
        kind = "UNKNOWN_CODESYSTEM" if version is None else "UNKNOWN_CODESYSTEM_VERSION_NONE"
        unknown = issue(kind, system=system, version=version).at("system")
        intended = catalogue.intended_system(system)
        return unknown.with_sentence(f"Use '{intended}'") if intended else unknown
    known = " or ".join(catalogue.code_system_versions(system))
    return issue("UNKNOWN_CODESYSTEM_VERSION", system=system, version=version, versions=known).at("system")
