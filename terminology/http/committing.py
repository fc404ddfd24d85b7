"""Commits what writes propose: checked against the current content, and again when that changes in between."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from terminology.core.errors import Conflict, LoginRequired
from terminology.core.issues import Issue
from terminology.http.requests import FhirRequest
from terminology.http.server_context import ServerContext
from terminology.library.commits import Commit, author_of
from terminology.library.proposals import Scene
from terminology.library.snapshots import Snapshot
from terminology.library.written_content import Write

ATTEMPTS = 50  # of a write that keeps losing races


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


def committed(server: ServerContext, request: FhirRequest, proposals: Collection[Proposal]) -> Commit | None:
    """One commit of all their writes; None if there are none. Raises StaleWrite."""
    writes = [item.write for item in proposals if item.write is not None]
    if not writes:
        return None
    since = {type: number for item in proposals for type, number in item.unchanged_since.items()}
    author = author_of(request.principal, request.address, request.request_id)
    return server.library.wait_for(server.library.commit(writes, author, server.new_id(), since))


def check_expiry(server: ServerContext, request: FhirRequest) -> None:
    """The token may have expired while the body was received."""
    expires_at = request.principal.expires_at
    if expires_at is not None and expires_at <= server.now():
        raise LoginRequired(Issue("error", "expired", "The token expired while the request was being received"))


def busy() -> Conflict:
    return Conflict(Issue("error", "conflict", "Others are writing the same resource: try again"))
