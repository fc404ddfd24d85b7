"""Create, update, patch and delete of one resource, also by condition.

    request -> scene (current content) -> proposal, checked by every rule -> commit -> answer

When something it was based on changes in between, it is checked again. Source: https://hl7.org/fhir/R5/http.html.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from fhir_resources import invariants, json_format
from fhir_resources.fhirpath_patch import apply_fhirpath_patch, read_fhirpath_patch
from fhir_resources.json_patch import apply_json_patch, read_json_patch
from fhir_resources.operation_outcome import operation_outcome
from terminology.core.errors import BadRequest, Conflict, LoginRequired, VersionConflict
from terminology.core.issues import Issue
from terminology.http.conditions import criteria_of, if_match, matches, refuse_existing, single
from terminology.http.errors import UnsupportedMediaType
from terminology.http.media_types import media_type
from terminology.http.requests import FhirRequest, read_query
from terminology.http.responses import NO_STORE, Answer
from terminology.http.server_context import ServerContext
from terminology.http.written_bodies import JSON_PATCH, TABLES, read_body_resource
from terminology.http.written_versions import headers_of, location_of, shown
from terminology.library.code_tables import value_set_from_table
from terminology.library.commits import Commit, ResourceVersion, author_of
from terminology.library.named_codes import report
from terminology.library.proposals import Change, Scene, propose_delete, propose_patch, propose_put
from terminology.library.received import READERS, value_of
from terminology.library.resources import ResourceEntry
from terminology.library.snapshots import Snapshot
from terminology.library.written_content import StaleWrite, Write

ATTEMPTS = 50  # of a write that keeps losing races

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to write (None if it would change nothing), and what to answer then.

    `unchanged_since`: for types that a condition searched, the last commit that the search has seen.
    """

    write: Write | None
    type: str
    id: str
    status: int
    unchanged_since: dict[str, int] = field(default_factory=dict)


Propose = Callable[[Scene, Snapshot], Proposal]


def create(type: str, server: ServerContext, request: FhirRequest) -> Answer:
    """201 with a Location; with If-None-Exist 200 when one matches. A table of codes becomes a value set."""
    is_table = media_type(request.headers.get("content-type", "")).name in TABLES
    resource = _from_table(request, type) if is_table else body_resource(request, type)
    id = server.new_id()
    return written(server, request, partial(propose_create, server, request, type, resource, id))


def propose_create(
    server: ServerContext, request: FhirRequest, type: str, resource: Json, id: str, scene: Scene, snapshot: Snapshot
) -> Proposal:
    """Creates under this id, unless If-None-Exist matches one."""
    condition = request.headers.get("if-none-exist")
    since: dict[str, int] = {}
    if condition is not None:
        criteria = read_query(criteria_of(condition, type))
        found = single(matches(server, request, snapshot, type, criteria), type)
        since = {type: snapshot.written}
        if found is not None:
            return Proposal(None, type, found.id, 200, since)
    write = propose_put(scene, "POST", resource, request.version, id)
    return Proposal(write, type, id, 201, since)


def update(type: str, server: ServerContext, request: FhirRequest, id: str) -> Answer:
    """200, or 201 when it did not exist. An unchanged resource is not written."""
    resource = body_resource(request, type)
    if resource.get("id") != id:
        stated = f"not '{resource['id']}'" if "id" in resource else "and it has none"
        raise BadRequest(
            Issue("error", "value", f"The resource must have the id of the address, {id}, {stated}", expression=("id",))
        )
    return written(server, request, partial(propose_update, request, type, resource, id))


def propose_update(
    request: FhirRequest, type: str, resource: Json, id: str, scene: Scene, snapshot: Snapshot
) -> Proposal:
    is_there = (type, id) in scene.written.resources
    refuse_existing(request, is_there or snapshot.resources.find(type, id) is not None)
    write = propose_put(scene, "PUT", resource, request.version, id, if_match(request))
    return Proposal(write, type, id, 200 if is_there else 201)


def conditional_update(type: str, server: ServerContext, request: FhirRequest) -> Answer:
    """Updates the match of the criteria; without one, creates it, with the id of the body if any."""
    resource = body_resource(request, type)
    return written(
        server, request, partial(propose_conditional_update, server, request, type, resource, server.new_id())
    )


def propose_conditional_update(
    server: ServerContext,
    request: FhirRequest,
    type: str,
    resource: Json,
    new_id: str,
    scene: Scene,
    snapshot: Snapshot,
) -> Proposal:
    found = single(matches(server, request, snapshot, type, request.query), type)
    since = {type: snapshot.written}
    own = resource.get("id")
    if found is None:
        id = own if isinstance(own, str) else new_id
        if (type, id) in scene.written.resources:
            text = f"{type}/{id} exists, but the condition does not match it"
            raise Conflict(Issue("error", "conflict", text))
        return Proposal(propose_put(scene, "POST", resource, request.version, id), type, id, 201, since)
    if own is not None and own != found.id:
        text = f"The condition matches {type}/{found.id}, but the resource has the id {own}"
        raise BadRequest(Issue("error", "value", text, expression=("id",)))
    refuse_existing(request, True)
    write = propose_put(scene, "PUT", resource, request.version, found.id, if_match(request))
    return Proposal(write, type, found.id, 200, since)


