"""Runs the operations of the table over HTTP: their parameters, level and handler.

Levels and parameters: `fhir_resources/operation_definitions.py`. How requests pass parameters:
https://hl7.org/fhir/R5/operations.html#executing.
"""

from collections.abc import Sequence
from functools import partial

from fhir_resources import json_format
from fhir_resources.convert.resources import to_r5
from fhir_resources.elements import Json
from fhir_resources.json_format import JsonText
from fhir_resources.operation_definitions import (
    CODE_SYSTEM_BATCH_VALIDATE_CODE,
    CODE_SYSTEM_VALIDATE_CODE,
    LOOKUP,
    SUBSUMES,
    VALUE_SET_BATCH_VALIDATE_CODE,
    VALUE_SET_VALIDATE_CODE,
    OperationDefinition,
)
from fhir_resources.parameters import Parameter, Parameters, parameters_from_query, parameters_from_resource
from fhir_resources.version import FhirVersion
from terminology.core import canonical
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.requests import CACHE_ID, FhirRequest
from terminology.http.responses import NO_STORE, REVALIDATE, Answer, in_version
from terminology.http.server_context import ServerContext
from terminology.library.answering import answer, shared_question
from terminology.library.resources import ResourceEntry
from terminology.library.shared_questions import Question
from terminology.library.snapshots import Snapshot

# The parameters for the resource of an instance-level request, and its version.
URL_NAMES = ("url", "system", "thisUrl")
SAME_IN_BOTH_VERSIONS = (LOOKUP, SUBSUMES, CODE_SYSTEM_VALIDATE_CODE, VALUE_SET_VALIDATE_CODE)
ABOUT_CODES = (LOOKUP, CODE_SYSTEM_VALIDATE_CODE, VALUE_SET_VALIDATE_CODE)
BATCHES = (CODE_SYSTEM_BATCH_VALIDATE_CODE, VALUE_SET_BATCH_VALIDATE_CODE)
VERSION_NAMES = ("valueSetVersion", "conceptMapVersion", "version", "thisVersion")
OTHER_RESOURCE = "otherValueSet"  # compared with the one in the address


def run(operation: OperationDefinition, server: ServerContext, request: FhirRequest, id: str | None = None) -> Answer:
    """One operation, at the level of its type or, with `id`, of one resource."""
    snapshot = request.snapshot
    items = supplied_parameters(operation, request)
    if id is not None:
        request.dependencies.note_id(operation.resource or "", id)
        items += _implied(operation, snapshot, snapshot.resources.get(operation.resource or "", id), items)
    refuse_repeated(operation, items)
    resource = answer(
        snapshot,
        request.version,
        Parameters(operation, items),
        now=server.now(),
        new_id=server.new_id,
        stamp=partial(server.content(snapshot).stamp, request.dependencies, server.library.last_change),
        dependencies=request.dependencies,
        accept_language=request.headers.get("accept-language"),
        budget=request.budget,
        caches=server.caches,
        cache_id=request.headers.get(CACHE_ID),
        client=request.client,
        today=server.now().date(),
        is_strict=request.is_strict,
        finish=partial(_written, request.version),
    )
    has_texts = operation in BATCHES
    written_in = request.version if has_texts or is_same_in_both_versions(operation, resource) else FhirVersion.R5
    headers = {"Cache-Control": _cache_control(request)}
    return Answer(resource, headers=headers, written_in=written_in, has_texts=has_texts)


def _written(version: FhirVersion, answer: Json) -> JsonText:
    """One of many answers as the bytes to send, so that the rest of it need not stay in memory until the last one."""
    is_same = answer["resourceType"] == "OperationOutcome" or _has_no_concept(answer["parameter"])
    return json_format.text_of(answer if is_same else in_version(Answer(answer), version))


def share(operation: OperationDefinition, request: FhirRequest) -> Question | None:
    """A function that answers this request for other codes; None if each must run in full."""
    if operation not in ABOUT_CODES or CACHE_ID in request.headers:
        return None
    items = supplied_parameters(operation, request)
    refuse_repeated(operation, items)
    return shared_question(
        request.snapshot,
        request.version,
        Parameters(operation, items),
        accept_language=request.headers.get("accept-language"),
        budget=request.budget,
        dependencies=request.dependencies,
        is_strict=request.is_strict,
    )


def is_about_one_code(operation: OperationDefinition, version: FhirVersion) -> bool:
    """Whether the answer is a few facts about a code, and not a whole resource."""
    returns_resource = any(item.name == "return" for item in operation.outputs(version))
    return not operation.scans_code_systems and not returns_resource


