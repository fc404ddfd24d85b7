"""Validates the two halves of a large code system in parallel, each as `batched_validation.py` does.

    {"resourceType": "CodeSystem", "concept": [ …, {…}      the first, completed by  ]}
                                                     ,
    {"concept": [                                           the second, completed by this prefix
                  {…}, … ], …}

The end of an array element is guessed. If the completed first half has elements and ends in this array, and the second
half has elements too, then the comma between them is in the array, so both halves together are the whole.
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
CHECKED_BYTES = 200_000  # after the guessed position
NEAR_BYTES = 200  # enough for the comma and blanks before an element
GUESSES = 20
BLANK = b" \t\n\r"

Make = Callable[[], bytes]
# Runs a function in parallel, and yields one that waits for its bytes, which are empty if it failed.
Parallel = Callable[[Make], AbstractContextManager[Make]]


class Cut(NamedTuple):
    """The end of the first half and the start of the second, with a comma and blanks in between."""

    end: int
    start: int


def find_head_in_halves(data: bytes, version: FhirVersion, progress: Progress, parallel: Parallel) -> Json | None:
    """Like `find_head`, with the same `progress`."""
    cut = find_cut(data) if len(data) >= LARGE_BYTES else None
    head = validate_halves(data, cut, version, progress, parallel) if cut else None
    return head if head and is_valid(head, version) else find_head(data, version, progress)


def find_cut(data: bytes) -> Cut | None:
    """A position in the middle where an element of the array seems to end; None if none is found."""
    first = FIRST_ELEMENT.search(data, 0, MB)
    if first is None:
        return None
    beginning = data[first.start(1) : first.start(1) + MB]
    if not any(_are_elements(beginning[: cut.end]) for cut in _likely_cuts(beginning, first.group(1))[:GUESSES]):
        return None  # one long element, such as the root of a tree, which must not be cut
    middle = len(data) // 2
    some = data[middle : middle + CHECKED_BYTES]
    cuts = _likely_cuts(some, first.group(1))
    for cut, last in product(cuts[:GUESSES], reversed(cuts[-GUESSES:])):
        if cut.start < last.end and _are_elements(some[cut.start : last.end]):
            return Cut(middle + cut.end, middle + cut.start)
    return None


def _likely_cuts(some: bytes, beginning: bytes) -> list[Cut]:
    """A nested object may begin like an element, but rarely ends with an array."""
    cuts = list(_cuts(some, beginning))
    return [cut for cut in cuts if some.endswith(b"]}", 0, cut.end)] or cuts


def _cuts(some: bytes, beginning: bytes) -> Iterator[Cut]:
    """The positions where an object ends and another with this beginning follows."""
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


def validate_halves(data: bytes, cut: Cut, version: FhirVersion, progress: Progress, parallel: Parallel) -> Json | None:
    """The head, still to be validated; None if the code system must be validated as a whole."""
    from fhir_resources.plain_concepts import plain_concept_test  # see `batched_validation.py`

    plain_concept_test()  # built once for both halves
    total = -(-len(data) // MB)

    def report(done: int, _: int) -> None:
        progress(min(2 * done, total - 1), total)

    with parallel(lambda: _validate_second(data, cut.start, version)) as second:
        first = validate_parts(chain(pieces_of(data, report, end=cut.end), ["]}"]), version)
        if not first or not first[1] or list(first[0])[-1] != NAME:
            return None
        rest = second()
    trailing = loads(rest) if rest else None
    if trailing is None or first[0].keys() & trailing.keys():
        return None
    progress(total, total)
    return first[0] | trailing


def _validate_second(data: bytes, start: int, version: FhirVersion) -> bytes:
    """The members after the array, as JSON; empty if the half is invalid or has no elements."""
    found = validate_parts(chain([f'{{"{NAME}":['], pieces_of(data, no_progress, start)), version)
    if not found or not found[1]:
        return b""
    return dumps({name: value for name, value in found[0].items() if name != NAME})