def patch(type: str, server: ServerContext, request: FhirRequest, id: str) -> Answer:
    """JSON Patch or FHIRPath Patch; the result is checked like an update."""
    change = read_patch(request)
    return written(server, request, partial(propose_patching, request, type, change, id))


def propose_patching(
    request: FhirRequest, type: str, change: Change, id: str, scene: Scene, snapshot: Snapshot
) -> Proposal:
    if (type, id) not in scene.written.resources and snapshot.resources.find(type, id) is None:
        raise scene.written.missing(type, id)
    write = propose_patch(scene, type, id, change, request.version, if_match(request))
    return Proposal(write, type, id, 200)


def conditional_patch(type: str, server: ServerContext, request: FhirRequest) -> Answer:
    change = read_patch(request)

    def propose(scene: Scene, snapshot: Snapshot) -> Proposal:
        found = _single_match(server, request, snapshot, type)
        write = propose_patch(scene, type, found.id, change, request.version, if_match(request))
        return Proposal(write, type, found.id, 200, {type: snapshot.written})

    return written(server, request, propose)


def delete(type: str, server: ServerContext, request: FhirRequest, id: str) -> Answer:
    """204, also when it is already deleted."""
    return written(server, request, partial(propose_deleting, request, type, id))


def propose_deleting(request: FhirRequest, type: str, id: str, scene: Scene, _snapshot: Snapshot) -> Proposal:
    is_forced = request.control("_force") == "true"
    write = propose_delete(scene, type, id, request.version, if_match(request), is_forced)
    return Proposal(write, type, id, 204)


def conditional_delete(type: str, server: ServerContext, request: FhirRequest) -> Answer:
    """Deletes one resource; 412 when the criteria match several, 204 when they match none."""
    return written(server, request, partial(propose_conditional_delete, server, request, type))


def propose_conditional_delete(
    server: ServerContext, request: FhirRequest, type: str, scene: Scene, snapshot: Snapshot
) -> Proposal:
    found = single(matches(server, request, snapshot, type, request.query), type)
    since = {type: snapshot.written}
    if found is None:
        return Proposal(None, type, "", 204, since)
    is_forced = request.control("_force") == "true"
    write = propose_delete(scene, type, found.id, request.version, if_match(request), is_forced)
    return Proposal(write, type, found.id, 204, since)


def written(server: ServerContext, request: FhirRequest, propose: Propose) -> Answer:
    """Commits the proposal and returns the answer."""
    for _ in range(ATTEMPTS):
        proposal, commit = try_to_write(server, request, propose)
        if commit is not None or proposal.write is None:
            return answer_of(server, request, proposal, commit)
    raise busy()


def try_to_write(server: ServerContext, request: FhirRequest, propose: Propose) -> tuple[Proposal, Commit | None]:
    """The commit is None if there was nothing to write, or something had changed meanwhile."""
    check_expiry(server, request)
    snapshot = server.library.snapshot(request.version)
    proposal = propose(Scene(snapshot, server.library.written, request.principal), snapshot)
    if proposal.write is None:
        return proposal, None
    author = author_of(request.principal, request.address, request.request_id)
    work = server.library.commit([proposal.write], author, server.new_id(), proposal.unchanged_since)
    try:
        return proposal, server.library.wait_for(work)
    except StaleWrite:
        return proposal, None


def check_expiry(server: ServerContext, request: FhirRequest) -> None:
    """The token may have expired while the body was received."""
    expires_at = request.principal.expires_at
    if expires_at is not None and expires_at <= server.now():
        raise LoginRequired(Issue("error", "expired", "The token expired while the request was being received"))


def busy() -> Conflict:
    return Conflict(Issue("error", "conflict", "Others are writing the same resource: try again"))


