"""Every row of FHIR's table of writes, on both versions."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest

from fhir_resources import xml_format
from fhir_resources.version import FhirVersion
from terminology.core.errors import BrokenRule, Conflict
from terminology.core.principals import NO_URL, OPERATOR
from terminology.http.committing import Proposal, Propose
from terminology.http.requests import FhirRequest
from terminology.http.write_answers import written
from terminology.http.writes import propose_deleting, propose_patching, propose_update
from terminology.library.api_keys import new_key
from terminology.library.proposals import Scene
from terminology.library.snapshots import Snapshot
from tests.builders.writing import Json, Server, code_system, value_set

CONCEPT_MAP = {
    "resourceType": "ConceptMap",
    "url": "https://a.example.org/ConceptMap/m",
    "version": "1",
    "status": "draft",
}
NAMING_SYSTEM = {
    "resourceType": "NamingSystem",
    "name": "Letters",
    "status": "draft",
    "kind": "codesystem",
    "date": "2026-11-26",
    "uniqueId": [{"type": "uri", "value": "https://a.example.org/CodeSystem/c"}],
}
EVERY_TYPE = [value_set(), code_system(), CONCEPT_MAP]
JSON_PATCH = {"Content-Type": "application/json-patch+json"}


def naming_system(base: str) -> Json:
    return NAMING_SYSTEM | ({"url": "https://a.example.org/NamingSystem/n"} if base == "/r5" else {})


def texts(answer: httpx.Response) -> str:
    return " ".join(issue.get("details", {}).get("text", "") for issue in answer.json()["issue"])


async def created(running: Server, base: str, resource: Json) -> Json:
    answer = await running.client.post(f"{base}/{resource['resourceType']}", json=resource)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


def without_meta(resource: Json) -> Json:
    return {name: value for name, value in resource.items() if name not in ("id", "meta")}


@pytest.mark.parametrize("resource", EVERY_TYPE, ids=lambda resource: resource["resourceType"])
async def test_a_created_resource_is_read_back_as_sent(running: Server, base: str, resource: Json) -> None:
    answer = await running.client.post(f"{base}/{resource['resourceType']}", json={**resource, "id": "ignored"})
    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"https://tx.example.org{base}/{made['resourceType']}/{made['id']}/_history/1"
    assert answer.headers["etag"] == 'W/"1"'
    assert "last-modified" in answer.headers
    assert made["id"] != "ignored"
    read = await running.client.get(f"{base}/{made['resourceType']}/{made['id']}")
    assert read.json() == made
    assert without_meta(made) == resource
    assert read.headers["etag"] == 'W/"1"'


async def test_a_naming_system_is_written_and_read(running: Server, base: str) -> None:
    made = await created(running, base, naming_system(base))
    assert without_meta((await running.client.get(f"{base}/NamingSystem/{made['id']}")).json()) == naming_system(base)
    assert (await running.client.get(f"{base}/NamingSystem?name=Letters")).json()["total"] == 1


async def test_elements_of_the_other_version_return_unchanged(running: Server) -> None:
    sent = value_set(copyrightLabel="© A", versionAlgorithmString="semver")
    made = await created(running, "/r5", sent)
    in_r4 = (await running.client.get(f"/r4/ValueSet/{made['id']}")).json()
    assert "copyrightLabel" not in in_r4
    assert in_r4["extension"]
    assert without_meta((await running.client.get(f"/r5/ValueSet/{made['id']}")).json()) == sent
    back = await running.client.put(f"/r4/ValueSet/{made['id']}", json=in_r4 | {"title": "T"})
    assert back.status_code == 200
    assert (await running.client.get(f"/r5/ValueSet/{made['id']}")).json()["copyrightLabel"] == "© A"


async def test_decimals_and_the_order_of_members_are_retained(running: Server, base: str) -> None:
    extension = {"url": "https://a.example.org/x", "valueDecimal": 0}
    text = (
        '{"resourceType":"ValueSet","status":"draft","url":"https://a.example.org/v","extension":'
        '[{"url":"https://a.example.org/x","valueDecimal":1.10}],"version":"1"}'
    )
    assert extension
    answer = await running.client.post(f"{base}/ValueSet", content=text, headers={"Content-Type": "application/json"})
    read = await running.client.get(f"{base}/ValueSet/{answer.json()['id']}")
    assert '"valueDecimal":1.10' in read.text
    assert read.text.index('"status"') < read.text.index('"url"') < read.text.index('"extension"')


async def test_xml_is_written_and_read(running: Server, base: str) -> None:
    version = FhirVersion.R4 if base == "/r4" else FhirVersion.R5
    body = xml_format.dumps(value_set(), version)
    headers = {"Content-Type": "application/fhir+xml", "Accept": "application/fhir+xml"}
    answer = await running.client.post(f"{base}/ValueSet", content=body, headers=headers)
    assert answer.status_code == 201
    assert without_meta(xml_format.loads(answer.content, version)) == value_set()


@pytest.mark.parametrize("wish", ["minimal", "representation", "OperationOutcome"])
async def test_prefer_determines_what_is_returned(running: Server, base: str, wish: str) -> None:
    answer = await running.client.post(f"{base}/ValueSet", json=value_set(), headers={"Prefer": f"return={wish}"})
    assert answer.status_code == 201
    assert "location" in answer.headers
    kind = answer.json()["resourceType"] if answer.content else "minimal"
    assert kind == {"minimal": "minimal", "representation": "ValueSet"}.get(wish, wish)


async def test_a_conditional_create_makes_one_of_many(running: Server, base: str) -> None:
    headers = {"If-None-Exist": "url=https://a.example.org/ValueSet/x&version=1.0.0"}
    first = await running.client.post(f"{base}/ValueSet", json=value_set(), headers=headers)
    second = await running.client.post(f"{base}/ValueSet", json=value_set(), headers=headers)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.headers["location"] == second.headers["location"]


async def test_a_condition_that_finds_several_is_412(running: Server, base: str) -> None:
    for version in ("1", "2"):
        await created(running, base, value_set(version=version))
    condition = {"url": "https://a.example.org/ValueSet/x"}
    headers = {"If-None-Exist": "url=https://a.example.org/ValueSet/x"}
    sent = value_set(version="3")
    answers = [
        await running.client.post(f"{base}/ValueSet", json=sent, headers=headers),
        await running.client.put(f"{base}/ValueSet", json=sent, params=condition),
        await running.client.delete(f"{base}/ValueSet", params=condition),
    ]
    assert [answer.status_code for answer in answers] == [412, 412, 412]


@pytest.mark.parametrize("condition", ["", "nothing=1", "_count=1", "url=x&nothing=1", "url:nothing=x"])
async def test_a_condition_that_is_not_understood_is_never_everything(
    running: Server, base: str, condition: str
) -> None:
    made = await created(running, base, value_set())
    answer = await running.client.delete(f"{base}/ValueSet?{condition}")
    assert answer.status_code == 400
    headers = {"If-None-Exist": condition}
    assert (await running.client.post(f"{base}/ValueSet", json=value_set(), headers=headers)).status_code == 400
    assert (await running.client.get(f"{base}/ValueSet/{made['id']}")).status_code == 200


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/fhir+json", 400),
        (b"", "application/fhir+json", 400),
        (b"[]", "application/fhir+json", 400),
        (b'{"resourceType":"Patient"}', "application/fhir+json", 400),
        (b'{"resourceType":"ValueSet"}', "application/fhir+json", 400),
        (b'{"resourceType":"ValueSet","status":"draft","colour":1}', "application/fhir+json", 400),
        (b'{"resourceType":"ValueSet","status":"perhaps"}', "application/fhir+json", 400),
        (b"<ValueSet", "application/fhir+xml", 400),
        (b"{}", "text/plain", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b'{"resourceType":"ValueSet","status":"draft"}', "application/fhir+json", 422),
    ],
)
async def test_unreadable_or_unsupported_resources_are_refused(
    running: Server, base: str, body: bytes, content_type: str, status: int
) -> None:
    answer = await running.client.post(f"{base}/ValueSet", content=body, headers={"Content-Type": content_type})
    assert answer.status_code == status
    assert answer.json()["resourceType"] == "OperationOutcome"


async def test_a_part_of_a_resource_is_not_written(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    part = (await running.client.get(f"{base}/ValueSet/{made['id']}?_summary=true")).json()
    answer = await running.client.put(f"{base}/ValueSet/{made['id']}", json=part)
    assert answer.status_code == 422
    assert "SUBSETTED" in texts(answer)


async def test_the_same_url_and_version_twice_is_refused_with_the_holder(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    answer = await running.client.post(f"{base}/ValueSet", json=value_set())
    assert answer.status_code == 409
    assert f"ValueSet/{made['id']}" in texts(answer)


async def test_an_update_makes_a_new_version(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    answer = await running.client.put(f"{base}/ValueSet/{made['id']}", json=value_set(made["id"], title="T"))
    assert answer.status_code == 200
    assert answer.headers["etag"] == 'W/"2"'
    assert answer.json()["title"] == "T"


async def test_an_update_that_changes_nothing_makes_no_version(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    answer = await running.client.put(f"{base}/ValueSet/{made['id']}", json=made)
    assert (answer.status_code, answer.headers["etag"]) == (200, 'W/"1"')


async def test_an_update_of_a_missing_resource_creates_it_under_its_id(running: Server, base: str) -> None:
    answer = await running.client.put(f"{base}/ValueSet/mine", json=value_set("mine"))
    assert answer.status_code == 201
    assert answer.headers["location"].endswith("/ValueSet/mine/_history/1")
    assert (await running.client.get(f"{base}/ValueSet/mine")).status_code == 200


@pytest.mark.parametrize("id", ["other", None])
async def test_an_update_with_another_id_is_400(running: Server, base: str, id: str | None) -> None:
    assert (await running.client.put(f"{base}/ValueSet/mine", json=value_set(id))).status_code == 400


@pytest.mark.parametrize("id", ["a" * 65, "a_b", "a%20b", "%C3%A9"])
async def test_an_invalid_id_is_400(running: Server, base: str, id: str) -> None:
    answer = await running.client.put(f"{base}/ValueSet/{id}", json=value_set("x"))
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize(("condition", "status"), [('W/"1"', 200), ('"1"', 200), ("1", 200), ("*", 200)])
async def test_a_matching_if_match_allows_the_update(running: Server, base: str, condition: str, status: int) -> None:
    made = await created(running, base, value_set())
    headers = {"If-Match": condition}
    sent = value_set(made["id"], title="T")
    assert (await running.client.put(f"{base}/ValueSet/{made['id']}", json=sent, headers=headers)).status_code == status


@pytest.mark.parametrize("condition", ['W/"2"', 'W/"0"', 'W/"x"', 'W/"99999999999999999999"'])
async def test_if_match_of_another_version_is_412(running: Server, base: str, condition: str) -> None:
    made = await created(running, base, value_set())
    headers = {"If-Match": condition}
    address = f"{base}/ValueSet/{made['id']}"
    sent = value_set(made["id"], title="T")
    assert (await running.client.put(address, json=sent, headers=headers)).status_code == 412
    assert (await running.client.delete(address, headers=headers)).status_code == 412
    patch = [{"op": "add", "path": "/title", "value": "T"}]
    assert (await running.client.patch(address, json=patch, headers=headers | JSON_PATCH)).status_code == 412
    assert (await running.client.get(address)).headers["etag"] == 'W/"1"'


async def test_if_match_for_a_missing_resource_is_412_and_an_invalid_one_400(running: Server, base: str) -> None:
    for condition, status in (('W/"1"', 412), ("*", 412), ("a, b", 400)):
        answer = await running.client.put(
            f"{base}/ValueSet/mine", json=value_set("mine"), headers={"If-Match": condition}
        )
        assert answer.status_code == status


async def test_if_none_match_star_only_creates(running: Server, base: str) -> None:
    headers = {"If-None-Match": "*"}
    for status in (201, 412):
        answer = await running.client.put(f"{base}/ValueSet/mine", json=value_set("mine"), headers=headers)
        assert answer.status_code == status


async def test_a_conditional_update_creates_and_then_updates(running: Server, base: str) -> None:
    condition = {"url": "https://a.example.org/ValueSet/x", "version": "1.0.0"}
    first = await running.client.put(f"{base}/ValueSet", json=value_set("mine"), params=condition)
    assert first.status_code == 201
    assert first.json()["id"] == "mine"
    second = await running.client.put(f"{base}/ValueSet", json=value_set(title="T"), params=condition)
    assert (second.status_code, second.json()["id"], second.headers["etag"]) == (200, "mine", 'W/"2"')
    third = await running.client.put(f"{base}/ValueSet", json=value_set("other"), params=condition)
    assert third.status_code == 400


async def test_a_json_patch_changes_what_it_names(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    patch = [
        {"op": "test", "path": "/status", "value": "draft"},
        {"op": "add", "path": "/compose/include/0/concept/-", "value": {"code": "b"}},
    ]
    answer = await running.client.patch(f"{base}/ValueSet/{made['id']}", json=patch, headers=JSON_PATCH)
    assert (answer.status_code, answer.headers["etag"]) == (200, 'W/"2"')
    assert [item["code"] for item in answer.json()["compose"]["include"][0]["concept"]] == ["a", "b"]


async def test_a_fhirpath_patch_changes_what_it_names(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    parts: list[Json] = [
        {"name": "type", "valueCode": "replace"},
        {"name": "path", "valueString": "ValueSet.version"},
        {"name": "value", "valueString": "1.1.0"},
    ]
    patch = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": parts}]}
    answer = await running.client.patch(f"{base}/ValueSet/{made['id']}", json=patch)
    assert (answer.status_code, answer.json()["version"]) == (200, "1.1.0")


@pytest.mark.parametrize(
    ("patch", "status"),
    [
        ([{"op": "test", "path": "/status", "value": "active"}], 422),
        ([{"op": "remove", "path": "/nothing"}], 422),
        ([{"op": "replace", "path": "/id", "value": "other"}], 422),
        ([{"op": "replace", "path": "/resourceType", "value": "CodeSystem"}], 422),
        ([{"op": "add", "path": "/colour", "value": "red"}], 400),
        ([{"op": "fly"}], 400),
        ({"op": "add"}, 400),
    ],
)
async def test_a_patch_that_does_not_fit_changes_nothing(running: Server, base: str, patch: Any, status: int) -> None:
    made = await created(running, base, value_set())
    answer = await running.client.patch(f"{base}/ValueSet/{made['id']}", json=patch, headers=JSON_PATCH)
    assert answer.status_code == status
    assert (await running.client.get(f"{base}/ValueSet/{made['id']}")).json() == made


async def test_patching_a_missing_resource_is_404_and_a_deleted_one_410(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    address = f"{base}/ValueSet/{made['id']}"
    await running.client.delete(address)
    patch = [{"op": "add", "path": "/title", "value": "T"}]
    assert (await running.client.patch(address, json=patch, headers=JSON_PATCH)).status_code == 410
    answer = await running.client.patch(f"{base}/ValueSet/none", json=patch, headers=JSON_PATCH)
    assert answer.status_code == 404
    wrong = await running.client.patch(address, content=b"[]", headers={"Content-Type": "text/plain"})
    assert wrong.status_code == 415


async def test_a_conditional_patch_needs_one_match(running: Server, base: str) -> None:
    patch = [{"op": "add", "path": "/title", "value": "T"}]
    condition = {"url": "https://a.example.org/ValueSet/x"}
    answer = await running.client.patch(f"{base}/ValueSet", params=condition, json=patch, headers=JSON_PATCH)
    assert answer.status_code == 412
    await created(running, base, value_set())
    answer = await running.client.patch(f"{base}/ValueSet", params=condition, json=patch, headers=JSON_PATCH)
    assert (answer.status_code, answer.json()["title"]) == (200, "T")


async def test_a_repeated_delete_is_executed_once_and_confirmed_twice(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    address = f"{base}/ValueSet/{made['id']}"
    assert [(await running.client.delete(address)).status_code for _ in range(2)] == [204, 204]
    assert (await running.client.get(address)).status_code == 410
    assert (await running.client.get(f"{address}/_history/1")).status_code == 200
    assert (await running.client.get(f"{address}/_history/2")).status_code == 410
    assert (await running.client.get(f"{base}/ValueSet?url=https://a.example.org/ValueSet/x")).json()["total"] == 0
    assert (await running.client.delete(f"{base}/ValueSet/never")).status_code == 204


async def test_a_deleted_resource_can_come_back_with_the_next_version(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    address = f"{base}/ValueSet/{made['id']}"
    await running.client.delete(address)
    answer = await running.client.put(address, json=value_set(made["id"]))
    assert (answer.status_code, answer.headers["etag"]) == (201, 'W/"3"')


async def test_a_conditional_delete_takes_the_one_that_matches(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    condition = {"url": "https://a.example.org/ValueSet/x"}
    assert (await running.client.delete(f"{base}/ValueSet", params=condition)).status_code == 204
    assert (await running.client.get(f"{base}/ValueSet/{made['id']}")).status_code == 410
    assert (await running.client.delete(f"{base}/ValueSet", params=condition)).status_code == 204


async def test_dependencies_of_an_active_definition_cannot_be_deleted(running: Server, base: str) -> None:
    system = await created(running, base, code_system())
    user = await created(running, base, value_set(status="active"))
    answer = await running.client.delete(f"{base}/CodeSystem/{system['id']}")
    assert answer.status_code == 409
    assert f"ValueSet/{user['id']}" in texts(answer)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_imported_content_is_never_changed(running_with_content: Server, base: str, method: str) -> None:
    found = (await running_with_content.client.get(f"{base}/ValueSet?_count=1")).json()["entry"][0]["resource"]
    address = f"{base}/ValueSet/{found['id']}"
    body: Any = [] if method == "PATCH" else {k: v for k, v in found.items() if k != "meta"} | {"title": "mine"}
    headers = JSON_PATCH if method == "PATCH" else {}
    answer = await running_with_content.client.request(
        method, address, json=None if method == "DELETE" else body, headers=headers
    )
    assert answer.status_code == 409
    assert "was imported and cannot be changed" in texts(answer)


@pytest.mark.parametrize(
    "url", ["http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "urn:oid:2.16.840.1.113883.6.285"]
)
async def test_no_version_can_be_added_to_imported_content(running_with_content: Server, base: str, url: str) -> None:
    answer = await running_with_content.client.post(f"{base}/CodeSystem", json=code_system(url=url, version="2099-01"))
    assert answer.status_code == 409
    assert "belongs to imported content" in texts(answer)


async def test_a_write_is_used_at_once(running: Server, base: str) -> None:
    await created(running, base, code_system())
    made = await created(running, base, value_set())
    expanded = (await running.client.get(f"{base}/ValueSet/{made['id']}/$expand")).json()
    assert [item["display"] for item in expanded["expansion"]["contains"]] == ["A"]
    sent = value_set(made["id"], compose={"include": [{"system": "https://a.example.org/CodeSystem/c"}]})
    await running.client.put(f"{base}/ValueSet/{made['id']}", json=sent)
    expanded = (await running.client.get(f"{base}/ValueSet/{made['id']}/$expand")).json()
    assert [item["display"] for item in expanded["expansion"]["contains"]] == ["A", "B"]


async def test_a_request_without_a_version_does_not_mean_a_draft(running: Server, base: str) -> None:
    url = "https://a.example.org/CodeSystem/c"
    await created(running, base, code_system(status="active"))
    await created(running, base, code_system(version="2.0.0", concept=[{"code": "a", "display": "A, perhaps"}]))
    asked = (await running.client.get(f"{base}/CodeSystem/$lookup?system={url}&code=a")).json()
    assert next(item for item in asked["parameter"] if item["name"] == "display")["valueString"] == "A"
    asked = (await running.client.get(f"{base}/CodeSystem/$lookup?system={url}&code=a&version=2.0.0")).json()
    assert next(item for item in asked["parameter"] if item["name"] == "display")["valueString"] == "A, perhaps"


async def test_a_supplement_adds_to_its_code_system(running: Server, base: str) -> None:
    await created(running, base, code_system())
    supplement = code_system(
        url="https://a.example.org/CodeSystem/s",
        content="supplement",
        supplements="https://a.example.org/CodeSystem/c",
        concept=[{"code": "a", "designation": [{"language": "de", "value": "Ah"}]}],
    )
    await created(running, base, supplement)
    address = f"{base}/CodeSystem/$lookup?system=https://a.example.org/CodeSystem/c&code=a"
    answer = await running.client.get(f"{address}&useSupplement=https://a.example.org/CodeSystem/s")
    assert "Ah" in answer.text
    refused = await running.client.post(
        f"{base}/CodeSystem", json={k: v for k, v in supplement.items() if k != "supplements"} | {"version": "2"}
    )
    assert refused.status_code == 422


async def test_another_server_serves_what_was_written_after_it_looks(running: Server, base: str) -> None:
    from terminology.library.library import Library
    from terminology.store.mongo_store import MongoStore

    store = running.library.store
    assert isinstance(store, MongoStore)
    other = Library(
        MongoStore(lambda: store.connection.uri, store._database), running.library.canonical_base, store_now
    )
    await other.store.open()
    await other.refresh()
    made = await created(running, base, value_set())
    assert await other.refresh()
    version = FhirVersion.R4 if base == "/r4" else FhirVersion.R5
    assert other.resources(version).find("ValueSet", made["id"]) is not None
    await running.client.delete(f"{base}/ValueSet/{made['id']}")
    await other.refresh()
    assert other.resources(version).find("ValueSet", made["id"]) is None
    assert not await other.refresh()
    await other.store.close()


def store_now() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 11, 26, tzinfo=UTC)


async def test_a_client_limited_to_a_prefix_writes_only_below_it(running: Server, base: str) -> None:
    limited = await running.key("system/*.cruds", "https://a.example.org")
    other = await running.key("system/*.cruds", "https://b.example.org")
    answer = await running.client.post(f"{base}/ValueSet", json=value_set(), headers=limited)
    assert answer.status_code == 201
    address = f"{base}/ValueSet/{answer.json()['id']}"
    for refused in (
        await running.client.put(address, json=value_set(answer.json()["id"], title="T"), headers=other),
        await running.client.put(
            address, json=value_set(answer.json()["id"], url="https://b.example.org/x"), headers=other
        ),
        await running.client.delete(address, headers=other),
        await running.client.post(
            f"{base}/ValueSet", json=value_set(url="https://a.example.org.evil.com/x"), headers=limited
        ),
    ):
        assert refused.status_code == 403
        assert "may write only urls below" in texts(refused)


async def test_a_client_without_a_writable_prefix_gets_the_reason(running: Server, base: str) -> None:
    nowhere = await running.key("system/*.cruds", NO_URL)
    answer = await running.client.post(f"{base}/ValueSet", json=value_set(), headers=nowhere)
    assert answer.status_code == 403
    assert "may not write any url: its token lacks the claim" in texts(answer)


@pytest.mark.parametrize(
    ("method", "path", "letters"),
    [
        ("POST", "ValueSet", "ruds"),
        ("PUT", "ValueSet/x", "crds"),
        ("PATCH", "ValueSet/x", "crds"),
        ("DELETE", "ValueSet/x", "crus"),
        ("PUT", "ValueSet?url=x", "crds"),
    ],
)
async def test_a_scope_without_the_letter_is_403(
    running: Server, base: str, method: str, path: str, letters: str
) -> None:
    headers = await running.key(f"system/ValueSet.{letters}")
    answer = await running.client.request(method, f"{base}/{path}", json=value_set("x"), headers=headers)
    assert answer.status_code == 403


async def test_an_anonymous_client_cannot_write(running: Server, base: str) -> None:
    del running.client.headers["Authorization"]
    for method, path in (
        ("POST", "ValueSet"),
        ("PUT", "ValueSet/x"),
        ("PATCH", "ValueSet/x"),
        ("DELETE", "ValueSet/x"),
    ):
        answer = await running.client.request(method, f"{base}/{path}", json=value_set("x"))
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "_method"])
async def test_no_header_turns_a_read_into_a_write(running: Server, base: str, header: str) -> None:
    made = await created(running, base, value_set())
    address = f"{base}/ValueSet/{made['id']}"
    await running.client.get(address, headers={header: "DELETE"})
    await running.client.get(f"{address}?_method=DELETE")
    await running.client.request("GET", address, json=value_set(made["id"], title="T"))
    assert (await running.client.get(address)).json() == made


async def test_as_much_as_a_body_may_be_is_written_and_a_byte_more_is_413(running: Server, base: str) -> None:
    limit = running.context.limits.body_bytes
    filler = value_set(description="")
    spare = limit - len(httpx.Request("POST", "http://x", json=filler).content)
    sent = httpx.Request("POST", "http://x", json=filler | {"description": "x" * spare}).content
    assert len(sent) == limit
    headers = {"Content-Type": "application/fhir+json", "Prefer": "return=minimal"}
    answer = await running.client.post(f"{base}/ValueSet", content=sent, headers=headers)
    assert answer.status_code == 201
    more = sent.replace(b'"x', b'"xx', 1)
    assert (await running.client.post(f"{base}/ValueSet", content=more, headers=headers)).status_code == 413
    id = answer.headers["location"].split("/")[-3]
    read = await running.client.get(f"{base}/ValueSet/{id}")
    assert len(read.json()["description"]) == spare


async def test_a_table_of_codes_is_a_value_set(running: Server, base: str) -> None:
    query = {"url": "https://a.example.org/v", "version": "1", "system": "https://a.example.org/CodeSystem/c"}
    headers = {"Content-Type": "text/csv; charset=utf-8"}
    answer = await running.client.post(f"{base}/ValueSet", params=query, content=b"code\na\nb\n", headers=headers)
    assert answer.status_code == 201
    assert [item["code"] for item in answer.json()["compose"]["include"][0]["concept"]] == ["a", "b"]
    refused = await running.client.post(f"{base}/CodeSystem", params=query, content=b"code\na\n", headers=headers)
    assert refused.status_code == 415
    for query in ({}, {"url": "https://a.example.org/v", "colour": "red"}):
        answer = await running.client.post(f"{base}/ValueSet", params=query, content=b"code\na\n", headers=headers)
        assert answer.status_code == 400


async def test_a_value_set_that_includes_itself_is_refused(running: Server, base: str) -> None:
    own = value_set()["url"]
    answer = await running.client.post(f"{base}/ValueSet", json=value_set(compose={"include": [{"valueSet": [own]}]}))
    assert answer.status_code == 422
    assert answer.json()["issue"][0]["expression"] == ["ValueSet.compose.include[0].valueSet[0]"]


async def test_unknown_codes_are_warnings_in_a_draft_and_block_its_release(running: Server, base: str) -> None:
    await created(running, base, code_system())
    bad = value_set(compose={"include": [{"system": code_system()["url"], "concept": [{"code": "z"}]}]})
    wish = {"Prefer": "return=OperationOutcome"}
    answer = await running.client.put(f"{base}/ValueSet/x", json=bad | {"id": "x"}, headers=wish)
    assert [issue["severity"] for issue in answer.json()["issue"]] == ["information", "warning"]
    assert answer.json()["issue"][1]["expression"] == ["ValueSet.compose.include[0].concept[0]"]
    refused = await running.client.put(f"{base}/ValueSet/x", json=bad | {"id": "x", "status": "active"})
    assert refused.status_code == 422
    assert "The code 'z' is not in" in texts(refused)


async def test_the_health_of_a_value_set_is_answered_at_type_and_instance(running: Server, base: str) -> None:
    await created(running, base, code_system())
    listed = [{"code": "a", "display": "Alpha"}, {"code": "z"}]
    sick = value_set("x", compose={"include": [{"system": code_system()["url"], "concept": listed}]})
    await running.client.put(f"{base}/ValueSet/x", json=sick)
    by_type = await running.client.get(f"{base}/ValueSet/$health", params={"url": sick["url"]})
    by_instance = await running.client.get(f"{base}/ValueSet/x/$health")
    assert by_type.json() == by_instance.json()
    found = [item["part"][0]["valueCode"] for item in by_type.json()["parameter"] if item["name"] == "finding"]
    assert found == ["renamed", "unknown"]


async def test_a_key_that_expires_while_the_body_is_sent_writes_nothing(running: Server, base: str) -> None:
    until = running.clock[0] + timedelta(seconds=10)
    key, text = new_key("brief", "system/*.cruds", (), until, lambda _size: "k" * 43, until)
    await running.library.store.api_keys.add(key)

    async def slowly() -> AsyncIterator[bytes]:
        body = json.dumps(value_set("x")).encode()
        yield body[:40]
        running.clock[0] += timedelta(seconds=20)
        yield body[40:]

    headers = {"Authorization": f"Bearer {text}", "Content-Type": "application/fhir+json"}
    answer = await running.client.put(f"{base}/ValueSet/x", content=slowly(), headers=headers)
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (401, "expired")
    assert (await running.client.get(f"{base}/ValueSet/x")).status_code == 404


async def test_a_written_response_supports_head_and_no_other_media_type(running: Server, base: str) -> None:
    made = await created(running, base, value_set())
    head = await running.client.head(f"{base}/ValueSet/{made['id']}")
    assert (head.status_code, head.headers["etag"], head.content) == (200, 'W/"1"', b"")
    picture = {"Accept": "image/png"}
    assert (await running.client.get(f"{base}/ValueSet/{made['id']}", headers=picture)).status_code == 406
    assert (await running.client.put(f"{base}/ValueSet/y", json=value_set("y"), headers=picture)).status_code == 406
    assert (await running.client.get(f"{base}/ValueSet/y")).status_code == 404


async def test_a_patch_is_never_applied_to_a_resource_changed_in_the_meantime(running: Server) -> None:
    await running.client.put("/r5/ValueSet/x", json=value_set("x"))
    request = FhirRequest(FhirVersion.R5, "PATCH", "ValueSet/x", "", principal=OPERATOR).with_content(
        running.library.snapshot(FhirVersion.R5)
    )
    others = [value_set("x", title="of another")]
    loop = asyncio.get_running_loop()

    def change(resource: Json, _: FhirVersion) -> Json:
        if others:
            work = running.client.put("/r5/ValueSet/x", json=others.pop())
            assert asyncio.run_coroutine_threadsafe(work, loop).result().status_code == 200
        return {**resource, "description": "patched"}

    answer = await asyncio.to_thread(
        written, running.context, request, partial(propose_patching, request, "ValueSet", change, "x")
    )
    assert answer.status == 200
    now = (await running.client.get("/r5/ValueSet/x")).json()
    assert (now["meta"]["versionId"], now["title"], now["description"]) == ("3", "of another", "patched")


def overtaken(running: Server, propose: Propose, other: Json) -> Propose:
    """The proposal, first checked just before another client writes the other value set."""
    others = [other]
    loop = asyncio.get_running_loop()

    def judge(scene: Scene, snapshot: Snapshot) -> Proposal:
        proposal = propose(scene, snapshot)
        if others:
            work = running.client.put(f"/r5/ValueSet/{other['id']}", json=others.pop())
            assert asyncio.run_coroutine_threadsafe(work, loop).result().is_success
        return proposal

    return judge


def importing(id: str, imported: str, **more: Any) -> Json:
    compose = {"include": [{"valueSet": [f"https://a.org/{imported}"]}]}
    return value_set(id, url=f"https://a.org/{id}", compose=compose, **more)


async def test_a_definition_activated_during_a_delete_keeps_its_dependencies(running: Server) -> None:
    await running.client.put("/r5/ValueSet/x", json=value_set("x", url="https://a.org/x"))
    await running.client.put("/r5/ValueSet/y", json=importing("y", "x"))
    request = FhirRequest(FhirVersion.R5, "DELETE", "ValueSet/x", "", principal=OPERATOR)
    propose = overtaken(
        running, partial(propose_deleting, request, "ValueSet", "x"), importing("y", "x", status="active")
    )
    with pytest.raises(Conflict, match="ValueSet/y"):
        await asyncio.to_thread(written, running.context, request, propose)
    assert (await running.client.get("/r5/ValueSet/x")).status_code == 200


async def test_two_value_sets_that_would_include_each_other_are_not_both_written(running: Server) -> None:
    request = FhirRequest(FhirVersion.R5, "PUT", "ValueSet/x", "", principal=OPERATOR)
    propose = partial(propose_update, request, "ValueSet", importing("x", "y"), "x")
    with pytest.raises(BrokenRule, match="includes itself"):
        await asyncio.to_thread(written, running.context, request, overtaken(running, propose, importing("y", "x")))


async def test_changes_not_yet_in_a_snapshot_do_not_count_as_seen(running: Server) -> None:
    """A commit is known slightly before it is served, and threads check writes in between."""
    await running.client.put("/r5/ValueSet/x", json=value_set("x", url="https://a.org/x"))
    old = running.library.snapshot(FhirVersion.R5)
    await running.client.put("/r5/ValueSet/y", json=importing("y", "x"))
    assert Scene(old, running.library.written, OPERATOR).seen == running.library.written.number - 1


async def test_a_condition_is_met_also_where_everything_is_deleted(running: Server) -> None:
    await running.client.put("/r5/ValueSet/x", json=value_set("x"))
    await running.client.delete("/r5/ValueSet/x")
    headers = {"If-None-Exist": "url=https://a.example.org/ValueSet/x"}
    made = await running.client.post("/r5/ValueSet", json=value_set(), headers=headers)
    assert made.status_code == 201
