"""$draft, $clone, $release, $approve, $withdraw and $retire over HTTP, on one resource, or on its type with `id`.

Each is a regular write: checked by the rules, committed atomically, with a history. The answer is a Bundle of what was
written. Source: https://hl7.org/fhir/uv/crmi/.
"""

from collections.abc import Mapping
from typing import Any

from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.committing import Proposal
from terminology.http.conditions import if_match
from terminology.http.requests import FhirRequest
from terminology.http.responses import NO_STORE, Answer
from terminology.http.server_context import ServerContext
from terminology.http.write_answers import written
from terminology.library import artifact_operations as steps
from terminology.library.proposals import Scene, propose_delete, propose_put
from terminology.library.snapshots import Snapshot

INPUTS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"id", "version"}),
    "clone": frozenset({"id", "version", "url"}),
    "release": frozenset({"id", "version", "versionBehavior", "releaseLabel", "releaseDate"}),
    "approve": frozenset({"id", "approvalDate"}),
    "withdraw": frozenset({"id"}),
    "retire": frozenset({"id"}),
}

Json = dict[str, Any]


def run(name: str, type: str, server: ServerContext, request: FhirRequest, id: str | None = None) -> Answer:
    inputs = _inputs(name, request)
    id = id or inputs.get("id")
    if id is None:
        raise BadRequest(Issue("error", "required", f"${name} needs an id", expression=("id",)))
    new_id = server.new_id()

    def propose(scene: Scene, snapshot: Snapshot) -> Proposal:
        if name == "withdraw":
            steps.check_withdraw(_current(scene, type, id))
            return Proposal(propose_delete(scene, type, id, request.version, if_match(request)), type, id, 204)
        if name in ("draft", "clone"):
            step = steps.draft if name == "draft" else steps.clone
            made = step(_source(scene, snapshot, type, id), inputs)
            return _put(scene, request, "POST", made, new_id, 201)
        made = _changed(name, snapshot, _current(scene, type, id), inputs, server.now().date().isoformat())
        return _put(scene, request, "PUT", made, id, 200, if_match(request))

    return _bundle(request, written(server, request, propose))


def _changed(name: str, snapshot: Snapshot, resource: Json, inputs: Mapping[str, str], today: str) -> Json:
    match name:
        case "release":
            return steps.release(resource, inputs, snapshot.catalogue, today)
        case "approve":
            return steps.approve(resource, inputs, today)
    return steps.retire(resource, today)


def _put(
    scene: Scene,
    request: FhirRequest,
    method: str,
    resource: Json,
    id: str,
    status: int,
    expected: int | None = None,
) -> Proposal:
    type = resource["resourceType"]
    own = {**resource, "id": id}
    sent = to_r4(own) if request.version is FhirVersion.R4 else own
    return Proposal(propose_put(scene, method, sent, request.version, id, expected), type, id, status)


def _current(scene: Scene, type: str, id: str) -> Json:
    """The written resource in R5 JSON. Raises UnknownResource, Deleted."""
    found = scene.current(type, id)
    if found is None:
        raise scene.written.missing(type, id)
    resource, version = found
    return resource if version is FhirVersion.R5 else to_r5(resource)


def _source(scene: Scene, snapshot: Snapshot, type: str, id: str) -> Json:
    """The source of a draft or clone: written or, as it is only read, imported."""
    if (type, id) in scene.written.resources:
        return _current(scene, type, id)
    entry = snapshot.resources.find(type, id)
    if entry is None:
        raise scene.written.missing(type, id)
    resource = entry.read()
    return resource if entry.fhir_version is FhirVersion.R5 else to_r5(resource)


def _inputs(name: str, request: FhirRequest) -> dict[str, str]:
    """From the query and a Parameters resource. Raises BadRequest for unknown parameters instead of ignoring them."""
    stated = dict(request.query)
    sent = request.sent or {}
    if sent and sent.get("resourceType") != "Parameters":
        raise BadRequest(Issue("error", "invalid", f"${name} takes a Parameters resource"))
    for item in sent.get("parameter", ()):
        value = next((value for key, value in item.items() if key.startswith("value")), None)
        if not isinstance(value, str):
            raise BadRequest(Issue("error", "value", f"The parameter {item.get('name')} needs a text"))
        stated[str(item.get("name"))] = value
    unknown = stated.keys() - INPUTS[name] - {"_format", "_pretty"}
    if unknown:
        text = f"${name} knows {', '.join(sorted(INPUTS[name]))}; not {', '.join(sorted(unknown))}"
        raise BadRequest(Issue("error", "not-supported", text))
    return stated


def _bundle(request: FhirRequest, answer: Answer) -> Answer:
    response = {"status": str(answer.status)}
    for name, header in (("location", "Location"), ("etag", "ETag")):
        if header in answer.headers:
            response[name] = answer.headers[header]
    entry: Json = {"response": response}
    if answer.resource is not None:
        entry = {"resource": answer.resource} | entry
    bundle = {"resourceType": "Bundle", "type": "transaction-response", "entry": [entry]}
    return Answer(bundle, headers={"Cache-Control": NO_STORE}, written_in=request.version)