def answer_of(server: ServerContext, request: FhirRequest, proposal: Proposal, commit: Commit | None) -> Answer:
    """According to `Prefer: return=`: the resource, nothing, or an OperationOutcome."""
    if proposal.status == 204:
        return Answer(status=204, headers={"Cache-Control": NO_STORE})
    found = _state(server, proposal, commit)
    if found is None:  # the match of a condition was not written over REST
        address = f"{request.base}/{proposal.type}/{proposal.id}"
        return Answer(status=proposal.status, headers={"Location": address, "Cache-Control": NO_STORE})
    version, resource, at = found
    headers = {
        "Location": location_of(request.base, version),
        "Cache-Control": NO_STORE,
        **headers_of(version, at),
    }
    match _preferred(request):
        case "minimal":
            return Answer(None, proposal.status, headers, request.version)
        case "operationoutcome":
            text = f"{version.type}/{version.id} is at version {version.version_id}"
            issues = (Issue("information", "informational", text), *_warnings(server, resource, version, request))
            return Answer(operation_outcome(issues), proposal.status, headers, request.version)
    return Answer(shown(resource, version, at, request.version), proposal.status, headers, request.version)


def _warnings(
    server: ServerContext, resource: Json, version: ResourceVersion, request: FhirRequest
) -> tuple[Issue, ...]:
    """Warnings about what was written: minor rule violations, and codes that are ended or unknown."""
    odd = [issue for issue in invariants.check(resource, version.fhir_version) if issue.severity == "warning"]
    if version.type not in READERS:
        return tuple(odd)
    catalogue = server.library.catalogue(request.version)
    return (*odd, *report(catalogue, value_of(resource, version.fhir_version)))


def _state(server: ServerContext, proposal: Proposal, commit: Commit | None) -> Any:
    """The version that was written or already existed, with the resource and the time of its write."""
    if commit is not None and proposal.write is not None and proposal.write.text is not None:
        version = next(item for item in commit.versions if item.key == proposal.write.key)
        return version, json_format.loads_trusted(proposal.write.text), commit.at
    resource = server.library.written.resources.get((proposal.type, proposal.id))
    if resource is None:
        return None
    return resource.version, resource.entry.make(), resource.entry.last_updated


def _preferred(request: FhirRequest) -> str:
    wishes = request.headers.get("prefer", "").replace(";", ",").lower().split(",")
    stated = (wish.strip().removeprefix("return=").strip('"') for wish in wishes if "return=" in wish)
    return next(stated, "representation")


def _single_match(server: ServerContext, request: FhirRequest, snapshot: Snapshot, type: str) -> ResourceEntry:
    found = single(matches(server, request, snapshot, type, request.query), type)
    if found is None:
        raise VersionConflict(Issue("error", "not-found", f"The condition matches no {type}"))
    return found


def body_resource(request: FhirRequest, type: str) -> Json:
    """The body as FHIR JSON of the endpoint's version. Raises BadRequest if its type differs from the address."""
    resource = request.sent if request.sent is not None else read_body_resource(request)
    if resource.get("resourceType") != type:
        stated = resource.get("resourceType")
        text = f"The address takes a {type}, but the body is {stated or 'without a resourceType'}"
        raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=("resourceType",)))
    return resource


def _from_table(request: FhirRequest, type: str) -> Json:
    """A value set of the codes in a CSV or XLSX body; the query says url, version, system and title."""
    if type != "ValueSet":
        raise UnsupportedMediaType("A table of codes makes a ValueSet; other types are sent as FHIR.")
    stated = dict(request.query)
    if unknown := stated.keys() - {"url", "version", "system", "title", "_format", "_pretty"}:
        text = f"With a table, the query takes url, version, system and title; not {', '.join(sorted(unknown))}"
        raise BadRequest(Issue("error", "not-supported", text))
    if not stated.get("url"):
        raise BadRequest(Issue("error", "required", "With a table, the query needs a url", expression=("url",)))
    return value_set_from_table(
        request.body,
        url=stated["url"],
        version=stated.get("version"),
        system=stated.get("system"),
        title=stated.get("title"),
    )


def read_patch(request: FhirRequest) -> Change:
    """The change that the body describes, in either patch format. Raises UnsupportedMediaType, BadRequest."""
    if media_type(request.headers.get("content-type", "")).name == JSON_PATCH:
        operations = read_json_patch(request.body)
        return lambda resource, _version: apply_json_patch(resource, operations)
    if request.sent is not None and request.sent.get("resourceType") == "Binary":
        operations = read_json_patch(_binary(request.sent))
        return lambda resource, _version: apply_json_patch(resource, operations)
    parameters = request.sent if request.sent is not None else read_body_resource(request)
    asked = read_fhirpath_patch(parameters)
    return lambda resource, version: apply_fhirpath_patch(resource, asked, version)


def _binary(resource: Json) -> bytes:
    """The JSON Patch of a transaction entry, which is wrapped in a Binary."""
    if resource.get("contentType") != JSON_PATCH or not isinstance(resource.get("data"), str):
        raise BadRequest(
            Issue("error", "invalid", f"A Binary with a patch needs data and the contentType {JSON_PATCH}")
        )
    try:
        return base64.b64decode(resource["data"], validate=True)
    except ValueError:
        raise BadRequest(Issue("error", "invalid", "The data of the Binary is not base64")) from None