def is_same_in_both_versions(operation: OperationDefinition, resource: Json) -> bool:
    """Whether R4 and R5 serialize this answer identically, so that no conversion is needed.

    That is so for Parameters of simple values and Codings; a CodeableConcept of the client may contain anything.
    """
    return operation in SAME_IN_BOTH_VERSIONS and _has_no_concept(resource.get("parameter", ()))


def _has_no_concept(parameter: Sequence[Json]) -> bool:
    return "codeableConcept" not in [item["name"] for item in parameter]


def supplied_parameters(operation: OperationDefinition, request: FhirRequest) -> tuple[Parameter, ...]:
    """The parameters of the query, then those of the body. A bare resource is the one input of its type."""
    items = parameters_from_query(request.query)
    if request.resource is None:
        return items
    kind = request.resource["resourceType"]
    fitting = [item.name for item in operation.inputs(request.version) if item.type == kind and not item.repeats]
    if len(fitting) == 1:
        return (*items, Parameter(fitting[0], request.resource))
    return (*items, *parameters_from_resource(request.resource))


def _implied(
    operation: OperationDefinition, snapshot: Snapshot, entry: ResourceEntry, items: Sequence[Parameter]
) -> tuple[Parameter, ...]:
    """The url and version of the resource in the address. Raises BadRequest when the request names another."""
    url, version = entry.header.url, entry.header.version
    if not url:
        return (_itself(operation, entry, items),)
    names = {item.name for item in operation.parameters if item.use == "in"}
    url_name = next(name for name in URL_NAMES if name in names)
    version_name = next((name for name in VERSION_NAMES if name in names), None)
    known_versions = (version, *getattr(entry.header, "version_aliases", ()))
    for item in items:
        definition = operation.find_input(item.name)
        if definition is not None and definition.type == operation.resource and item.name != OTHER_RESOURCE:
            raise _contradiction(f"it also has a {operation.resource} in the parameter {item.name}", item.name)
        requested_url, requested_version = canonical.split(str(item.value))
        if item.name == url_name and (
            snapshot.catalogue.canonical_system(requested_url) != url
            or requested_version not in (None, *known_versions)
        ):
            raise _contradiction(f"{entry.type}/{entry.id} is '{url}', not '{item.value}'", item.name)
        if item.name == version_name and item.value not in known_versions:
            raise _contradiction(f"{entry.type}/{entry.id} has the version '{version}', not '{item.value}'", item.name)
    mentioned = {item.name for item in items}
    implied = ((url_name, url), (version_name, version))
    return tuple(Parameter(name, value) for name, value in implied if name and value and name not in mentioned)


def _itself(operation: OperationDefinition, entry: ResourceEntry, items: Sequence[Parameter]) -> Parameter:
    """Passes a resource without a url itself. Raises BadRequest if the operation takes none, or the request has one."""
    names = [item.name for item in operation.parameters if item.use == "in" and item.type == entry.type]
    if not names:
        text = f"{entry.type}/{entry.id} has no url, which ${operation.code} needs"
        raise BadRequest(Issue("error", "not-supported", text))
    taken = {*names, "url", "valueSetVersion", "conceptMapVersion", "thisUrl", "thisVersion"} - {OTHER_RESOURCE}
    for item in items:
        if item.name in taken:
            raise _contradiction(f"it also has a {entry.type} in the parameter {item.name}", item.name)
    resource = entry.read()
    return Parameter(names[0], to_r5(resource) if entry.fhir_version is FhirVersion.R4 else resource)


def refuse_repeated(operation: OperationDefinition, items: Sequence[Parameter]) -> None:
    """One clear error for all parameters that are repeated."""
    once = {name for name in {item.name for item in items} if not _may_repeat(operation, name)}
    first: dict[str, object] = {}
    differing = {
        item.name for item in items if item.name in once and first.setdefault(item.name, item.value) != item.value
    }
    repeated = [name for name in first if name in differing]
    if repeated:
        raise BadRequest(
            Issue(
                "error",
                "invalid",
                f"{', '.join(f'`{name}`' for name in repeated)} was repeated with different values",
                "invalid-data",
                expression=tuple(repeated),
            )
        )


def _may_repeat(operation: OperationDefinition, name: str) -> bool:
    definition = operation.find_input(name)
    return definition is None or definition.repeats


def _cache_control(request: FhirRequest) -> str:
    """Caches must revalidate an answer on each use, which a 304 makes cheap.

    Also one about a specific version: related content such as supplements and later releases may have changed, and its
    content may have been replaced.
    """
    return NO_STORE if request.method != "GET" or CACHE_ID in request.headers else REVALIDATE


def _contradiction(reason: str, name: str) -> BadRequest:
    return BadRequest(
        Issue("error", "invalid", f"The request contradicts its address: {reason}", "invalid-data", expression=(name,))
    )
