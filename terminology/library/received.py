"""Resources as they were received, and what the operations make of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fhir_resources import code_system, concept_map, json_format, value_set
from fhir_resources.convert.resources import to_r5
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap
from terminology.core.model import CodeSystem, Header
from terminology.core.ports import CodeSystemProvider
from terminology.core.supplements import Supplement
from terminology.core.value_sets import ValueSet
from terminology.library.ports import StoredResource
from terminology.providers.generic import GenericCodeSystem

READERS: Mapping[str, Callable[[dict[str, Any]], CodeSystem | ValueSet | ConceptMap]] = {
    "CodeSystem": code_system.read,
    "ValueSet": value_set.read,
    "ConceptMap": concept_map.read,
}

Value = CodeSystemProvider | Supplement | ValueSet | ConceptMap


@dataclass(frozen=True, slots=True)
class ReceivedResource:
    """`value` None: from here on the resource is gone."""

    stored: StoredResource
    value: Value | None

    @property
    def header(self) -> Header | None:
        return self.value.header if self.value else None


def received(stored: StoredResource) -> ReceivedResource:
    """The resource with its meaning. It was judged when it came in, so it can be read."""
    if stored.text is None:
        return ReceivedResource(stored, None)
    return ReceivedResource(stored, value_of(json_format.loads(stored.text.encode()), stored.fhir_version))


def value_of(resource: dict[str, Any], version: FhirVersion) -> Value:
    """A CodeSystem, ValueSet or ConceptMap of either FHIR version. Raises what `read` of its type raises."""
    read = READERS[resource["resourceType"]]
    value = read(resource if version is FhirVersion.R5 else to_r5(resource))
    if not isinstance(value, CodeSystem):
        return value
    return Supplement(value) if value.header.content == "supplement" else GenericCodeSystem(value)


def with_values(catalogue: Catalogue, values: Iterable[Value]) -> Catalogue:
    """The catalogue with these resources laid over it."""
    code_systems, supplements, value_sets, concept_maps = [], [], [], []
    for value in values:
        match value:
            case Supplement():
                supplements.append(value)
            case ValueSet():
                value_sets.append(value)
            case ConceptMap():
                concept_maps.append(value)
            case _:
                code_systems.append(value)
    return catalogue.with_resources(code_systems, supplements, value_sets, concept_maps)
