"""Resource index entries for searches, without a store."""

from datetime import UTC, datetime

from fhir_resources.version import FhirVersion
from terminology.core.concept_maps import ConceptMapHeader
from terminology.core.model import CodeSystemHeader, Header
from terminology.http.versioned_resource import VersionedResource
from terminology.library.resources import ResourceEntry

LOADED = datetime(2026, 11, 22, 8, 30, 0, 123456, tzinfo=UTC)


def resource(header: Header, id: str = "x", loaded: datetime = LOADED) -> VersionedResource:
    kinds = {CodeSystemHeader: "CodeSystem", ConceptMapHeader: "ConceptMap"}
    entry = ResourceEntry(kinds.get(type(header), "ValueSet"), id, header, 1, loaded, FhirVersion.R5, dict)
    return VersionedResource(entry, loaded, "1")
