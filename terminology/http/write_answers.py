"""The answer to a write: according to `Prefer: return=`, the resource, nothing, or an OperationOutcome."""

from typing import Any

from fhir_resources import invariants, json_format
from fhir_resources.operation_outcome import operation_outcome
from terminology.core.issues import Issue
from terminology.http.committing import ATTEMPTS, Proposal, Propose, busy, check_expiry, committed
from terminology.http.requests import FhirRequest
from terminology.http.responses import NO_STORE, Answer
from terminology.http.server_context import ServerContext
from terminology.http.written_versions import headers_of, location_of, shown
from terminology.library.commits import Commit, ResourceVersion
from terminology.library.named_codes import report
from terminology.library.proposals import Scene
from terminology.library.received import READERS, value_of
from terminology.library.written_content import StaleWrite

Json = dict[str, Any]


def written(server: ServerContext, request: FhirRequest, propose: Propose) -> Answer:
    """Commits the proposal and returns the answer."""
    for _ in range(ATTEMPTS):
        check_expiry(server, request)
        snapshot = server.library.snapshot(request.version)
        proposal = propose(Scene(snapshot, server.library.written, request.principal), snapshot)
        try:
            commit = committed(server, request, [proposal])
        except StaleWrite:
            continue
        return answer_of(server, request, proposal, commit)
    raise busy()


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
