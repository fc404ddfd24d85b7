"""Stores source content that is not a standalone code system, such as maps and supplements, as FHIR resources.

The server creates them, so they are not validated here; the tests validate their builders.
"""

from fhir_resources import code_system, concept_map, json_format, value_set
from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from seed.release import ResourceSet
from terminology.core.concept_maps import ConceptMap
from terminology.core.model import CodeSystem
from terminology.core.value_sets import ValueSet
from terminology.library.ports import RESOURCES, ImportRecord, StoredResource
from terminology.library.publishing import ImportContext, PendingImport
from terminology.library.resource_imports import BOTH


def pending_from_resource_set(context: ImportContext, found: ResourceSet) -> PendingImport:
    """An import of the resources; each replaces an earlier one with its url and version."""
    now = context.now()
    main = found.resources[0].header
    record = ImportRecord(
        id=context.new_id(),
        kind=RESOURCES,
        sources=(found.source, *found.companions),
        started_at=now,
        system=main.url,
        version=main.version,
        rows_read=found.rows_read,
        rejected=found.rejected,
        rejected_total=len(found.rejected),
    )
    stored = (
        StoredResource(
            type=resource["resourceType"],
            id=resource["id"],
            url=resource["url"],
            version=resource["version"],
            fhir_version=FhirVersion.R5,
            fhir_versions=BOTH,
            text=json_format.dumps(resource).decode(),
            source=found.source,
            last_updated=now,
        )
        for resource in map(_written, found.resources)
    )
    return PendingImport(record, resources=tuple(stored))


def _written(resource: CodeSystem | ValueSet | ConceptMap) -> Json:
    match resource:
        case CodeSystem():
            return code_system.write(resource)
        case ValueSet():
            return value_set.write(resource)
        case ConceptMap():
            return concept_map.write(resource)
