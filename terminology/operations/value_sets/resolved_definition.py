"""ResolvedDefinition: a value set with canonical systems and versions, and its includes in the order of evaluation."""

from dataclasses import dataclass, replace

from terminology.core.catalogue import Catalogue
from terminology.core.issues import Issue
from terminology.core.model import Coding
from terminology.core.value_sets import Compose, Include, ValueSet
from terminology.operations.value_sets.versions import distinguishes_versions, newest_first

Part = tuple[Include, str]  # with its path


@dataclass(frozen=True, slots=True)
class ResolvedDefinition:
    """A value set with canonical systems and versions; within one system the newest version is first.

    Holds the value set as `written` so that its id is not reused.
    """

    written: ValueSet
    value_set: ValueSet
    includes: tuple[Part, ...]
    excludes: tuple[Part, ...]
    distinguishes_versions: bool
    notices: dict[Issue, None]


def resolved_definition(catalogue: Catalogue, value_set: ValueSet, compose: Compose) -> ResolvedDefinition:
    """The definition with canonical systems and versions; its notices are about other spellings."""
    notices: dict[Issue, None] = {}
    include, exclude = (
        tuple([_resolved(catalogue, part, f"ValueSet.compose.{name}[{i}]", notices) for i, part in enumerate(parts)])
        for name, parts in (("include", compose.include), ("exclude", compose.exclude))
    )
    resolved = value_set
    if any(a is not b for a, b in zip((*include, *exclude), (*compose.include, *compose.exclude), strict=True)):
        resolved = replace(value_set, compose=replace(compose, include=include, exclude=exclude))
    return ResolvedDefinition(
        value_set,
        resolved,
        tuple([(part, f"ValueSet.compose.include[{i}]") for i, part in newest_first(include)]),
        tuple([(part, f"ValueSet.compose.exclude[{i}]") for i, part in enumerate(exclude)]),
        distinguishes_versions(resolved),
        notices,
    )


def _resolved(catalogue: Catalogue, include: Include, path: str, notices: dict[Issue, None]) -> Include:
    found = catalogue.notices(include.system, include.version) if include.system else ()
    if not found:
        return include
    notices.update((item.at(f"{path}.{item.expression[0]}"), None) for item in found)
    coding = catalogue.canonical_coding(Coding(include.system, version=include.version))
    return replace(include, system=coding.system, version=coding.version)
