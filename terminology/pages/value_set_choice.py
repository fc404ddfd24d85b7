"""Choosing one of thousands of value sets: by canonical, by name, or from a list filtered by words."""

from collections.abc import Iterable
from dataclasses import dataclass

from terminology.core import canonical
from terminology.core.counts import first_of
from terminology.pages.context import PageRequest
from terminology.pages.links import name_of
from terminology.pages.problems import PageProblem

OFFERED = 200  # names in a list; if there are more, the reader types words
LONGEST_TEXT = 2000
NAMED = 5  # of the matches of an ambiguous text


@dataclass(frozen=True, slots=True)
class SetChoice:
    """`value` is the canonical."""

    value: str
    label: str


def value_set_choices(request: PageRequest, words: str = "") -> tuple[SetChoice, ...]:
    """All versions of the value sets whose name or URL contains the words, by name."""
    wanted = words.lower().split()
    headers = (item.header for item in request.resources.entries("ValueSet"))
    labels = {
        item.canonical: f"{name_of(item)} ({item.version})" if item.version else name_of(item) for item in headers
    }
    found = (SetChoice(value, label) for value, label in labels.items())
    matching = (item for item in found if all(word in f"{item.label} {item.value}".lower() for word in wanted))
    return tuple(sorted(matching, key=lambda item: item.label.lower()))


def offered(choices: Iterable[SetChoice]) -> tuple[SetChoice, ...]:
    """All value sets, for a list to choose from; empty if there are too many."""
    listed = tuple(choices)
    return listed if len(listed) <= OFFERED else ()


def find_value_set(request: PageRequest, text: str) -> str | None:
    """The canonical of the value set that a text identifies: its URL, its name, or words that match only it."""
    if not text or request.catalogue.find_value_set(*canonical.split(text)) is not None:
        return text or None
    found = value_set_choices(request, text)
    named = [item for item in found if item.label.lower() == text.lower()]
    return next((only[0].value for only in (named, found) if len(only) == 1), None)


def get_value_set(request: PageRequest, field: str) -> str | None:
    """The value set in the parameter `field`; None if absent. Raises PageProblem for no match or several."""
    text = request.query.text(field, LONGEST_TEXT)
    chosen = find_value_set(request, text)
    if not text or chosen:
        return chosen
    found = value_set_choices(request, text)
    if not found:
        raise not_loaded(text, field)
    names = first_of([item.label for item in found], NAMED, between="; ")
    advice = f"Write more of the name, or its address: {names}."
    raise PageProblem(400, f"‘{text[:200]}’ may mean several value sets", advice, field)


def not_loaded(text: str, field: str) -> PageProblem:
    return PageProblem(404, f"The value set ‘{text[:200]}’ is not loaded", "Choose one under Value sets.", field)
