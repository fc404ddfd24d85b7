"""One event for every write, refusal and login, readable only with the scope, and immutable."""

import json

import httpx
import pytest

from fhir_resources import models
from fhir_resources.version import FhirVersion
from seed.release import source_of
from terminology.library.publishing import ImportContext
from terminology.library.removing import remove
from terminology.library.resource_imports import ImportInput, import_resources
from tests.builders.writing import BASE, Json, Server, value_set

CURRENCIES = "urn:iso:std:iso:4217"


async def events(running: Server, base: str, query: str = "") -> list[Json]:
    answer = await running.client.get(f"{base}/AuditEvent{query}")
    assert answer.status_code == 200, answer.text
    return [entry["resource"] for entry in answer.json().get("entry", [])]


async def busy_day(running: Server, base: str) -> httpx.Response:
    """A create, an update, a refused update, a failed login, a delete."""
    await running.client.put(f"{base}/ValueSet/x", json=value_set("x"))
    await running.client.put(f"{base}/ValueSet/x", json=value_set("x", title="T"))
    await running.client.put(f"{base}/ValueSet/x", json=value_set("x", title="U"), headers={"If-Match": 'W/"1"'})
    await running.client.post(f"{base}/ValueSet", json=value_set(), headers={"Authorization": "Bearer nonsense"})
    return await running.client.delete(f"{base}/ValueSet/x")


async def test_every_write_refusal_and_login_is_one_event(running: Server, base: str) -> None:
    await busy_day(running, base)
    found = await events(running, base)
    recorded = sorted(
        (event["action"], event["outcome"] if base == "/r4" else event["outcome"]["code"]["code"]) for event in found
    )
    assert recorded == [("C", "0"), ("C", "4"), ("D", "0"), ("E", "0"), ("U", "0"), ("U", "4")]
    version = FhirVersion.R4 if base == "/r4" else FhirVersion.R5
    assert all(models.check(event, version) == () for event in found)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?entity=ValueSet/x", 4),
        ("?entity=ValueSet/x/_history/2", 1),
        ("?entity=ValueSet/y", 0),
        ("?action=D", 1),
        ("?outcome=4", 2),
        ("?date=2026-11-26", 6),
        ("?date=lt2026-11-26", 0),
        ("?date=ge0001-01-01T00:00:00%2B14:00", 6),
        ("?date=gt9999-12-31T23:59:59-14:00", 0),
        ("?date=ge2026&date=le2026-12", 6),
        ("?agent=anonymous", 1),
        ("?_count=2", 2),
    ],
)
async def test_events_are_searched(running: Server, base: str, query: str, count: int) -> None:
    await busy_day(running, base)
    assert len(await events(running, base, query)) == count


async def test_an_event_is_read_by_its_id(running: Server, base: str) -> None:
    await busy_day(running, base)
    for event in await events(running, base):
        assert (await running.client.get(f"{base}/AuditEvent/{event['id']}")).json() == event
    assert (await running.client.get(f"{base}/AuditEvent/none")).status_code == 404


async def test_every_version_has_its_provenance(running: Server, base: str) -> None:
    await busy_day(running, base)
    bundle = (await running.client.get(f"{base}/Provenance?target=ValueSet/x")).json()
    targets = [entry["resource"]["target"][0]["reference"] for entry in bundle["entry"]]
    assert targets == [f"ValueSet/x/_history/{number}" for number in (3, 2, 1)]


async def test_a_transaction_makes_an_event_for_each_of_its_writes(running: Server, base: str) -> None:
    entries = [
        {"request": {"method": "PUT", "url": f"ValueSet/{id}"}, "resource": value_set(id, version=id)} for id in "ab"
    ]
    await running.client.post(base, json={"resourceType": "Bundle", "type": "transaction", "entry": entries})
    assert len(await events(running, base, "?action=C")) == 2


