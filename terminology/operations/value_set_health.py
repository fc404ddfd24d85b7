"""ValueSet/$health: which of the codes that a value set lists have ended, are unknown, or are called otherwise now.

An operation of this server; FHIR has none like it. A value set that states its codes by a rule follows each release by
itself, so only codes that are written out, in it or in a value set that it imports, are looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.days import Days
from terminology.core.history import Validity
from terminology.core.languages import NO_PREFERENCE
from terminology.core.model import Concept
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import Context
from terminology.core.status import is_inactive
from terminology.core.value_sets import ConceptReference, Include, ValueSet, ValueSetHeader
from terminology.operations.displays import check_display
from terminology.operations.validity import unknown_code, validity_issues

FindingKind = Literal["unknown-system", "unknown", "ended", "not-yet-valid", "undecided", "renamed"]
KINDS: tuple[FindingKind, ...] = ("unknown-system", "unknown", "ended", "not-yet-valid", "undecided", "renamed")
STANDINGS: dict[str, FindingKind] = {
    "ended": "ended",
    "not yet": "not-yet-valid",
    "undecided": "undecided",
    "in part": "undecided",
}


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """`stated` is the display that the value set gives the code, `display` that of the code system on the day.

    `value_set` is the canonical of the one that lists the code.
    """

    kind: FindingKind
    value_set: str
    system: str
    code: str
    text: str
    stated: str | None = None
    display: str | None = None


@dataclass(frozen=True, slots=True)
class ValueSetHealth:
    """`checked` counts the codes that were looked at; `unresolved` are canonicals of imports that are not here."""

    header: ValueSetHeader
    days: Days | None
    checked: int
    findings: tuple[HealthFinding, ...]
    unresolved: tuple[str, ...] = ()

    @property
    def is_healthy(self) -> bool:
        return not self.findings and not self.unresolved


def value_set_health(catalogue: Catalogue, value_set: ValueSet, context: Context) -> ValueSetHealth:
    """What is wrong with the codes that it lists, on `context.days` or by the latest version; in the order of lists."""
    check = _Check(catalogue, context)
    findings = tuple(check.findings(value_set))
    return ValueSetHealth(value_set.header, context.days, check.checked, findings, tuple(check.unresolved))


class _Check:
    """One walk through a value set and those that it imports, each once."""

    def __init__(self, catalogue: Catalogue, context: Context) -> None:
        self.catalogue = catalogue
        self.context = context
        self.checked = 0
        self.unresolved: dict[str, None] = {}
        self._seen: set[str] = set()

    def findings(self, value_set: ValueSet) -> Iterator[HealthFinding]:
        pending = [value_set]
        while pending:
            current = pending.pop(0)
            compose = current.compose
            for include in (*compose.include, *compose.exclude) if compose else ():
                yield from self._of_include(current, include)
                pending += self._imported(include)

    def _imported(self, include: Include) -> list[ValueSet]:
        found: list[ValueSet] = []
        for reference in include.value_sets:
            if reference not in self._seen:
                self._seen.add(reference)
                imported = self.catalogue.find_value_set(*canonical.split(reference))
                if imported is None:
                    self.unresolved[reference] = None
                else:
                    found.append(imported)
        return found

    def _of_include(self, value_set: ValueSet, include: Include) -> Iterator[HealthFinding]:
        if not include.concepts or include.system is None:
            return
        code_system = self.catalogue.find_code_system(include.system, include.version)
        if code_system is None:
            name = canonical.join(include.system, include.version) if include.version else include.system
            text = f"The code system '{name}' is not loaded: its {len(include.concepts)} codes cannot be judged"
            yield HealthFinding("unknown-system", value_set.header.canonical, include.system, "", text)
            return
        days = self.context.days
        dated = self.catalogue.as_of(code_system, days, include.version is not None) if days else None
        for reference in include.concepts:
            self.context.check_deadline()
            self.checked += 1
            for finding in _of_code(code_system, dated, reference):
                yield replace(finding, value_set=value_set.header.canonical, system=code_system.header.url)


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
