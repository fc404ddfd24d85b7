"""Subscription over HTTP: create, update, read, search, delete, $status and $events; and the available topics.

A subscription belongs to the key or token that created it; it is hidden from all others without `system/*.cruds`. Reads
return it as sent, with its current status. Source: https://hl7.org/fhir/R5/subscriptions.html.
"""

from collections.abc import Iterable
from typing import Any

from fhir_resources import json_format, models
from fhir_resources.bundle import searchset
from fhir_resources.elements import Json
from fhir_resources.subscription import read as read_subscription
from fhir_resources.subscription import topic_url
from fhir_resources.subscription_notification import Names, write_notification, write_status, write_topic
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest, Conflict, UnknownResource
from terminology.core.issues import Issue
from terminology.core.principals import Principal
from terminology.core.subscriptions import TOPICS, Subscription, Topic
from terminology.http.committing import check_expiry
from terminology.http.query_values import whole_number
from terminology.http.requests import FhirRequest, read_query
from terminology.http.responses import NO_STORE, TEN_MINUTES, Answer
from terminology.http.server_context import ServerContext
from terminology.http.written_bodies import body_resource
from terminology.library.commits import AuditNote, author_of, note_id

MAX_ISSUES = 50
MAX_PER_OWNER = 100  # subscriptions of one owner
MAX_EVENTS = 1000  # per $events
NO_STORE_HEADERS = {"Cache-Control": NO_STORE}


def create(server: ServerContext, request: FhirRequest) -> Answer:
    """201; it becomes active when its endpoint has accepted a handshake."""
    check_expiry(server, request)
    owner = owner_of(request.principal)
    if sum(item.owner == owner for item in _all(server)) >= MAX_PER_OWNER:
        text = f"You already have {MAX_PER_OWNER} subscriptions"
        raise Conflict(Issue("error", "too-costly", text))
    made = _new_subscription(server, request, server.new_id(), owner)
    _save(server, request, made, 201)
    headers = NO_STORE_HEADERS | {"Location": f"{request.base}/Subscription/{made.id}"}
    return Answer(_shown(made), 201, headers, request.version)


def update(server: ServerContext, request: FhirRequest, id: str) -> Answer:
    """200; it restarts with a handshake, and its events with number 1."""
    check_expiry(server, request)
    before = _own(server, request, id)
    made = _new_subscription(server, request, id, before.owner)
    _save(server, request, made, 200)
    server.library.wait_for(server.library.store.subscriptions.remove_notices(before.run))
    return Answer(_shown(made), 200, NO_STORE_HEADERS, request.version)


def read(server: ServerContext, request: FhirRequest, id: str) -> Answer:
    return Answer(_shown(_own(server, request, id)), headers=NO_STORE_HEADERS, written_in=request.version)


def search(server: ServerContext, request: FhirRequest) -> Answer:
    """All of the caller's subscriptions in this FHIR version; `status` and `_id` filter them."""
    _check_query(request, ("status", "_id"))
    found = _chosen(request, (item for item in _all(server) if _may_see(request, item)))
    matches = [(f"{request.base}/Subscription/{item.id}", _shown(item)) for item in found]
    bundle = searchset(matches, len(matches), {"self": f"{request.base}/Subscription"})
    return Answer(bundle, headers=NO_STORE_HEADERS, written_in=request.version)


def delete(server: ServerContext, request: FhirRequest, id: str) -> Answer:
    check_expiry(server, request)
    found = server.library.wait_for(server.library.store.subscriptions.find(id))
    if found is not None and _may_see(request, found):
        server.library.wait_for(server.library.store.subscriptions.remove(id, found.run))
        _audit(server, request, id, 204)
    return Answer(status=204, headers=NO_STORE_HEADERS)


def status(server: ServerContext, request: FhirRequest, id: str | None = None) -> Answer:
    """$status: a Bundle with the status of this one, or of those selected by `id` and `status`."""
    _check_query(request, ("id", "status"))
    found = [_own(server, request, id)] if id else _chosen(request, filter(_visible_to(request), _all(server)))
    matches = [
        (
            f"{request.base}/Subscription/{item.id}/$status",
            write_status(item, "query-status", (), request.version, _names(server, item)),
        )
        for item in found
    ]
    bundle = searchset(matches, len(matches), {"self": f"{request.base}/Subscription/$status"})
    return Answer(bundle, headers=NO_STORE_HEADERS, written_in=request.version)


def events(server: ServerContext, request: FhirRequest, id: str) -> Answer:
    """$events: past notices, by number; a thousand at most."""
    _check_query(request, ("eventsSinceNumber", "eventsUntilNumber", "content"))
    item = _own(server, request, id)
    first = max(1, whole_number(request, "eventsSinceNumber", 1))
    last = min(whole_number(request, "eventsUntilNumber", item.events), item.events, first + MAX_EVENTS - 1)
    notices = server.library.wait_for(server.library.store.subscriptions.load_notices(item.run, first - 1, last))
    names = _names(server, item)
    bundle = write_notification(item, "query-event", notices, {}, request.version, names, server.now())
    return Answer(bundle, headers=NO_STORE_HEADERS, written_in=request.version)


