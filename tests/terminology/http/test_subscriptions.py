"""Subscriptions over HTTP and their notices: both versions, one server, on a real store."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fhir_resources import models
from fhir_resources.version import FhirVersion
from terminology.core.subscriptions import SubscriptionRequest
from terminology.library.notices import HANDSHAKES, LEASE, NotDelivered, Notices
from tests.builders.mutations import mutations
from tests.builders.writing import BASE, Json, Server, code_system, value_set

URL = value_set()["url"]
ENDPOINT = "https://ehr.example.org/notices"
BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-"
VERSIONS = {"/r4": FhirVersion.R4, "/r5": FhirVersion.R5}


class Endpoint:
    """The requests an endpoint received; it refuses while it is `broken`."""

    def __init__(self) -> None:
        self.got: list[Json] = []
        self.broken = False

    async def __call__(self, wanted: SubscriptionRequest, body: bytes) -> None:
        assert wanted.endpoint == ENDPOINT
        if self.broken:
            raise NotDelivered("The endpoint responded with 500")
        self.got.append(json.loads(body))


def subscription(base: str, topic: str = "value-set-changed", url: str | None = URL, **more: Any) -> Json:
    canonical = f"{BASE}/SubscriptionTopic/{topic}"
    if base == "/r5":
        filters = [{"resourceType": "ValueSet", "filterParameter": "url", "value": url}] if url else None
        resource = {
            "resourceType": "Subscription",
            "status": "requested",
            "topic": canonical,
            "filterBy": filters,
            "channelType": {"code": "rest-hook"},
            "endpoint": ENDPOINT,
            "content": "id-only",
        }
    else:
        criteria = [{"url": f"{BACKPORT}filter-criteria", "valueString": f"ValueSet?url={url}"}] if url else []
        resource = {
            "resourceType": "Subscription",
            "status": "requested",
            "reason": "to know",
            "criteria": canonical,
            "_criteria": {"extension": criteria} if criteria else None,
            "channel": {
                "type": "rest-hook",
                "endpoint": ENDPOINT,
                "payload": "application/fhir+json",
                "_payload": {"extension": [{"url": f"{BACKPORT}payload-content", "valueCode": "id-only"}]},
            },
        }
    return {name: value for name, value in (resource | more).items() if value is not None}


def notices_of(running: Server, endpoint: Endpoint) -> Notices:
    return Notices(running.library, endpoint, running.context.now, running.context.new_id)


async def round_of(notices: Notices) -> None:
    await notices.work()
    await notices.settle()


async def subscribed(running: Server, base: str, notices: Notices, **more: Any) -> str:
    answer = await running.client.post(f"{base}/Subscription", json=subscription(base, **more))
    assert answer.status_code == 201, answer.text
    assert answer.json()["status"] == "requested"
    await round_of(notices)
    id: str = answer.json()["id"]
    return id


def facts(bundle: Json) -> Json:
    """The status in a notification: its type, its number of events, and the number and focus of the first event."""
    status = bundle["entry"][0]["resource"]
    if status["resourceType"] == "SubscriptionStatus":
        event = status.get("notificationEvent", [{}])[0]
        focus = event.get("focus", {}).get("reference")
        total = status["eventsSinceSubscriptionStart"]
        return {"type": status["type"], "events": int(total), "number": event.get("eventNumber"), "focus": focus}
    named = {item["name"]: item for item in reversed(status["parameter"])}  # the first of each
    part = {item["name"]: item for item in named.get("notification-event", {}).get("part", ())}
    return {
        "type": named["type"]["valueCode"],
        "events": int(named["events-since-subscription-start"]["valueString"]),
        "number": int(part["event-number"]["valueString"]) if part else None,
        "focus": part["focus"]["valueReference"]["reference"] if "focus" in part else None,
    }


async def write(running: Server, title: str, id: str = "x", **more: Any) -> None:
    answer = await running.client.put(f"/r5/ValueSet/{id}", json=value_set(id, title=title, **more))
    assert answer.status_code in (200, 201), answer.text


async def test_a_handshake_comes_first_and_then_every_change_in_order(running: Server, base: str) -> None:
    endpoint = Endpoint()
    notices = notices_of(running, endpoint)
    id = await subscribed(running, base, notices)
    assert facts(endpoint.got[0])["type"] == "handshake"
    read = (await running.client.get(f"{base}/Subscription/{id}")).json()
    assert read == subscription(base) | {"id": id, "status": "active"}
    await write(running, "one")
    await write(running, "two")
    await write(running, "other", "y", url="https://a.example.org/ValueSet/y")
    await running.client.delete("/r5/ValueSet/x")
    await round_of(notices)
    await round_of(notices)
    reported = [facts(bundle) for bundle in endpoint.got[1:]]
    assert [item["number"] for item in reported] == [1, 2, 3]
    assert {item["focus"] for item in reported} == {"ValueSet/x"}
    assert all(models.check(bundle, VERSIONS[base]) == () for bundle in endpoint.got)
    assert endpoint.got[1]["type"] == ("history" if base == "/r4" else "subscription-notification")


async def test_a_published_version_of_a_code_system_is_noticed_and_a_draft_is_not(running: Server, base: str) -> None:
    endpoint = Endpoint()
    notices = notices_of(running, endpoint)
    await subscribed(running, base, notices, topic="code-system-version-published", url=code_system()["url"])
    await running.client.put("/r5/CodeSystem/c", json=code_system("c"))
    await round_of(notices)
    assert len(endpoint.got) == 1
    await running.client.put("/r5/CodeSystem/c", json=code_system("c", status="active"))
    await round_of(notices)
    await round_of(notices)
    assert [facts(bundle)["focus"] for bundle in endpoint.got[1:]] == ["CodeSystem/c"]


def with_end(day: str | None) -> Json:
    stated = {"property": [{"code": "retirementDate", "valueDateTime": day}]} if day else {}
    return code_system(
        "c",
        property=[{"code": "retirementDate", "type": "dateTime"}],
        concept=[{"code": "a", "display": "A", **stated}, {"code": "b"}],
    )


async def test_codes_of_a_value_set_that_end_are_noticed_before_and_after_their_day(running: Server, base: str) -> None:
    endpoint = Endpoint()
    notices = notices_of(running, endpoint)
    await running.client.put("/r5/CodeSystem/c", json=with_end(None))
    await write(running, "one")
    await subscribed(running, base, notices, topic="codes-ended")
    await round_of(notices)
    await running.client.put("/r5/CodeSystem/c", json=with_end("2026-11-30"))
    await round_of(notices)
    await round_of(notices)
    codes = [item["resource"]["parameter"][0]["part"] for item in endpoint.got[-1]["entry"][2:]]
    assert [[value for part in code for name, value in part.items() if name != "name"] for code in codes] == [
        [{"system": with_end(None)["url"], "code": "a", "display": "A"}, "2026-11-30", False]
    ]
    running.clock[0] += timedelta(days=5)
    await round_of(notices)
    await round_of(notices)
    ended = endpoint.got[-1]["entry"][2]["resource"]["parameter"][0]["part"][2]
    assert ended == {"name": "hasEnded", "valueBoolean": True}
    assert [facts(bundle)["number"] for bundle in endpoint.got] == [None, 1, 2]


async def test_undelivered_notices_are_resent_by_another_server_in_order(running: Server) -> None:
    endpoint = Endpoint()
    notices = notices_of(running, endpoint)
    id = await subscribed(running, "/r5", notices)
    endpoint.broken = True
    await write(running, "one")
    await write(running, "two")
    await round_of(notices)
    await round_of(notices)
    state = (await running.client.get(f"/r5/Subscription/{id}/$status")).json()["entry"][0]["resource"]
    assert state["error"] == [{"text": "The endpoint responded with 500"}]
    endpoint.broken = False
    await round_of(notices)
    assert len(endpoint.got) == 1  # it is tried again later
    other = notices_of(running, endpoint)
    await round_of(other)
    assert len(endpoint.got) == 1  # one server sends
    running.clock[0] += LEASE + timedelta(minutes=5)
    await round_of(other)
    assert [facts(bundle)["number"] for bundle in endpoint.got[1:]] == [1, 2]


async def test_a_notice_is_created_once_even_if_a_round_is_repeated_after_a_crash(running: Server) -> None:
    endpoint = Endpoint()
    notices = notices_of(running, endpoint)
    id = await subscribed(running, "/r5", notices)
    before = await running.library.store.subscriptions.load_state("content")
    await write(running, "one")
    await round_of(notices)
    assert before is not None
    await running.library.store.subscriptions.save_state("content", {k: v for k, v in before.items() if k != "_id"})
    again = notices_of(running, endpoint)
    again.holder = notices.holder
    await round_of(again)
    found = await running.library.store.subscriptions.find(id)
    assert found is not None
    assert found.events == 1


async def test_an_endpoint_that_never_accepts_a_handshake_is_disabled(running: Server) -> None:
    endpoint = Endpoint()
    endpoint.broken = True
    notices = notices_of(running, endpoint)
    id = await subscribed(running, "/r5", notices)
    for _ in range(HANDSHAKES):
        running.clock[0] += timedelta(minutes=5)
        await round_of(notices)
    assert (await running.client.get(f"/r5/Subscription/{id}")).json()["status"] == "error"


async def test_a_heartbeat_comes_when_nothing_else_was_sent(running: Server) -> None:
    endpoint = Endpoint()
    notices = notices_of(running, endpoint)
    await subscribed(running, "/r5", notices, heartbeatPeriod=60)
    await round_of(notices)
    assert len(endpoint.got) == 1
    running.clock[0] += timedelta(seconds=61)
    await round_of(notices)
    assert [facts(bundle)["type"] for bundle in endpoint.got] == ["handshake", "heartbeat"]


async def test_events_are_sent_again_by_their_numbers(running: Server, base: str) -> None:
    endpoint = Endpoint()
    notices = notices_of(running, endpoint)
    id = await subscribed(running, base, notices)
    for title in ("one", "two", "three"):
        await write(running, title)
    await round_of(notices)
    query = {"eventsSinceNumber": "2", "eventsUntilNumber": "9"}
    answer = await running.client.get(f"{base}/Subscription/{id}/$events", params=query)
    assert answer.status_code == 200
    assert models.check(answer.json(), VERSIONS[base]) == ()
    assert (facts(answer.json())["type"], facts(answer.json())["number"]) == ("query-event", 2)
    status = (await running.client.get(f"{base}/Subscription/$status", params={"id": id})).json()
    assert facts(status)["events"] == 3


async def test_full_resources_are_included_on_request(running: Server) -> None:
    endpoint = Endpoint()
    notices = notices_of(running, endpoint)
    await subscribed(running, "/r5", notices, content="full-resource")
    await write(running, "one")
    await round_of(notices)
    await round_of(notices)
    assert endpoint.got[1]["entry"][1]["resource"]["title"] == "one"


async def test_an_empty_notification_says_only_that_there_is_something(running: Server) -> None:
    endpoint = Endpoint()
    notices = notices_of(running, endpoint)
    await subscribed(running, "/r5", notices, content="empty")
    await write(running, "one")
    await round_of(notices)
    await round_of(notices)
    assert facts(endpoint.got[1]) == {"type": "event-notification", "events": 1, "number": 1, "focus": None}
    assert len(endpoint.got[1]["entry"]) == 1


async def test_a_subscription_belongs_to_its_creator(running: Server, base: str) -> None:
    mine = await running.key("system/Subscription.cruds")
    made = await running.client.post(f"{base}/Subscription", json=subscription(base), headers=mine)
    address = f"{base}/Subscription/{made.json()['id']}"
    other = await running.key("system/Subscription.cruds")
    assert (await running.client.get(address, headers=other)).status_code == 404
    assert (await running.client.put(address, json=subscription(base), headers=other)).status_code == 404
    assert (await running.client.get(f"{base}/Subscription", headers=other)).json()["total"] == 0
    assert (await running.client.get(f"{base}/Subscription", headers={"Authorization": ""})).status_code == 401
    assert (await running.client.delete(address, headers=other)).status_code == 204
    assert (await running.client.get(address, headers=mine)).status_code == 200
    assert (await running.client.delete(address, headers=mine)).status_code == 204
    assert (await running.client.get(address, headers=mine)).status_code == 404


@pytest.mark.parametrize(
    "more",
    [
        {"endpoint": "https://elsewhere.example.org/notices"},
        {"endpoint": "https://ehr.example.org@evil.example.org/"},
        {"endpoint": "http://169.254.169.254/latest"},
        {"topic": "everything"},
        {"channelType": {"code": "websocket"}},
        {"filterBy": [{"filterParameter": "name", "value": "x"}]},
        {"filterBy": [{"filterParameter": "url", "comparator": "gt", "value": "x"}]},
        {"contentType": "application/fhir+xml"},
        {"heartbeatPeriod": 1},
        {"parameter": [{"name": "Host", "value": "evil"}]},
        {"topic": "codes-ended", "url": None},
    ],
)
async def test_unsupported_requests_are_refused_and_never_ignored(running: Server, more: Json) -> None:
    answer = await running.client.post("/r5/Subscription", json=subscription("/r5", **more))
    assert answer.status_code == 422, answer.text


async def test_the_topics_can_be_read(running: Server) -> None:
    found = (await running.client.get("/r5/SubscriptionTopic")).json()
    assert found["total"] == 3
    for entry in found["entry"]:
        assert models.check(entry["resource"], FhirVersion.R5) == ()
        one: httpx.Response = await running.client.get(f"/r5/SubscriptionTopic/{entry['resource']['id']}")
        assert one.json() == entry["resource"]
    stated = (await running.client.get("/r4/metadata")).json()["rest"][0]["resource"]
    assert len(next(item for item in stated if item["type"] == "Subscription")["extension"]) == 3


async def test_nearly_valid_bodies_are_refused_or_accepted(running: Server, base: str) -> None:
    body = subscription(
        base, end="2027-01-01T00:00:00Z", **({"heartbeatPeriod": 60, "timeout": 5} if base == "/r5" else {})
    )
    for mutated in mutations(body, 11, 80):
        answer = await running.client.post(f"{base}/Subscription", json=mutated.body)
        assert answer.status_code < 500, (mutated.changes, answer.text)
        if answer.status_code == 201:
            assert (await running.client.delete(f"{base}/Subscription/{answer.json()['id']}")).status_code == 204
