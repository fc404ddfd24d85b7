"""Checks whether a display is correct for a concept, in the requested languages.

Source: the display rules of HL7's terminology ecosystem
(https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/languages.html). Case is ignored, white space is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from terminology.core.issues import Issue
from terminology.core.languages import Languages, best_display, is_display, matches
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.status import STANDARDS_STATUS
from terminology.core.value_sets import ConceptReference

WRONG_DISPLAY = "Display_Name_for__should_be_one_of__instead_of"
WRONG_SPACE = "Display_Name_WS_for__should_be_one_of__instead_of"
WRONG_IN_LANGUAGE = "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR"
WRONG_DISPLAYS = frozenset({WRONG_DISPLAY, WRONG_SPACE, WRONG_IN_LANGUAGE})
NO_LONGER_CORRECT = "deprecated"  # the ecosystem's word for any display out of use, including withdrawn ones
NO_LONGER_USED = frozenset({"deprecated", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible display of a concept. `language` None: not stated."""

    text: str
    language: str | None
    is_current: bool = True

    def __str__(self) -> str:
        return f"'{self.text}' ({self.language})" if self.language else f"'{self.text}'"


def check_display(
    supplied: str,
    header: CodeSystemHeader,
    concept: Concept,
    reference: ConceptReference | None,
    languages: Languages,
) -> Issue | None:
    """The problem with a display, or a remark about it; None if it is correct."""
    choices = tuple(choices_of(header, concept, reference))
    current = [choice for choice in choices if choice.is_current]
    wanted = [choice for choice in current if not languages or _is_requested(choice, languages)]
    if any(_same(supplied, choice.text) for choice in wanted):
        return None
    words = {"display": supplied, "system": header.url, "code": concept.code, "languages": languages.text or "--"}
    if not wanted:
        return _no_display_in_languages(supplied, concept, current, words)
    if any(_same(supplied, choice.text) for choice in choices if not choice.is_current):
        quoted = ", ".join(f'"{choice.text}"' for choice in wanted[:1])
        return issue(
            "INACTIVE_DISPLAY_FOUND", display=supplied, code=concept.code, status=NO_LONGER_CORRECT, choices=quoted
        )
    is_space = any(_same(" ".join(supplied.split()), " ".join(choice.text.split())) for choice in wanted)
    return issue(WRONG_SPACE if is_space else WRONG_DISPLAY, choices=_listed(wanted), **words)


def display_of(
    header: CodeSystemHeader, concept: Concept, reference: ConceptReference | None, languages: Languages
) -> str | None:
    """The display to show: in the best language, the value set's before the code system's."""
    if reference is None:
        return best_display(header, concept, languages)
    for tag in languages.tags:
        for designation in reference.designations:
            if is_display(designation) and matches(designation.language, tag):
                return designation.value
    stated = reference.display if not languages else None
    return stated or best_display(header, concept, languages) or reference.display


def choices_of(header: CodeSystemHeader, concept: Concept, reference: ConceptReference | None) -> Iterable[Choice]:
    """Every display of a concept: its own, designations that can replace it, those of the value set."""
    if concept.display is not None:
        yield Choice(concept.display, header.language)
    if reference is not None and reference.display is not None and reference.display != concept.display:
        yield Choice(reference.display, header.language)
    for designation in (*concept.designations, *(reference.designations if reference else ())):
        if not is_display(designation):
            continue
        statuses = [item.value for item in designation.extensions if item.url == STANDARDS_STATUS]
        is_current = not any(value is not None and value.content in NO_LONGER_USED for value in statuses)
        yield Choice(designation.value, designation.language, is_current)


def _is_requested(choice: Choice, languages: Languages) -> bool:
    return choice.language is None or languages.accept(choice.language)


def _no_display_in_languages(supplied: str, concept: Concept, current: list[Choice], words: dict[str, str]) -> Issue:
    if any(_same(supplied, choice.text) for choice in current):
        return issue("NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK", **words)
    return issue(WRONG_IN_LANGUAGE, default=concept.display, **words)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _listed(choices: list[Choice]) -> str:
    if len(choices) == 1:
        return str(choices[0])
    *most, last = map(str, choices)
    return f"one of {len(choices)} choices: {', '.join(most)} or {last}"
