"""Transactions: Bundles whose entries are written atomically.

    deletes, creates, updates and patches -> one commit -> then the reads -> answers in the order of the request

Each entry is checked like a single request, against the state before the transaction; two entries for one resource are
refused. A read that fails only affects its own answer, as everything is written by then. References to the `fullUrl` of
another entry become its address. Source: https://hl7.org/fhir/R5/http.html#transaction.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from fhir_resources.bundle import BatchAnswer, transaction_response
from fhir_resources.operation_outcome import operation_outcome
from terminology.core.errors import BadRequest, TerminologyError
from terminology.core.issues import Issue
from terminology.http.committing import ATTEMPTS, Proposal, Propose, busy, check_expiry, committed
from terminology.http.conditions import find_match
from terminology.http.errors import HttpError, issues_of, status_of
from terminology.http.patches import read_patch
from terminology.http.requests import FhirRequest, read_query
from terminology.http.responses import NO_STORE, Answer, in_version
from terminology.http.server_context import ServerContext
from terminology.http.views import instant
from terminology.http.write_answers import answer_of
from terminology.http.writes import (
    propose_conditional_delete,
    propose_conditional_update,
    propose_create,
    propose_deleting,
    propose_patching,
    propose_update,
)
from terminology.http.written_bodies import body_resource
from terminology.library.commits import Commit
from terminology.library.proposals import Scene, catalogue_with, check_names
from terminology.library.written_content import StaleWrite

ORDER = {"DELETE": 0, "POST": 1, "PUT": 2, "PATCH": 2, "GET": 3, "HEAD": 3}
Dispatch = Callable[[FhirRequest], Answer]
Check = Callable[[FhirRequest], str | None]  # returns the type that an entry writes, None for a read; raises Forbidden

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its index in the Bundle, its request, the type it writes (None for a read), its fullUrl."""

    place: int
    request: FhirRequest
    type: str | None
    full_url: str | None
    id: str  # of the resource that it creates, if any


def run_transaction(
    dispatch: Dispatch,
    server: ServerContext,
    bundle: FhirRequest,
    requests: list[tuple[FhirRequest, str | None]],
    check: Check,
) -> Answer:
    """Raises the error of the first entry that fails, with its index; then nothing is written."""
    entries = [_entry(server, place, request, full_url, check) for place, (request, full_url) in enumerate(requests)]
    _check_full_urls(entries)
    for _ in range(ATTEMPTS):
        addressed = _with_addresses(server, bundle, entries)
        proposals = _proposals(server, bundle, addressed)
        try:
            commit = committed(server, bundle, proposals.values())
        except StaleWrite:
            continue
        return _answer(dispatch, server, bundle, addressed, proposals, commit)
    raise busy()


def _entry(server: ServerContext, place: int, request: FhirRequest, full_url: str | None, check: Check) -> Entry:
    with _at(place):
        if request.method not in ORDER:
            raise BadRequest(Issue("error", "value", f"{request.method} is not allowed in an entry of a transaction"))
        return Entry(place, request, check(request), full_url, server.new_id())


