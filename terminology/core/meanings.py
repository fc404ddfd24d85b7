"""Texts about one meaning of a code: shown where that meaning is answered, and nowhere else.

A code can live more than once and mean something else each time. A designation that states what it is `about`, in the
extension of procedure narratives, belongs to the period whose descriptor it fits best (`fitting.py`): it is shown with
that period and no other, and for days that are asked about on those of the period only.
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
    """The descriptor of the meaning that the first of the texts is about; None: it does not say."""
    for item in designations:
        for extension in item.extensions:
            if is_narrative(extension):
                stated = (part.value for part in extension.extensions if part.url == ABOUT)
                return next((str(value.content) for value in stated if value), None)
        return None
    return None


class Meanings:
    """Which texts are about what a code system answers; the catalogue has the periods of its codes."""

    def __init__(self, catalogue: Catalogue, code_system: CodeSystemProvider) -> None:
        self.history = catalogue.histories.get(code_system.header.url)
        self._code_system = code_system

    def fitting(self, concept: Concept, designations: tuple[Designation, ...]) -> tuple[Designation, ...]:
        """Those of the designations that are about what the concept means, or that do not say."""
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
        # By one release alone its period may be another than any that all of them know.
        scores[answered] = max(scores.get(answered, mine), mine)
        return scores[answered] > 0 and scores[answered] == max(scores.values())

    def _answered(self, concept: Concept, periods: tuple[ValidityPeriod, ...]) -> ValidityPeriod | None:
        """The period that the concept is an answer about: of the day, or of the added date that a release states."""
        validity = self._code_system.validity(concept.code)
        if validity is not None:
            return validity.period
        stated = standard_values(self._code_system.header, concept, "effectiveDate")
        if not stated:
            return None
        day = date.fromisoformat(str(stated[0].content)[:10])
        return next((period for period in reversed(periods) if period.start <= day or period.added == day), periods[0])


def with_texts_of_this_meaning(concepts: Iterable[Concept], code_system: CodeSystemProvider) -> Iterator[Concept]:
    """The concepts of a supplement with the texts that are about what their codes mean in this version."""
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
    """Of narratives in several languages those in a language that is asked for, if there are any; else all."""
    if not languages:
        return designations
    described = {item.language for item in designations if any(map(is_narrative, item.extensions))}
    wanted = {language for language in described if languages.accept(language)}
    if not wanted or wanted == described:
        return designations
    return tuple(
        item for item in designations if item.language in wanted or not any(map(is_narrative, item.extensions))
    )