async def test_only_clients_with_the_scope_read_them_and_none_change_them(running: Server, base: str) -> None:
    reader, writer = await running.key("system/AuditEvent.rs"), await running.key("system/ValueSet.cruds")
    assert (await running.client.get(f"{base}/AuditEvent", headers=reader)).status_code == 200
    assert (await running.client.get(f"{base}/AuditEvent", headers=writer)).status_code == 403
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = await running.client.request(method, f"{base}/AuditEvent/x", json={})
        assert answer.status_code in (404, 405)
    del running.client.headers["Authorization"]
    assert (await running.client.get(f"{base}/AuditEvent")).status_code == 401


@pytest.mark.parametrize("query", ["?patient=1", "?date=soon", "?date=2026-W48-1", "?_count=x"])
async def test_unknown_input_is_refused(running: Server, base: str, query: str) -> None:
    assert (await running.client.get(f"{base}/AuditEvent{query}")).status_code == 400


async def test_imports_and_removals_by_the_operator_are_events_with_their_files(running: Server, base: str) -> None:
    text = json.dumps(value_set(url="urn:imported", status="active")).encode()
    context = ImportContext(running.library.store, BASE, running.context.now, running.context.new_id)
    both = tuple(FhirVersion)
    await import_resources(context, [ImportInput(source_of("set.json", text), text, FhirVersion.R5, both)])
    await remove(context, "urn:imported", "1.0.0")
    found = await events(running, base, "?agent=operator")
    recorded = [event["outcomeDesc"] if base == "/r4" else event["outcome"]["detail"][0]["text"] for event in found]
    assert recorded[0] == "Removed urn:imported|1.0.0"
    assert recorded[1].startswith("Imported resources from set.json (sha256 ")
    assert [event["action"] for event in found] == ["E", "E"]


async def test_an_import_has_its_provenance_with_the_files_that_it_came_from(running: Server, base: str) -> None:
    text = json.dumps(value_set(url="urn:imported", status="active")).encode()
    context = ImportContext(running.library.store, BASE, running.context.now, running.context.new_id)
    source = source_of("set.json", text)
    await import_resources(context, [ImportInput(source, text, FhirVersion.R5, tuple(FhirVersion))])
    await running.library.refresh()
    (entry,) = (await running.client.get(f"{base}/Provenance?agent=operator")).json()["entry"]
    found = entry["resource"]
    assert models.check(found, FhirVersion.R4 if base == "/r4" else FhirVersion.R5) == ()
    assert found["entity"][0]["what"]["identifier"]["value"] == f"urn:sha256:{source.sha256}"
    (target,) = found["target"]
    assert (await running.client.get(f"{base}/{target['reference']}")).json()["url"] == "urn:imported"
    assert (await running.client.get(f"{base}/Provenance?target={target['reference']}")).json()["total"] == 1
    assert (await running.client.get(f"{base}/Provenance/{found['id']}")).json() == found


async def test_reads_are_optional_audit_events_without_the_query(running: Server, base: str) -> None:
    await running.client.put(f"{base}/ValueSet/x", json=value_set("x"))
    await running.client.get(f"{base}/ValueSet/x")
    assert [event["action"] for event in await events(running, base, "?action=R")] == []
    running.context.audit.notes_reads = True
    lookup = f"{base}/CodeSystem/$lookup?system={CURRENCIES}&code=USD"
    for path in (f"{base}/ValueSet/x", lookup, lookup, f"{base}/ValueSet?name=Mary"):
        answer = await running.client.get(path)
        assert answer.status_code == 200, answer.text
    running.context.audit.notes_reads = False
    assert len(await events(running, base, "?action=R&entity=ValueSet/x")) == 1
    found = json.dumps(await events(running, base))
    assert found.count("GET CodeSystem/$lookup") == 2
    assert "GET ValueSet" in found
    assert "Mary" not in found
    assert "USD" not in found
    version = FhirVersion.R4 if base == "/r4" else FhirVersion.R5
    assert all(models.check(event, version) == () for event in await events(running, base))
