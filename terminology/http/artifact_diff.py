"""$artifact-diff: the FHIRPath Patch operations that turn one definition served here into another.

To compare the codes of two value sets, use ValueSet/$compare. Source:
https://hl7.org/fhir/uv/crmi/OperationDefinition-crmi-artifact-diff.html.
"""

from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.elements import Json
from fhir_resources.fhirpath_diff import difference
from fhir_resources.operation_definitions import ARTIFACT_DIFF
from fhir_resources.parameters import Parameters, required
from fhir_resources.version import FhirVersion
from terminology.core import canonical
from terminology.core.errors import BadRequest, UnknownResource
from terminology.core.issues import Issue
from terminology.http.operations import refuse_repeated, supplied_parameters
from terminology.http.requests import FhirRequest
from terminology.http.responses import NO_STORE, Answer
from terminology.http.server_context import ServerContext
from terminology.library.lifecycle import CONTENT
from terminology.library.resources import ResourceEntry

TYPES = ("ValueSet", "CodeSystem", "ConceptMap", "NamingSystem")


def run(_server: ServerContext, request: FhirRequest) -> Answer:
    """Answers in the endpoint's FHIR version. Raises UnknownResource, and BadRequest if the types differ."""
    items = supplied_parameters(ARTIFACT_DIFF, request)
    refuse_repeated(ARTIFACT_DIFF, items)
    asked = Parameters(ARTIFACT_DIFF, items)
    source, target = (_find_entry(request, name, required(name, asked.text(name))) for name in ("source", "target"))
    if source.type != target.type:
        text = f"source is a {source.type} and target a {target.type}: both must have the same type"
        raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=("target",)))
    left_out = CONTENT[source.type] if asked.boolean("compareComputable") is False else frozenset()
    old, new = (_in_version(item, request.version) for item in (source, target))
    patch = difference(old, new, request.version, left_out)
    return Answer(patch, headers={"Cache-Control": NO_STORE}, written_in=request.version)


def _find_entry(request: FhirRequest, name: str, reference: str) -> ResourceEntry:
    """Finds by canonical: without a version, the latest that is not a draft."""
    url, version = canonical.split(reference)
    url = request.snapshot.catalogue.canonical_system(url)
    entries = [entry for type in TYPES for entry in request.snapshot.resources.entries(type) if entry.header.url == url]
    fitting = [entry for entry in entries if version in (None, entry.header.version)]
    for entry in sorted(fitting, key=lambda entry: entry.header.status == "draft"):
        return entry
    text = f"{reference} is not here" + (f" in this version; there are {_versions(entries)}" if entries else "")
    raise UnknownResource(Issue("error", "not-found", text, "not-found", expression=(name,)))


def _versions(entries: list[ResourceEntry]) -> str:
    return ", ".join(entry.header.version or "one without a version" for entry in entries)


def _in_version(entry: ResourceEntry, version: FhirVersion) -> Json:
    resource = entry.read()
    if entry.fhir_version is version:
        return resource
    return to_r4(resource) if version is FhirVersion.R4 else to_r5(resource)
