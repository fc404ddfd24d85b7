"""$closure over HTTP: tables by name and principal, in the store, shared by all servers.

A table unused for thirty days is removed. Source: https://hl7.org/fhir/R5/terminology-service.html#closure.
"""

import hashlib
from dataclasses import replace
from datetime import timedelta

from fhir_resources.operation_definitions import CLOSURE
from fhir_resources.operations import closure as closure_format
from fhir_resources.parameters import Parameters
from terminology.core.closure import ClosureEntry, ClosureStep, ClosureTable
from terminology.core.errors import UnknownResource
from terminology.core.issues import Issue
from terminology.core.principals import Principal
from terminology.http.committing import busy
from terminology.http.operations import refuse_repeated, supplied_parameters
from terminology.http.requests import FhirRequest
from terminology.http.responses import NO_STORE, Answer
from terminology.http.server_context import ServerContext
from terminology.operations.closure import entries_since, joining

FORGOTTEN_AFTER = timedelta(days=30)
ATTEMPTS = 20  # to add codes when others do so concurrently


def run(server: ServerContext, request: FhirRequest) -> Answer:
    """Creates a table, adds codes to it and answers the new entries, or answers the entries since a version."""
    items = supplied_parameters(CLOSURE, request)
    refuse_repeated(CLOSURE, items)
    asked = closure_format.read(Parameters(CLOSURE, items))
    key = _key(request.principal, asked.name)
    if asked.since is None and not asked.codings:
        return _answer(server, request, _new_table(server, request, key, asked.name), ())
    for _ in range(ATTEMPTS):
        table = _table_of(server, key, asked.name)
        if asked.since is not None:
            return _answer(server, request, table, _entries(request, table, asked.since))
        codes = joining(request.snapshot.catalogue, table, asked.codings)
        if not codes:
            return _answer(server, request, table, ())
        step = ClosureStep(table.version + 1, codes)
        longer = replace(table, steps=(*table.steps, step))
        new = _entries(request, longer, table.version)
        if server.library.wait_for(server.library.store.closures.append(table.id, step)):
            return _answer(server, request, longer, new)
    raise busy()


def _entries(request: FhirRequest, table: ClosureTable, since: int) -> tuple[ClosureEntry, ...]:
    return entries_since(request.snapshot.catalogue, table, since, request.budget.check)


def _new_table(server: ServerContext, request: FhirRequest, key: str, name: str) -> ClosureTable:
    store, now = server.library.store, server.now()
    server.library.wait_for(store.closures.forget(now - FORGOTTEN_AFTER))
    table = ClosureTable(server.new_id(), name, now)
    server.library.wait_for(store.closures.begin(key, request.principal.name, table))
    return table


def _table_of(server: ServerContext, key: str, name: str) -> ClosureTable:
    """Raises UnknownResource for a table that was never created, or was removed."""
    table = server.library.wait_for(server.library.store.closures.find(key))
    now = server.now()
    if table is None or table.used_at < now - FORGOTTEN_AFTER:
        text = f"There is no closure table '{name}': create it by sending only its name, then send its codes again"
        raise UnknownResource(Issue("error", "not-found", text, "not-found", expression=("name",)))
    server.library.wait_for(server.library.store.closures.touch(key, table.id, now))
    return table


def _key(principal: Principal, name: str) -> str:
    text = "\0".join((principal.issuer or "", principal.kind, principal.id, name))
    return hashlib.sha256(text.encode()).hexdigest()


def _answer(
    server: ServerContext, request: FhirRequest, table: ClosureTable, entries: tuple[ClosureEntry, ...]
) -> Answer:
    date = server.now().isoformat(timespec="seconds")
    resource = closure_format.write(table, entries, request.version, table.id, date)
    return Answer(resource, headers={"Cache-Control": NO_STORE}, written_in=request.version)
