"""Notifications to subscribers: the status, and Bundles of it with the focus resources; in R5's and R4's backport form.

Sources: https://hl7.org/fhir/R5/subscriptionstatus.html, https://hl7.org/fhir/R5/subscriptions.html#notifications and
https://hl7.org/fhir/uv/subscriptions-backport/ (1.1).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from fhir_resources.elements import Json, members
from fhir_resources.subscription import BACKPORT, FILTERS, TITLES, TYPES, topic_url
from fhir_resources.version import FhirVersion
from terminology.core.subscriptions import Content, EndedCode, Notice, Subscription, Topic

STATUS_PROFILE = f"{BACKPORT}subscription-status-r4"


def write_status(
    subscription: Subscription, kind: str, notices: Sequence[Notice], version: FhirVersion, names: "Names"
) -> Json:
    """SubscriptionStatus or, in R4, the equivalent Parameters. `kind`: handshake, heartbeat, event-notification,
    query-status or query-event."""
    if version is FhirVersion.R4:
        return _status_r4(subscription, kind, notices, names)
    return members(
        resourceType="SubscriptionStatus",
        status=subscription.status,
        type=kind,
        eventsSinceSubscriptionStart=subscription.events,
        notificationEvent=[_event_r5(item, subscription.wanted.content) for item in notices],
        subscription={"reference": names.reference},
        topic=names.topic,
        error=[{"text": subscription.problem}] if subscription.problem else None,
    )


def _event_r5(notice: Notice, content: Content) -> Json:
    focus = {"reference": notice.focus} if content != "empty" else None
    return members(eventNumber=notice.number, timestamp=_instant(notice.at), focus=focus)


def _status_r4(subscription: Subscription, kind: str, notices: Sequence[Notice], names: "Names") -> Json:
    parameter: list[Json] = [
        {"name": "subscription", "valueReference": {"reference": names.reference}},
        {"name": "topic", "valueCanonical": names.topic},
        {"name": "status", "valueCode": subscription.status},
        {"name": "type", "valueCode": kind},
        {"name": "events-since-subscription-start", "valueString": str(subscription.events)},
        *(_event_r4(item, subscription.wanted.content) for item in notices),
    ]
    if subscription.problem:
        parameter.append({"name": "error", "valueCodeableConcept": {"text": subscription.problem}})
    return {"resourceType": "Parameters", "meta": {"profile": [STATUS_PROFILE]}, "parameter": parameter}


def _event_r4(notice: Notice, content: Content) -> Json:
    part: list[Json] = [
        {"name": "event-number", "valueString": str(notice.number)},
        {"name": "timestamp", "valueInstant": _instant(notice.at)},
    ]
    if content != "empty":
        part.append({"name": "focus", "valueReference": {"reference": notice.focus}})
    return {"name": "notification-event", "part": part}


class Names:
    """A subscription's references in notifications: absolute URLs, as the receiver knows them."""

    __slots__ = ("base", "id", "reference", "topic")

    def __init__(self, base: str, id: str, topic: str) -> None:
        self.base, self.id, self.topic = base, id, topic
        self.reference = f"{base}/Subscription/{id}"


def write_notification(
    subscription: Subscription,
    kind: str,
    notices: Sequence[Notice],
    resources: Mapping[str, Json],
    version: FhirVersion,
    names: Names,
    now: datetime,
) -> Json:
    """The Bundle: the status first, then the notices' focus resources. `resources` are by focus, in this version."""
    status = write_status(subscription, kind, notices, version, names)
    is_r4 = version is FhirVersion.R4
    request = {"method": "GET", "url": f"{names.reference}/$status"}
    first: Json = {"fullUrl": f"urn:uuid:{subscription.run}", "resource": status}
    first |= {"request": request, "response": {"status": "200"}} if is_r4 else {}
    entries = [first]
    if subscription.wanted.content != "empty":
        foci = dict.fromkeys(item.focus for item in notices)
        entries += [_focus_entry(focus, resources.get(focus), names, is_r4) for focus in foci]
        entries += [_codes_entry(item, is_r4, names) for item in notices if item.codes]
    return {
        "resourceType": "Bundle",
        "type": "history" if is_r4 else "subscription-notification",
        "timestamp": _instant(now),
        "entry": entries,
    }


def _focus_entry(focus: str, resource: Json | None, names: Names, is_r4: bool) -> Json:
    url = f"{names.base}/{focus}"
    request = {"request": {"method": "GET", "url": focus}, "response": {"status": "200"}} if is_r4 else {}
    return members(fullUrl=url, resource=resource, **request)


def _codes_entry(notice: Notice, is_r4: bool, names: Names) -> Json:
    """Which codes: Parameters, each code with its last day."""
    parameters = {"resourceType": "Parameters", "parameter": [_code(item) for item in notice.codes]}
    url = f"{names.reference}/$events?eventsSinceNumber={notice.number}&eventsUntilNumber={notice.number}"
    request = {"request": {"method": "GET", "url": url}, "response": {"status": "200"}} if is_r4 else {}
    return {"resource": parameters, **request}


def _code(item: EndedCode) -> Json:
    coding = members(system=item.system, code=item.code, display=item.display)
    part: list[Json] = [{"name": "coding", "valueCoding": coding}]
    if item.end:
        part.append({"name": "end", "valueDate": item.end[:10]})
    part.append({"name": "hasEnded", "valueBoolean": item.has_ended})
    return {"name": "code", "part": part}


def write_topic(topic: Topic, base: str, version: str, date: str) -> Json:
    """The SubscriptionTopic; R5 has such a resource, R4 only its canonical."""
    type = TYPES[topic]
    return {
        "resourceType": "SubscriptionTopic",
        "id": topic,
        "url": topic_url(base, topic),
        "version": version,
        "title": TITLES[topic],
        "status": "active",
        "date": date,
        "resourceTrigger": [{"description": TITLES[topic], "resource": type}],
        "canFilterBy": [
            {"description": f"The url of the {type}", "resource": type, "filterParameter": name}
            for name in FILTERS[topic]
        ],
    }


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
