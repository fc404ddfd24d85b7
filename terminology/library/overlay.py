"""Overlay: the resources that come with a request, laid over the catalogue for that request.

The same resources come again and again, so what was made of them is kept by the hash of their content, up to a bound.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from threading import Lock

from fhir_resources import json_format
from fhir_resources.elements import Json
from fhir_resources.parameters import Parameters
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.library.received import READERS, Value, value_of, with_values

KEPT_BYTES = 64 * 1024 * 1024  # of JSON; what is made of it takes a few times as much
# The parameters whose resources are laid over the catalogue, the one that goes first in front, and what each takes.
TYPES: Mapping[str, tuple[str, ...]] = {"codeSystem": ("CodeSystem",), "tx-resource": tuple(READERS)}


class Kept:
    """Values by the hash of their JSON; the least recently used go first when there are too many bytes of them."""

    def __init__(self, limit_bytes: int = KEPT_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self.size_bytes = 0
        self._values: OrderedDict[bytes, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()

    def value_of(self, resource: Json) -> Value:
        """What a CodeSystem, ValueSet or ConceptMap (R5 JSON) means."""
        text = json_format.dumps(resource)
        key = hashlib.sha256(text).digest()
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
        value = value_of(resource, FhirVersion.R5)
        with self._lock:
            self._keep(key, value, len(text))
        return value

    def _keep(self, key: bytes, value: Value, size_bytes: int) -> None:
        if key in self._values or size_bytes > self._limit_bytes:
            return
        self._values[key] = (value, size_bytes)
        self.size_bytes += size_bytes
        while self.size_bytes > self._limit_bytes:
            _, (_, freed) = self._values.popitem(last=False)
            self.size_bytes -= freed


KEPT = Kept()


def overlaid(catalogue: Catalogue, parameters: Parameters, kept: Kept = KEPT) -> Catalogue:
    """The catalogue with the tx-resources and the inline code system of a request. Raises BadRequest."""
    resources = first_copies(item for name in TYPES for item in _resources(parameters, name))
    values = list(map(kept.value_of, resources))
    given = [str(item.get("url")) for item in _resources(parameters, "codeSystem")]
    return with_values(_without(catalogue, given), values) if values else catalogue


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
