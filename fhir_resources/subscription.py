"""Subscription: reads what is subscribed to, in R5's native form, and for R4 in HL7's backport form.

Sources: https://hl7.org/fhir/R5/subscription.html, https://hl7.org/fhir/R5/subscriptionstatus.html and
https://hl7.org/fhir/uv/subscriptions-backport/ (1.1). Only rest-hook with JSON is offered; what would have to be passed
over (another channel, a comparator, a filter that a topic does not have) is refused.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest, BrokenRule
from terminology.core.issues import Issue
from terminology.core.subscriptions import CONTENTS, TOPICS, Content, SubscriptionRequest, Topic

ReadQuery = Callable[[str], Iterable[tuple[str, str]]]
BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-"
TYPES: Mapping[Topic, str] = {
    "code-system-version-published": "CodeSystem",
    "value-set-changed": "ValueSet",
    "codes-ended": "ValueSet",
}
TITLES: Mapping[Topic, str] = {
    "code-system-version-published": "A version of a code system was published",
    "value-set-changed": "A value set was created, changed or deleted",
    "codes-ended": "Codes of a value set end, or have ended",
}
FILTERS: Mapping[Topic, tuple[str, ...]] = {
    "code-system-version-published": ("url",),
    "value-set-changed": ("url",),
    "codes-ended": ("url", "valueSet"),
}
SHORTEST_HEARTBEAT_S, LONGEST_HEARTBEAT_S = 10, 7 * 24 * 3600
JSON_TYPES = ("application/fhir+json", "application/json")
MAX_HEADERS = 20
NOT_A_HEADER = frozenset(
    {"x-hub-signature", "host", "content-length", "content-type", "transfer-encoding", "connection"}
)


def topic_url(base: str, topic: Topic) -> str:
    return f"{base}/SubscriptionTopic/{topic}"


def read(resource: Json, version: FhirVersion, base: str, read_query: ReadQuery) -> SubscriptionRequest:
    """Reads a valid Subscription of this version; `read_query` parses `a=b&c=d`, the format of R4's filters.

    Raises BrokenRule for unsupported features.
    """
    wanted = _read_r4(resource, base, read_query) if version is FhirVersion.R4 else _read_r5(resource, base)
    if wanted.topic == "codes-ended" and wanted.url is None:
        raise _refused("filterBy", "codes-ended needs the filter url, which names the value set")
    return wanted


def _read_r5(resource: Json, base: str) -> SubscriptionRequest:
    channel = resource.get("channelType", {}).get("code")
    if channel != "rest-hook":
        raise _refused("channelType", f"The channel is rest-hook, not {channel}")
    _check_media_type(resource.get("contentType"), "contentType")
    if "maxCount" in resource and resource["maxCount"] != 1:
        raise _refused("maxCount", "Each notification has one event: maxCount is 1 or left out")
    topic = _topic(resource.get("topic"), base, "topic")
    return SubscriptionRequest(
        topic=topic,
        url=_filter(topic, map(_filter_of_r5, resource.get("filterBy", ()))),
        endpoint=_endpoint(resource.get("endpoint"), "endpoint"),
        content=_content(resource.get("content"), "content"),
        headers=_headers((item.get("name", ""), item.get("value", "")) for item in resource.get("parameter", ())),
        heartbeat_s=_heartbeat(resource.get("heartbeatPeriod"), "heartbeatPeriod"),
        timeout_s=resource.get("timeout"),
        end=_end(resource.get("end")),
    )


def _filter_of_r5(item: Json) -> tuple[str, str]:
    if item.get("comparator", "eq") != "eq" or "modifier" in item:
        raise _refused("filterBy", "A filter is equal to its value: there is no other comparator, and no modifier")
    return str(item.get("filterParameter")), str(item.get("value"))


def _read_r4(resource: Json, base: str, read_query: ReadQuery) -> SubscriptionRequest:
    channel = resource.get("channel", {})
    if channel.get("type") != "rest-hook":
        raise _refused("channel.type", f"The channel is rest-hook, not {channel.get('type')}")
    _check_media_type(channel.get("payload"), "channel.payload")
    topic = _topic(resource.get("criteria"), base, "criteria")
    criteria = _extensions(resource.get("_criteria"), "filter-criteria")  # `ValueSet?url=…`, or without the type
    filters = (pair for text in criteria for pair in read_query(str(text).partition("?")[2] or str(text)))
    content = next(iter(_extensions(channel.get("_payload"), "payload-content")), None)
    header = (text.partition(":") for text in channel.get("header", ()))
    return SubscriptionRequest(
        topic=topic,
        url=_filter(topic, filters),
        endpoint=_endpoint(channel.get("endpoint"), "channel.endpoint"),
        content=_content(content, "channel.payload"),
        headers=_headers((name.strip(), value.strip()) for name, _, value in header),
        heartbeat_s=_heartbeat(next(iter(_extensions(channel, "heartbeat-period")), None), "channel"),
        timeout_s=next(iter(_extensions(channel, "timeout")), None),
        end=_end(resource.get("end")),
    )


def _extensions(element: Any, name: str) -> list[Any]:
    found = element.get("extension", ()) if isinstance(element, dict) else ()
    return [
        value
        for item in found
        if item.get("url") == BACKPORT + name
        for key, value in item.items()
        if key.startswith("value")
    ]


def _topic(canonical: Any, base: str, place: str) -> Topic:
    for topic in TOPICS:
        if canonical == topic_url(base, topic):
            return topic
    known = ", ".join(topic_url(base, topic) for topic in TOPICS)
    raise _refused(place, f"There is no topic {canonical}; there are {known}")


def _filter(topic: Topic, stated: Iterable[tuple[str, str]]) -> str | None:
    found = list(stated)
    for name, _ in found:
        if name not in FILTERS[topic]:
            raise _refused("filterBy", f"The topic {topic} has the filter {FILTERS[topic][0]}, not {name}")
    if len({value for _, value in found}) > 1:
        raise _refused("filterBy", "One filter is understood: no resource has two urls")
    return found[0][1] if found else None


def _content(text: Any, place: str) -> Content:
    if text is None:
        return "id-only"
    if text not in CONTENTS:
        raise _refused(place, f"The content must be one of {', '.join(CONTENTS)}, not {text}")
    return cast(Content, text)


def _check_media_type(text: Any, place: str) -> None:
    if text is not None and str(text).partition(";")[0].strip() not in JSON_TYPES:
        raise _refused(place, f"Notifications are sent as {JSON_TYPES[0]}, not {text}")


def _endpoint(text: Any, place: str) -> str:
    if not isinstance(text, str) or not text:
        raise _refused(place, "A rest-hook needs an endpoint")
    return text


def _headers(stated: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    headers = tuple(stated)
    for name, value in headers:
        is_name = bool(name) and name.isascii() and name.replace("-", "").replace("_", "").isalnum()
        if not is_name or name.lower() in NOT_A_HEADER or not value.isprintable() or not value.isascii():
            raise _refused("parameter", f"'{name[:40]}' is not a header that can be sent")
    if len(headers) > MAX_HEADERS:
        raise _refused("parameter", f"At most {MAX_HEADERS} headers are sent along")
    return headers


def _heartbeat(seconds: Any, place: str) -> int | None:
    if seconds in (None, 0):
        return None
    if not isinstance(seconds, int) or not SHORTEST_HEARTBEAT_S <= seconds <= LONGEST_HEARTBEAT_S:
        raise _refused(place, f"A heartbeat comes every {SHORTEST_HEARTBEAT_S} to {LONGEST_HEARTBEAT_S} seconds")
    return seconds


def _end(text: Any) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadRequest(Issue("error", "value", f"end is not an instant: {text}", expression=("Subscription.end",)))
    return moment


def _refused(place: str, text: str) -> BrokenRule:
    return BrokenRule(Issue("error", "not-supported", text, expression=(f"Subscription.{place}",)))
