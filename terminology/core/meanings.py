"""Texts about one meaning of a code: shown only where that meaning is answered.

A code can have several periods and mean something else in each. A designation whose procedure-narrative extension
states what it is `about` belongs to the period whose descriptor it fits best (`fitting.py`): it is shown only with that
period and, for requested days, only on days of that period.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from terminology.core.catalogue import Catalogue
from terminology.core.fitting import fit
from terminology.core.history import ValidityPeriod
from terminology.core.languages import Languages
from terminology.core.model import Concept, Designation, Extension
from terminology.core.ports import CodeSystemProvider
from terminology.core.status import standard_values

NARRATIVE = "/StructureDefinition/procedure-narrative"  # below the canonical base
ABOUT = "about"


def is_narrative(extension: Extension) -> bool:
    return extension.url.endswith(NARRATIVE)


def described_meaning(designations: Iterable[Designation]) -> str | None:
    """The descriptor of the meaning that the first text is about; None if it states none."""
    for item in designations:
        for extension in item.extensions:
            if is_narrative(extension):
                stated = (part.value for part in extension.extensions if part.url == ABOUT)
                return next((str(value.content) for value in stated if value), None)
        return None
    return None


class Meanings:
    """Selects texts about the meaning that a code system answers with; the catalogue has the periods of its codes."""

    def __init__(self, catalogue: Catalogue, code_system: CodeSystemProvider) -> None:
        self.history = catalogue.histories.get(code_system.header.url)
        self._code_system = code_system

    def fitting(self, concept: Concept, designations: tuple[Designation, ...]) -> tuple[Designation, ...]:
        """The designations about this meaning of the concept, and those that state no meaning."""
        fits: dict[str | None, bool] = {None: True}
        found = []
        for item in designations:
            about = described_meaning((item,))
            if about not in fits:
                fits[about] = self._describes(concept, str(about))
            if fits[about]:
                found.append(item)
        return tuple(found)

    def _describes(self, concept: Concept, about: str) -> bool:
        validity = self._code_system.validity(concept.code)
        if validity is not None and validity.standing in ("ended", "not yet"):
            return False
        mine = fit(about, concept.display or "")
        periods = self.history.periods(concept.code) if self.history else ()
        answered = self._answered(concept, periods) if periods else None
        if self.history is None or answered is None:
            return mine > 0
        scores = {period: fit(about, self.history.display(concept.code, period) or "") for period in periods}
        # According to a single release, its period may differ from every period that all releases together give.
        scores[answered] = max(scores.get(answered, mine), mine)
        return scores[answered] > 0 and scores[answered] == max(scores.values())

    def _answered(self, concept: Concept, periods: tuple[ValidityPeriod, ...]) -> ValidityPeriod | None:
        """The period that the concept belongs to: by the requested day, or by the added date in a release."""
        validity = self._code_system.validity(concept.code)
        if validity is not None:
            return validity.period
        stated = standard_values(self._code_system.header, concept, "effectiveDate")
        if not stated:
            return None
        day = date.fromisoformat(str(stated[0].content)[:10])
        return next((period for period in reversed(periods) if period.start <= day or period.added == day), periods[0])


def with_texts_of_this_meaning(concepts: Iterable[Concept], code_system: CodeSystemProvider) -> Iterator[Concept]:
    """The concepts of a supplement with only the texts about what their codes mean in this version."""
    for concept in concepts:
        known = code_system.locate(concept.code)
        if known is None or known.display is None:
            yield concept
        else:
            display = known.display
            texts = ((item, described_meaning((item,))) for item in concept.designations)
            fitting = (item for item, about in texts if about is None or fit(about, display) > 0)
            yield replace(concept, designations=tuple(fitting))


def chosen_by_language(designations: tuple[Designation, ...], languages: Languages) -> tuple[Designation, ...]:
    """Keeps narratives in a requested language if there are any, otherwise all."""
    if not languages:
        return designations
    described = {item.language for item in designations if any(map(is_narrative, item.extensions))}
    wanted = {language for language in described if languages.accept(language)}
    if not wanted or wanted == described:
        return designations
    return tuple(
        item for item in designations if item.language in wanted or not any(map(is_narrative, item.extensions))
    )