def topics(server: ServerContext, request: FhirRequest) -> Answer:
    """The SubscriptionTopics; `url` selects one."""
    _check_query(request, ("url",))
    wanted = request.control("url")
    base = server.library.canonical_base
    found = [topic for topic in TOPICS if wanted in (None, topic_url(base, topic))]
    matches = [(f"{request.base}/SubscriptionTopic/{topic}", _topic(server, topic)) for topic in found]
    bundle = searchset(matches, len(matches), {"self": f"{request.base}/SubscriptionTopic"})
    return Answer(bundle, headers={"Cache-Control": TEN_MINUTES}, written_in=request.version)


def topic(server: ServerContext, request: FhirRequest, id: str) -> Answer:
    for known in TOPICS:
        if known == id:
            headers = {"Cache-Control": TEN_MINUTES}
            return Answer(_topic(server, known), headers=headers, written_in=request.version)
    raise UnknownResource(Issue("error", "not-found", f"There is no SubscriptionTopic '{id}'", "not-found"))


def owner_of(principal: Principal) -> str:
    return f"{principal.issuer or ''}|{principal.kind}|{principal.id}"


def _topic(server: ServerContext, topic: Topic) -> Json:
    date = server.released.date().isoformat()
    return write_topic(topic, server.library.canonical_base, server.software_version, date)


def _new_subscription(server: ServerContext, request: FhirRequest, id: str, owner: str) -> Subscription:
    """The validated subscription. Raises BadRequest and BrokenRule."""
    resource = body_resource(request, "Subscription")
    if issues := models.check(resource, request.version):
        raise BadRequest(*issues[:MAX_ISSUES])
    if resource.get("status") not in ("requested", "active"):
        text = "A new subscription must have the status requested; to end one, delete it"
        raise BadRequest(Issue("error", "value", text, expression=("Subscription.status",)))
    wanted = read_subscription(resource, request.version, server.library.canonical_base, read_query)
    server.notices.check(wanted.endpoint)
    text = json_format.dumps({**resource, "id": id}).decode()
    run = server.new_id()
    return Subscription(id, run, owner, wanted, request.version.value, request.base, text, server.now())


def _save(server: ServerContext, request: FhirRequest, made: Subscription, status: int) -> None:
    server.library.wait_for(server.library.store.subscriptions.save(made))
    _audit(server, request, made.id, status)


def _audit(server: ServerContext, request: FhirRequest, id: str, status: int) -> None:
    author = author_of(request.principal, request.address, request.request_id)
    at = server.now()
    path = f"/{request.version.path}/Subscription/{id}"
    note = AuditNote(note_id(at, server.new_id()), at, author, request.method, path, status, "A subscription")
    server.library.wait_for(server.library.store.save_audit_notes([note]))


def _all(server: ServerContext) -> tuple[Subscription, ...]:
    return server.library.wait_for(server.library.store.subscriptions.load())


def _own(server: ServerContext, request: FhirRequest, id: str) -> Subscription:
    found = server.library.wait_for(server.library.store.subscriptions.find(id))
    if found is None or not _may_see(request, found):
        raise UnknownResource(Issue("error", "not-found", f"There is no Subscription with the id '{id}'", "not-found"))
    return found


def _may_see(request: FhirRequest, item: Subscription) -> bool:
    is_own = item.owner == owner_of(request.principal) or request.principal.may_everything
    return is_own and item.fhir_version == request.version.value


def _visible_to(request: FhirRequest) -> Any:
    return lambda item: _may_see(request, item)


def _chosen(request: FhirRequest, items: Iterable[Subscription]) -> list[Subscription]:
    ids, states = (*request.texts("_id"), *request.texts("id")), request.texts("status")
    return [item for item in items if (not ids or item.id in ids) and (not states or item.status in states)]


def _check_query(request: FhirRequest, known: tuple[str, ...]) -> None:
    unknown = {name for name, _ in request.query} - {*known, "_format", "_pretty", "_count"}
    if unknown:
        text = f"Supported are {', '.join(known)}; not {', '.join(sorted(unknown))}"
        raise BadRequest(Issue("error", "not-supported", text))


def _names(server: ServerContext, item: Subscription) -> Names:
    return Names(item.base, item.id, topic_url(server.library.canonical_base, item.wanted.topic))


def _shown(item: Subscription) -> Json:
    resource: Json = json_format.loads_trusted(item.text)
    shown = {**resource, "status": item.status}
    is_r4 = item.fhir_version == FhirVersion.R4.value
    return shown | ({"error": item.problem} if is_r4 and item.problem else {})
