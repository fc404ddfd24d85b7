"""Checks the references of a definition being written: whether they exist, have ended, or were renamed. Pure.

refused    a value set that includes itself; one becoming active with codes that no loaded version has
reported   ended, unknown and renamed codes, and code systems and value sets not loaded here: warnings

An unknown reference is not an error, as it may be loaded elsewhere or later. Called by `proposals.py`, and for writes
with `Prefer: return=OperationOutcome`.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap
from terminology.core.errors import BrokenRule
from terminology.core.health import FindingKind, HealthFinding
from terminology.core.issues import Issue
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import Context
from terminology.core.supplements import Supplement
from terminology.core.value_sets import Include, ValueSet
from terminology.operations.value_set_health import value_set_health

MAX_ISSUES = 50
MAX_IMPORTS = 5000  # value sets followed to find a cycle
CODES: dict[FindingKind, str] = {"unknown": "code-invalid", "unknown-system": "not-found"}


def check_imports(catalogue: Catalogue, value_set: ValueSet) -> None:
    """Raises BrokenRule for a value set that includes itself, directly or indirectly."""
    own, seen = value_set.header, set[str]()
    no_path: tuple[str, ...] = ()
    pending = [(place, reference, no_path) for place, reference in _imports(value_set)]
    while pending and len(seen) < MAX_IMPORTS:
        place, reference, path = pending.pop()
        url, version = canonical.split(reference)
        if url == own.url and version in (None, own.version):
            by = f" by way of {' and '.join(path)}" if path else ""
            text = f"The value set {own.canonical} includes itself{by}, so its codes cannot be determined"
            raise BrokenRule(Issue("error", "business-rule", text, expression=(place,)))
        if reference in seen or url.startswith("#"):
            continue
        seen.add(reference)
        found = catalogue.find_value_set(url, version)
        if found is not None:
            path = (*path, found.header.canonical)
            pending += [(place, inner, path) for _, inner in _imports(found)]


def _imports(value_set: ValueSet) -> Iterator[tuple[str, str]]:
    for place, include in _includes_with_paths(value_set):
        for number, reference in enumerate(include.value_sets):
            yield f"{place}.valueSet[{number}]", reference
    for inner in value_set.contained:
        yield from (("ValueSet.contained", reference) for _, reference in _imports(inner))


def check_codes(catalogue: Catalogue, value_set: ValueSet) -> None:
    """Raises BrokenRule when it lists codes that are in no loaded version of a complete code system."""
    issues = list(islice(_unknown_codes(catalogue, value_set), MAX_ISSUES))
    if issues:
        raise BrokenRule(*issues)


def _unknown_codes(catalogue: Catalogue, value_set: ValueSet) -> Iterator[Issue]:
    for place, include in _includes_with_paths(value_set):
        versions = tuple(_versions(catalogue, include))
        if not versions or any(item.header.content != "complete" for item in versions):
            continue
        for number, reference in enumerate(include.concepts):
            if all(item.ordinal(reference.code) is None for item in versions):
                text = f"The code '{reference.code}' is not in {versions[-1].header.canonical}"
                yield Issue("error", "code-invalid", text, expression=(f"{place}.concept[{number}].code",))


def _versions(catalogue: Catalogue, include: Include) -> Iterable[CodeSystemProvider]:
    """The version that is stated or, without one, all loaded versions, the current one last."""
    found = catalogue.find_code_system(include.system or "", include.version)
    if found is None or include.version is not None:
        return (found,) if found else ()
    others = catalogue.code_systems.get(found.header.url, ())
    return (*(item for item in others if item is not found), found)


def _includes_with_paths(value_set: ValueSet) -> Iterator[tuple[str, Include]]:
    compose = value_set.compose
    for name, components in (("include", compose.include), ("exclude", compose.exclude)) if compose else ():
        yield from ((f"ValueSet.compose.{name}[{i}]", component) for i, component in enumerate(components))


def report(catalogue: Catalogue, value: object) -> tuple[Issue, ...]:
    """Warnings about the definition's references, at most fifty, in their order."""
    match value:
        case ValueSet():
            found = _of_value_set(catalogue, value)
        case Supplement():
            found = _of_supplement(catalogue, value)
        case ConceptMap():
            found = _of_map(catalogue, value)
        case _:
            found = iter(())
    issues = list(islice(found, MAX_ISSUES + 1))
    if len(issues) > MAX_ISSUES:
        issues[-1] = Issue("warning", "informational", "There are more; ValueSet/$health lists every one")
    return tuple(issues)


def _of_value_set(catalogue: Catalogue, value_set: ValueSet) -> Iterator[Issue]:
    health = value_set_health(catalogue, value_set, Context())
    yield from map(_finding, health.findings)
    for reference in health.unresolved:
        yield Issue("warning", "not-found", f"The value set {reference}, which is imported, is not known here")


def _finding(item: HealthFinding) -> Issue:
    code = CODES.get(item.kind, "business-rule")
    return Issue("warning", code, item.text, expression=(item.path,) if item.path else ())


def _of_supplement(catalogue: Catalogue, supplement: Supplement) -> Iterator[Issue]:
    supplements = supplement.header.supplements or ""
    code_system = catalogue.find_code_system(*canonical.split(supplements))
    if code_system is None:
        yield Issue("warning", "not-found", f"The code system {supplements}, which it adds to, is not known here")
        return
    for concept in supplement.code_system.concepts:
        if code_system.ordinal(concept.code) is None:
            text = f"The code '{concept.code}' is not in {code_system.header.canonical}"
            yield Issue("warning", "code-invalid", text)


def _of_map(catalogue: Catalogue, concept_map: ConceptMap) -> Iterator[Issue]:
    for number, group in enumerate(concept_map.groups):
        source, target = (_code_system(catalogue, name) for name in (group.source, group.target))
        for place, element in enumerate(group.elements):
            path = f"ConceptMap.group[{number}].element[{place}]"
            yield from _of_code(source, element.code, f"{path}.code")
            for each, mapped in enumerate(element.targets):
                yield from _of_code(target, mapped.code, f"{path}.target[{each}].code")


def _code_system(catalogue: Catalogue, name: str | None) -> CodeSystemProvider | None:
    return catalogue.find_code_system(*canonical.split(name)) if name else None


def _of_code(code_system: CodeSystemProvider | None, code: str | None, path: str) -> Iterator[Issue]:
    if code_system is not None and code is not None and code_system.ordinal(code) is None:
        text = f"The code '{code}' is not in {code_system.header.canonical}"
        yield Issue("warning", "code-invalid", text, expression=(path,))
