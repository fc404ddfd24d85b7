"""Large code systems as they come in, judged some concepts at a time: with little more memory than their own text.

Judged so they can only be found sound. Where there is anything to say about one, it is judged as a whole, which says it
with its place; called by `resource_files.py` and by `library/resource_imports.py`, which do so.
"""

from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from math import ceil

from fhir_resources import code_system, json_format, models
from fhir_resources.convert.resources import to_r5
from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from terminology.core.errors import TerminologyError

LARGE_BYTES = 8_000_000
MB = 1_000_000
# What a part says besides its concepts.
STATED = {"resourceType": "CodeSystem", "url": "urn:part", "status": "active", "content": "complete"}


Judged = Callable[[int, int], None]


def unseen(_done: int, _total: int) -> None:
    """For callers that show no progress."""


class _NotSound(Exception):
    """There is something to say about the resource."""


def find_head(data: bytes, version: FhirVersion, judged: Judged = unseen) -> Json | None:
    """A large code system without its concepts, if it is valid and can be read; None = it is to be judged as a whole.

    `judged` is told again and again how much of how many MB is judged.
    """
    if len(data) < LARGE_BYTES:
        return None
    try:
        head = json_format.loads_in_parts(
            _pieces(data, judged), "concept", lambda concepts: _judge_concepts(concepts, version)
        )
        if head.get("resourceType") != "CodeSystem":
            return None
        _judge(head, version)
    except (TerminologyError, _NotSound):
        return None
    return head


def _pieces(data: bytes, judged: Judged) -> Iterator[str]:
    decoder = getincrementaldecoder("utf-8-sig")()
    size_mb = ceil(len(data) / MB)
    for number in range(size_mb):
        yield decoder.decode(data[number * MB : (number + 1) * MB], final=number + 1 == size_mb)
        judged(number + 1, size_mb)


def _judge_concepts(concepts: list[Json], version: FhirVersion) -> None:
    """Most are plainly valid, and what is can be read."""
    from fhir_resources.plain_concepts import plain_concept_test  # with pydantic: a tenth of the server's start

    is_plain = plain_concept_test()
    others = [item for item in concepts if not is_plain(item)]
    if others:
        _judge(STATED | {"concept": others}, version)


def _judge(resource: Json, version: FhirVersion) -> None:
    if models.check(resource, version):
        raise _NotSound
    code_system.read(resource if version is FhirVersion.R5 else to_r5(resource))
