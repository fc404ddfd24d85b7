"""The whole lifecycle of a value set, with the rules at each step."""

from typing import Any

import httpx
import pytest

from tests.builders.writing import Json, Server, code_system, value_set

WHOLE = {"title": "T", "experimental": False, "description": "D"}


async def step(running: Server, base: str, name: str, id: str, **inputs: str) -> httpx.Response:
    parameters = [{"name": key, "valueString": value} for key, value in inputs.items()]
    body = {"resourceType": "Parameters", "parameter": parameters} if parameters else {"resourceType": "Parameters"}
    return await running.client.post(f"{base}/ValueSet/{id}/${name}", json=body)


def resource_of(answer: httpx.Response) -> Json:
    assert answer.status_code == 200, answer.text
    made: Json = answer.json()["entry"][0]["resource"]
    return made


async def start(running: Server, base: str, **more: Any) -> str:
    await running.client.put(f"{base}/CodeSystem/c", json=code_system("c", status="active"))
    made = await running.client.post(f"{base}/ValueSet", json=value_set(**WHOLE, **more))
    id: str = made.json()["id"]
    return id


async def test_a_release_pins_code_systems_and_is_in_force(running: Server, base: str) -> None:
    id = await start(running, base, version="1.0.0-draft")
    made = resource_of(await step(running, base, "release", id))
    assert (made["status"], made["version"], made["meta"]["versionId"]) == ("active", "1.0.0", "2")
    assert made["compose"]["include"][0]["version"] == "1.0.0"
    assert made["date"] == "2026-11-26"


async def test_a_release_says_everything_that_is_missing(running: Server, base: str) -> None:
    compose = {"include": [{"system": "https://nowhere.example.org"}, {"valueSet": ["https://nowhere.example.org/v"]}]}
    made = await running.client.post(f"{base}/ValueSet", json=value_set(compose=compose))
    answer = await step(running, base, "release", made.json()["id"])
    assert answer.status_code == 422
    places = [issue["expression"][0] for issue in answer.json()["issue"] if "expression" in issue]
    assert places == [
        "ValueSet.title",
        "ValueSet.experimental",
        "ValueSet.description",
        "ValueSet.compose.include[0].system",
        "ValueSet.compose.include[1].valueSet[0]",
    ]


async def test_a_code_that_is_not_there_stops_a_release(running: Server, base: str) -> None:
    compose = {"include": [{"system": "https://a.example.org/CodeSystem/c", "concept": [{"code": "z"}]}]}
    id = await start(running, base, compose=compose)
    answer = await step(running, base, "release", id)
    assert answer.status_code == 422
    assert "'z' is not in" in answer.text


async def test_codes_missing_from_a_fragment_are_not_called_absent(running: Server, base: str) -> None:
    await running.client.put(
        f"{base}/CodeSystem/f", json=code_system("f", url="https://a.example.org/f", content="fragment")
    )
    compose = {"include": [{"system": "https://a.example.org/f", "concept": [{"code": "z"}]}]}
    id = await start(running, base, compose=compose)
    assert resource_of(await step(running, base, "release", id))["status"] == "active"


async def test_a_draft_of_an_active_value_set_becomes_the_next_version(running: Server, base: str) -> None:
    id = await start(running, base)
    assert (await step(running, base, "draft", id, version="1.1.0")).status_code == 422
    resource_of(await step(running, base, "release", id))
    made = resource_of(await step(running, base, "draft", id, version="1.1.0"))
    assert (made["status"], made["version"]) == ("draft", "1.1.0-draft")
    assert made["id"] != id
    assert resource_of(await step(running, base, "release", made["id"]))["version"] == "1.1.0"
    assert (await step(running, base, "draft", id, version="1.1.0")).status_code == 200
    assert (await step(running, base, "draft", id, version="1.1.0")).status_code == 409


async def test_a_clone_of_an_imported_value_set_gets_its_own_url(running: Server, base: str) -> None:
    found = (await running.client.get(f"{base}/ValueSet?_count=1")).json()["entry"][0]["resource"]
    made = resource_of(
        await step(running, base, "clone", found["id"], url="https://a.example.org/ValueSet/mine", version="1")
    )
    assert (made["status"], made["url"], made["version"]) == ("draft", "https://a.example.org/ValueSet/mine", "1")
    assert (await step(running, base, "clone", found["id"], version="1")).status_code == 400


async def test_an_active_version_can_be_approved_and_retired_but_not_reopened(running: Server, base: str) -> None:
    id = await start(running, base, date="2020-01-01")
    assert (await step(running, base, "retire", id)).status_code == 422
    resource_of(await step(running, base, "approve", id, approvalDate="2026-11-20"))
    resource_of(await step(running, base, "release", id))
    assert resource_of(await step(running, base, "retire", id))["status"] == "retired"
    assert (await step(running, base, "retire", id)).status_code == 422
    answer = await running.client.get(f"/r5/ValueSet/{id}")
    assert answer.json()["approvalDate"] == "2026-11-20"


async def test_only_a_draft_is_withdrawn(running: Server, base: str) -> None:
    id = await start(running, base)
    resource_of(await step(running, base, "release", id))
    assert (await step(running, base, "withdraw", id)).status_code == 422
    made = resource_of(await step(running, base, "draft", id, version="2"))
    answer = await step(running, base, "withdraw", made["id"])
    assert answer.json()["entry"][0]["response"]["status"] == "204"
    assert (await running.client.get(f"{base}/ValueSet/{made['id']}")).status_code == 410


@pytest.mark.parametrize("behavior", ["check", "force", "maybe"])
async def test_the_behavior_of_versions_is_honoured(running: Server, base: str, behavior: str) -> None:
    id = await start(running, base)
    answer = await step(running, base, "release", id, version="7", versionBehavior=behavior)
    assert answer.status_code == {"check": 422, "force": 200, "maybe": 400}[behavior]


async def test_on_the_type_an_id_is_needed_and_what_is_unknown_is_refused(running: Server, base: str) -> None:
    id = await start(running, base)
    assert (await running.client.post(f"{base}/ValueSet/$release")).status_code == 400
    assert (await running.client.post(f"{base}/ValueSet/$release?id={id}&colour=red")).status_code == 400
    assert (await running.client.post(f"{base}/ValueSet/$release?id={id}")).status_code == 200
    assert (await running.client.post(f"{base}/ValueSet/none/$release")).status_code == 404
    reader = await running.key("system/ValueSet.rs")
    assert (await running.client.post(f"{base}/ValueSet/{id}/$retire", headers=reader)).status_code == 403
