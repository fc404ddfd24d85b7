"""Overlay: the resources that come with a request, laid over the catalogue for that request.

The same resources come again and again, so what was made of them is cached by the hash of their content, up to a bound.
"""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from threading import Lock

from cachetools import LRUCache

from fhir_resources import json_format
from fhir_resources.elements import Json
from fhir_resources.invariants import refuse_broken
from fhir_resources.parameters import Parameters
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.library.received import READERS, Value, value_of, with_values

LIMIT_ELEMENTS = 20_000
BYTES_OF_AN_ELEMENT = 300  # of JSON, on the way to some 400 of memory; longer texts count as several elements
# The parameters whose resources are laid over the catalogue, the one that goes first in front, and what each takes.
TYPES: Mapping[str, tuple[str, ...]] = {"codeSystem": ("CodeSystem",), "tx-resource": tuple(READERS)}


class ParsedResourceCache:
    """Values by the hash of their JSON; the least recently used go first when they have too many elements."""

    def __init__(self, limit_elements: int = LIMIT_ELEMENTS) -> None:
        self._values: LRUCache[bytes, tuple[Value, int]] = LRUCache(limit_elements, getsizeof=lambda item: item[1])
        self._lock = Lock()

    def value_of(self, resource: Json) -> Value:
        """What a CodeSystem, ValueSet or ConceptMap (R5 JSON) means. Raises BadRequest for one that means nothing."""
        return self.weighed_value_of(resource)[0]

    def weighed_value_of(self, resource: Json) -> tuple[Value, int]:
        """The same with how many elements it counts for."""
        text = json_format.dumps(resource)
        key = hashlib.sha256(text).digest()
        with self._lock:
            found = self._values.get(key)
        if found is not None:
            return found
        value, elements = value_of(resource, FhirVersion.R5), elements_of(text)
        refuse_broken(resource, FhirVersion.R5)
        with self._lock, suppress(ValueError):  # too large to be cached at all
            self._values[key] = (value, elements)
        return value, elements

    @property
    def elements(self) -> int:
        with self._lock:
            return int(self._values.currsize)


def elements_of(text: bytes) -> int:
    """How much is made of a JSON text: its objects, or what its length comes to."""
    return max(text.count(b"{"), len(text) // BYTES_OF_AN_ELEMENT)


PARSED_RESOURCES = ParsedResourceCache()


def overlaid(catalogue: Catalogue, parameters: Parameters, parsed: ParsedResourceCache = PARSED_RESOURCES) -> Catalogue:
    """The catalogue with the tx-resources and the inline code system of a request. Raises BadRequest."""
    resources = first_copies(item for name in TYPES for item in _resources(parameters, name))
    values = list(map(parsed.value_of, resources))
    supplied = [str(item.get("url")) for item in _resources(parameters, "codeSystem")]
    return with_values(_without(catalogue, supplied), values) if values else catalogue


def _without(catalogue: Catalogue, urls: Iterable[str]) -> Catalogue:
    """The catalogue less these code systems: the one that is given is meant, whatever versions are loaded."""
    left_out = set(urls)
    if left_out.isdisjoint(catalogue.code_systems):
        return catalogue
    systems = {url: versions for url, versions in catalogue.code_systems.items() if url not in left_out}
    return replace(catalogue, code_systems=systems)


def first_copies(resources: Iterable[Json]) -> tuple[Json, ...]:
    """Of each type, url and version the first: a client sends all copies alike, so any of them would do.

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
