"""Received resources, and the values that the operations use.

Code systems and value sets in the store are parsed on first use; at startup only their headers are. HL7's definitions
are ten thousand resources, of which a server needs few.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from fhir_resources import code_system, concept_map, json_format, value_set
from fhir_resources.convert.resources import to_r5
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap
from terminology.core.model import CodeSystem, CodeSystemHeader, Header
from terminology.core.ports import CodeSystemProvider
from terminology.core.supplements import Supplement
from terminology.core.value_sets import ValueSet
from terminology.core.versioned import Deferred
from terminology.library.compressed_text import CompressedText, text_of
from terminology.library.ports import StoredResource
from terminology.providers.deferred import DeferredCodeSystem
from terminology.providers.generic import GenericCodeSystem, in_memory

READERS: Mapping[str, Callable[[dict[str, Any]], CodeSystem | ValueSet | ConceptMap]] = {
    "CodeSystem": code_system.read,
    "ValueSet": value_set.read,
    "ConceptMap": concept_map.read,
}

# The elements beyond the header, which are read on demand.
BODIES: Mapping[str, frozenset[str]] = {
    "CodeSystem": frozenset({"text", "contained", "concept"}),
    "ValueSet": frozenset({"text", "contained", "compose", "expansion"}),
}

Value = CodeSystemProvider | Supplement | ValueSet | Deferred[ValueSet] | ConceptMap


@dataclass(frozen=True, slots=True)
class ReceivedResource:
    """`value` None: the resource was removed."""

    stored: StoredResource
    value: Value | None

    @property
    def header(self) -> Header | None:
        return self.value.header if self.value else None

    def read_text(self) -> str:
        return text_of(self.stored.text or "{}")


def received(stored: StoredResource) -> ReceivedResource:
    """The resource with its value. It was validated on import, so it can be parsed."""
    if stored.text is None:
        return ReceivedResource(stored, None)
    if stored.columns and stored.columns.header.content != "supplement":
        return ReceivedResource(stored, GenericCodeSystem(stored.columns))
    resource = json_format.loads_trusted(text_of(stored.text))
    if stored.type in BODIES and resource.get("content") != "supplement":
        return ReceivedResource(stored, _deferred(resource, stored))
    return ReceivedResource(stored, value_of(resource, stored.fhir_version))


def _deferred(resource: dict[str, Any], stored: StoredResource) -> Value:
    head = {name: value for name, value in resource.items() if name not in BODIES[stored.type]}
    header = read_resource(head, stored.fhir_version).header
    read = partial(_read_again, stored.text or "{}", stored.fhir_version)
    if isinstance(header, CodeSystemHeader):
        return DeferredCodeSystem(header, len(_codes(resource)), read)
    return Deferred(header, cache(read))


def _read_again(text: str | CompressedText, version: FhirVersion) -> Any:
    return read_resource(json_format.loads_trusted(text_of(text)), version)


def _codes(element: dict[str, Any]) -> set[str]:
    """The codes of the concepts below an element, at any depth."""
    found: set[str] = set()
    pending = [element]
    while pending:
        concepts = pending.pop().get("concept", ())
        found.update(concept["code"] for concept in concepts)
        pending.extend(concepts)
    return found


def value_of(resource: dict[str, Any], version: FhirVersion) -> Value:
    """Parses a CodeSystem, ValueSet or ConceptMap of either FHIR version. Raises what `read` of its type raises."""
    return _provided(read_resource(resource, version))


def read_code_system(resource: dict[str, Any], version: FhirVersion) -> CodeSystem:
    """The same for a resource known to be a code system."""
    read = read_resource(resource, version)
    assert isinstance(read, CodeSystem)
    return read


def _provided(value: CodeSystem | ValueSet | ConceptMap) -> Value:
    if not isinstance(value, CodeSystem):
        return value
    return Supplement(value) if value.header.content == "supplement" else in_memory(value)


def read_resource(resource: dict[str, Any], version: FhirVersion) -> CodeSystem | ValueSet | ConceptMap:
    read = READERS[resource["resourceType"]]
    return read(resource if version is FhirVersion.R5 else to_r5(resource))


def with_values(catalogue: Catalogue, values: Sequence[Value]) -> Catalogue:
    """The catalogue overlaid with these resources; itself when there are none, as for most requests."""
    if not values:
        return catalogue
    code_systems, supplements, value_sets, concept_maps = [], [], [], []
    for value in values:
        match value:
            case Supplement():
                supplements.append(value)
            case ValueSet() | Deferred():
                value_sets.append(value)
            case ConceptMap():
                concept_maps.append(value)
            case _:
                code_systems.append(value)
    return catalogue.with_resources(code_systems, supplements, value_sets, concept_maps)
