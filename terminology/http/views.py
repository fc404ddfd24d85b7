"""How much of a resource an answer shows: all, `_summary`, `_elements`, or all but a large code system's concepts.

Source: https://hl7.org/fhir/R5/search.html#summary and #elements. Partial resources are tagged SUBSETTED.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from fhir_resources.code_system import write_code_system_header
from fhir_resources.code_system_parts import CodeSystemParts as Parts
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.model import CodeSystemHeader
from terminology.http.versioned_resource import VersionedResource
from terminology.library.resources import ResourceEntry

Json = dict[str, Any]

MANY_CONCEPTS = 1000  # a search omits the concepts of larger code systems, unless _summary=false requests them
SUBSETTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"}
ALWAYS = frozenset({"resourceType", "id", "meta"})
MANDATORY: Mapping[str, frozenset[str]] = {
    "CodeSystem": frozenset({"status", "content"}),
    "ValueSet": frozenset({"status"}),
    "ConceptMap": frozenset({"status"}),
    "NamingSystem": frozenset({"status", "kind", "date", "uniqueId"}),
}
# Elements that the specification does not mark as part of the summary.
NOT_IN_SUMMARY = frozenset(
    {"text", "contained", "description", "purpose", "copyright", "copyrightLabel", "approvalDate", "lastReviewDate"}
    | {"concept", "compose", "expansion", "scope", "group", "property", "additionalAttribute"}
)
IN_SUMMARY_OF = {"CodeSystem": frozenset({"property"})}


@dataclass(frozen=True, slots=True)
class View:
    """`summary` is the value of `_summary`; `elements` the names in `_elements`, empty for all."""

    summary: str | None = None
    elements: tuple[str, ...] = ()
    is_search: bool = False

    def shows(self, type: str, element: str) -> bool:
        if element in ALWAYS or element in MANDATORY[type]:
            return True
        if self.elements and element.lstrip("_") not in self.elements:
            return False
        match self.summary:
            case "true":
                return element not in NOT_IN_SUMMARY - IN_SUMMARY_OF.get(type, frozenset())
            case "text":
                return element == "text"
            case "data":
                return element != "text"
        return True


def parts_of(resource: VersionedResource, catalogue: Catalogue, version: FhirVersion, view: View) -> Parts | None:
    """The resource in parts, for a large code system whose concepts are shown; else None."""
    entry = resource.entry
    if not entry.make_parts or not view.shows(entry.type, "concept") or not _asks_for_concepts(view):
        return None
    if _concept_count(entry, catalogue) <= MANY_CONCEPTS:
        return None
    parts = entry.read_parts(version)
    return parts and replace(parts, head=_shown(resource, parts.head, view))


def _meta(resource: VersionedResource, content: Json) -> Json:
    received = content.get("meta", {})
    return {**received, "versionId": resource.version_id, "lastUpdated": instant(resource.last_updated)}


def resource_of(resource: VersionedResource, catalogue: Catalogue, version: FhirVersion, view: View) -> Json:
    """The resource in this FHIR version, with `meta`."""
    entry = resource.entry
    content, is_cut = _content(entry, catalogue, version, view)
    return _shown(resource, content, view, is_cut)


def _shown(resource: VersionedResource, content: Json, view: View, is_cut: bool = False) -> Json:
    """The elements that the view shows, with `meta`. `is_cut`: something was already left out."""
    entry = resource.entry
    shown = {name: value for name, value in content.items() if view.shows(entry.type, name)}
    is_cut = is_cut or len(shown) < len(content) or view.summary in ("true", "text", "data") or bool(view.elements)
    meta = _meta(resource, content)
    if is_cut:
        meta["tag"] = [*meta.get("tag", ()), SUBSETTED]
    rest = {name: value for name, value in shown.items() if name not in ALWAYS}
    id = {"id": entry.id} if entry.id else {}  # an implicit value set has none
    return {"resourceType": entry.type, **id, "meta": meta, **rest}


def _asks_for_concepts(view: View) -> bool:
    """Whether a search requests the concepts of large code systems too."""
    return not view.is_search or view.summary == "false" or "concept" in view.elements


def _content(entry: ResourceEntry, catalogue: Catalogue, version: FhirVersion, view: View) -> tuple[Json, bool]:
    """The resource before the view, and whether its concepts were left out: serializing ten thousand takes a while."""
    if isinstance(entry.header, CodeSystemHeader):
        is_shown = view.shows("CodeSystem", "concept") and _asks_for_concepts(view)
        if not is_shown and (count := _concept_count(entry, catalogue)) > MANY_CONCEPTS:
            header = {**write_code_system_header(entry.header), "count": count}
            return (to_r4(header) if version is FhirVersion.R4 else header), True
    resource = entry.read()
    if entry.fhir_version is version:
        return resource, False
    return (to_r4(resource) if version is FhirVersion.R4 else to_r5(resource)), False


def _concept_count(entry: ResourceEntry, catalogue: Catalogue) -> int:
    provider = catalogue.find_code_system(entry.header.url, entry.header.version)
    if provider is not None:
        return provider.count
    supplement = catalogue.find_supplement(entry.header.canonical)
    return len(supplement.code_system.concepts) if supplement else 0


def instant(moment: datetime) -> str:
    """A FHIR instant in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