def _check_full_urls(entries: list[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.full_url is None:
            continue
        if entry.full_url in seen:
            text = f"Two entries have the fullUrl {entry.full_url}"
            raise BadRequest(Issue("error", "invalid", text, expression=(f"Bundle.entry[{entry.place}].fullUrl",)))
        seen.add(entry.full_url)


def _with_addresses(server: ServerContext, bundle: FhirRequest, entries: list[Entry]) -> list[Entry]:
    """The resources with `urn:uuid:…` references to each other replaced by their future addresses."""
    addresses = {
        entry.full_url: f"{entry.type}/{_future_id(server, bundle, entry)}"
        for entry in entries
        if entry.full_url and entry.full_url.startswith("urn:") and entry.type and entry.request.method == "POST"
    }
    if not addresses:
        return entries
    return [
        replace(entry, request=replace(entry.request, sent=_rewritten(entry.request.sent, addresses)))
        if entry.request.sent is not None
        else entry
        for entry in entries
    ]


def _future_id(server: ServerContext, bundle: FhirRequest, entry: Entry) -> str:
    """The id that a POST will create, or that of the match of its If-None-Exist."""
    condition = entry.request.headers.get("if-none-exist")
    if condition is None:
        return entry.id
    with _at(entry.place):
        snapshot = server.library.snapshot(bundle.version)
        type = str(entry.type)
        found = find_match(server, entry.request, snapshot, type, read_query(condition))
    return found.id if found else entry.id


def _rewritten(value: Any, addresses: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _rewritten(item, addresses) for name, item in value.items()}
    if isinstance(value, list):
        return [_rewritten(item, addresses) for item in value]
    return addresses.get(value, value) if isinstance(value, str) else value


def _proposals(server: ServerContext, bundle: FhirRequest, entries: list[Entry]) -> dict[int, Proposal]:
    """By the index of the entry, in the order of execution."""
    check_expiry(server, bundle)
    snapshot = server.library.snapshot(bundle.version)
    scene = Scene(snapshot, server.library.written, bundle.principal, checks_names=False)
    proposals: dict[int, Proposal] = {}
    touched: dict[tuple[str, str], int] = {}
    for entry in sorted(entries, key=lambda item: ORDER[item.request.method]):
        if entry.type is None:
            continue
        with _at(entry.place):
            proposal = _propose(server, entry)(scene, snapshot)
            key = (proposal.type, proposal.id)
            if proposal.id and key in touched:
                text = f"Entries {touched[key]} and {entry.place} both concern {proposal.type}/{proposal.id}"
                raise BadRequest(Issue("error", "invalid", text))
            touched[key] = entry.place
        proposals[entry.place] = proposal
        if entry.request.method == "DELETE":
            scene = replace(scene, leaving=scene.leaving | {key})
    return proposals | _with_checked_names(scene, proposals)


def _with_checked_names(scene: Scene, proposals: Mapping[int, Proposal]) -> dict[int, Proposal]:
    """The writes, with the names that were looked up: value sets may reference resources of the same transaction."""
    writes = {place: item.write for place, item in proposals.items() if item.write is not None}
    catalogue = catalogue_with(scene, writes.values())
    noting: dict[int, Proposal] = {}
    for place, write in writes.items():
        with _at(place):
            depends_on = write.depends_on | check_names(scene, catalogue, write)
        noting[place] = replace(proposals[place], write=replace(write, depends_on=depends_on))
    return noting


def _propose(server: ServerContext, entry: Entry) -> Propose:
    request, type = entry.request, str(entry.type)
    segments = request.path.split("/")
    id = segments[1] if len(segments) > 1 else None
    match request.method:
        case "POST":
            return partial(propose_create, server, request, type, body_resource(request, type), entry.id)
        case "PUT" if id is not None:
            resource = body_resource(request, type)
            if resource.get("id") != id:
                raise BadRequest(Issue("error", "value", f"The resource must have the id of its address, {id}"))
            return partial(propose_update, request, type, resource, id)
        case "PUT":
            return partial(propose_conditional_update, server, request, type, body_resource(request, type), entry.id)
        case "PATCH":
            return partial(propose_patching, request, type, read_patch(request), str(id))
        case _ if id is not None:
            return partial(propose_deleting, request, type, id)
    return partial(propose_conditional_delete, server, request, type)


def _answer(
    dispatch: Dispatch,
    server: ServerContext,
    bundle: FhirRequest,
    entries: list[Entry],
    proposals: Mapping[int, Proposal],
    commit: Commit | None,
) -> Answer:
    answers: list[BatchAnswer] = []
    for entry in entries:
        if entry.type is None:
            answers.append(_read(dispatch, server, bundle, entry.request))
            continue
        proposal = proposals[entry.place]
        answer = answer_of(server, entry.request, proposal, commit)
        modified = instant(commit.at) if commit is not None and "ETag" in answer.headers else None
        etag, location = answer.headers.get("ETag"), answer.headers.get("Location")
        answers.append(BatchAnswer(answer.status, answer.resource, location, etag, modified))
    return Answer(transaction_response(answers), headers={"Cache-Control": NO_STORE}, written_in=bundle.version)


def _read(dispatch: Dispatch, server: ServerContext, bundle: FhirRequest, request: FhirRequest) -> BatchAnswer:
    """A read after the commit cannot undo it, so an error goes into the entry's own answer."""
    try:
        answer = dispatch(request.with_content(server.library.snapshot(request.version)))
    except (TerminologyError, HttpError) as error:
        return BatchAnswer(status_of(error), operation_outcome(issues_of(error)))
    return BatchAnswer(answer.status, in_version(answer, bundle.version))


@contextmanager
def _at(place: int) -> Iterator[None]:
    """Adds the index of the entry to errors raised inside."""
    entry = f"Bundle.entry[{place}]"
    try:
        yield
    except TerminologyError as error:
        error.issues = tuple(
            issue.at(*(f"{entry}.resource.{item}" for item in issue.expression))
            if issue.expression and not issue.expression[0].startswith("Bundle.")
            else issue.at(*(issue.expression or (entry,)))
            for issue in error.issues
        )
        raise
    except HttpError as error:
        error.issue = error.issue.at(entry)
        raise
