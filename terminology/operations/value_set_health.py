"""ValueSet/$health: which codes that a value set lists have ended, are unknown, or have a new display.

An operation of this server; FHIR has no equivalent. A value set defined by filters follows each release automatically,
so only codes enumerated in it, or in a value set that it imports, are checked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.health import FindingKind, HealthFinding, HealthRequest, ValueSetHealth
from terminology.core.history import Validity
from terminology.core.languages import NO_PREFERENCE
from terminology.core.model import Concept
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import Context
from terminology.core.status import is_inactive
from terminology.core.value_sets import Compose, ConceptReference, Include, ValueSet
from terminology.operations.displays import check_display
from terminology.operations.validity import unknown_code, validity_issues
from terminology.operations.value_sets.definition import UNIDENTIFIED, get_value_set
from terminology.operations.value_sets.evaluation import usable

STANDINGS: dict[str, FindingKind] = {
    "ended": "ended",
    "not yet": "not-yet-valid",
    "undecided": "undecided",
    "in part": "undecided",
}


def health(catalogue: Catalogue, request: HealthRequest) -> ValueSetHealth:
    """Checks the value set of a request. Raises UnknownValueSet."""
    value_set = get_value_set(catalogue, request.value_set, request.context.versions)
    return value_set_health(catalogue, value_set, request.context)


def value_set_health(catalogue: Catalogue, value_set: ValueSet, context: Context) -> ValueSetHealth:
    """Problems with the codes it lists, on `context.days` or in the latest version, in list order."""
    check = _Check(catalogue, context)
    findings = tuple(check.findings(value_set))
    return ValueSetHealth(value_set.header, context.days, check.checked, findings, tuple(check.unresolved))


class _Check:
    """One walk through a value set and its imports, each once."""

    def __init__(self, catalogue: Catalogue, context: Context) -> None:
        self.catalogue = catalogue
        self.context = context
        self.checked = 0
        self.unresolved: dict[str, None] = {}
        self._seen: set[str] = set()

    def findings(self, value_set: ValueSet) -> Iterator[HealthFinding]:
        pending = [value_set]
        self._seen.update(filter(None, (value_set.header.url, value_set.header.canonical)))
        if value_set.compose is None:  # an expansion without a definition: nothing to check
            self.unresolved[value_set.header.canonical or UNIDENTIFIED] = None
        while pending:
            current = pending.pop(0)
            compose = current.compose
            for path, include in _includes_with_paths(compose) if compose else ():
                yield from self._of_include(current, include, path)
                pending += self._imported(current, include)

    def _imported(self, value_set: ValueSet, include: Include) -> list[ValueSet]:
        found: list[ValueSet] = []
        for reference in include.value_sets:
            name = f"{value_set.header.canonical}{reference}" if reference.startswith("#") else reference
            if name not in self._seen:
                self._seen.add(name)
                imported = self._find(value_set, reference)
                if imported is None:
                    self.unresolved[reference] = None
                else:
                    found.append(imported)
        return found

    def _find(self, value_set: ValueSet, reference: str) -> ValueSet | None:
        if not reference.startswith("#"):
            return self.catalogue.find_value_set(*canonical.split(reference))
        contained = next((item for item in value_set.contained if item.header.id == reference[1:]), None)
        return replace(contained, contained=value_set.contained) if contained else None

    def _of_include(self, value_set: ValueSet, include: Include, path: str) -> Iterator[HealthFinding]:
        if not include.concepts or include.system is None:
            return
        code_system = usable(self.catalogue.find_code_system(include.system, include.version))
        if code_system is None:
            name = canonical.join(include.system, include.version) if include.version else include.system
            text = f"The code system '{name}' is not loaded: its {len(include.concepts)} codes cannot be checked"
            yield HealthFinding("unknown-system", value_set.header.canonical, include.system, "", text, path=path)
            return
        days = self.context.days
        dated = self.catalogue.as_of(code_system, days, include.version is not None) if days else None
        name, system = value_set.header.canonical, code_system.header.url
        for number, reference in enumerate(include.concepts):
            self.context.check_deadline()
            self.checked += 1
            for finding in _of_code(code_system, dated, reference):
                yield replace(finding, value_set=name, system=system, path=f"{path}.concept[{number}]")


def _includes_with_paths(compose: Compose) -> Iterator[tuple[str, Include]]:
    for name, components in (("include", compose.include), ("exclude", compose.exclude)):
        yield from ((f"ValueSet.compose.{name}[{i}]", component) for i, component in enumerate(components))


def _of_code(
    latest: CodeSystemProvider, dated: CodeSystemProvider | None, reference: ConceptReference
) -> Iterable[HealthFinding]:
    code_system = dated or latest
    code, concept = reference.code, code_system.locate(reference.code)
    validity = code_system.validity(code)
    display = concept.display if concept else None
    for kind, text in _standing(code_system, code, concept, validity):
        yield HealthFinding(kind, "", "", code, text, reference.display, display)
    if concept is not None and reference.display is not None:
        wrong = check_display(reference.display, code_system.header, concept, None, NO_PREFERENCE)
        if wrong is not None:
            text = f"{code} is now called '{display}'"
            yield HealthFinding("renamed", "", "", code, text, reference.display, display)


def _standing(
    code_system: CodeSystemProvider, code: str, concept: Concept | None, validity: Validity | None
) -> Iterator[tuple[FindingKind, str]]:
    if validity is not None and validity.standing != "valid":
        for issue in validity_issues(code, validity):
            yield STANDINGS[validity.standing], issue.text
    elif concept is None:
        yield "unknown", unknown_code(code_system.header, code).text
    elif validity is None and is_inactive(code_system.header, concept):
        yield "ended", f"{code} is inactive in {code_system.header.canonical}"
