"""Derives what is served from the text of a written resource: its index entry and its catalogue value."""

from dataclasses import dataclass

from fhir_resources import json_format
from fhir_resources.convert.resources import to_r5
from fhir_resources.naming_system import read_naming_system_header
from fhir_resources.references import canonical_references
from fhir_resources.version import FhirVersion
from seed.release import Source
from terminology.library.commits import BOTH, Commit, ResourceVersion
from terminology.library.compressed_text import CompressedText, text_of
from terminology.library.entries import received_entry
from terminology.library.ports import StoredResource
from terminology.library.received import READERS, Value, received
from terminology.library.written import WrittenResource

TYPES = (*READERS, "NamingSystem")
WRITTEN = Source("written over REST", "", 0)


@dataclass(frozen=True, slots=True)
class ServedResource:
    """`value` is None for types that no operation uses (NamingSystem)."""

    resource: WrittenResource
    value: Value | None


def served_resource(version: ResourceVersion, text: str | CompressedText, commit: Commit) -> ServedResource:
    """Expects a resource that was validated before it was written."""
    stored = StoredResource(
        version.type,
        version.id,
        version.url,
        version.version,
        version.fhir_version,
        BOTH,
        text,
        WRITTEN,
        commit.at,
    )
    json = json_format.loads_trusted(text_of(text))
    r5 = json if version.fhir_version is FhirVersion.R5 else to_r5(json)
    value = received(stored).value if version.type in READERS else None
    header = value.header if value else read_naming_system_header(r5)
    entry = received_entry(stored, header, version.version_id, lambda: text_of(text), is_written=True)
    return ServedResource(WrittenResource(version, entry, canonical_references(r5)), value)
