"""The server's metadata: `/metadata` in its modes, `$versions`, its OperationDefinitions, and the StructureDefinitions
of its extensions.

Sources: https://hl7.org/fhir/R5/http.html#capabilities, https://hl7.org/fhir/R5/capabilitystatement-operation-versions.html.
"""

from fhir_resources.bundle import searchset
from fhir_resources.capability_statement import SearchParameterDescription, Software, capability_statement
from fhir_resources.elements import Json
from fhir_resources.extension_definitions import (
    EXTENSIONS,
    ExtensionDefinition,
    extension_url,
    write_extension_definition,
)
from fhir_resources.operation_definition import write_operation_definition
from fhir_resources.operation_definitions import OPERATIONS
from fhir_resources.subscription import topic_url
from fhir_resources.terminology_capabilities import terminology_capabilities
from terminology.core.budget import Limits
from terminology.core.errors import BadRequest, UnknownResource
from terminology.core.issues import Issue
from terminology.core.subscriptions import TOPICS
from terminology.http.authorization.smart_configuration import smart_configuration
from terminology.http.media_types import media_type
from terminology.http.requests import FhirRequest
from terminology.http.responses import TEN_MINUTES, Answer
from terminology.http.search_parameters import EVERY_TYPE, parameters_of
from terminology.http.server_context import ServerContext

NAME, TITLE = "TerminologyServer", "Terminology Server"
MODES = ("full", "normative", "terminology")
CACHE_HEADERS = {"Cache-Control": TEN_MINUTES}


def capabilities(server: ServerContext, request: FhirRequest) -> Answer:
    """The CapabilityStatement, or with mode=terminology the TerminologyCapabilities."""
    mode = request.control("mode") or "full"
    if mode not in MODES:
        raise BadRequest(
            Issue("error", "value", f"mode must be one of {', '.join(MODES)}, not '{mode}'", expression=("mode",))
        )
    build = _terminology if mode == "terminology" else _statement
    return build(server, request)


def versions(_site: ServerContext, request: FhirRequest) -> Answer:
    """The FHIR version of this base. Plain JSON if requested, else Parameters."""
    version = request.version
    if media_type(request.headers.get("accept", "").partition(",")[0]).name == "application/json":
        plain = {"versions": [version.value], "default": version.value}
        return Answer(plain, headers={**CACHE_HEADERS, "Content-Type": "application/json"}, written_in=version)
    parameters = [{"name": name, "valueCode": version.value} for name in ("version", "default")]
    return Answer({"resourceType": "Parameters", "parameter": parameters}, headers=CACHE_HEADERS, written_in=version)


def smart(server: ServerContext, request: FhirRequest) -> Answer:
    """Where clients get tokens for this server. Always plain JSON, as SMART specifies."""
    document = smart_configuration(server.gate.configuration)
    return Answer(document, headers={**CACHE_HEADERS, "Content-Type": "application/json"}, written_in=request.version)


def operation_definition(server: ServerContext, request: FhirRequest, id: str) -> Answer:
    for operation in OPERATIONS:
        if operation.id == id:
            date = server.released.date().isoformat()
            resource = write_operation_definition(operation, request.version, request.base, date)
            return Answer(resource, headers=CACHE_HEADERS, written_in=request.version)
    known = ", ".join(operation.id for operation in OPERATIONS)
    raise UnknownResource(Issue("error", "not-found", f"There is no OperationDefinition '{id}'; there are {known}"))


def structure_definitions(server: ServerContext, request: FhirRequest) -> Answer:
    """The definitions of the extensions in answers; `url` selects one."""
    wanted, base = request.control("url"), server.library.canonical_base
    found = [each for each in EXTENSIONS if wanted in (None, extension_url(each, base))]
    place = f"{request.base}/StructureDefinition"
    matches = [(f"{place}/{each.id}", _definition(server, request, each)) for each in found]
    return Answer(searchset(matches, len(matches), {"self": place}), headers=CACHE_HEADERS, written_in=request.version)


def structure_definition(server: ServerContext, request: FhirRequest, id: str) -> Answer:
    for extension in EXTENSIONS:
        if extension.id == id:
            return Answer(_definition(server, request, extension), headers=CACHE_HEADERS, written_in=request.version)
    known = ", ".join(extension.id for extension in EXTENSIONS)
    raise UnknownResource(Issue("error", "not-found", f"There is no StructureDefinition '{id}'; there are {known}"))


def _definition(server: ServerContext, request: FhirRequest, extension: ExtensionDefinition) -> Json:
    date = server.released.date().isoformat()
    base = server.library.canonical_base
    return write_extension_definition(extension, request.version, base, server.software_version, date)


def _statement(server: ServerContext, request: FhirRequest) -> Answer:
    types = [
        (type, [SearchParameterDescription(p.name, p.kind, p.documentation) for p in parameters_of(type).values()])
        for type in EVERY_TYPE
    ]
    offered = [operation for operation in OPERATIONS if server.offers(operation)]
    topics = [topic_url(server.library.canonical_base, topic) for topic in TOPICS]
    statement = capability_statement(request.version, _software(server, request), types, offered, topics)
    [rest] = statement["rest"]
    documented = {"mode": rest["mode"], "documentation": limits_as_text(server.limits), **rest}
    return Answer({**statement, "rest": [documented]}, headers=CACHE_HEADERS, written_in=request.version)


def limits_as_text(limits: Limits) -> str:
    return (
        f"Limits per request: {limits.seconds:g} s from its arrival; {limits.body_bytes:,} bytes and "
        f"{limits.elements:,} elements in the body; {limits.parameters:,} parameters; {limits.codings:,} codings in a "
        f"CodeableConcept; {limits.entries:,} entries in a batch; {limits.expansion_codes:,} codes in an $expand "
        f"without count, {limits.page_codes:,} with count. An error names the exceeded limit; 503 has Retry-After."
    )


def _terminology(server: ServerContext, request: FhirRequest) -> Answer:
    snapshot = request.snapshot
    entries = (entry for type in EVERY_TYPE for entry in snapshot.resources.entries(type))
    updated = [entry.last_updated for entry in entries if entry.last_updated]
    systems = {
        url: [provider.header for provider in providers] for url, providers in snapshot.catalogue.code_systems.items()
    }
    date = max(updated, default=server.released).date().isoformat()
    resource = terminology_capabilities(request.version, _software(server, request), date, systems)
    return Answer(resource, headers=CACHE_HEADERS, written_in=request.version)


def _software(server: ServerContext, request: FhirRequest) -> Software:
    return Software(NAME, TITLE, server.software_version, server.released.date().isoformat(), request.base)
