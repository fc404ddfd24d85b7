"""Validates the two halves of a large code system at the same time, each as `batched_validation.py` does.

    {"resourceType": "CodeSystem", "concept": [ …, {…}      the first, completed by  ]}
                                                     ,
    {"concept": [                                           the second, completed by this in front
                  {…}, … ], …}

Where an element of the array ends is guessed. But if the first half has elements and ends in this array once it is
completed, and the second has elements too, then the comma between them stands in the array, and the whole is what both
say together.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import chain, product
from typing import NamedTuple

import orjson

from fhir_resources.batched_validation import (
    LARGE_BYTES,
    MB,
    Progress,
    find_head,
    is_valid,
    no_progress,
    pieces_of,
    validate_parts,
)
from fhir_resources.elements import Json
from fhir_resources.json_format import dumps, loads
from fhir_resources.version import FhirVersion

NAME = "concept"
FIRST_ELEMENT = re.compile(rb'"concept"[ \t\n\r]*:[ \t\n\r]*\[[ \t\n\r]*({[ \t\n\r]*"\w+"[ \t\n\r]*:[ \t\n\r]*")')
CHECKED_BYTES = 200_000  # behind the place that is guessed
NEAR_BYTES = 200  # in which the comma in front of an element and its blanks are
GUESSES = 20
BLANK = b" \t\n\r"

Make = Callable[[], bytes]
# Runs a function meanwhile, and yields one that waits for its bytes: empty if it failed.
Beside = Callable[[Make], AbstractContextManager[Make]]


class Cut(NamedTuple):
    """Where the first half ends, and where the second begins: a comma and blanks are between them."""

    end: int
    start: int


def find_head_in_halves(data: bytes, version: FhirVersion, progress: Progress, beside: Beside) -> Json | None:
    """What `find_head` returns. `progress` as there."""
    cut = find_cut(data) if len(data) >= LARGE_BYTES else None
    head = validate_halves(data, cut, version, progress, beside) if cut else None
    return head if head and is_valid(head, version) else find_head(data, version, progress)


def find_cut(data: bytes) -> Cut | None:
    """A place in the middle where an element of the array seems to end; None if there is none to be seen."""
    first = FIRST_ELEMENT.search(data, 0, MB)
    if first is None:
        return None
    beginning = data[first.start(1) : first.start(1) + MB]
    if not any(_are_elements(beginning[: cut.end]) for cut in _likely_cuts(beginning, first.group(1))[:GUESSES]):
        return None  # one long element, such as the root of a tree, which is not to be cut
    middle = len(data) // 2
    some = data[middle : middle + CHECKED_BYTES]
    cuts = _likely_cuts(some, first.group(1))
    for cut, last in product(cuts[:GUESSES], reversed(cuts[-GUESSES:])):
        if cut.start < last.end and _are_elements(some[cut.start : last.end]):
            return Cut(middle + cut.end, middle + cut.start)
    return None


def _likely_cuts(some: bytes, beginning: bytes) -> list[Cut]:
    """An object in an element may begin like it, but seldom ends in an array."""
    cuts = list(_cuts(some, beginning))
    return [cut for cut in cuts if some.endswith(b"]}", 0, cut.end)] or cuts


def _cuts(some: bytes, beginning: bytes) -> Iterator[Cut]:
    """The places where an object ends and another begins like this."""
    start = some.find(beginning)
    while start >= 0:
        near = max(0, start - NEAR_BYTES)
        before = some[near:start].rstrip(BLANK)
        element = before[:-1].rstrip(BLANK)
        if before.endswith(b",") and element.endswith(b"}"):
            yield Cut(near + len(element), start)
        start = some.find(beginning, start + 1)


def _are_elements(some: bytes) -> bool:
    try:
        return bool(orjson.loads(b"[%b]" % some))
    except orjson.JSONDecodeError:
        return False


def validate_halves(data: bytes, cut: Cut, version: FhirVersion, progress: Progress, beside: Beside) -> Json | None:
    """The text without concepts, which is still to be validated; None if that must be done as a whole."""
    from fhir_resources.plain_concepts import plain_concept_test  # see `batched_validation.py`

    plain_concept_test()  # made once for both
    total = -(-len(data) // MB)

    def seen(done: int, _: int) -> None:
        progress(min(2 * done, total - 1), total)

    with beside(lambda: _validate_second(data, cut.start, version)) as second:
        first = validate_parts(chain(pieces_of(data, seen, end=cut.end), ["]}"]), version)
        if not first or not first[1] or list(first[0])[-1] != NAME:
            return None
        rest = second()
    behind = loads(rest) if rest else None
    if behind is None or first[0].keys() & behind.keys():
        return None
    progress(total, total)
    return first[0] | behind


def _validate_second(data: bytes, start: int, version: FhirVersion) -> bytes:
    """The members behind the array, as JSON; empty if it is invalid, or has no elements."""
    found = validate_parts(chain([f'{{"{NAME}":['], pieces_of(data, no_progress, start)), version)
    if not found or not found[1]:
        return b""
    return dumps({name: value for name, value in found[0].items() if name != NAME})
