"""Overlay: the resources sent with a request, overlaid on the catalogue for that request.

Clients send the same resources repeatedly, so their parsed forms are cached by content hash, up to a limit.
"""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache

from fhir_resources import json_format
from fhir_resources.elements import Json
from fhir_resources.invariants import refuse_broken, repeated_codes
from fhir_resources.parameters import Parameters
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.library.received import READERS, Value, value_of, with_values

LIMIT_ELEMENTS = 20_000
BYTES_OF_AN_ELEMENT = 300  # of JSON, which take about 400 in memory; longer texts count as several elements
# The parameters whose resources are overlaid, in order of precedence, and the types each accepts.
TYPES: Mapping[str, tuple[str, ...]] = {"codeSystem": ("CodeSystem",), "tx-resource": tuple(READERS)}


@dataclass(frozen=True, slots=True)
class ParsedResource:
    """`elements`: its size for the limit; `issues`: parts that were ignored."""

    value: Value
    elements: int
    issues: tuple[Issue, ...]


class Overlaid(NamedTuple):
    """The catalogue of a request. `issues`: parts of its resources that were ignored."""

    catalogue: Catalogue
    issues: tuple[Issue, ...]


class ParsedResourceCache:
    """Values by the hash of their JSON; evicts the least recently used above the limit of elements."""

    def __init__(self, limit_elements: int = LIMIT_ELEMENTS) -> None:
        self._values: LRUCache[bytes, ParsedResource] = LRUCache(limit_elements, getsizeof=lambda item: item.elements)
        self._lock = Lock()

    def parse(self, resource: Json) -> ParsedResource:
        """Parses a CodeSystem, ValueSet or ConceptMap (R5 JSON). Raises BadRequest for an invalid one."""
        text = json_format.dumps(resource)
        key = hashlib.sha256(text).digest()
        with self._lock:
            found = self._values.get(key)
        if found is not None:
            return found
        parsed = ParsedResource(value_of(resource, FhirVersion.R5), elements_of(text), repeated_codes(resource))
        refuse_broken(resource, FhirVersion.R5)
        with self._lock, suppress(ValueError):  # too large for the cache
            self._values[key] = parsed
        return parsed

    @property
    def elements(self) -> int:
        with self._lock:
            return int(self._values.currsize)


def elements_of(text: bytes) -> int:
    """The estimated elements of a JSON text: its objects, or an equivalent of its length."""
    return max(text.count(b"{"), len(text) // BYTES_OF_AN_ELEMENT)


PARSED_RESOURCES = ParsedResourceCache()


def overlaid(catalogue: Catalogue, parameters: Parameters, cache: ParsedResourceCache = PARSED_RESOURCES) -> Overlaid:
    """The catalogue with the tx-resources and the inline code system of a request. Raises BadRequest."""
    resources = first_copies(item for name in TYPES for item in _resources(parameters, name))
    if not resources:
        return Overlaid(catalogue, ())
    parsed = list(map(cache.parse, resources))
    supplied = [str(item.get("url")) for item in _resources(parameters, "codeSystem")]
    result = with_values(_without(catalogue, supplied), [item.value for item in parsed])
    return Overlaid(result, tuple(issue for item in parsed for issue in item.issues))


def _without(catalogue: Catalogue, urls: Iterable[str]) -> Catalogue:
    """The catalogue without these code systems: the one in the request replaces all loaded versions."""
    left_out = set(urls)
    if left_out.isdisjoint(catalogue.code_systems):
        return catalogue
    systems = {url: versions for url, versions in catalogue.code_systems.items() if url not in left_out}
    return replace(catalogue, code_systems=systems)


def first_copies(resources: Iterable[Json]) -> tuple[Json, ...]:
    """The first resource of each type, url and version: a client's copies are identical, so any would do.

    Source: https://hl7.org/fhir/tools/terminology-caching.html (re-sending the same resource).
    """
    first: dict[tuple[str, ...], Json] = {}
    for number, resource in enumerate(resources):
        named = (str(resource["resourceType"]), str(resource.get("url")), str(resource.get("version")))
        first.setdefault(named if resource.get("url") else (str(number),), resource)
    return tuple(first.values())


def _resources(parameters: Parameters, name: str) -> tuple[Json, ...]:
    return check_types(parameters.resources(name), name) if parameters.defines(name) else ()


def check_types(resources: Iterable[Json], name: str) -> tuple[Json, ...]:
    """The resources of the parameter `name`. Raises BadRequest for one that it does not take."""
    checked = tuple(resources)
    for resource in checked:
        kind = resource.get("resourceType")
        if str(kind) not in TYPES[name]:
            text = f"The parameter {name} takes a {' or '.join(TYPES[name])}, not {kind or 'this'}"
            raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=(name,)))
    return checked
