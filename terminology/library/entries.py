"""Creates entries of the resource index, from generated and from received resources."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from fhir_resources import code_system as code_system_format
from fhir_resources import concept_map as concept_map_format
from fhir_resources import json_format
from fhir_resources import value_set as value_set_format
from fhir_resources.code_system_parts import CodeSystemParts, parts_of, parts_of_text
from fhir_resources.version import FhirVersion
from terminology.core.concept_maps import ConceptMap
from terminology.core.model import CodeSystem, Header
from terminology.core.ports import CodeSystemProvider
from terminology.core.value_sets import ValueSet
from terminology.library.compressed_text import CompressedText
from terminology.library.ports import StoredResource
from terminology.library.resources import ResourceEntry, id_from


def code_system_entry(
    code_system: CodeSystem, last_updated: datetime | None = None, version_id: int = 1
) -> ResourceEntry:
    """The JSON is generated on demand: that of a release has about ten megabytes."""
    return ResourceEntry(
        type="CodeSystem",
        id=_id(code_system.header),
        header=code_system.header,
        version_id=version_id,
        last_updated=last_updated,
        fhir_version=FhirVersion.R5,
        make=partial(code_system_format.write, code_system),
    )


def provided_entry(
    provider: CodeSystemProvider, last_updated: datetime | None = None, kind: str | None = None
) -> ResourceEntry:
    """The same for a code system that is not in memory: it is read in full when its JSON is requested."""
    return ResourceEntry(
        type="CodeSystem",
        id=_id(provider.header),
        header=provider.header,
        version_id=1,
        last_updated=last_updated,
        fhir_version=FhirVersion.R5,
        make=lambda: code_system_format.write(_code_system_of(provider)),
        make_parts=partial(parts_of, provider),
        kind=kind,
    )


def _code_system_of(provider: CodeSystemProvider) -> CodeSystem:
    concepts = tuple(provider.concepts())
    parents = {concept.code: above for concept in concepts if (above := provider.parents(concept.code))}
    return CodeSystem(provider.header, concepts, parents)


def value_set_entry(value_set: ValueSet) -> ResourceEntry:
    return ResourceEntry(
        type="ValueSet",
        id=_id(value_set.header),
        header=value_set.header,
        version_id=1,
        last_updated=None,
        fhir_version=FhirVersion.R5,
        make=partial(value_set_format.write, value_set),
    )


def concept_map_entry(concept_map: ConceptMap, last_updated: datetime | None = None) -> ResourceEntry:
    return ResourceEntry(
        type="ConceptMap",
        id=_id(concept_map.header),
        header=concept_map.header,
        version_id=1,
        last_updated=last_updated,
        fhir_version=FhirVersion.R5,
        make=partial(concept_map_format.write, concept_map),
    )


def received_entry(
    stored: StoredResource, header: Header, version_id: int, read_text: Callable[[], str], is_written: bool = False
) -> ResourceEntry:
    """The resource as it was received."""
    return ResourceEntry(
        type=stored.type,
        id=stored.id,
        header=header,
        version_id=version_id,
        last_updated=stored.last_updated,
        fhir_version=stored.fhir_version,
        make=lambda: json_format.loads_trusted(read_text()),
        is_written=is_written,
        make_parts=_parts_of_text(stored),
    )


def _parts_of_text(stored: StoredResource) -> Callable[[FhirVersion], CodeSystemParts] | None:
    """The parts of a code system whose text is so long that the store compresses it."""
    text = stored.text
    if stored.type != "CodeSystem" or not isinstance(text, CompressedText):
        return None
    return partial(parts_of_text, text.pieces, stored.fhir_version)


def _id(header: Header) -> str:
    return header.id or id_from(header.canonical.rsplit("/", 1)[-1])
