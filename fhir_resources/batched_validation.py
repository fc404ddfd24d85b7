"""Validates large incoming code systems in batches of concepts, using little more memory than their text.

This can only find that a code system is valid. If a batch has any issue, the callers (`resource_files.py`,
`library/resource_imports.py`) validate the code system as a whole, which reports issues with their location.
"""

from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from math import ceil

from fhir_resources import code_system, json_format, models
from fhir_resources.code_system_parts import LONGEST_CHARACTERS
from fhir_resources.convert.resources import to_r5
from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from terminology.core.errors import TerminologyError

LARGE_BYTES = 8_000_000
MB = 1_000_000
# The members of a batch besides its concepts.
BATCH_MEMBERS = {"resourceType": "CodeSystem", "url": "urn:part", "status": "active", "content": "complete"}


Progress = Callable[[int, int], None]
FindHead = Callable[[bytes, FhirVersion, Progress], Json | None]


def no_progress(_done: int, _total: int) -> None:
    """For callers that show no progress."""


class _Invalid(Exception):
    """The resource has an issue."""


def find_head(data: bytes, version: FhirVersion, progress: Progress = no_progress) -> Json | None:
    """A large code system without its concepts, if it is valid; None if it must be validated as a whole.

    `progress` is called with the MB validated so far and the MB in all.
    """
    if len(data) < LARGE_BYTES:
        return None
    found = validate_parts(pieces_of(data, progress), version)
    return found[0] if found and is_valid(found[0], version) else None


def validate_parts(pieces: Iterable[str], version: FhirVersion) -> tuple[Json, int] | None:
    """Validates the concepts only: the text without them, and how many are in the outermost array; None if invalid."""
    count = 0

    def validate(concepts: list[Json]) -> None:
        nonlocal count
        count += len(concepts)
        _validate_concepts(concepts, version)

    try:
        return json_format.loads_in_parts(pieces, "concept", validate, LONGEST_CHARACTERS), count
    except (TerminologyError, _Invalid):
        return None


def is_valid(head: Json, version: FhirVersion) -> bool:
    """Whether the text without concepts is a valid code system."""
    if head.get("resourceType") != "CodeSystem":
        return False
    try:
        _validate(head, version)
    except (TerminologyError, _Invalid):
        return False
    return True


def pieces_of(data: bytes, progress: Progress = no_progress, start: int = 0, end: int | None = None) -> Iterator[str]:
    """The text from `start` to `end`."""
    decoder = getincrementaldecoder("utf-8-sig")()
    end = len(data) if end is None else end
    size_mb = ceil((end - start) / MB)
    for number, first in enumerate(range(start, end, MB), start=1):
        yield decoder.decode(data[first : min(first + MB, end)], final=number == size_mb)
        progress(number, size_mb)


def _validate_concepts(concepts: list[Json], version: FhirVersion) -> None:
    """Only concepts that are not plainly valid go to the models; plain ones can always be read."""
    from fhir_resources.plain_concepts import plain_concept_test  # with pydantic: a tenth of the server's start

    is_plain = plain_concept_test()
    others = [item for item in concepts if not is_plain(item)]
    if others:
        _validate(BATCH_MEMBERS | {"concept": others}, version)


def _validate(resource: Json, version: FhirVersion) -> None:
    if models.check(resource, version):
        raise _Invalid
    code_system.read(resource if version is FhirVersion.R5 else to_r5(resource))
