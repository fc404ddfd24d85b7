"""Is this display right for this concept, in the languages asked for?

Source: the display rules of HL7's terminology ecosystem
(https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/languages.html). Case does not count, white space does.
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
NO_LONGER_CORRECT = "deprecated"  # what the ecosystem calls any display that is out of use, withdrawn ones too
NO_LONGER_USED = frozenset({"deprecated", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One display that a concept may have. `language` None: it is in no stated language."""

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
    """What is wrong with a display, or worth knowing about it; None if it is simply right."""
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
    """The display to show: in the best language, what the value set says before what the code system says."""
    if reference is None:
        return best_display(header, concept, languages)
    for tag in languages.tags:
        for designation in reference.designations:
            if is_display(designation) and matches(designation.language, tag):
                return designation.value
    stated = reference.display if not languages else None
    return stated or best_display(header, concept, languages) or reference.display


def choices_of(header: CodeSystemHeader, concept: Concept, reference: ConceptReference | None) -> Iterable[Choice]:
    """Every display of a concept: its own, the designations that may stand in for it, those of the value set."""
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
