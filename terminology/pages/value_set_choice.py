"""Choosing one of thousands of value sets: by its canonical, by its name, or from those that words leave."""

from collections.abc import Iterable
from dataclasses import dataclass

from terminology.core import canonical
from terminology.pages.context import PageRequest
from terminology.pages.links import name_of
from terminology.pages.problems import PageProblem

OFFERED = 200  # names that a list offers at once; where there are more, words are typed
LONGEST_TEXT = 2000
NAMED = 5  # of those that a text may mean


@dataclass(frozen=True, slots=True)
class SetChoice:
    """`value` is the canonical."""

    value: str
    label: str


def value_set_choices(request: PageRequest, words: str = "") -> tuple[SetChoice, ...]:
    """Every version of every value set that has the words in its name or address, by name."""
    wanted = words.lower().split()
    headers = (item.header for item in request.resources.entries("ValueSet"))
    labels = {
        item.canonical: f"{name_of(item)} ({item.version})" if item.version else name_of(item) for item in headers
    }
    found = (SetChoice(value, label) for value, label in labels.items())
    matching = (item for item in found if all(word in f"{item.label} {item.value}".lower() for word in wanted))
    return tuple(sorted(matching, key=lambda item: item.label.lower()))


def offered(choices: Iterable[SetChoice]) -> tuple[SetChoice, ...]:
    """All of them for a list to choose from, or none where they are too many for one."""
    listed = tuple(choices)
    return listed if len(listed) <= OFFERED else ()


def find_value_set(request: PageRequest, text: str) -> str | None:
    """The canonical of the value set that a text means: its address, its name, or words that only it has."""
    if not text or request.catalogue.find_value_set(*canonical.split(text)) is not None:
        return text or None
    found = value_set_choices(request, text)
    named = [item for item in found if item.label.lower() == text.lower()]
    return next((only[0].value for only in (named, found) if len(only) == 1), None)


def get_value_set(request: PageRequest, field: str) -> str | None:
    """As the parameter `field` names it; None without the parameter. Raises PageProblem for none, or for several."""
    text = request.query.text(field, LONGEST_TEXT)
    chosen = find_value_set(request, text)
    if not text or chosen:
        return chosen
    found = value_set_choices(request, text)
    if not found:
        raise not_loaded(text, field)
    names = "; ".join(item.label for item in found[:NAMED])
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    advice = f"Write more of the name, or its address: {names}{more}."
    raise PageProblem(400, f"‘{text[:200]}’ may mean several value sets", advice, field)


def not_loaded(text: str, field: str) -> PageProblem:
    return PageProblem(404, f"The value set ‘{text[:200]}’ is not loaded", "Choose one under Value sets.", field)
