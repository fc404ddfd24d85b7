"""The conditions of a write: If-Match, If-None-Match, If-None-Exist, and the criteria of conditional interactions.

Source: https://hl7.org/fhir/R5/http.html#concurrency and #cond-update.
"""

import re
from dataclasses import replace

from terminology.core.errors import BadRequest, VersionConflict
from terminology.core.issues import Issue
from terminology.http.requests import FhirRequest, Query
from terminology.http.search import CONTROLS, read_search
from terminology.http.server_context import ServerContext
from terminology.http.versioned_resource import versioned
from terminology.library.resources import ResourceEntry
from terminology.library.snapshots import Snapshot

ANY = 0
NONE_OF_OURS = -1
_ETAG = re.compile(r'\s*(?:W/)?"?([0-9A-Za-z.\-]{1,64})"?\s*')


def if_match(request: FhirRequest) -> int | None:
    """The requested version id: ANY for `*`, NONE_OF_OURS for an impossible one; None without a condition."""
    header = request.headers.get("if-match")
    if header is None:
        return None
    if header.strip() == "*":
        return ANY
    match = _ETAG.fullmatch(header)
    if match is None:
        raise BadRequest(Issue("error", "value", f'If-Match must name one version, such as W/"3", not {header[:80]}'))
    return int(match[1]) if match[1].isdigit() and len(match[1]) < 10 and int(match[1]) > 0 else NONE_OF_OURS


def refuse_existing(request: FhirRequest, is_there: bool) -> None:
    """Raises VersionConflict for `If-None-Match: *` when the resource exists."""
    if request.headers.get("if-none-match", "").strip() == "*" and is_there:
        raise VersionConflict(Issue("error", "conflict", f"{request.path} already exists (If-None-Match: *)"))


def criteria_of(condition: str, type: str) -> str:
    """The parameters of If-None-Exist, which clients send bare (as FHIR specifies), or after an address (as HAPI does).

    Raises BadRequest for the address of another type.
    """
    address, mark, parameters = condition.partition("?")
    if not mark or "=" in address:
        return condition
    if address and address.rstrip("/").rpartition("/")[2] != type:
        text = f"If-None-Exist is for {address[:200]}, but the resource to create is a {type}"
        raise BadRequest(Issue("error", "value", text))
    return parameters


def find_match(
    server: ServerContext, request: FhirRequest, snapshot: Snapshot, type: str, criteria: Query
) -> ResourceEntry | None:
    """The single resource that matches the criteria, or None.

    Raises VersionConflict for several, BadRequest without criteria, or for an unsupported one.
    """
    stated = tuple(item for item in criteria if item[0] not in ("_format", "_pretty", "_force"))
    asked = read_search(type, replace(request, query=stated))
    wrong = [*asked.ignored, *(name for name, _ in stated if name in CONTROLS)]
    if wrong or not asked.criteria:
        why = f"unknown: {', '.join(wrong)}" if wrong else "there are none"
        raise BadRequest(Issue("error", "invalid", f"A condition needs criteria that are all supported; {why}"))
    entries = [versioned(entry, server.released, server.software_version) for entry in snapshot.resources.entries(type)]
    found = [item.entry for item in asked.find(entries, snapshot.catalogue)]
    if len(found) > 1:
        ids = ", ".join(entry.id for entry in found[:5])
        text = f"The condition finds {len(found)} of {type}, but must find exactly one: {ids}"
        raise VersionConflict(Issue("error", "multiple-matches", text))
    return found[0] if found else None
