"""Create, update, patch and delete of one resource, also by condition.

    request -> scene (current content) -> proposal, checked by every rule -> commit -> answer

When something it was based on changes in between, it is checked again. Source: https://hl7.org/fhir/R5/http.html.
"""

from functools import partial
from typing import Any

from terminology.core.errors import BadRequest, Conflict, VersionConflict
from terminology.core.issues import Issue
from terminology.http.committing import Proposal
from terminology.http.conditions import criteria_of, find_match, if_match, refuse_existing
from terminology.http.errors import UnsupportedMediaType
from terminology.http.media_types import media_type
from terminology.http.patches import read_patch
from terminology.http.requests import FhirRequest, read_query
from terminology.http.responses import Answer
from terminology.http.server_context import ServerContext
from terminology.http.write_answers import written
from terminology.http.written_bodies import TABLES, body_resource
from terminology.library.code_tables import value_set_from_table
from terminology.library.proposals import Change, Scene, propose_delete, propose_patch, propose_put
from terminology.library.resources import ResourceEntry
from terminology.library.snapshots import Snapshot

Json = dict[str, Any]


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
        found = find_match(server, request, snapshot, type, criteria)
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
    found = find_match(server, request, snapshot, type, request.query)
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


def _single_match(server: ServerContext, request: FhirRequest, snapshot: Snapshot, type: str) -> ResourceEntry:
    found = find_match(server, request, snapshot, type, request.query)
    if found is None:
        raise VersionConflict(Issue("error", "not-found", f"The condition matches no {type}"))
    return found


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
    found = find_match(server, request, snapshot, type, request.query)
    since = {type: snapshot.written}
    if found is None:
        return Proposal(None, type, "", 204, since)
    is_forced = request.control("_force") == "true"
    write = propose_delete(scene, type, found.id, request.version, if_match(request), is_forced)
    return Proposal(write, type, found.id, 204, since)


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
